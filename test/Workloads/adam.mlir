// One step of Adam over three parameters, as a framework with for-each updates
// emits it: each operation for all parameters before the next operation. Step 1,
// with both bias corrections. The reference is the closed form of a step.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0, d1) -> (d0, d1)>
#map1 = affine_map<(d0) -> (d0)>

func.func @adam(%w1: tensor<10x14xf32>,
                %w2: tensor<10x14xf32>,
                %b: tensor<14xf32>,
                %g_w1: tensor<10x14xf32>,
                %g_w2: tensor<10x14xf32>,
                %g_b: tensor<14xf32>,
                %m_w1: tensor<10x14xf32>,
                %m_w2: tensor<10x14xf32>,
                %m_b: tensor<14xf32>,
                %v_w1: tensor<10x14xf32> {fuselage.test.range = array<i64: 0, 2>},
                %v_w2: tensor<10x14xf32> {fuselage.test.range = array<i64: 0, 2>},
                %v_b: tensor<14xf32> {fuselage.test.range = array<i64: 0, 2>}) -> (tensor<10x14xf32>, tensor<10x14xf32>, tensor<14xf32>, tensor<10x14xf32>, tensor<10x14xf32>, tensor<14xf32>, tensor<10x14xf32>, tensor<10x14xf32>, tensor<14xf32>) {
  %beta1 = arith.constant 0.9 : f32
  %one_minus_beta1 = arith.constant 0.1 : f32
  %beta2 = arith.constant 0.999 : f32
  %one_minus_beta2 = arith.constant 0.001 : f32
  %correction1 = arith.constant 10.0 : f32
  %correction2 = arith.constant 1000.0 : f32
  %epsilon = arith.constant 1.0e-8 : f32
  %rate = arith.constant 0.01 : f32
  %empty = tensor.empty() : tensor<10x14xf32>
  %m_decayed_w1 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%m_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %beta1 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %m_decayed_w2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%m_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %beta1 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %empty1 = tensor.empty() : tensor<14xf32>
  %m_decayed_b = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel"]}
      ins(%m_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %beta1 : f32
    linalg.yield %r : f32
  } -> tensor<14xf32>
  %g_part_w1 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%g_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %one_minus_beta1 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %g_part_w2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%g_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %one_minus_beta1 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %g_part_b = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel"]}
      ins(%g_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %one_minus_beta1 : f32
    linalg.yield %r : f32
  } -> tensor<14xf32>
  %m_new_w1 = linalg.add ins(%m_decayed_w1, %g_part_w1 : tensor<10x14xf32>, tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %m_new_w2 = linalg.add ins(%m_decayed_w2, %g_part_w2 : tensor<10x14xf32>, tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %m_new_b = linalg.add ins(%m_decayed_b, %g_part_b : tensor<14xf32>, tensor<14xf32>) outs(%empty1 : tensor<14xf32>) -> tensor<14xf32>
  %v_decayed_w1 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%v_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %beta2 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %v_decayed_w2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%v_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %beta2 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %v_decayed_b = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel"]}
      ins(%v_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %beta2 : f32
    linalg.yield %r : f32
  } -> tensor<14xf32>
  %g_square_w1 = linalg.square ins(%g_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %g_square_w2 = linalg.square ins(%g_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %g_square_b = linalg.square ins(%g_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) -> tensor<14xf32>
  %g_square_part_w1 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%g_square_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %one_minus_beta2 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %g_square_part_w2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%g_square_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %one_minus_beta2 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %g_square_part_b = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel"]}
      ins(%g_square_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %one_minus_beta2 : f32
    linalg.yield %r : f32
  } -> tensor<14xf32>
  %v_new_w1 = linalg.add ins(%v_decayed_w1, %g_square_part_w1 : tensor<10x14xf32>, tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %v_new_w2 = linalg.add ins(%v_decayed_w2, %g_square_part_w2 : tensor<10x14xf32>, tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %v_new_b = linalg.add ins(%v_decayed_b, %g_square_part_b : tensor<14xf32>, tensor<14xf32>) outs(%empty1 : tensor<14xf32>) -> tensor<14xf32>
  %m_hat_w1 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%m_new_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %correction1 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %m_hat_w2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%m_new_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %correction1 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %m_hat_b = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel"]}
      ins(%m_new_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %correction1 : f32
    linalg.yield %r : f32
  } -> tensor<14xf32>
  %v_hat_w1 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%v_new_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %correction2 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %v_hat_w2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%v_new_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %correction2 : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %v_hat_b = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel"]}
      ins(%v_new_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %correction2 : f32
    linalg.yield %r : f32
  } -> tensor<14xf32>
  %root_w1 = linalg.sqrt ins(%v_hat_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %root_w2 = linalg.sqrt ins(%v_hat_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %root_b = linalg.sqrt ins(%v_hat_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) -> tensor<14xf32>
  %denominator_w1 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%root_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %epsilon : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %denominator_w2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%root_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %epsilon : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %denominator_b = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel"]}
      ins(%root_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %epsilon : f32
    linalg.yield %r : f32
  } -> tensor<14xf32>
  %ratio_w1 = linalg.div ins(%m_hat_w1, %denominator_w1 : tensor<10x14xf32>, tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %ratio_w2 = linalg.div ins(%m_hat_w2, %denominator_w2 : tensor<10x14xf32>, tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %ratio_b = linalg.div ins(%m_hat_b, %denominator_b : tensor<14xf32>, tensor<14xf32>) outs(%empty1 : tensor<14xf32>) -> tensor<14xf32>
  %step_w1 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%ratio_w1 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %rate : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %step_w2 = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%ratio_w2 : tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %rate : f32
    linalg.yield %r : f32
  } -> tensor<10x14xf32>
  %step_b = linalg.generic {indexing_maps = [#map1, #map1], iterator_types = ["parallel"]}
      ins(%ratio_b : tensor<14xf32>) outs(%empty1 : tensor<14xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %rate : f32
    linalg.yield %r : f32
  } -> tensor<14xf32>
  %new_w1 = linalg.sub ins(%w1, %step_w1 : tensor<10x14xf32>, tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %new_w2 = linalg.sub ins(%w2, %step_w2 : tensor<10x14xf32>, tensor<10x14xf32>) outs(%empty : tensor<10x14xf32>) -> tensor<10x14xf32>
  %new_b = linalg.sub ins(%b, %step_b : tensor<14xf32>, tensor<14xf32>) outs(%empty1 : tensor<14xf32>) -> tensor<14xf32>
  return %new_w1, %new_w2, %new_b, %m_new_w1, %m_new_w2, %m_new_b, %v_new_w1, %v_new_w2, %v_new_b : tensor<10x14xf32>, tensor<10x14xf32>, tensor<14xf32>, tensor<10x14xf32>, tensor<10x14xf32>, tensor<14xf32>, tensor<10x14xf32>, tensor<10x14xf32>, tensor<14xf32>
}
