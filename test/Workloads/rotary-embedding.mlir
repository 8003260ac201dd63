// Rotary position embedding as in language models: x * cos + rotate_half(x) * sin,
// with angles position * 10000^(-2k/16) and the halves swapped through slices. The
// reference rotates each pair of elements as a complex number.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

#map = affine_map<(d0, d1) -> (d0, d1)>

func.func @rotary_embedding(%x: tensor<12x16xf32>) -> tensor<12x16xf32> {
  %exponent_step = arith.constant -1.1512925465 : f32
  %empty = tensor.empty() : tensor<12x8xf32>
  %angles = linalg.generic {indexing_maps = [#map], iterator_types = ["parallel", "parallel"]}
      outs(%empty : tensor<12x8xf32>) {
  ^bb0(%out: f32):
    %i = linalg.index 0 : index
    %k = linalg.index 1 : index
    %i_int = arith.index_cast %i : index to i32
    %k_int = arith.index_cast %k : index to i32
    %position = arith.sitofp %i_int : i32 to f32
    %pair = arith.sitofp %k_int : i32 to f32
    %exponent = arith.mulf %pair, %exponent_step : f32
    %frequency = math.exp %exponent : f32
    %angle = arith.mulf %position, %frequency : f32
    linalg.yield %angle : f32
  } -> tensor<12x8xf32>
  %cosines = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%angles : tensor<12x8xf32>) outs(%empty : tensor<12x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = math.cos %in : f32
    linalg.yield %r : f32
  } -> tensor<12x8xf32>
  %sines = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%angles : tensor<12x8xf32>) outs(%empty : tensor<12x8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %r = math.sin %in : f32
    linalg.yield %r : f32
  } -> tensor<12x8xf32>
  %empty1 = tensor.empty() : tensor<12x16xf32>
  %cos_low = tensor.insert_slice %cosines into %empty1[0, 0] [12, 8] [1, 1] : tensor<12x8xf32> into tensor<12x16xf32>
  %cos = tensor.insert_slice %cosines into %cos_low[0, 8] [12, 8] [1, 1] : tensor<12x8xf32> into tensor<12x16xf32>
  %sin_low = tensor.insert_slice %sines into %empty1[0, 0] [12, 8] [1, 1] : tensor<12x8xf32> into tensor<12x16xf32>
  %sin = tensor.insert_slice %sines into %sin_low[0, 8] [12, 8] [1, 1] : tensor<12x8xf32> into tensor<12x16xf32>
  %low = tensor.extract_slice %x[0, 0] [12, 8] [1, 1] : tensor<12x16xf32> to tensor<12x8xf32>
  %high = tensor.extract_slice %x[0, 8] [12, 8] [1, 1] : tensor<12x16xf32> to tensor<12x8xf32>
  %negated = linalg.negf ins(%high : tensor<12x8xf32>) outs(%empty : tensor<12x8xf32>) -> tensor<12x8xf32>
  %rotated_low = tensor.insert_slice %negated into %empty1[0, 0] [12, 8] [1, 1] : tensor<12x8xf32> into tensor<12x16xf32>
  %rotated = tensor.insert_slice %low into %rotated_low[0, 8] [12, 8] [1, 1] : tensor<12x8xf32> into tensor<12x16xf32>
  %straight = linalg.mul ins(%x, %cos : tensor<12x16xf32>, tensor<12x16xf32>) outs(%empty1 : tensor<12x16xf32>) -> tensor<12x16xf32>
  %crossed = linalg.mul ins(%rotated, %sin : tensor<12x16xf32>, tensor<12x16xf32>) outs(%empty1 : tensor<12x16xf32>) -> tensor<12x16xf32>
  %result = linalg.add ins(%straight, %crossed : tensor<12x16xf32>, tensor<12x16xf32>) outs(%empty1 : tensor<12x16xf32>) -> tensor<12x16xf32>
  return %result : tensor<12x16xf32>
}
