// Integers of every width print their value, with 64 bits even if the format
// says less.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0 libdevice=none' | FileCheck %s
// CHECK: i1 1, i8 -3 253, i16 -3, i64 4294967297, index 7, f16 1.5 bf16 -2.5 %, end 9
// Of a wide integer, a character takes 32 bits; CUDA knows the length ll, not j.
// CHECK: A|9|-3

func.func @main() {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %true = arith.constant true
    %byte = arith.constant -3 : i8
    %half = arith.constant -3 : i16
    %wide = arith.constant 4294967297 : i64
    %seven = arith.constant 7 : index
    %f = arith.constant 1.5 : f16
    %b = arith.constant -2.5 : bf16
    %nine = arith.constant 9 : i32
    gpu.printf "i1 %d, i8 %d %u, i16 %hd, i64 %d, index %d, f16 %g bf16 %.1f %%, end %d\0A", %true, %byte, %byte, %half, %wide, %seven, %f, %b, %nine : i1, i8, i8, i16, i64, index, f16, bf16, i32
    %letter = arith.constant 65 : index
    gpu.printf "%c|%d|%jd\0A", %letter, %nine, %byte : index, i32, i8
    gpu.terminator
  }
  return
}
