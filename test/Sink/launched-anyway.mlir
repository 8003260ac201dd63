// A launch after the loop has the same size, and may never come: the call may end the
// program where there is nothing to launch. The launch in the loop keeps its guard.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file | FileCheck %s

// CHECK-LABEL: func.func @left_before(
// CHECK: arith.cmpi slt
// CHECK: scf.if
// CHECK-NEXT: gpu.launch
// CHECK: scf.for
// CHECK: call @leave_if_zero
// CHECK: gpu.launch
func.func private @leave_if_zero(index)
func.func @left_before(%a: memref<?xi32> {llvm.noalias}, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = memref.dim %a, %c0 : memref<?xi32>
  scf.for %k = %c0 to %n step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<?xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<?xi32>
      gpu.terminator
    }
  }
  func.call @leave_if_zero(%size) : (index) -> ()
  gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%b] : memref<?xi32>
    gpu.terminator
  }
  return
}

// -----

// A copy of the host comes back, and the launch after it comes.

// CHECK-LABEL: func.func @comes_back(
// CHECK-NOT: scf.if
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: memref.load
// CHECK: gpu.launch
func.func @comes_back(%h: memref<1xi32> {llvm.noalias}, %a: memref<?xi32> {llvm.noalias}, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = memref.dim %a, %c0 : memref<?xi32>
  scf.for %k = %c0 to %n step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<?xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<?xi32>
      gpu.terminator
    }
  }
  %e = memref.load %a[%c0] : memref<?xi32>
  memref.store %e, %h[%c0] : memref<1xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%b] : memref<?xi32>
    gpu.terminator
  }
  return
}
