// With objective=time a shape that saves more time is better than one that saves more
// launches. As blocks of four rows the first two launches keep few threads busy: by the
// estimates that shapes are chosen by, each of seven items waits for the one before.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{objective=time}))' | FileCheck %s --check-prefix=TIME
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=FEWEST
// RUN: %test-exec %s --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches{objective=time}))' | FileCheck %s --check-prefix=EXEC-TIME
// RUN: %test-exec %s --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC-FEWEST

// TIME-LABEL: func.func @rows(
// TIME: gpu.launch blocks({{.*}}) in (%{{.*}} = %c28{{[_0-9]*}},
// TIME: gpu.launch
// TIME-NOT: gpu.launch
// TIME: return
// FEWEST-LABEL: func.func @rows(
// FEWEST: gpu.launch blocks({{.*}}) in (%{{.*}} = %c4{{[_0-9]*}},
// FEWEST-NOT: gpu.launch
// FEWEST: return
// EXEC-TIME: ok: launches 3 -> 2
// EXEC-FEWEST: ok: launches 3 -> 1
func.func @rows(%a: memref<4x1792xf32> {llvm.noalias}, %b: memref<4x1792xf32> {llvm.noalias}, %c: memref<4x1792xf32> {llvm.noalias}, %sum: memref<4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c1792 = arith.constant 1792 : index
  %c7168 = arith.constant 7168 : index
  %zero = arith.constant 0.0 : f32
  gpu.launch blocks(%n, %by, %bz) in (%gx = %c7168, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.divui %n, %c1792 : index
    %j = arith.remui %n, %c1792 : index
    %v = memref.load %a[%i, %j] : memref<4x1792xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %b[%i, %j] : memref<4x1792xf32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %bz, %j) in (%gx = %c4, %gy = %c1, %gz = %c1792)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%i, %j] : memref<4x1792xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %c[%i, %j] : memref<4x1792xf32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = scf.for %j = %c0 to %c1792 step %c1 iter_args(%t = %zero) -> f32 {
      %v = memref.load %c[%i, %j] : memref<4x1792xf32>
      %u = arith.addf %t, %v : f32
      scf.yield %u : f32
    }
    memref.store %s, %sum[%i] : memref<4xf32>
    gpu.terminator
  }
  return
}
