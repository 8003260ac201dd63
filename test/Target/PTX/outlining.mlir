// A launch at which gpu-kernel-outlining crashes, or that it leaves, is an
// error before.

// RUN: split-file %s %t
// RUN: not %fuselage-opt %t/nested.mlir -split-input-file -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s --check-prefix=NESTED --implicit-check-not='Stack dump'
// NESTED-COUNT-3: error: the launch is not in a function of the module that is compiled, and would stay as it is. Fix: compile its own module
// RUN: not fuselage-capi-ptx-test %t/nested.mlir 2>&1 | FileCheck %s --check-prefix=LIBRARY
// LIBRARY: error: the launch is not in a function of the module
// RUN: not %fuselage-opt %t/symbols.mlir -split-input-file -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s --check-prefix=SYMBOLS --implicit-check-not='Stack dump'
// SYMBOLS: symbols.mlir:[[#4]]:{{.*}}: error: a kernel refers to @nowhere, which is not in the module. Fix: define it there, or remove the attribute that names it
// SYMBOLS: symbols.mlir:[[#13]]:{{.*}}: error: a kernel refers to @deep, which is not in the module
// SYMBOLS: symbols.mlir:[[#32]]:{{.*}}: error: a kernel refers to a symbol inside of @other, and the module of the kernel cannot have a copy of it. Fix: refer to a symbol directly in the module
// RUN: not ls %t/out

// Only the host launches kernels.
// RUN: not %fuselage-opt %t/inside.mlir -split-input-file -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s --check-prefix=INSIDE --implicit-check-not=error:
// INSIDE: inside.mlir:5:{{.*}}: error: a kernel launches another one, and only the host can launch kernels. Fix: launch it from the host, after the kernel, or make it a loop of the kernel
// INSIDE: inside.mlir:23:{{.*}}: error: a kernel launches another one, and only the host can launch kernels
// RUN: not ls %t/out

// The fix: the pipeline of the nested module.
// RUN: %fuselage-opt %t/inner.mlir --pass-pipeline='builtin.module(builtin.module(fuselage-to-ptx))' | FileCheck %s --check-prefix=INNER
// INNER: gpu.binary @f_kernel

//--- inside.mlir
func.func @f(%a: memref<8x8xf32>, %v: f32) {
  %c8 = arith.constant 8 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    gpu.launch blocks(%u, %w, %q) in (%gu = %c8, %gw = %c1, %gq = %c1) threads(%tu, %tw, %tq) in (%su = %c1, %sw = %c1, %sq = %c1) {
      memref.store %v, %a[%x, %u] : memref<8x8xf32>
      gpu.terminator
    }
    gpu.terminator
  }
  return
}

// -----

module attributes {gpu.container_module} {
  gpu.module @kernels {
    gpu.func @leaf() kernel {
      gpu.return
    }
    gpu.func @root() kernel {
      %c1 = arith.constant 1 : index
      gpu.launch_func @kernels::@leaf blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
      gpu.return
    }
  }
  func.func @f() {
    %c1 = arith.constant 1 : index
    gpu.launch_func @kernels::@root blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
    return
  }
}
//--- inner.mlir
module {
  module @inner {
    func.func @f(%a: memref<8xf32>) {
      %c1 = arith.constant 1 : index
      gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
                 threads(%t, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
        %v = memref.load %a[%t] : memref<8xf32>
        memref.store %v, %a[%x] : memref<8xf32>
        gpu.terminator
      }
      return
    }
  }
}
//--- nested.mlir
module {
  module @inner {
    memref.global "private" constant @g : memref<8xf32> = dense<1.0>
    func.func @f(%a: memref<8xf32>) {
      %c1 = arith.constant 1 : index
      gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
                 threads(%t, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
        %g = memref.get_global @g : memref<8xf32>
        %v = memref.load %g[%t] : memref<8xf32>
        memref.store %v, %a[%t] : memref<8xf32>
        gpu.terminator
      }
      return
    }
  }
}

// -----

module {
  module {
    func.func @f(%a: memref<8xf32>) {
      %c1 = arith.constant 1 : index
      gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
                 threads(%t, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
        %v = memref.load %a[%t] : memref<8xf32>
        memref.store %v, %a[%x] : memref<8xf32>
        gpu.terminator
      }
      return
    }
  }
}

// -----

module {
  module @inner {
    func.func @f(%a: memref<8xf32>) {
      %c1 = arith.constant 1 : index
      gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
                 threads(%t, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
        %v = memref.load %a[%t] : memref<8xf32>
        memref.store %v, %a[%x] : memref<8xf32>
        gpu.terminator
      }
      return
    }
  }
}

//--- symbols.mlir
func.func @f(%a: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%t, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %v = memref.load %a[%t] {tags = [@nowhere]} : memref<8xf32>
    memref.store %v, %a[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----
func.func private @half(%x: f32) -> f32 {
  %y = arith.addf %x, %x {tag = @deep} : f32
  return %y : f32
}
func.func @f(%a: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%t, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %v = memref.load %a[%t] : memref<8xf32>
    %w = func.call @half(%v) : (f32) -> f32
    memref.store %w, %a[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----
module @other {}
func.func @f(%a: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%t, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %v = memref.load %a[%t] {tag = @other::@deeper} : memref<8xf32>
    memref.store %v, %a[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}
