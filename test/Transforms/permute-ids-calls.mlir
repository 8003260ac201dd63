// A callee reads ids by itself.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s


// A function that is called may ask for any id.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
func.func private @f(%v: f32) -> f32 {
  %i = gpu.block_id y
  %j = arith.index_cast %i : index to i32
  %k = arith.sitofp %j : i32 to f32
  %r = arith.addf %v, %k : f32
  return %r : f32
}
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c8, %gz = %c4) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%y, %z] : memref<8x4xf32>
    %1 = func.call @f(%0) : (f32) -> f32
    memref.store %1, %b[%y, %z] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}
