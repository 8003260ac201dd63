// A constant that a kernel names is copied into its module; a variable would
// become two variables, and is refused.

// RUN: split-file %s %t
// RUN: %fuselage-opt %t/constant.mlir -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx)' | FileCheck %s
// RUN: not %fuselage-opt %t/variable.mlir -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s --check-prefix=VARIABLE
// RUN: not ls %t/out
// RUN: not fuselage-capi-ptx-test %t/variable.mlir 2>&1 | FileCheck %s --check-prefix=VARIABLE
// RUN: %fuselage-opt %t/own.mlir -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx)' | FileCheck %s --check-prefix=OWN

// RUN: not %fuselage-opt %t/llvm-variable.mlir -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s --check-prefix=LLVM
// RUN: not %fuselage-opt %t/declared.mlir -split-input-file -o %t/out --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s --check-prefix=DECLARED

// RUN: %fuselage-opt %t/workgroup.mlir -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx)' | FileCheck %s --check-prefix=WORKGROUP

// Each block has its own.
// WORKGROUP: .shared .align 4 .b8 tile[16]
// LLVM: error: a kernel uses the global @variable, which is not constant
// DECLARED: declared.mlir:1:1: error: a kernel uses the global @table, which has no value in this module. Fix: give it one, or take its memory with memref.get_global outside of gpu.launch
// DECLARED: error: a kernel uses the global @empty, which has no value
// DECLARED: error: nothing defines the variable 'elsewhere', which a kernel uses. Fix: give it an initial value
// CHECK: .global .align 4 .b8 table[16]
// VARIABLE: error: a kernel uses the global @table, which is not constant, and would get a copy that the host does not see. Fix: take its memory outside of gpu.launch (memref.get_global, llvm.mlir.addressof), or mark it constant
// OWN: .shared {{.*}}tile[16]

//--- constant.mlir
memref.global "private" constant @table : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
func.func @host(%a: memref<4xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %t = memref.get_global @table : memref<4xf32>
    %v = memref.load %t[%n] : memref<4xf32>
    memref.store %v, %a[%n] : memref<4xf32>
    gpu.terminator
  }
  return
}
//--- variable.mlir
memref.global "private" @table : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
func.func @host(%a: memref<4xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %t = memref.get_global @table : memref<4xf32>
    %v = memref.load %t[%n] : memref<4xf32>
    memref.store %v, %a[%n] : memref<4xf32>
    gpu.terminator
  }
  return
}
//--- own.mlir
module {
  gpu.module @kernels {
    memref.global "private" @tile : memref<4xf32, 3> = uninitialized
    gpu.func @k(%a: memref<4xf32>) kernel {
      %i = gpu.thread_id x
      %t = memref.get_global @tile : memref<4xf32, 3>
      %v = memref.load %a[%i] : memref<4xf32>
      memref.store %v, %t[%i] : memref<4xf32, 3>
      gpu.barrier
      %c0 = arith.constant 0 : index
      %w = memref.load %t[%c0] : memref<4xf32, 3>
      memref.store %w, %a[%i] : memref<4xf32>
      gpu.return
    }
  }
}
//--- workgroup.mlir
memref.global "private" @tile : memref<4xf32, #gpu.address_space<workgroup>> = uninitialized
func.func @host(%a: memref<4xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %t = memref.get_global @tile : memref<4xf32, #gpu.address_space<workgroup>>
    %v = memref.load %a[%n] : memref<4xf32>
    memref.store %v, %t[%n] : memref<4xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %w = memref.load %t[%tx] : memref<4xf32, #gpu.address_space<workgroup>>
    memref.store %w, %a[%n] : memref<4xf32>
    gpu.terminator
  }
  return
}
//--- llvm-variable.mlir
llvm.mlir.global internal @variable(5 : i64) : i64
func.func @host(%a: memref<4xi64>, %n: index) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %p = llvm.mlir.addressof @variable : !llvm.ptr
    %v = llvm.load %p : !llvm.ptr -> i64
    memref.store %v, %a[%n] : memref<4xi64>
    gpu.terminator
  }
  return
}
//--- declared.mlir
memref.global "private" constant @table : memref<4xf32>
func.func @host(%a: memref<4xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %t = memref.get_global @table : memref<4xf32>
    %v = memref.load %t[%n] : memref<4xf32>
    memref.store %v, %a[%n] : memref<4xf32>
    gpu.terminator
  }
  return
}
// -----
memref.global "private" constant @empty : memref<4xf32> = uninitialized
func.func @host(%a: memref<4xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %t = memref.get_global @empty : memref<4xf32>
    %v = memref.load %t[%n] : memref<4xf32>
    memref.store %v, %a[%n] : memref<4xf32>
    gpu.terminator
  }
  return
}
// -----
llvm.mlir.global external constant @elsewhere() : i64
func.func @host(%a: memref<4xi64>, %n: index) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %p = llvm.mlir.addressof @elsewhere : !llvm.ptr
    %v = llvm.load %p : !llvm.ptr -> i64
    memref.store %v, %a[%n] : memref<4xi64>
    gpu.terminator
  }
  return
}
