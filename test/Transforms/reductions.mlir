// What is left of launches with inner loops, lowered by the stock route, untiled and
// tiled with guards: one kernel, no buffer in between, each input loaded where it
// is needed and once in each loop.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(one-shot-bufferize{bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map},func.func(convert-linalg-to-parallel-loops,gpu-map-parallel-loops,convert-parallel-loops-to-gpu))' -o %t.untiled.mlir
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(one-shot-bufferize{bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map},func.func(convert-linalg-to-parallel-loops,scf-parallel-loop-tiling{parallel-loop-tile-sizes=8 no-min-max-bounds=true},gpu-map-parallel-loops,convert-parallel-loops-to-gpu))' -o %t.tiled.mlir
// RUN: %fuselage-opt %t.untiled.mlir --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s
// RUN: %fuselage-opt %t.tiled.mlir --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefixes=CHECK,TILED
// RUN: %test-exec %t.untiled.mlir --entry=matvec --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec %t.tiled.mlir --entry=matvec --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec %t.untiled.mlir --entry=layernorm --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec %t.tiled.mlir --entry=layernorm --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC: ok: launches {{[35]}} -> 1

#r = affine_map<(d0, d1) -> (d0, d1)>
#c = affine_map<(d0, d1) -> (d0)>
#k = affine_map<(d0, d1) -> (d1)>
#v = affine_map<(d0) -> (d0)>

// CHECK-LABEL: func.func @matvec
//       CHECK:   %[[OUT:.*]] = memref.alloc()
//   CHECK-NOT:   memref.alloc
//       CHECK:   gpu.launch
// TILED:           scf.if
//       CHECK:     %[[S:.*]] = scf.for {{.*}} iter_args
//       CHECK:       memref.load %arg0
//  CHECK-NEXT:       memref.load %arg1
//   CHECK-NOT:       memref.
//       CHECK:       scf.yield
//       CHECK:     %[[B:.*]] = memref.load %arg2
//  CHECK-NEXT:     arith.addf %[[S]], %[[B]]
//       CHECK:     memref.store %{{.*}}, %[[OUT]]
//   CHECK-NOT:   scf.if
//   CHECK-NOT:   gpu.launch
func.func @matvec(%w: tensor<60x32xf32>, %x: tensor<32xf32>, %bias: tensor<60xf32>) -> tensor<60xf32> {
  %z = arith.constant 0.0 : f32
  %e1 = tensor.empty() : tensor<60xf32>
  %f1 = linalg.fill ins(%z : f32) outs(%e1 : tensor<60xf32>) -> tensor<60xf32>
  %m = linalg.generic {indexing_maps = [#r, #k, #c], iterator_types = ["parallel", "reduction"]} ins(%w, %x : tensor<60x32xf32>, tensor<32xf32>) outs(%f1 : tensor<60xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %p = arith.mulf %a, %b : f32
    %s = arith.addf %p, %o : f32
    linalg.yield %s : f32
  } -> tensor<60xf32>
  %q = linalg.generic {indexing_maps = [#v, #v, #v], iterator_types = ["parallel"]} ins(%m, %bias : tensor<60xf32>, tensor<60xf32>) outs(%e1 : tensor<60xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %s = arith.addf %a, %b : f32
    %zero = arith.constant 0.0 : f32
    %t = arith.maximumf %s, %zero : f32
    linalg.yield %t : f32
  } -> tensor<60xf32>
  return %q : tensor<60xf32>
}

// CHECK-LABEL: func.func @layernorm
//       CHECK:   %[[OUT:.*]] = memref.alloc()
//   CHECK-NOT:   memref.alloc
//       CHECK:   gpu.launch
//       CHECK:     %[[S:.*]] = scf.for {{.*}} iter_args
//       CHECK:     %[[MEAN:.*]] = arith.divf %[[S]]
//       CHECK:     %[[V:.*]] = scf.for {{.*}} iter_args
//       CHECK:       arith.subf %{{.*}}, %[[MEAN]]
//       CHECK:     memref.store %[[V]], %[[OUT]]
//   CHECK-NOT:   memref.store
//       CHECK:   return
func.func @layernorm(%x: tensor<60x32xf32>) -> tensor<60xf32> {
  %z = arith.constant 0.0 : f32
  %n = arith.constant 32.0 : f32
  %e1 = tensor.empty() : tensor<60xf32>
  %f1 = linalg.fill ins(%z : f32) outs(%e1 : tensor<60xf32>) -> tensor<60xf32>
  %m = linalg.generic {indexing_maps = [#r, #c], iterator_types = ["parallel", "reduction"]} ins(%x : tensor<60x32xf32>) outs(%f1 : tensor<60xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.addf %a, %o : f32
    linalg.yield %s : f32
  } -> tensor<60xf32>
  %e2 = tensor.empty() : tensor<60xf32>
  %mean = linalg.generic {indexing_maps = [#v, #v], iterator_types = ["parallel"]} ins(%m: tensor<60xf32>) outs(%e2 : tensor<60xf32>) {
  ^bb0(%a: f32, %o: f32):
    %s = arith.divf %a, %n : f32
    linalg.yield %s : f32
  } -> tensor<60xf32>
  %f2 = linalg.fill ins(%z : f32) outs(%e1 : tensor<60xf32>) -> tensor<60xf32>
  %var = linalg.generic {indexing_maps = [#r, #c, #c], iterator_types = ["parallel", "reduction"]} ins(%x, %mean : tensor<60x32xf32>, tensor<60xf32>) outs(%f2 : tensor<60xf32>) {
  ^bb0(%a: f32, %b: f32, %o: f32):
    %d = arith.subf %a, %b : f32
    %p = arith.mulf %d, %d : f32
    %s = arith.addf %p, %o : f32
    linalg.yield %s : f32
  } -> tensor<60xf32>
  return %var : tensor<60xf32>
}
