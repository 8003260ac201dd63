// Launches that give async tokens. The fused launch waits, by one token, for
// the outside tokens of its parts. Waiters of a part wait for the fused launch.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))'
// EXEC-NOT: launches 2 -> 2
//     EXEC: 4 modules, 4 ok

// A chain.

// CHECK-LABEL: func.func @chain
//       CHECK: %[[T0:.*]] = gpu.wait async
//  CHECK-NEXT: %[[T:.*]] = gpu.launch async [%[[T0]]]
//   CHECK-NOT: gpu.launch
//       CHECK: gpu.wait [%[[T]]]
func.func @chain(%a: memref<8xi32> {llvm.noalias}, %o: memref<8xi32> {llvm.noalias}, %p: memref<8xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t0 = gpu.wait async
  %t1 = gpu.launch async [%t0] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<8xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %o[%b] : memref<8xi32>
    gpu.terminator
  }
  %t2 = gpu.launch async [%t1] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b] : memref<8xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %p[%b] : memref<8xi32>
    gpu.terminator
  }
  %t3 = gpu.launch async [%t2] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %p[%b] : memref<8xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %p[%b] : memref<8xi32>
    gpu.terminator
  }
  gpu.wait [%t3]
  return
}

// -----

// Waits between the launches: one for tokens from outside moves up and is waited
// for; one for the first launch and another token moves down, and its other
// token is waited for. The tokens from outside are joined.

// CHECK-LABEL: func.func @joined
//       CHECK: %[[T0:.*]] = gpu.wait async
//       CHECK: %[[M:.*]] = gpu.memset async [%[[T0]]]
//       CHECK: %[[N:.*]] = gpu.memset async [%[[T0]]]
//       CHECK: %[[U:.*]] = gpu.wait async [%[[N]]]
//       CHECK: %[[J:.*]] = gpu.wait async [%[[M]], %[[U]]]
//  CHECK-NEXT: %[[T:.*]] = gpu.launch async [%[[J]]]
//   CHECK-NOT: gpu.launch
//       CHECK: %[[D:.*]] = gpu.wait async [%[[T]], %[[U]]]
//       CHECK: gpu.wait [%[[T]], %[[D]]]
func.func @joined(%o: memref<8xi32> {llvm.noalias}, %p: memref<8xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t0 = gpu.wait async
  %m = gpu.memset async [%t0] %o, %f : memref<8xi32>, i32
  %n = gpu.memset async [%t0] %p, %f : memref<8xi32>, i32
  %t1 = gpu.launch async [%m] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b] : memref<8xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %o[%b] : memref<8xi32>
    gpu.terminator
  }
  %u = gpu.wait async [%n]
  %d = gpu.wait async [%t1, %u]
  %t2 = gpu.launch async [%d] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b] : memref<8xi32>
    %q = memref.load %p[%b] : memref<8xi32>
    %w = arith.muli %v, %q : i32
    memref.store %w, %p[%b] : memref<8xi32>
    gpu.terminator
  }
  gpu.wait [%t2, %d]
  return
}

// -----

// Launches that do not wait for each other, and for nothing from outside.

// CHECK-LABEL: func.func @independent
//       CHECK: %[[T:.*]] = gpu.launch async blocks
//   CHECK-NOT: gpu.launch
//       CHECK: gpu.wait [%[[T]], %[[T]]]
func.func @independent(%o: memref<8xi32> {llvm.noalias}, %p: memref<8xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t1 = gpu.launch async blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b] : memref<8xi32>
    gpu.terminator
  }
  %t2 = gpu.launch async blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b] : memref<8xi32>
    gpu.terminator
  }
  gpu.wait [%t1, %t2]
  return
}

// -----

// No launch is left; its waiters wait for its own dependencies.

// CHECK-LABEL: func.func @nothing_left
//   CHECK-NOT: gpu.launch
//       CHECK: %[[M:.*]] = gpu.memset async
//   CHECK-NOT: gpu.launch
//       CHECK: gpu.wait [%[[M]]]
func.func @nothing_left(%o: memref<8xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %s = memref.alloc() : memref<8xi32>
  %t0 = gpu.wait async
  %m = gpu.memset async [%t0] %o, %f : memref<8xi32>, i32
  %t1 = gpu.launch async [%m] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %s[%b] : memref<8xi32>
    gpu.terminator
  }
  %t2 = gpu.launch async [%t1] blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %s[%b] : memref<8xi32>
    gpu.terminator
  }
  gpu.wait [%t2]
  memref.dealloc %s : memref<8xi32>
  return
}
