// A launch moves to one that it depends on only if few enough pairs of their
// accesses have to be compared. Past the bound it stays where it is; with one
// access less it moves, with usual and with small bounds.

// UNSUPPORTED: sanitized

// RUN: mlir-opt --load-pass-plugin=%plugin %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s
// RUN: mlir-opt --load-pass-plugin=%small-bounds-plugin %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=SMALL

// Three accesses each: nine pairs.

// CHECK-LABEL: func.func @nine_pairs
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// SMALL-LABEL: func.func @nine_pairs
// SMALL-COUNT-3: gpu.launch
// SMALL-NOT: gpu.launch
func.func @nine_pairs(%x: memref<8xf32> {llvm.noalias}, %y: memref<8xf32> {llvm.noalias}, %t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}, %z: memref<4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%b] : memref<8xf32>
    %w = memref.load %y[%b] : memref<8xf32>
    %s = arith.addf %v, %w : f32
    memref.store %s, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %z[%b] : memref<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<8xf32>
    %w = memref.load %y[%b] : memref<8xf32>
    %s = arith.mulf %v, %w : f32
    memref.store %s, %o[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// Three accesses and two: six pairs.

// CHECK-LABEL: func.func @six_pairs
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// SMALL-LABEL: func.func @six_pairs
// SMALL-COUNT-2: gpu.launch
// SMALL-NOT: gpu.launch
func.func @six_pairs(%x: memref<8xf32> {llvm.noalias}, %y: memref<8xf32> {llvm.noalias}, %t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}, %z: memref<4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%b] : memref<8xf32>
    %w = memref.load %y[%b] : memref<8xf32>
    %s = arith.addf %v, %w : f32
    memref.store %s, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %z[%b] : memref<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<8xf32>
    memref.store %v, %o[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}
