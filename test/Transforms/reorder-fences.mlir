// Operations across which launches do not move.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file | FileCheck %s

// Launches do not pass a call with unknown effects.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// CHECK: call @unknown
// CHECK-COUNT-2: gpu.launch
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  func.call @unknown() : () -> ()
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}
func.func private @unknown()
