// bicg: s = A^T r and q = A p, the kernel of the biconjugate gradient method. The
// reference computes both in one pass over A.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @bicg(%a: tensor<18x22xf32>, %p: tensor<22xf32>, %r: tensor<18xf32>) -> (tensor<22xf32>, tensor<18xf32>) {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<22xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty : tensor<22xf32>) -> tensor<22xf32>
  %s = linalg.vecmat ins(%r, %a : tensor<18xf32>, tensor<18x22xf32>) outs(%0 : tensor<22xf32>) -> tensor<22xf32>
  %empty1 = tensor.empty() : tensor<18xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty1 : tensor<18xf32>) -> tensor<18xf32>
  %q = linalg.matvec ins(%a, %p : tensor<18x22xf32>, tensor<22xf32>) outs(%1 : tensor<18xf32>) -> tensor<18xf32>
  return %s, %q : tensor<22xf32>, tensor<18xf32>
}
