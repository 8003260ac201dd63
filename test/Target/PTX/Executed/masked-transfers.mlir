// A mask is in the order of memory, whatever the map of the transfer: three rows
// and two columns of the source become two rows of three.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0 libdevice=none' | FileCheck %s
// CHECK: {{\[}}[0, 4, 8, -7], [1, 5, 9, -7], [-7, -7, -7, -7], [-7, -7, -7, -7]]
// CHECK: {{\[}}[0, 4, -1, -1], [1, 5, -1, -1], [2, 6, -1, -1], [-1, -1, -1, -1]]

func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %none = arith.constant -1.0 : f32
  %a = memref.alloc() : memref<4x4xf32>
  %o = memref.alloc() : memref<4x4xf32>
  %p = memref.alloc() : memref<4x4xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    scf.for %j = %c0 to %c4 step %c1 {
      %row = arith.muli %i, %c4 : index
      %at = arith.addi %row, %j : index
      %number = arith.index_cast %at : index to i32
      %value = arith.sitofp %number : i32 to f32
      memref.store %value, %a[%i, %j] : memref<4x4xf32>
      memref.store %none, %p[%i, %j] : memref<4x4xf32>
    }
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %pad = arith.constant -7.0 : f32
    %m = vector.create_mask %c3, %c2 : vector<4x4xi1>
    %v = vector.transfer_read %a[%c0, %c0], %pad, %m {in_bounds = [true, true], permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : memref<4x4xf32>, vector<4x4xf32>
    vector.transfer_write %v, %o[%c0, %c0] {in_bounds = [true, true]} : vector<4x4xf32>, memref<4x4xf32>
    %w = vector.transfer_read %a[%c0, %c0], %pad {in_bounds = [true, true]} : memref<4x4xf32>, vector<4x4xf32>
    vector.transfer_write %w, %p[%c0, %c0], %m {in_bounds = [true, true], permutation_map = affine_map<(d0, d1) -> (d1, d0)>} : vector<4x4xf32>, memref<4x4xf32>
    gpu.terminator
  }
  %shown = memref.cast %o : memref<4x4xf32> to memref<*xf32>
  call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
  %shown1 = memref.cast %p : memref<4x4xf32> to memref<*xf32>
  call @printMemrefF32(%shown1) : (memref<*xf32>) -> ()
  return
}
