// Squeeze-and-excite, from TOSA: the mean of each channel over the image, two
// fully connected layers with relu and sigmoid, and the image scaled by channel.
// The reference writes the sigmoid as (1 + tanh(t / 2)) / 2.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @squeeze_excite(%image: tensor<1x6x5x8xf32>, %w1: tensor<1x8x4xf32>, %w2: tensor<1x4x8xf32>) -> tensor<1x6x5x8xf32> {
  %zp = "tosa.const"() <{values = dense<0.0> : tensor<1xf32>}> : () -> tensor<1xf32>
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %inverse_area = "tosa.const"() <{values = dense<0.033333335> : tensor<1x1x1x1xf32>}> : () -> tensor<1x1x1x1xf32>
  %squeezed = tosa.const_shape {values = dense<[1, 1, 8]> : tensor<3xindex>} : () -> !tosa.shape<3>
  %excited = tosa.const_shape {values = dense<[1, 1, 1, 8]> : tensor<4xindex>} : () -> !tosa.shape<4>
  %0 = tosa.reduce_sum %image {axis = 1 : i32} : (tensor<1x6x5x8xf32>) -> tensor<1x1x5x8xf32>
  %1 = tosa.reduce_sum %0 {axis = 2 : i32} : (tensor<1x1x5x8xf32>) -> tensor<1x1x1x8xf32>
  %2 = tosa.mul %1, %inverse_area, %shift : (tensor<1x1x1x8xf32>, tensor<1x1x1x1xf32>, tensor<1xi8>) -> tensor<1x1x1x8xf32>
  %3 = tosa.reshape %2, %squeezed : (tensor<1x1x1x8xf32>, !tosa.shape<3>) -> tensor<1x1x8xf32>
  %4 = tosa.matmul %3, %w1, %zp, %zp : (tensor<1x1x8xf32>, tensor<1x8x4xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x4xf32>
  %5 = tosa.clamp %4 {min_val = 0.0 : f32, max_val = 3.40282347E+38 : f32} : (tensor<1x1x4xf32>) -> tensor<1x1x4xf32>
  %6 = tosa.matmul %5, %w2, %zp, %zp : (tensor<1x1x4xf32>, tensor<1x4x8xf32>, tensor<1xf32>, tensor<1xf32>) -> tensor<1x1x8xf32>
  %7 = tosa.sigmoid %6 : (tensor<1x1x8xf32>) -> tensor<1x1x8xf32>
  %8 = tosa.reshape %7, %excited : (tensor<1x1x8xf32>, !tosa.shape<4>) -> tensor<1x1x1x8xf32>
  %9 = tosa.mul %image, %8, %shift : (tensor<1x6x5x8xf32>, tensor<1x1x1x8xf32>, tensor<1xi8>) -> tensor<1x6x5x8xf32>
  return %9 : tensor<1x6x5x8xf32>
}
