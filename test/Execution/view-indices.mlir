// Equal indices of a buffer and of a view are other elements.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// CHECK: ok: launches 2 -> 2
func.func @test(%a: memref<4x4xf32> {llvm.noalias}, %b: memref<4x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %t = memref.transpose %a (i, j) -> (j, i) : memref<4x4xf32> to memref<4x4xf32, strided<[1, 4]>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c4, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%x, %y] : memref<4x4xf32>
    memref.store %v, %t[%x, %y] : memref<4x4xf32, strided<[1, 4]>>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c4, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%x, %y] : memref<4x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %b[%x, %y] : memref<4x4xf32>
    gpu.terminator
  }
  return
}

// -----

// CHECK: ok: launches 2 -> 2
func.func @test(%a: memref<9xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.reinterpret_cast %a to offset: [1], sizes: [8], strides: [1] : memref<9xf32> to memref<8xf32, strided<[1], offset: 1>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%x] : memref<8xf32>
    memref.store %v, %t[%x] : memref<8xf32, strided<[1], offset: 1>>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%x] : memref<9xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}
