// Black-Scholes prices of European calls and puts, rate 2 %, volatility 30 %, over a
// vector of dynamic length. The reference takes the normal distribution from erfc
// and the put from its own formula instead of put-call parity.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0) -> (d0)>

func.func @black_scholes(%spot: tensor<?xf32> {fuselage.test.shape = array<i64: 120>, fuselage.test.range = array<i64: 20, 60>},
                         %strike: tensor<?xf32> {fuselage.test.shape = array<i64: 120>, fuselage.test.range = array<i64: 20, 60>},
                         %years: tensor<?xf32> {fuselage.test.shape = array<i64: 120>, fuselage.test.range = array<i64: 1, 4>}) -> (tensor<?xf32>, tensor<?xf32>) {
  %c0 = arith.constant 0 : index
  %drift_rate = arith.constant 0.065 : f32
  %volatility = arith.constant 0.3 : f32
  %inverse_root_2 = arith.constant 0.70710677 : f32
  %one = arith.constant 1.0 : f32
  %half = arith.constant 0.5 : f32
  %minus_rate = arith.constant -0.02 : f32
  %n = tensor.dim %spot, %c0 : tensor<?xf32>
  %empty = tensor.empty(%n) : tensor<?xf32>
  %moneyness = linalg.div ins(%spot, %strike : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %log_moneyness = linalg.log ins(%moneyness : tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %drift = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%years : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %drift_rate : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %numerator = linalg.add ins(%log_moneyness, %drift : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %root_years = linalg.sqrt ins(%years : tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %deviation = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%root_years : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %volatility : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %d1 = linalg.div ins(%numerator, %deviation : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %d2 = linalg.sub ins(%d1, %deviation : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %d1_scaled = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%d1 : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %inverse_root_2 : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %d1_erf = linalg.erf ins(%d1_scaled : tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %d1_shifted = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%d1_erf : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %one : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %d1_normal = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%d1_shifted : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %half : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %d2_scaled = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%d2 : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %inverse_root_2 : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %d2_erf = linalg.erf ins(%d2_scaled : tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %d2_shifted = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%d2_erf : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.addf %in, %one : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %d2_normal = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%d2_shifted : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %half : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %exponent = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel"]}
      ins(%years : tensor<?xf32>) outs(%empty : tensor<?xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = arith.mulf %in, %minus_rate : f32
    linalg.yield %r : f32
  } -> tensor<?xf32>
  %discount = linalg.exp ins(%exponent : tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %present_strike = linalg.mul ins(%strike, %discount : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %spot_part = linalg.mul ins(%spot, %d1_normal : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %strike_part = linalg.mul ins(%present_strike, %d2_normal : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %call = linalg.sub ins(%spot_part, %strike_part : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %call_minus_spot = linalg.sub ins(%call, %spot : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  %put = linalg.add ins(%call_minus_spot, %present_strike : tensor<?xf32>, tensor<?xf32>) outs(%empty : tensor<?xf32>) -> tensor<?xf32>
  return %call, %put : tensor<?xf32>, tensor<?xf32>
}
