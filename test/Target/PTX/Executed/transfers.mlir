// Transfers whose map permutes or broadcasts dimensions, with masks, and past
// the end of a buffer.

// RUN: %judge-ptx %s | FileCheck %s
// CHECK: unfused, default: 4 modules, 4 ok
// CHECK: fused, default: 4 modules, 4 ok
// CHECK: unfused, unoptimized: 4 modules, 4 ok
// CHECK: unfused, plain: 4 modules, 4 ok

func.func @test(%a: memref<4x4xf32>, %o: memref<3x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %pad = arith.constant -7.0 : f32
    %v = vector.transfer_read %a[%c2, %c1], %pad {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : memref<4x4xf32>, vector<3x4xf32>
    vector.transfer_write %v, %o[%c0, %c0] {in_bounds = [true, true]} : vector<3x4xf32>, memref<3x4xf32>
    gpu.terminator
  }
  return
}
// -----
func.func @test(%a: memref<4x4xf32>, %o: memref<3x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %pad = arith.constant -7.0 : f32
    %m = vector.create_mask %c2 : vector<4xi1>
    %v = vector.transfer_read %a[%c1, %c0], %pad, %m {in_bounds = [true, true], permutation_map = affine_map<(d0, d1) -> (0, d1)>} : memref<4x4xf32>, vector<3x4xf32>
    vector.transfer_write %v, %o[%c0, %c0] {in_bounds = [true, true]} : vector<3x4xf32>, memref<3x4xf32>
    gpu.terminator
  }
  return
}
// -----
func.func @test(%a: memref<4x4xf32>, %o: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %pad = arith.constant -7.0 : f32
    %m = vector.create_mask %c3 : vector<4xi1>
    %v = vector.transfer_read %a[%c0, %c1], %pad, %m {in_bounds = [true], permutation_map = affine_map<(d0, d1) -> (d0)>} : memref<4x4xf32>, vector<4xf32>
    vector.transfer_write %v, %o[%c0] {in_bounds = [true]} : vector<4xf32>, memref<4xf32>
    gpu.terminator
  }
  return
}
// -----
func.func @test(%a: memref<?x?xf32> {fuselage.test.shape = array<i64: 3, 5>}, %o: memref<8x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %pad = arith.constant 0.5 : f32
    %v = vector.transfer_read %a[%c1, %c0], %pad {in_bounds = [false, false], permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : memref<?x?xf32>, vector<8x8xf32>
    vector.transfer_write %v, %o[%c0, %c0] {in_bounds = [true, true]} : vector<8x8xf32>, memref<8x8xf32>
    gpu.terminator
  }
  return
}
