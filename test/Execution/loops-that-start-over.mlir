// A loop whose last step leaves 64 bits starts over from below, as its lowering does.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// 0, 3, 6 times 2^60, then 9 times that, which is -7 times, and so on up to 7.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=starts_over |
// EXEC: ok: launches 2 -> 2,
func.func @starts_over(%A: memref<16xi64> {llvm.noalias}, %B: memref<16xi64> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %up = arith.constant 8070450532247928832 : index
  %st = arith.constant 3458764513820540928 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b : index to i64
    scf.for %i = %c0 to %up step %st {
      %is = arith.cmpi slt, %i, %c0 : index
      scf.if %is {
        %r = arith.subi %c15, %b : index
        memref.store %v, %A[%r] : memref<16xi64>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<16xi64>
    memref.store %v, %B[%b] : memref<16xi64>
    gpu.terminator
  }
  return
}

// -----

// An ordinary loop.

// EXEC: ok: launches 2 -> 1,
func.func @ordinary(%A: memref<16xi64> {llvm.noalias}, %B: memref<16xi64> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %up = arith.constant 16 : index
  %st = arith.constant 3 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b : index to i64
    scf.for %i = %c0 to %up step %st {
      %is = arith.cmpi eq, %i, %b : index
      scf.if %is {
        memref.store %v, %A[%i] : memref<16xi64>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<16xi64>
    memref.store %v, %B[%b] : memref<16xi64>
    gpu.terminator
  }
  return
}

// -----

// With a step of 1 no bound is too large.

// EXEC: ok: launches 2 -> 1,
func.func @any_bound(%A: memref<16xi64> {llvm.noalias}, %B: memref<16xi64> {llvm.noalias}, %n: index {fuselage.test.value = 16 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b : index to i64
    scf.for %i = %c0 to %n step %c1 {
      %is = arith.cmpi eq, %i, %b : index
      scf.if %is {
        memref.store %v, %A[%i] : memref<16xi64>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<16xi64>
    memref.store %v, %B[%b] : memref<16xi64>
    gpu.terminator
  }
  return
}
