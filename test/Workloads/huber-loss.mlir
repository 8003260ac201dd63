// Huber loss of a matrix of dynamic shape, delta = 1, and its sum for each row:
// q = min(|d|, delta), loss = q^2 / 2 + delta (|d| - q). The reference has the two
// cases of the definition.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0, d1) -> (d0, d1)>

func.func @huber_loss(%prediction: tensor<?x?xf32> {fuselage.test.shape = array<i64: 11, 14>},
                      %target: tensor<?x?xf32> {fuselage.test.shape = array<i64: 11, 14>}) -> (tensor<?x?xf32>, tensor<?xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %delta = arith.constant 1.0 : f32
  %half = arith.constant 0.5 : f32
  %zero = arith.constant 0.0 : f32
  %rows = tensor.dim %prediction, %c0 : tensor<?x?xf32>
  %columns = tensor.dim %prediction, %c1 : tensor<?x?xf32>
  %empty = tensor.empty(%rows, %columns) : tensor<?x?xf32>
  %difference = linalg.sub ins(%prediction, %target : tensor<?x?xf32>, tensor<?x?xf32>) outs(%empty : tensor<?x?xf32>) -> tensor<?x?xf32>
  %absolute = linalg.abs ins(%difference : tensor<?x?xf32>) outs(%empty : tensor<?x?xf32>) -> tensor<?x?xf32>
  %quadratic = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%absolute : tensor<?x?xf32>) outs(%empty : tensor<?x?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.minimumf %in, %delta : f32
    linalg.yield %r : f32
  } -> tensor<?x?xf32>
  %linear = linalg.sub ins(%absolute, %quadratic : tensor<?x?xf32>, tensor<?x?xf32>) outs(%empty : tensor<?x?xf32>) -> tensor<?x?xf32>
  %squares = linalg.square ins(%quadratic : tensor<?x?xf32>) outs(%empty : tensor<?x?xf32>) -> tensor<?x?xf32>
  %halves = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%squares : tensor<?x?xf32>) outs(%empty : tensor<?x?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %half : f32
    linalg.yield %r : f32
  } -> tensor<?x?xf32>
  %weighted = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%linear : tensor<?x?xf32>) outs(%empty : tensor<?x?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %delta : f32
    linalg.yield %r : f32
  } -> tensor<?x?xf32>
  %loss = linalg.add ins(%halves, %weighted : tensor<?x?xf32>, tensor<?x?xf32>) outs(%empty : tensor<?x?xf32>) -> tensor<?x?xf32>
  %empty1 = tensor.empty(%rows) : tensor<?xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty1 : tensor<?xf32>) -> tensor<?xf32>
  %row_sums = linalg.reduce { arith.addf } ins(%loss : tensor<?x?xf32>) outs(%0 : tensor<?xf32>) dimensions = [1]
  return %loss, %row_sums : tensor<?x?xf32>, tensor<?xf32>
}
