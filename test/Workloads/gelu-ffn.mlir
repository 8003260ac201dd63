// Feed-forward block with GELU, from TOSA: a matrix product with bias, the tanh
// form of GELU one operation at a time, and a second product with bias. The
// reference writes GELU as x * sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)).
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @gelu_ffn(%x: tensor<1x8x12xf32>, %w1: tensor<1x12x20xf32>, %b1: tensor<1x1x20xf32>,
                    %w2: tensor<1x20x12xf32>, %b2: tensor<1x1x12xf32>) -> tensor<1x8x12xf32> {
  %zp = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %half = "tosa.const"() <{values = dense<0.5> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
  %one = "tosa.const"() <{values = dense<1.0> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
  %cubic = "tosa.const"() <{values = dense<0.044715> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
  %root = "tosa.const"() <{values = dense<0.79788456> : tensor<1x1x1xf32>}> : () -> tensor<1x1x1xf32>
  %0 = tosa.matmul %x, %w1, %zp, %zp : (tensor<1x8x12xf32>, tensor<1x12x20xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x8x20xf32>
  %1 = tosa.add %0, %b1 : (tensor<1x8x20xf32>, tensor<1x1x20xf32>) -> tensor<1x8x20xf32>
  %2 = tosa.mul %1, %1, %shift : (tensor<1x8x20xf32>, tensor<1x8x20xf32>, tensor<1xi8>) -> tensor<1x8x20xf32>
  %3 = tosa.mul %2, %1, %shift : (tensor<1x8x20xf32>, tensor<1x8x20xf32>, tensor<1xi8>) -> tensor<1x8x20xf32>
  %4 = tosa.mul %3, %cubic, %shift : (tensor<1x8x20xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<1x8x20xf32>
  %5 = tosa.add %1, %4 : (tensor<1x8x20xf32>, tensor<1x8x20xf32>) -> tensor<1x8x20xf32>
  %6 = tosa.mul %5, %root, %shift : (tensor<1x8x20xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<1x8x20xf32>
  %7 = tosa.tanh %6 : (tensor<1x8x20xf32>) -> tensor<1x8x20xf32>
  %8 = tosa.add %7, %one : (tensor<1x8x20xf32>, tensor<1x1x1xf32>) -> tensor<1x8x20xf32>
  %9 = tosa.mul %1, %half, %shift : (tensor<1x8x20xf32>, tensor<1x1x1xf32>, tensor<1xi8>) -> tensor<1x8x20xf32>
  %10 = tosa.mul %9, %8, %shift : (tensor<1x8x20xf32>, tensor<1x8x20xf32>, tensor<1xi8>) -> tensor<1x8x20xf32>
  %11 = tosa.matmul %10, %w2, %zp, %zp : (tensor<1x8x20xf32>, tensor<1x20x12xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x8x12xf32>
  %12 = tosa.add %11, %b2 : (tensor<1x8x12xf32>, tensor<1x1x12xf32>) -> tensor<1x8x12xf32>
  return %12 : tensor<1x8x12xf32>
}
