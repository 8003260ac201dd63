// Vectors of the affine dialect may run over the end of a row of their view, as
// those that they are lowered to may.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s

// CHECK-LABEL: func.func @runs_over
// CHECK-COUNT-2: gpu.launch
func.func @runs_over(%A: memref<4x8xf32> {llvm.noalias}, %B: memref<4x8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %L = memref.subview %A[0, 0] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1]>>
  %R = memref.subview %A[0, 4] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1], offset: 4>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant dense<100.0> : vector<4xf32>
    affine.vector_store %v, %L[symbol(%b), 2] : memref<4x4xf32, strided<[8, 1]>>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c3 = arith.constant 3 : index
    %c0 = arith.constant 0 : index
    %r = arith.subi %c3, %b : index
    %v = memref.load %R[%r, %c0] : memref<4x4xf32, strided<[8, 1], offset: 4>>
    memref.store %v, %B[%r, %c0] : memref<4x8xf32>
    gpu.terminator
  }
  return
}

// CHECK-LABEL: func.func @keeps_to_its_row
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @keeps_to_its_row(%A: memref<4x8xf32> {llvm.noalias}, %B: memref<4x8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant dense<100.0> : vector<4xf32>
    affine.vector_store %v, %A[symbol(%b), 2] : memref<4x8xf32>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = affine.vector_load %A[symbol(%b), 4] : memref<4x8xf32>, vector<4xf32>
    affine.vector_store %v, %B[symbol(%b), 0] : memref<4x8xf32>, vector<4xf32>
    gpu.terminator
  }
  return
}
