// Attributes and symbols that are spelled like those which mean something.

// REQUIRES: mlir-runner
// RUN: %run-main %s | FileCheck %s
// RUN: %run-main %s --options='chip=sm_75 opt-level=0' | FileCheck %s
// Blocks have 48 threads, whatever an attribute of a callee says: the sums are
// of lanes 0 to 31, and of 32 to 47.
// CHECK: [496, 632]
// A global with the name that PTX gives the kernel's second parameter.
// CHECK-NEXT: [12, 22]
// The module's own __nv_expf, beside that of the math dialect.
// CHECK-NEXT: [4, 7.38906]

module attributes {gpu.container_module} {
  func.func private @printMemrefF32(memref<*xf32>) attributes {llvm.emit_c_interface}

  gpu.module @kernels {
    memref.global "private" constant @global_param_1 : memref<2xf32> = dense<[10.0, 20.0]>
    func.func private @sum(%x: f32) -> f32 attributes {known_block_size = array<i32: 64, 1, 1>} {
      %y = gpu.subgroup_reduce add %x uniform : (f32) -> f32
      return %y : f32
    }
    func.func private @__nv_expf(%x: f32) -> f32 {
      %y = arith.addf %x, %x : f32
      return %y : f32
    }
    gpu.func @attribute(%a: memref<2xf32>) kernel {
      %i = gpu.thread_id x
      %n = arith.index_cast %i : index to i32
      %v = arith.sitofp %n : i32 to f32
      %s = func.call @sum(%v) : (f32) -> f32
      %c32 = arith.constant 32 : index
      %half = arith.divui %i, %c32 : index
      %lane = arith.remui %i, %c32 : index
      %c0 = arith.constant 0 : index
      %first = arith.cmpi eq, %lane, %c0 : index
      scf.if %first {
        memref.store %s, %a[%half] : memref<2xf32>
      }
      gpu.return
    }
    gpu.func @global(%a: memref<2xf32>) kernel {
      %i = gpu.thread_id x
      %t = memref.get_global @global_param_1 : memref<2xf32>
      %v = memref.load %t[%i] : memref<2xf32>
      %two = arith.constant 2.0 : f32
      %w = arith.addf %v, %two : f32
      memref.store %w, %a[%i] : memref<2xf32>
      gpu.return
    }
    gpu.func @function(%a: memref<2xf32>) kernel {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %two = arith.constant 2.0 : f32
      %v = func.call @__nv_expf(%two) : (f32) -> f32
      memref.store %v, %a[%c0] : memref<2xf32>
      %c = memref.load %a[%c0] : memref<2xf32>
      %x = arith.subf %c, %two : f32
      %w = math.exp %x : f32
      memref.store %w, %a[%c1] : memref<2xf32>
      gpu.return
    }
  }

  func.func @main() {
    %c1 = arith.constant 1 : index
    %c2 = arith.constant 2 : index
    %c48 = arith.constant 48 : index
    %a = memref.alloc() : memref<2xf32>
    %s = memref.cast %a : memref<2xf32> to memref<*xf32>
    gpu.launch_func @kernels::@attribute blocks in (%c1, %c1, %c1) threads in (%c48, %c1, %c1) args(%a : memref<2xf32>)
    call @printMemrefF32(%s) : (memref<*xf32>) -> ()
    gpu.launch_func @kernels::@global blocks in (%c1, %c1, %c1) threads in (%c2, %c1, %c1) args(%a : memref<2xf32>)
    call @printMemrefF32(%s) : (memref<*xf32>) -> ()
    gpu.launch_func @kernels::@function blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<2xf32>)
    call @printMemrefF32(%s) : (memref<*xf32>) -> ()
    memref.dealloc %a : memref<2xf32>
    return
  }
}
