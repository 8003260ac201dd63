// Masks in the order of memory, of transfers that turn three dimensions around.
// The source holds 12 i + 4 j + k at (i, j, k), or 6 p + 3 q + r at (p, q, r).

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0 libdevice=none launch-facts=false' | FileCheck %s

// Element (p, q, r) of the result is (q, r, p) of the source, where q < 1, r < 2 and
// p < 3.
// CHECK: {{\[\[}}[0, 4, -7], [-7, -7, -7]], {{\[}}[1, 5, -7], [-7, -7, -7]], {{\[}}[2, 6, -7], [-7, -7, -7]], {{\[}}[-7, -7, -7], [-7, -7, -7]]]
// From row 1 on, where the third row of the result lies after the source.
// CHECK-NEXT: {{\[\[}}[4, 8, -7], [16, 20, -7]], {{\[}}[5, 9, -7], [17, 21, -7]], {{\[}}[6, 10, -7], [18, 22, -7]], {{\[}}[-7, -7, -7], [-7, -7, -7]]]
// The way back: element (q, r, p) is (p, q, r) of the vector.
// CHECK-NEXT: {{\[\[}}[0, 6, 12, -1], [1, 7, 13, -1], [-1, -1, -1, -1]], {{\[}}[-1, -1, -1, -1], [-1, -1, -1, -1], [-1, -1, -1, -1]]]

#turn = affine_map<(d0, d1, d2) -> (d2, d0, d1)>

func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
func.func private @number(%m: memref<24xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c24 = arith.constant 24 : index
  scf.for %i = %c0 to %c24 step %c1 {
    %number = arith.index_cast %i : index to i32
    %value = arith.sitofp %number : i32 to f32
    memref.store %value, %m[%i] : memref<24xf32>
  }
  return
}
func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c24 = arith.constant 24 : index
  %flat = memref.alloc() : memref<24xf32>
  func.call @number(%flat) : (memref<24xf32>) -> ()
  %a = memref.expand_shape %flat [[0, 1, 2]] output_shape [2, 3, 4] : memref<24xf32> into memref<2x3x4xf32>
  %b = memref.expand_shape %flat [[0, 1, 2]] output_shape [4, 2, 3] : memref<24xf32> into memref<4x2x3xf32>
  %o = memref.alloc() : memref<4x2x3xf32>
  %p = memref.alloc() : memref<4x2x3xf32>
  %back = memref.alloc() : memref<24xf32>
  %none = arith.constant -1.0 : f32
  scf.for %i = %c0 to %c24 step %c1 {
    memref.store %none, %back[%i] : memref<24xf32>
  }
  %q = memref.expand_shape %back [[0, 1, 2]] output_shape [2, 3, 4] : memref<24xf32> into memref<2x3x4xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %pad = arith.constant -7.0 : f32
    %m = vector.create_mask %c1, %c2, %c3 : vector<2x3x4xi1>
    %v = vector.transfer_read %a[%c0, %c0, %c0], %pad, %m {in_bounds = [true, true, true], permutation_map = #turn} : memref<2x3x4xf32>, vector<4x2x3xf32>
    vector.transfer_write %v, %o[%c0, %c0, %c0] {in_bounds = [true, true, true]} : vector<4x2x3xf32>, memref<4x2x3xf32>
    %n = vector.create_mask %c2, %c3, %c3 : vector<2x3x4xi1>
    %w = vector.transfer_read %a[%c0, %c1, %c0], %pad, %n {in_bounds = [true, true, false], permutation_map = #turn} : memref<2x3x4xf32>, vector<4x2x3xf32>
    vector.transfer_write %w, %p[%c0, %c0, %c0] {in_bounds = [true, true, true]} : vector<4x2x3xf32>, memref<4x2x3xf32>
    %x = vector.transfer_read %b[%c0, %c0, %c0], %pad {in_bounds = [true, true, true]} : memref<4x2x3xf32>, vector<4x2x3xf32>
    vector.transfer_write %x, %q[%c0, %c0, %c0], %m {in_bounds = [true, true, true], permutation_map = #turn} : vector<4x2x3xf32>, memref<2x3x4xf32>
    gpu.terminator
  }
  %shown = memref.cast %o : memref<4x2x3xf32> to memref<*xf32>
  func.call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
  %shown1 = memref.cast %p : memref<4x2x3xf32> to memref<*xf32>
  func.call @printMemrefF32(%shown1) : (memref<*xf32>) -> ()
  %shown2 = memref.cast %q : memref<2x3x4xf32> to memref<*xf32>
  func.call @printMemrefF32(%shown2) : (memref<*xf32>) -> ()
  return
}
