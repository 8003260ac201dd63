// An undefined function is an error at its call, not an .extern in the PTX: the
// function, where libdevice was looked for, and the fix.

// RUN: not %fuselage-opt %s -split-input-file --pass-pipeline='builtin.module(fuselage-to-ptx{libdevice=none})' 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not=error:

gpu.module @no_approximation {
  gpu.func @f64(%p: memref<f64>) kernel {
    %a = memref.load %p[] : memref<f64>
    // CHECK: [[@LINE+1]]:10: error: nothing defines the function '__nv_tanh', which this calls: libdevice is switched off (libdevice=none). Fix: install the CUDA toolkit, set CUDA_HOME to its root, or give the path of libdevice.10.bc in the option 'libdevice'
    %b = math.tanh %a : f64
    memref.store %b, %p[] : memref<f64>
    gpu.return
  }
}

// -----

// Upstream has an expansion of pow, which is NaN for negative bases.
gpu.module @bad_expansion {
  gpu.func @pow(%p: memref<f32>) kernel {
    %a = memref.load %p[] : memref<f32>
    // CHECK: [[@LINE+1]]:10: error: nothing defines the function '__nv_powf'
    %b = math.powf %a, %a : f32
    memref.store %b, %p[] : memref<f32>
    gpu.return
  }
}

// -----

gpu.module @own_function {
  func.func private @elsewhere(f32) -> f32
  gpu.func @call(%p: memref<f32>) kernel {
    %a = memref.load %p[] : memref<f32>
    // CHECK: [[@LINE+1]]:10: error: nothing defines the function 'elsewhere', which this calls: {{.*}}. Fix: define it in the gpu.module
    %b = func.call @elsewhere(%a) : (f32) -> f32
    memref.store %b, %p[] : memref<f32>
    gpu.return
  }
}
