// Unsharp mask as in image pipelines: a binomial blur along columns and then rows,
// sharpening by the difference where it exceeds a threshold. The reference blurs
// with the 5x5 product kernel at once.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0, d1) -> (d0, d1)>

func.func @unsharp_mask(%image: tensor<16x20xf32>) -> tensor<12x16xf32> {
  %zero = arith.constant 0.0 : f32
  %weight = arith.constant 1.5 : f32
  %threshold = arith.constant 0.5 : f32
  %column = arith.constant dense<[[0.0625], [0.25], [0.375], [0.25], [0.0625]]> : tensor<5x1xf32>
  %row = arith.constant dense<[[0.0625, 0.25, 0.375, 0.25, 0.0625]]> : tensor<1x5xf32>
  %empty = tensor.empty() : tensor<12x20xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty : tensor<12x20xf32>) -> tensor<12x20xf32>
  %blurred_columns = linalg.conv_2d ins(%image, %column : tensor<16x20xf32>, tensor<5x1xf32>) outs(%0 : tensor<12x20xf32>) -> tensor<12x20xf32>
  %empty1 = tensor.empty() : tensor<12x16xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty1 : tensor<12x16xf32>) -> tensor<12x16xf32>
  %blurred = linalg.conv_2d ins(%blurred_columns, %row : tensor<12x20xf32>, tensor<1x5xf32>) outs(%1 : tensor<12x16xf32>) -> tensor<12x16xf32>
  %inner = tensor.extract_slice %image[2, 2] [12, 16] [1, 1] : tensor<16x20xf32> to tensor<12x16xf32>
  %detail = linalg.sub ins(%inner, %blurred : tensor<12x16xf32>, tensor<12x16xf32>) outs(%empty1 : tensor<12x16xf32>) -> tensor<12x16xf32>
  %weighted = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%detail : tensor<12x16xf32>) outs(%empty1 : tensor<12x16xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %weight : f32
    linalg.yield %r : f32
  } -> tensor<12x16xf32>
  %sharpened = linalg.add ins(%inner, %weighted : tensor<12x16xf32>, tensor<12x16xf32>) outs(%empty1 : tensor<12x16xf32>) -> tensor<12x16xf32>
  %strength = linalg.abs ins(%detail : tensor<12x16xf32>) outs(%empty1 : tensor<12x16xf32>) -> tensor<12x16xf32>
  %result = linalg.generic {indexing_maps = [#map, #map, #map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%strength, %sharpened, %inner : tensor<12x16xf32>, tensor<12x16xf32>, tensor<12x16xf32>) outs(%empty1 : tensor<12x16xf32>) {
  ^bb0(%in: f32, %in_1: f32, %in_2: f32, %out: f32):
    %is_edge = arith.cmpf ogt, %in, %threshold : f32
    %r = arith.select %is_edge, %in_1, %in_2 : f32
    linalg.yield %r : f32
  } -> tensor<12x16xf32>
  return %result : tensor<12x16xf32>
}
