// gesummv: y = 1.5 A x + 1.2 B x, of dynamic size. The reference sums the rows of
// 1.5 A + 1.2 B.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0) -> (d0)>

func.func @gesummv(%a: tensor<?x?xf32> {fuselage.test.shape = array<i64: 18, 18>},
                   %b: tensor<?x?xf32> {fuselage.test.shape = array<i64: 18, 18>},
                   %x: tensor<?xf32> {fuselage.test.shape = array<i64: 18>}) -> tensor<?xf32> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %alpha = arith.constant 1.5 : f32
  %beta = arith.constant 1.2 : f32
  %n = tensor.dim %a, %c0 : tensor<?x?xf32>
  %empty = tensor.empty(%n) : tensor<?xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %ax = linalg.matvec ins(%a, %x : tensor<?x?xf32>, tensor<?xf32>) outs(%0 : tensor<?xf32>) -> tensor<?xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %bx = linalg.matvec ins(%b, %x : tensor<?x?xf32>, tensor<?xf32>) outs(%1 : tensor<?xf32>) -> tensor<?xf32>
  %ax_scaled = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%ax : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %alpha : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %bx_scaled = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%bx : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %beta : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %y = linalg.add ins(%ax_scaled, %bx_scaled : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  return %y : tensor<?xf32>
}
