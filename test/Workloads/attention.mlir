// Attention with one head: softmax(Q K^T / sqrt(8)) V, with the transpose and the
// softmax one operation at a time. The reference weighs the rows of V directly.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0, d1) -> (d0, d1)>

func.func @attention(%q: tensor<12x8xf32>, %k: tensor<12x8xf32>, %v: tensor<12x8xf32>) -> tensor<12x8xf32> {
  %zero = arith.constant 0.0 : f32
  %scale = arith.constant 0.35355338 : f32
  %lowest = arith.constant 0xFF800000 : f32
  %empty = tensor.empty() : tensor<8x12xf32>
  %k_transposed = linalg.transpose ins(%k : tensor<12x8xf32>) outs(%empty : tensor<8x12xf32>) permutation = [1, 0]
  %empty1 = tensor.empty() : tensor<12x12xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty1 : tensor<12x12xf32>) -> tensor<12x12xf32>
  %scores = linalg.matmul ins(%q, %k_transposed : tensor<12x8xf32>, tensor<8x12xf32>) outs(%0 : tensor<12x12xf32>) -> tensor<12x12xf32>
  %scaled = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%scores : tensor<12x12xf32>) outs(%empty1 : tensor<12x12xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %scale : f32
    linalg.yield %r : f32
  } -> tensor<12x12xf32>
  %empty2 = tensor.empty() : tensor<12xf32>
  %1 = linalg.fill ins(%lowest : f32) outs(%empty2 : tensor<12xf32>) -> tensor<12xf32>
  %max = linalg.reduce { arith.maximumf } ins(%scaled : tensor<12x12xf32>) outs(%1 : tensor<12xf32>) dimensions = [1]
  %max_rows = linalg.broadcast ins(%max : tensor<12xf32>) outs(%empty1 : tensor<12x12xf32>) dimensions = [1]
  %shifted = linalg.sub ins(%scaled, %max_rows : tensor<12x12xf32>, tensor<12x12xf32>) outs(%empty1 : tensor<12x12xf32>) -> tensor<12x12xf32>
  %exps = linalg.exp ins(%shifted : tensor<12x12xf32>) outs(%empty1 : tensor<12x12xf32>) -> tensor<12x12xf32>
  %2 = linalg.fill ins(%zero : f32) outs(%empty2 : tensor<12xf32>) -> tensor<12xf32>
  %sum = linalg.reduce { arith.addf } ins(%exps : tensor<12x12xf32>) outs(%2 : tensor<12xf32>) dimensions = [1]
  %sum_rows = linalg.broadcast ins(%sum : tensor<12xf32>) outs(%empty1 : tensor<12x12xf32>) dimensions = [1]
  %probabilities = linalg.div ins(%exps, %sum_rows : tensor<12x12xf32>, tensor<12x12xf32>) outs(%empty1 : tensor<12x12xf32>) -> tensor<12x12xf32>
  %empty3 = tensor.empty() : tensor<12x8xf32>
  %3 = linalg.fill ins(%zero : f32) outs(%empty3 : tensor<12x8xf32>) -> tensor<12x8xf32>
  %result = linalg.matmul ins(%probabilities, %v : tensor<12x12xf32>, tensor<12x8xf32>) outs(%3 : tensor<12x8xf32>) -> tensor<12x8xf32>
  return %result : tensor<12x8xf32>
}
