// Softmax over the rows of a matrix, one operation at a time: the row's maximum,
// its broadcast, the difference, exp, the sum, its broadcast, the quotient.
// The reference is exp(x - log(sum(exp(x)))).
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @softmax(%x: tensor<10x36xf32>) -> tensor<10x36xf32> {
  %lowest = arith.constant 0xFF800000 : f32
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<10xf32>
  %0 = linalg.fill ins(%lowest : f32) outs(%empty : tensor<10xf32>) -> tensor<10xf32>
  %max = linalg.reduce { arith.maximumf } ins(%x : tensor<10x36xf32>) outs(%0 : tensor<10xf32>) dimensions = [1]
  %empty1 = tensor.empty() : tensor<10x36xf32>
  %max_rows = linalg.broadcast ins(%max : tensor<10xf32>) outs(%empty1 : tensor<10x36xf32>) dimensions = [1]
  %shifted = linalg.sub ins(%x, %max_rows : tensor<10x36xf32>, tensor<10x36xf32>) outs(%empty1 : tensor<10x36xf32>) -> tensor<10x36xf32>
  %exps = linalg.exp ins(%shifted : tensor<10x36xf32>) outs(%empty1 : tensor<10x36xf32>) -> tensor<10x36xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty : tensor<10xf32>) -> tensor<10xf32>
  %sum = linalg.reduce { arith.addf } ins(%exps : tensor<10x36xf32>) outs(%1 : tensor<10xf32>) dimensions = [1]
  %sum_rows = linalg.broadcast ins(%sum : tensor<10xf32>) outs(%empty1 : tensor<10x36xf32>) dimensions = [1]
  %probabilities = linalg.div ins(%exps, %sum_rows : tensor<10x36xf32>, tensor<10x36xf32>) outs(%empty1 : tensor<10x36xf32>) -> tensor<10x36xf32>
  return %probabilities : tensor<10x36xf32>
}
