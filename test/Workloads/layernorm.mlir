// Layer normalisation of the rows of a matrix of dynamic shape: mean, variance,
// scale and shift. The reference takes the variance as E[x^2] - E[x]^2.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0) -> (d0)>

func.func @layernorm(%x: tensor<?x?xf32> {fuselage.test.shape = array<i64: 9, 20>},
                     %gamma: tensor<?xf32> {fuselage.test.shape = array<i64: 20>},
                     %beta: tensor<?xf32> {fuselage.test.shape = array<i64: 20>}) -> tensor<?x?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0.0 : f32
  %epsilon = arith.constant 1.0e-5 : f32
  %rows = tensor.dim %x, %c0 : tensor<?x?xf32>
  %features = tensor.dim %x, %c1 : tensor<?x?xf32>
  %count_i64 = arith.index_cast %features : index to i64
  %count = arith.sitofp %count_i64 : i64 to f32
  %empty = tensor.empty(%rows) : tensor<?xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %sum = linalg.reduce { arith.addf } ins(%x : tensor<?x?xf32>) outs(%0 : tensor<?xf32>) dimensions = [1]
  %mean = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%sum : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.divf %in, %count : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %empty1 = tensor.empty(%rows, %features) : tensor<?x?xf32>
  %mean_rows = linalg.broadcast ins(%mean : tensor<?xf32>) outs(%empty1 : tensor<?x?xf32>) dimensions = [1]
  %centered = linalg.sub ins(%x, %mean_rows : tensor<?x?xf32>, tensor<?x?xf32>) outs(%empty1 : tensor<?x?xf32>) -> tensor<?x?xf32>
  %squares = linalg.square ins(%centered : tensor<?x?xf32>) outs(%empty1 : tensor<?x?xf32>) -> tensor<?x?xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %sum_squares = linalg.reduce { arith.addf } ins(%squares : tensor<?x?xf32>) outs(%1 : tensor<?xf32>) dimensions = [1]
  %variance = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%sum_squares : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.divf %in, %count : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %shifted_variance = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%variance : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %epsilon : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %inverse_deviation = linalg.rsqrt ins(%shifted_variance : tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %inverse_deviation_rows = linalg.broadcast ins(%inverse_deviation : tensor<?xf32>) outs(%empty1 : tensor<?x?xf32>) dimensions = [1]
  %normalised = linalg.mul ins(%centered, %inverse_deviation_rows : tensor<?x?xf32>, tensor<?x?xf32>) outs(%empty1 : tensor<?x?xf32>) -> tensor<?x?xf32>
  %gamma_rows = linalg.broadcast ins(%gamma : tensor<?xf32>) outs(%empty1 : tensor<?x?xf32>) dimensions = [0]
  %beta_rows = linalg.broadcast ins(%beta : tensor<?xf32>) outs(%empty1 : tensor<?x?xf32>) dimensions = [0]
  %scaled = linalg.mul ins(%normalised, %gamma_rows : tensor<?x?xf32>, tensor<?x?xf32>) outs(%empty1 : tensor<?x?xf32>) -> tensor<?x?xf32>
  %result = linalg.add ins(%scaled, %beta_rows : tensor<?x?xf32>, tensor<?x?xf32>) outs(%empty1 : tensor<?x?xf32>) -> tensor<?x?xf32>
  return %result : tensor<?x?xf32>
}
