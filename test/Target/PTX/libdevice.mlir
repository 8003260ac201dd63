// REQUIRES: libdevice

// With libdevice every function is there, in every width, and only what is
// called is linked.

// RUN: %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx{libdevice=%libdevice},fuselage-print-ptx)' 2>%t.err \
// RUN:   | FileCheck %s --implicit-check-not=.extern --implicit-check-not='.visible .func' --implicit-check-not=__nv_
// RUN: count 0 < %t.err

// At opt-level=0 too: what is not inlined there is local to the module.
// RUN: %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx{libdevice=%libdevice opt-level=0},fuselage-print-ptx)' \
// RUN:   | FileCheck %s --implicit-check-not=.extern --implicit-check-not='.visible .func' --implicit-check-not=__nv_sin

// The search takes CUDA_HOME first, whatever else is there.
// RUN: rm -rf %t.cuda && mkdir -p %t.cuda/nvvm/libdevice
// RUN: printf 'not bitcode' > %t.cuda/nvvm/libdevice/libdevice.10.bc
// RUN: not env CUDA_HOME=%t.cuda %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s --check-prefix=HOME
// RUN: not env -u CUDA_HOME CUDA_PATH=%t.cuda %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s --check-prefix=HOME
// RUN: not env -u CUDA_HOME -u CUDA_PATH CUDA_ROOT=%t.cuda %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s --check-prefix=HOME
// HOME: error: libdevice '{{.*}}.cuda/nvvm/libdevice/libdevice.10.bc' is not LLVM bitcode

// A toolkit that is not there does not end the search.
// RUN: env CUDA_HOME=%t.nowhere %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | count 0

// CHECK: .visible .entry f32(
// CHECK: .visible .entry f64(
gpu.module @kernels {
  gpu.func @f32(%p: memref<f32>, %h: memref<f16>) kernel {
    %a = memref.load %p[] : memref<f32>
    %b = math.tanh %a : f32
    %c = math.powf %a, %b : f32
    memref.store %c, %p[] : memref<f32>
    %x = memref.load %h[] : memref<f16>
    %y = math.asinh %x : f16
    memref.store %y, %h[] : memref<f16>
    gpu.return
  }
  gpu.func @f64(%p: memref<f64>) kernel {
    %a = memref.load %p[] : memref<f64>
    %b = math.tanh %a : f64
    memref.store %b, %p[] : memref<f64>
    gpu.return
  }
}
