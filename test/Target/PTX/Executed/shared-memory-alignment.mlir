// Buffers of 132 floats in workgroup memory lie one after the other, and loads
// of four floats at a time need 16 bytes of alignment. Fusion makes them of two
// buffers in global memory.

// REQUIRES: mlir-runner
// RUN: %run-main %s --fuse | FileCheck %s
// RUN: %run-main %s --fuse --options='chip=sm_75 opt-level=0' | FileCheck %s
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches),fuselage-to-ptx,fuselage-print-ptx)' -o /dev/null | FileCheck %s --check-prefix=PTX
// CHECK: 29760, 29762, 29764
// PTX-COUNT-2: .shared .align 16 .b8

func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c33 = arith.constant 33 : index
  %a = memref.alloc() : memref<4x33xf32>
  %t = memref.alloc() : memref<4x33xf32>
  %s = memref.alloc() : memref<4x33xf32>
  %c = memref.alloc() : memref<4x33xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    scf.for %j = %c0 to %c33 step %c1 {
      %row = arith.muli %i, %c33 : index
      %at = arith.addi %row, %j : index
      %number = arith.index_cast %at : index to i32
      %value = arith.sitofp %number : i32 to f32
      memref.store %value, %a[%i, %j] : memref<4x33xf32>
    }
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c33, %ny = %c1, %nz = %c1) {
    %two = arith.constant 2.0 : f32
    %v = memref.load %a[%bx, %tx] : memref<4x33xf32>
    %w = arith.mulf %v, %two : f32
    memref.store %w, %t[%bx, %tx] : memref<4x33xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c33, %ny = %c1, %nz = %c1) {
    %k0 = arith.constant 0 : index
    %k1 = arith.constant 1 : index
    %k32 = arith.constant 32 : index
    %zero = arith.constant 0.0 : f32
    %sum = scf.for %i = %k0 to %k32 step %k1 iter_args(%acc = %zero) -> f32 {
      %v = memref.load %t[%bx, %i] : memref<4x33xf32>
      %w = arith.addf %acc, %v : f32
      scf.yield %w : f32
    }
    %own = memref.load %t[%bx, %tx] : memref<4x33xf32>
    %d = arith.subf %sum, %own : f32
    memref.store %d, %s[%bx, %tx] : memref<4x33xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c33, %ny = %c1, %nz = %c1) {
    %k0 = arith.constant 0 : index
    %k1 = arith.constant 1 : index
    %k32 = arith.constant 32 : index
    %zero = arith.constant 0.0 : f32
    %sum = scf.for %i = %k0 to %k32 step %k1 iter_args(%acc = %zero) -> f32 {
      %v = memref.load %s[%bx, %i] : memref<4x33xf32>
      %w = arith.addf %acc, %v : f32
      scf.yield %w : f32
    }
    %own = memref.load %s[%bx, %tx] : memref<4x33xf32>
    %d = arith.subf %sum, %own : f32
    memref.store %d, %c[%bx, %tx] : memref<4x33xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<4x33xf32>
  memref.dealloc %s : memref<4x33xf32>
  %shown = memref.cast %c : memref<4x33xf32> to memref<*xf32>
  call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
  return
}
