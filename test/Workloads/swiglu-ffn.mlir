// Feed-forward block with SwiGLU: silu(x W_gate) * (x W_up), times W_down; silu is
// written out as negate, exp, add, divide. The reference sums in double precision
// with silu(t) = t (1 + tanh(t / 2)) / 2.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0, d1) -> (d0, d1)>

func.func @swiglu_ffn(%x: tensor<8x12xf32>,
                      %w_gate: tensor<12x18xf32>,
                      %w_up: tensor<12x18xf32>,
                      %w_down: tensor<18x12xf32>) -> tensor<8x12xf32> {
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %empty = tensor.empty() : tensor<8x18xf32>
  %0 = linalg.fill ins(%zero : f32) outs(%empty : tensor<8x18xf32>) -> tensor<8x18xf32>
  %gate = linalg.matmul ins(%x, %w_gate : tensor<8x12xf32>, tensor<12x18xf32>) outs(%0 : tensor<8x18xf32>) -> tensor<8x18xf32>
  %1 = linalg.fill ins(%zero : f32) outs(%empty : tensor<8x18xf32>) -> tensor<8x18xf32>
  %up = linalg.matmul ins(%x, %w_up : tensor<8x12xf32>, tensor<12x18xf32>) outs(%1 : tensor<8x18xf32>) -> tensor<8x18xf32>
  %negated = linalg.negf ins(%gate : tensor<8x18xf32>) outs(%empty : tensor<8x18xf32>) -> tensor<8x18xf32>
  %exps = linalg.exp ins(%negated : tensor<8x18xf32>) outs(%empty : tensor<8x18xf32>) -> tensor<8x18xf32>
  %denominators = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%exps : tensor<8x18xf32>) outs(%empty : tensor<8x18xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %one : f32
    linalg.yield %r : f32
  } -> tensor<8x18xf32>
  %silu = linalg.div ins(%gate, %denominators : tensor<8x18xf32>, tensor<8x18xf32>) outs(%empty : tensor<8x18xf32>) -> tensor<8x18xf32>
  %hidden = linalg.mul ins(%silu, %up : tensor<8x18xf32>, tensor<8x18xf32>) outs(%empty : tensor<8x18xf32>) -> tensor<8x18xf32>
  %empty1 = tensor.empty() : tensor<8x12xf32>
  %2 = linalg.fill ins(%zero : f32) outs(%empty1 : tensor<8x12xf32>) -> tensor<8x12xf32>
  %result = linalg.matmul ins(%hidden, %w_down : tensor<8x18xf32>, tensor<18x12xf32>) outs(%2 : tensor<8x12xf32>) -> tensor<8x12xf32>
  return %result : tensor<8x12xf32>
}
