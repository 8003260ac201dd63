func.func @pointwise_tail(%x: tensor<64x256xf32>, %scale: tensor<1x256xf32>, %bias: tensor<1x256xf32>, %residual: tensor<64x256xf32>) -> tensor<64x256xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.mul %x, %scale, %shift : (tensor<64x256xf32>, tensor<1x256xf32>, tensor<1xi8>) -> tensor<64x256xf32>
  %1 = tosa.add %0, %bias : (tensor<64x256xf32>, tensor<1x256xf32>) -> tensor<64x256xf32>
  %2 = tosa.tanh %1 : (tensor<64x256xf32>) -> tensor<64x256xf32>
  %3 = tosa.mul %2, %1, %shift : (tensor<64x256xf32>, tensor<64x256xf32>, tensor<1xi8>) -> tensor<64x256xf32>
  %4 = tosa.add %3, %residual : (tensor<64x256xf32>, tensor<64x256xf32>) -> tensor<64x256xf32>
  %5 = tosa.sigmoid %4 : (tensor<64x256xf32>) -> tensor<64x256xf32>
  return %5 : tensor<64x256xf32>
}
