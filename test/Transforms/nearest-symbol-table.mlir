// The nearest symbol table gives a symbol its meaning, not the outermost one.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file | FileCheck %s
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-inline-kernels)' --split-input-file | FileCheck %s --check-prefix=INLINE
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=150 over-budget=skip})' --split-input-file | FileCheck %s --check-prefix=BUDGET

// The inner function writes the neighbour's element.

// CHECK-LABEL: func.func @inner_callee
// CHECK-COUNT-2: gpu.launch
module {
  func.func private @touch(%A: memref<8xi64>, %i: index) {
    return
  }
  module @inner {
    func.func private @touch(%A: memref<8xi64>, %i: index) {
      %c7 = arith.constant 7 : index
      %k = arith.constant 5 : i64
      %j = arith.subi %c7, %i : index
      memref.store %k, %A[%j] : memref<8xi64>
      return
    }
    func.func @inner_callee(%A: memref<8xi64> {llvm.noalias}, %B: memref<8xi64> {llvm.noalias}) {
      %c1 = arith.constant 1 : index
      %c8 = arith.constant 8 : index
      gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
                 threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        func.call @touch(%A, %i) : (memref<8xi64>, index) -> ()
        gpu.terminator
      }
      gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
                 threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %A[%i] : memref<8xi64>
        memref.store %v, %B[%i] : memref<8xi64>
        gpu.terminator
      }
      return
    }
  }
}

// -----

// The outer one does, and the inner function does nothing.

// CHECK-LABEL: func.func @harmless_callee
// CHECK-COUNT-1: gpu.launch blocks
// CHECK-NOT: gpu.launch blocks
module {
  func.func private @touch(%A: memref<8xi64>, %i: index) {
    %c7 = arith.constant 7 : index
    %k = arith.constant 5 : i64
    %j = arith.subi %c7, %i : index
    memref.store %k, %A[%j] : memref<8xi64>
    return
  }
  module @inner {
    func.func private @touch(%A: memref<8xi64>, %i: index) {
      return
    }
    func.func @harmless_callee(%A: memref<8xi64> {llvm.noalias}, %B: memref<8xi64> {llvm.noalias}) {
      %c1 = arith.constant 1 : index
      %c8 = arith.constant 8 : index
      gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
                 threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        func.call @touch(%A, %i) : (memref<8xi64>, index) -> ()
        gpu.terminator
      }
      gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
                 threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %A[%i] : memref<8xi64>
        memref.store %v, %B[%i] : memref<8xi64>
        gpu.terminator
      }
      return
    }
  }
}

// -----

// Globals of one name and other shapes, in one module each.

// CHECK-LABEL: func.func @outer_global
// CHECK-COUNT-1: gpu.launch blocks
// CHECK-NOT: gpu.launch blocks
// CHECK-LABEL: func.func @inner_global
// CHECK-COUNT-1: gpu.launch blocks
// CHECK-NOT: gpu.launch blocks
module {
  memref.global "private" @g : memref<8xi64> = uninitialized
  func.func @outer_global(%B: memref<8xi64> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %g = memref.get_global @g : memref<8xi64>
    gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %g[%i] : memref<8xi64>
      memref.store %v, %B[%i] : memref<8xi64>
      gpu.terminator
    }
    gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %B[%i] : memref<8xi64>
      memref.store %v, %g[%i] : memref<8xi64>
      gpu.terminator
    }
    return
  }
  module @inner {
    memref.global "private" @g : memref<8x2xi64> = uninitialized
    func.func @inner_global(%B: memref<8xi64> {llvm.noalias}) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c8 = arith.constant 8 : index
      %g = memref.get_global @g : memref<8x2xi64>
      gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
                 threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %g[%i, %c0] : memref<8x2xi64>
        memref.store %v, %B[%i] : memref<8xi64>
        gpu.terminator
      }
      gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
                 threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %B[%i] : memref<8xi64>
        memref.store %v, %g[%i, %c1] : memref<8x2xi64>
        gpu.terminator
      }
      return
    }
  }
}

// -----

// The smaller global of the outer module says nothing of the bytes that the inner
// one's launches read and write: more than the budget.

// CHECK-LABEL: func.func @one_element
// BUDGET-LABEL: func.func @one_element
// BUDGET-LABEL: func.func @many_elements
// BUDGET-COUNT-2: gpu.launch blocks
module {
  memref.global "private" @g : memref<1xi64> = uninitialized
  func.func @one_element(%B: memref<8xi64> {llvm.noalias}) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %g = memref.get_global @g : memref<1xi64>
    gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %g[%c0] : memref<1xi64>
      memref.store %v, %B[%i] : memref<8xi64>
      gpu.terminator
    }
    return
  }
  module @inner {
    memref.global "private" @g : memref<8x2xi64> = uninitialized
    func.func @many_elements(%B: memref<8xi64> {llvm.noalias}) {
      %c0 = arith.constant 0 : index
      %c1 = arith.constant 1 : index
      %c8 = arith.constant 8 : index
      %g = memref.get_global @g : memref<8x2xi64>
      gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
                 threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %g[%i, %c0] : memref<8x2xi64>
        memref.store %v, %B[%i] : memref<8xi64>
        gpu.terminator
      }
      gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
                 threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %B[%i] : memref<8xi64>
        memref.store %v, %g[%i, %c1] : memref<8x2xi64>
        gpu.terminator
      }
      return
    }
  }
}

// -----

// A launch runs the kernel of its own module.

// INLINE-LABEL: func.func @f(
// INLINE: gpu.launch
// INLINE-NEXT: arith.constant 5
module {
  gpu.module @m {
    gpu.func @k(%A: memref<8xi64>) kernel {
      %k = arith.constant 4 : i64
      %i = gpu.block_id x
      memref.store %k, %A[%i] : memref<8xi64>
      gpu.return
    }
  }
  module @inner attributes {gpu.container_module} {
    gpu.module @m {
      gpu.func @k(%A: memref<8xi64>) kernel {
        %k = arith.constant 5 : i64
        %i = gpu.block_id x
        memref.store %k, %A[%i] : memref<8xi64>
        gpu.return
      }
    }
    func.func @f(%A: memref<8xi64>) {
      %c1 = arith.constant 1 : index
      %c8 = arith.constant 8 : index
      gpu.launch_func @m::@k blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1) args(%A : memref<8xi64>)
      return
    }
  }
}
