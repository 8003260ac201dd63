// From a TOSA program to launches by stock passes, compared with the same
// program lowered to loops: the way in which whole models are tested.
// RUN: %test-opt %s --pass-pipeline='builtin.module(func.func(tosa-to-linalg),one-shot-bufferize{bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map})' -o %t.mlir
// RUN: %test-exec %t.mlir --pipeline='builtin.module(func.func(convert-linalg-to-parallel-loops,gpu-map-parallel-loops,convert-parallel-loops-to-gpu))' | FileCheck %s
// CHECK: ok: launches 0 -> 3, 4 outputs of 6400 bytes in all

func.func @tail(%x: tensor<8x64xf32>, %scale: tensor<1x64xf32>, %bias: tensor<8x64xf32>) -> tensor<8x64xf32> {
  %shift = "tosa.const"() <{values = dense<0> : tensor<1xi8>}> : () -> tensor<1xi8>
  %0 = tosa.mul %x, %scale, %shift : (tensor<8x64xf32>, tensor<1x64xf32>, tensor<1xi8>) -> tensor<8x64xf32>
  %1 = tosa.add %0, %bias : (tensor<8x64xf32>, tensor<8x64xf32>) -> tensor<8x64xf32>
  %2 = tosa.tanh %1 : (tensor<8x64xf32>) -> tensor<8x64xf32>
  return %2 : tensor<8x64xf32>
}
