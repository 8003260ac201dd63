// Cross-entropy loss of logits against labels, for each row and its mean: the
// logarithm of the softmax, picked by a comparison with the label. The reference is
// log(sum(exp(x))) - x[label].
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0, d1) -> (d0)>
#map1 = affine_map<(d0, d1) -> (d0, d1)>
#map2 = affine_map<(d0) -> (d0)>

func.func @cross_entropy(%logits: tensor<12x10xf32>,
                         %labels: tensor<12xi32> {fuselage.test.range = array<i64: 0, 10>}) -> (tensor<12xf32>, tensor<1xf32>) {
  %lowest = arith.constant 0xFF800000 : f32
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %inverse_count = arith.constant 0.083333336 : f32
  %empty = tensor.empty() : tensor<12xf32>
  %0 = linalg.fill ins(%lowest : f32) outs(%empty : tensor<12xf32>) -> tensor<12xf32>
  %max = linalg.reduce { arith.maximumf } ins(%logits : tensor<12x10xf32>) outs(%0 : tensor<12xf32>) dimensions = [1]
  %empty1 = tensor.empty() : tensor<12x10xf32>
  %max_rows = linalg.broadcast ins(%max : tensor<12xf32>) outs(%empty1 : tensor<12x10xf32>) dimensions = [1]
  %shifted = linalg.sub ins(%logits, %max_rows : tensor<12x10xf32>, tensor<12x10xf32>) outs(%empty1 : tensor<12x10xf32>) -> tensor<12x10xf32>
  %exps = linalg.exp ins(%shifted : tensor<12x10xf32>) outs(%empty1 : tensor<12x10xf32>) -> tensor<12x10xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty : tensor<12xf32>) -> tensor<12xf32>
  %sum = linalg.reduce { arith.addf } ins(%exps : tensor<12x10xf32>) outs(%1 : tensor<12xf32>) dimensions = [1]
  %log_sum = linalg.log ins(%sum : tensor<12xf32>) outs(%empty : tensor<12xf32>) -> tensor<12xf32>
  %log_sum_rows = linalg.broadcast ins(%log_sum : tensor<12xf32>) outs(%empty1 : tensor<12x10xf32>) dimensions = [1]
  %log_probabilities = linalg.sub ins(%shifted, %log_sum_rows : tensor<12x10xf32>, tensor<12x10xf32>) outs(%empty1 : tensor<12x10xf32>) -> tensor<12x10xf32>
  %one_hot = linalg.generic {indexing_maps = [#map, #map1], iterator_types = ["parallel", "parallel"]}
      ins(%labels : tensor<12xi32>) outs(%empty1 : tensor<12x10xf32>) {
  ^bb0(%in: i32, %out: f32):
    %class = linalg.index 1 : index
    %class_i32 = arith.index_cast %class : index to i32
    %is_label = arith.cmpi eq, %in, %class_i32 : i32
    %r = arith.select %is_label, %one, %zero : f32
    linalg.yield %r : f32
  } -> tensor<12x10xf32>
  %picked = linalg.mul ins(%log_probabilities, %one_hot : tensor<12x10xf32>, tensor<12x10xf32>) outs(%empty1 : tensor<12x10xf32>) -> tensor<12x10xf32>
  %2 = linalg.fill ins(%zero : f32) outs(%empty : tensor<12xf32>) -> tensor<12xf32>
  %picked_sum = linalg.reduce { arith.addf } ins(%picked : tensor<12x10xf32>) outs(%2 : tensor<12xf32>) dimensions = [1]
  %losses = linalg.negf ins(%picked_sum : tensor<12xf32>) outs(%empty : tensor<12xf32>) -> tensor<12xf32>
  %one_row = tensor.expand_shape %losses [[0, 1]] output_shape [1, 12] : tensor<12xf32> into tensor<1x12xf32>
  %empty2 = tensor.empty() : tensor<1xf32>
  %3 = linalg.fill ins(%zero : f32) outs(%empty2 : tensor<1xf32>) -> tensor<1xf32>
  %total = linalg.reduce { arith.addf } ins(%one_row : tensor<1x12xf32>) outs(%3 : tensor<1xf32>) dimensions = [1]
  %mean = linalg.generic {indexing_maps = [#map2, #map2], iterator_types = ["parallel"]}
      ins(%total : tensor<1xf32>) outs(%empty2 : tensor<1xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %inverse_count : f32
    linalg.yield %r : f32
  } -> tensor<1xf32>
  return %losses, %mean : tensor<12xf32>, tensor<1xf32>
}
