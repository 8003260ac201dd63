// Root-mean-square normalisation of the rows of a matrix, times a weight for each
// column. The reference divides by the root instead of multiplying by its inverse.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0) -> (d0)>

func.func @rmsnorm(%x: tensor<9x20xf32>, %weight: tensor<20xf32>) -> tensor<9x20xf32> {
  %zero = arith.constant 0.0 : f32
  %inverse_count = arith.constant 0.05 : f32
  %epsilon = arith.constant 1.0e-6 : f32
  %empty = tensor.empty() : tensor<9x20xf32>
  %squares = linalg.square ins(%x : tensor<9x20xf32>) outs(%empty : tensor<9x20xf32>) -> tensor<9x20xf32>
  %empty1 = tensor.empty() : tensor<9xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty1 : tensor<9xf32>) -> tensor<9xf32>
  %sum = linalg.reduce { arith.addf } ins(%squares : tensor<9x20xf32>) outs(%0 : tensor<9xf32>) dimensions = [1]
  %mean = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%sum : tensor<9xf32>) outs(%empty1 : tensor<9xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %inverse_count : f32
    linalg.yield %r : f32
  } -> tensor<9xf32>
  %shifted_mean = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%mean : tensor<9xf32>) outs(%empty1 : tensor<9xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %epsilon : f32
    linalg.yield %r : f32
  } -> tensor<9xf32>
  %inverse_rms = linalg.rsqrt ins(%shifted_mean : tensor<9xf32>) outs(%empty1 : tensor<9xf32>) -> tensor<9xf32>
  %inverse_rms_rows = linalg.broadcast ins(%inverse_rms : tensor<9xf32>) outs(%empty : tensor<9x20xf32>) dimensions = [1]
  %normalised = linalg.mul ins(%x, %inverse_rms_rows : tensor<9x20xf32>, tensor<9x20xf32>) outs(%empty : tensor<9x20xf32>) -> tensor<9x20xf32>
  %weight_rows = linalg.broadcast ins(%weight : tensor<20xf32>) outs(%empty : tensor<9x20xf32>) dimensions = [0]
  %result = linalg.mul ins(%normalised, %weight_rows : tensor<9x20xf32>, tensor<9x20xf32>) outs(%empty : tensor<9x20xf32>) -> tensor<9x20xf32>
  return %result : tensor<9x20xf32>
}
