// The tail of a residual block, from TOSA: batch normalisation with stored mean
// and variance, the skip connection, relu. The reference folds mean, variance,
// gamma and beta into one factor and one offset for each channel.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @residual_norm(%x: tensor<1x6x5x8xf32>, %skip: tensor<1x6x5x8xf32>, %mean: tensor<1x1x1x8xf32>,
                         %variance: tensor<1x1x1x8xf32> {fuselage.test.range = array<i64: 1, 3>},
                         %gamma: tensor<1x1x1x8xf32>, %beta: tensor<1x1x1x8xf32>) -> tensor<1x6x5x8xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %epsilon = "tosa.const"() <{values = dense<1.0e-5> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %0 = tosa.sub %x, %mean : (tensor<1x6x5x8xf32>, tensor<1x1x1x8xf32>) -> tensor<1x6x5x8xf32>
  %1 = tosa.add %variance, %epsilon : (tensor<1x1x1x8xf32>, tensor<1x1x1x1xf32>) -> tensor<1x1x1x8xf32>
  %2 = tosa.rsqrt %1 : (tensor<1x1x1x8xf32>) -> tensor<1x1x1x8xf32>
  %3 = tosa.mul %0, %2, %shift : (tensor<1x6x5x8xf32>, tensor<1x1x1x8xf32>, tensor<1xi8>) -> tensor<1x6x5x8xf32>
  %4 = tosa.mul %3, %gamma, %shift : (tensor<1x6x5x8xf32>, tensor<1x1x1x8xf32>, tensor<1xi8>) -> tensor<1x6x5x8xf32>
  %5 = tosa.add %4, %beta : (tensor<1x6x5x8xf32>, tensor<1x1x1x8xf32>) -> tensor<1x6x5x8xf32>
  %6 = tosa.add %5, %skip : (tensor<1x6x5x8xf32>, tensor<1x6x5x8xf32>) -> tensor<1x6x5x8xf32>
  %7 = tosa.clamp %6 {min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32} : (tensor<1x6x5x8xf32>) -> tensor<1x6x5x8xf32>
  return %7 : tensor<1x6x5x8xf32>
}
