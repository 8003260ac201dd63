// atax: y = A^T (A x). The reference multiplies x with the Gram matrix A^T A.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @atax(%a: tensor<18x22xf32>, %x: tensor<22xf32>) -> tensor<22xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<18xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty : tensor<18xf32>) -> tensor<18xf32>
  %ax = linalg.matvec ins(%a, %x : tensor<18x22xf32>, tensor<22xf32>) outs(%0 : tensor<18xf32>) -> tensor<18xf32>
  %empty1 = tensor.empty() : tensor<22xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty1 : tensor<22xf32>) -> tensor<22xf32>
  %y = linalg.vecmat ins(%ax, %a : tensor<18xf32>, tensor<18x22xf32>) outs(%1 : tensor<22xf32>) -> tensor<22xf32>
  return %y : tensor<22xf32>
}
