// mvt: x1 + A y1 and x2 + A^T y2, the transpose by an operation of its own. The
// reference computes both in one pass over A.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @mvt(%a: tensor<20x20xf32>,
               %x1: tensor<20xf32>,
               %x2: tensor<20xf32>,
               %y1: tensor<20xf32>,
               %y2: tensor<20xf32>) -> (tensor<20xf32>, tensor<20xf32>) {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<20xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty : tensor<20xf32>) -> tensor<20xf32>
  %ay = linalg.matvec ins(%a, %y1 : tensor<20x20xf32>, tensor<20xf32>) outs(%0 : tensor<20xf32>) -> tensor<20xf32>
  %x1_new = linalg.add ins(%x1, %ay : tensor<20xf32>, tensor<20xf32>) outs(%empty : tensor<20xf32>) -> tensor<20xf32>
  %empty1 = tensor.empty() : tensor<20x20xf32>
  %a_transposed = linalg.transpose ins(%a : tensor<20x20xf32>) outs(%empty1 : tensor<20x20xf32>) permutation = [1, 0]
  %1 = linalg.fill ins(%zero : f32) outs(%empty : tensor<20xf32>) -> tensor<20xf32>
  %aty = linalg.matvec ins(%a_transposed, %y2 : tensor<20x20xf32>, tensor<20xf32>) outs(%1 : tensor<20xf32>) -> tensor<20xf32>
  %x2_new = linalg.add ins(%x2, %aty : tensor<20xf32>, tensor<20xf32>) outs(%empty : tensor<20xf32>) -> tensor<20xf32>
  return %x1_new, %x2_new : tensor<20xf32>, tensor<20xf32>
}
