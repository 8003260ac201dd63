// Dynamic shared memory begins after all static workgroup memory, even
// if only a reduction over the block has any. The launch gives its
// size.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --fuse | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0 libdevice=none' | FileCheck %s
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx)' -o /dev/null | FileCheck %s --check-prefix=PTX
// CHECK: [63, 62, 61
// CHECK: [1000, 1001, 1002
// CHECK: [2272, 2273, 2274
// PTX: .extern .shared .align 16 .b8

func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}
func.func @main() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %bytes = arith.constant 256 : i32
  %b = memref.alloc() : memref<64xf32>
  %c = memref.alloc() : memref<64xf32>
  %d = memref.alloc() : memref<64xf32>
  %e = memref.alloc() : memref<64xf32>
  scf.for %i = %c0 to %c64 step %c1 {
    %number = arith.index_cast %i : index to i32
    %value = arith.sitofp %number : i32 to f32
    memref.store %value, %b[%i] : memref<64xf32>
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1)
             dynamic_shared_memory_size %bytes {
    %k0 = arith.constant 0 : index
    %k63 = arith.constant 63 : index
    %m = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %t = memref.view %m[%k0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<64xf32, #gpu.address_space<workgroup>>
    %v = memref.load %b[%tx] : memref<64xf32>
    memref.store %v, %t[%tx] : memref<64xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %mirror = arith.subi %k63, %tx : index
    %w = memref.load %t[%mirror] : memref<64xf32, #gpu.address_space<workgroup>>
    memref.store %w, %c[%tx] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1)
             workgroup(%t : memref<64xf32, #gpu.address_space<workgroup>>) {
    %k63 = arith.constant 63 : index
    %thousand = arith.constant 1000.0 : f32
    %v = memref.load %c[%tx] : memref<64xf32>
    %w = arith.addf %v, %thousand : f32
    memref.store %w, %t[%tx] : memref<64xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %mirror = arith.subi %k63, %tx : index
    %x = memref.load %t[%mirror] : memref<64xf32, #gpu.address_space<workgroup>>
    memref.store %x, %d[%tx] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1)
             dynamic_shared_memory_size %bytes {
    %k0 = arith.constant 0 : index
    %m = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %size = memref.dim %m, %k0 : memref<?xi8, #gpu.address_space<workgroup>>
    %t = memref.view %m[%k0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<64xf32, #gpu.address_space<workgroup>>
    %v = memref.load %b[%tx] : memref<64xf32>
    memref.store %v, %t[%tx] : memref<64xf32, #gpu.address_space<workgroup>>
    %sum = gpu.all_reduce add %v uniform {} : (f32) -> f32
    %w = memref.load %t[%tx] : memref<64xf32, #gpu.address_space<workgroup>>
    %number = arith.index_cast %size : index to i32
    %as_float = arith.sitofp %number : i32 to f32
    %x = arith.addf %sum, %as_float : f32
    %y = arith.addf %w, %x : f32
    memref.store %y, %e[%tx] : memref<64xf32>
    gpu.terminator
  }
  %shown = memref.cast %c : memref<64xf32> to memref<*xf32>
  call @printMemrefF32(%shown) : (memref<*xf32>) -> ()
  %shown1 = memref.cast %d : memref<64xf32> to memref<*xf32>
  call @printMemrefF32(%shown1) : (memref<*xf32>) -> ()
  %shown2 = memref.cast %e : memref<64xf32> to memref<*xf32>
  call @printMemrefF32(%shown2) : (memref<*xf32>) -> ()
  return
}
