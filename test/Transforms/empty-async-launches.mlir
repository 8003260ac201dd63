// A launch without effects goes. Its waiters then wait for what it waited for.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file | FileCheck %s

// Of two tokens a wait makes one.

// CHECK-LABEL: func.func @two(
// CHECK: %[[A:.*]] = gpu.wait async
// CHECK: %[[B:.*]] = gpu.wait async
// CHECK: %[[C:.*]] = gpu.wait async [%[[A]], %[[B]]]
// CHECK-NEXT: gpu.wait [%[[C]]]
// CHECK-NOT: gpu.launch
func.func @two() {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  %s0 = gpu.wait async
  %s1 = gpu.wait async
  %t3 = gpu.launch async [%s0, %s1] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    memref.store %f, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.wait [%t3]
  memref.dealloc %t : memref<8xf32>
  return
}

// -----

// One token stands for the launch's.

// CHECK-LABEL: func.func @one(
// CHECK: %[[A:.*]] = gpu.wait async
// CHECK-NEXT: gpu.wait [%[[A]]]
// CHECK-NOT: gpu.launch
func.func @one() {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  %s0 = gpu.wait async
  %t3 = gpu.launch async [%s0] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    memref.store %f, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.wait [%t3]
  memref.dealloc %t : memref<8xf32>
  return
}

// -----

// Without one the wait is new.

// CHECK-LABEL: func.func @none(
// CHECK: %[[A:.*]] = gpu.wait async
// CHECK-NEXT: gpu.wait [%[[A]]]
// CHECK-NOT: gpu.launch
func.func @none() {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  %t3 = gpu.launch async blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    memref.store %f, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.wait [%t3]
  memref.dealloc %t : memref<8xf32>
  return
}
