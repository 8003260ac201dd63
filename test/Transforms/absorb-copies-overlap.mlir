// A copy between parts of one buffer stays what it is.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s


// The two halves overlap: the order in which elements are copied matters.

// CHECK-LABEL: func.func @test
// CHECK: memref.copy
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<12x4xf32>
  %lo = memref.subview %t[0, 0] [8, 4] [1, 1] : memref<12x4xf32> to memref<8x4xf32, strided<[4, 1]>>
  %hi = memref.subview %t[4, 0] [8, 4] [1, 1] : memref<12x4xf32> to memref<8x4xf32, strided<[4, 1], offset: 16>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    memref.store %0, %t[%x, %y] : memref<12x4xf32>
    gpu.terminator
  }
  memref.copy %lo, %hi : memref<8x4xf32, strided<[4, 1]>> to memref<8x4xf32, strided<[4, 1], offset: 16>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%x, %y] : memref<12x4xf32>
    memref.store %0, %b[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<12x4xf32>
  return
}
