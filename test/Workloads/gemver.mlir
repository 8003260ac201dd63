// gemver: B = A + u1 v1^T + u2 v2^T, x = 1.2 B^T y + z, w = 1.5 B x. Results B, x
// and w. The reference sums the dot products of vectors instead of building B.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0, d1) -> (d0)>
#map1 = affine_map<(d0, d1) -> (d1)>
#map2 = affine_map<(d0, d1) -> (d0, d1)>
#map3 = affine_map<(d0) -> (d0)>

func.func @gemver(%a: tensor<18x18xf32>,
                  %u1: tensor<18xf32>,
                  %v1: tensor<18xf32>,
                  %u2: tensor<18xf32>,
                  %v2: tensor<18xf32>,
                  %y: tensor<18xf32>,
                  %z: tensor<18xf32>) -> (tensor<18x18xf32>, tensor<18xf32>, tensor<18xf32>) {
  %zero = arith.constant 0.0 : f32
  %beta = arith.constant 1.2 : f32
  %alpha = arith.constant 1.5 : f32
  %empty = tensor.empty() : tensor<18x18xf32>
  %outer1 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel"]}
      ins(%u1, %v1 : tensor<18xf32>, tensor<18xf32>) outs(%empty : tensor<18x18xf32>) {
  ^bb0(%in: f32, %in_1: f32, %out: f32):
    %r = arith.mulf %in, %in_1 : f32
    linalg.yield %r : f32
  } -> tensor<18x18xf32>
  %outer2 = linalg.generic {indexing_maps = [#map, #map1, #map2], iterator_types = ["parallel", "parallel"]}
      ins(%u2, %v2 : tensor<18xf32>, tensor<18xf32>) outs(%empty : tensor<18x18xf32>) {
  ^bb0(%in: f32, %in_1: f32, %out: f32):
    %r = arith.mulf %in, %in_1 : f32
    linalg.yield %r : f32
  } -> tensor<18x18xf32>
  %partial = linalg.add ins(%a, %outer1 : tensor<18x18xf32>, tensor<18x18xf32>) outs(%empty : tensor<18x18xf32>) -> tensor<18x18xf32>
  %b = linalg.add ins(%partial, %outer2 : tensor<18x18xf32>, tensor<18x18xf32>) outs(%empty : tensor<18x18xf32>) -> tensor<18x18xf32>
  %b_transposed = linalg.transpose ins(%b : tensor<18x18xf32>) outs(%empty : tensor<18x18xf32>) permutation = [1, 0]
  %empty1 = tensor.empty() : tensor<18xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty1 : tensor<18xf32>) -> tensor<18xf32>
  %bty = linalg.matvec ins(%b_transposed, %y : tensor<18x18xf32>, tensor<18xf32>) outs(%0 : tensor<18xf32>) -> tensor<18xf32>
  %scaled = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel"]}
      ins(%bty : tensor<18xf32>) outs(%empty1 : tensor<18xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %beta : f32
    linalg.yield %r : f32
  } -> tensor<18xf32>
  %x = linalg.add ins(%scaled, %z : tensor<18xf32>, tensor<18xf32>) outs(%empty1 : tensor<18xf32>) -> tensor<18xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty1 : tensor<18xf32>) -> tensor<18xf32>
  %bx = linalg.matvec ins(%b, %x : tensor<18x18xf32>, tensor<18xf32>) outs(%1 : tensor<18xf32>) -> tensor<18xf32>
  %w = linalg.generic {indexing_maps = [#map3, #map3], iterator_types = ["parallel"]}
      ins(%bx : tensor<18xf32>) outs(%empty1 : tensor<18xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %alpha : f32
    linalg.yield %r : f32
  } -> tensor<18xf32>
  return %b, %x, %w : tensor<18x18xf32>, tensor<18xf32>, tensor<18xf32>
}
