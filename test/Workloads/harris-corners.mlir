// Harris corner response: Sobel gradients, their products, box sums over 3x3, and
// det - 0.04 trace^2. The reference sums the structure tensor of each window directly.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0, d1) -> (d0, d1)>

func.func @harris_corners(%image: tensor<14x17xf32>) -> tensor<10x13xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %sensitivity = arith.constant 0.04 : f32
  %sobel_x = arith.constant dense<[[-0.125, 0.0, 0.125], [-0.25, 0.0, 0.25], [-0.125, 0.0, 0.125]]> : tensor<3x3xf32>
  %sobel_y = arith.constant dense<[[-0.125, -0.25, -0.125], [0.0, 0.0, 0.0], [0.125, 0.25, 0.125]]> : tensor<3x3xf32>
  %empty = tensor.empty() : tensor<12x15xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty : tensor<12x15xf32>) -> tensor<12x15xf32>
  %gradient_x = linalg.conv_2d ins(%image, %sobel_x : tensor<14x17xf32>, tensor<3x3xf32>) outs(%0 : tensor<12x15xf32>) -> tensor<12x15xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty : tensor<12x15xf32>) -> tensor<12x15xf32>
  %gradient_y = linalg.conv_2d ins(%image, %sobel_y : tensor<14x17xf32>, tensor<3x3xf32>) outs(%1 : tensor<12x15xf32>) -> tensor<12x15xf32>
  %xx = linalg.square ins(%gradient_x : tensor<12x15xf32>) outs(%empty : tensor<12x15xf32>) -> tensor<12x15xf32>
  %yy = linalg.square ins(%gradient_y : tensor<12x15xf32>) outs(%empty : tensor<12x15xf32>) -> tensor<12x15xf32>
  %xy = linalg.mul ins(%gradient_x, %gradient_y : tensor<12x15xf32>, tensor<12x15xf32>) outs(%empty : tensor<12x15xf32>) -> tensor<12x15xf32>
  %empty1 = tensor.empty() : tensor<3x3xf32>
  %box = linalg.fill ins(%one : f32) outs(%empty1 : tensor<3x3xf32>) -> tensor<3x3xf32>
  %empty2 = tensor.empty() : tensor<10x13xf32>
  %2 = linalg.fill ins(%zero : f32) outs(%empty2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %sum_xx = linalg.conv_2d ins(%xx, %box : tensor<12x15xf32>, tensor<3x3xf32>) outs(%2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %3 = linalg.fill ins(%zero : f32) outs(%empty2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %sum_yy = linalg.conv_2d ins(%yy, %box : tensor<12x15xf32>, tensor<3x3xf32>) outs(%3 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %4 = linalg.fill ins(%zero : f32) outs(%empty2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %sum_xy = linalg.conv_2d ins(%xy, %box : tensor<12x15xf32>, tensor<3x3xf32>) outs(%4 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %diagonal = linalg.mul ins(%sum_xx, %sum_yy : tensor<10x13xf32>, tensor<10x13xf32>) outs(%empty2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %off_diagonal = linalg.square ins(%sum_xy : tensor<10x13xf32>) outs(%empty2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %determinant = linalg.sub ins(%diagonal, %off_diagonal : tensor<10x13xf32>, tensor<10x13xf32>) outs(%empty2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %trace = linalg.add ins(%sum_xx, %sum_yy : tensor<10x13xf32>, tensor<10x13xf32>) outs(%empty2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %trace_square = linalg.square ins(%trace : tensor<10x13xf32>) outs(%empty2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  %penalty = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%trace_square : tensor<10x13xf32>) outs(%empty2 : tensor<10x13xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %sensitivity : f32
    linalg.yield %r : f32
  } -> tensor<10x13xf32>
  %response = linalg.sub ins(%determinant, %penalty : tensor<10x13xf32>, tensor<10x13xf32>) outs(%empty2 : tensor<10x13xf32>) -> tensor<10x13xf32>
  return %response : tensor<10x13xf32>
}
