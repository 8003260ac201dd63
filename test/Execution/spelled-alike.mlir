// Two operations are spelled alike only if they make the same promises, also where
// these are no attributes.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// The first sum must not overflow where it is stored; the second one may.

// CHECK-LABEL: func.func @overflow
// CHECK: llvm.add {{.*}} overflow<nsw>
// CHECK: llvm.add {{.*}} : i32
// EXEC: ok: launches 1 -> 1,
func.func @overflow(%V: memref<4xi32> {llvm.noalias, fuselage.test.range = array<i64: 2147483644, 2147483648>}, %A: memref<4xi32> {llvm.noalias}, %B: memref<4xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %five = arith.constant 5 : i32
    %k = arith.constant 1000 : i32
    %i = memref.load %V[%b] : memref<4xi32>
    %s = llvm.add %i, %five overflow<nsw> : i32
    %ok = arith.cmpi slt, %i, %k : i32
    scf.if %ok {
      memref.store %s, %A[%b] : memref<4xi32>
    }
    %t = llvm.add %i, %five : i32
    %g = arith.cmpi sgt, %t, %i : i32
    %e = arith.extui %g : i1 to i32
    memref.store %e, %B[%b] : memref<4xi32>
    gpu.terminator
  }
  return
}

// -----

// One of two sums that promise the same is enough.

// CHECK-LABEL: func.func @alike
// CHECK-COUNT-1: llvm.add
// CHECK-NOT: llvm.add
// EXEC: ok: launches 1 -> 1,
func.func @alike(%V: memref<4xi32> {llvm.noalias}, %A: memref<4xi32> {llvm.noalias}, %B: memref<4xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %five = arith.constant 5 : i32
    %i = memref.load %V[%b] : memref<4xi32>
    %s = llvm.add %i, %five overflow<nsw> : i32
    memref.store %s, %A[%b] : memref<4xi32>
    %t = llvm.add %i, %five overflow<nsw> : i32
    memref.store %t, %B[%b] : memref<4xi32>
    gpu.terminator
  }
  return
}
