// Workgroup and private memory of the bodies is kept apart: each keeps its own,
// workgroup memory first.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC-NOT: launches 2 -> 2
//     EXEC: 3 modules, 3 ok

// Each body reverses a block through workgroup memory. If the second wrote into
// the memory of the first, a fast thread would overwrite what a slow one of the
// first body still has to read.

// CHECK-LABEL: func.func @reverse_twice
//       CHECK: gpu.launch
//  CHECK-SAME:   workgroup(%[[W1:.*]] : memref<16xi32, 3>, %[[W2:.*]] : memref<16xi32, 3>)
//   CHECK-NOT:   private
//       CHECK:   memref.store %{{.*}}, %[[W1]]
//  CHECK-NEXT:   gpu.barrier
//       CHECK:   memref.load %[[W1]]
//       CHECK:   memref.store %{{.*}}, %[[W2]]
//  CHECK-NEXT:   gpu.barrier
//       CHECK:   memref.load %[[W2]]
//       CHECK:   gpu.terminator
//   CHECK-NOT: gpu.launch
func.func @reverse_twice(%in: memref<2x16xi32> {llvm.noalias}, %in2: memref<2x16xi32> {llvm.noalias}, %o: memref<2x16xi32> {llvm.noalias}, %p: memref<2x16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xi32, 3>) {
    %v = memref.load %in[%b, %x] : memref<2x16xi32>
    memref.store %v, %w[%x] : memref<16xi32, 3>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<16xi32, 3>
    memref.store %u, %o[%b, %x] : memref<2x16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xi32, 3>) {
    %v = memref.load %in2[%b, %x] : memref<2x16xi32>
    memref.store %v, %w[%x] : memref<16xi32, 3>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<16xi32, 3>
    memref.store %u, %p[%b, %x] : memref<2x16xi32>
    gpu.terminator
  }
  return
}

// -----

// New workgroup memory goes before the existing private memory; types and uses
// go along.

// CHECK-LABEL: func.func @both_kinds
//       CHECK: gpu.launch
//  CHECK-SAME:   workgroup(%[[W1:.*]] : memref<8xi32, 3>, %[[W2:.*]] : memref<8x1xi64, 3>, %[[W3:.*]] : memref<8xi16, 3>)
//  CHECK-SAME:   private(%[[P1:.*]] : memref<2xi32, 5>, %[[P2:.*]] : memref<1xi64, 5>, %[[P3:.*]] : memref<3xi16, 5>)
//       CHECK:   memref.store %{{.*}}, %[[P1]]
//       CHECK:   memref.store %{{.*}}, %[[W1]]
//       CHECK:   memref.store %{{.*}}, %[[W2]]
//       CHECK:   memref.store %{{.*}}, %[[P2]]
//       CHECK:   memref.store %{{.*}}, %[[W3]]
//       CHECK:   memref.store %{{.*}}, %[[P3]]
//   CHECK-NOT: gpu.launch
func.func @both_kinds(%o: memref<8xi32> {llvm.noalias}, %p: memref<8xi64> {llvm.noalias}, %q: memref<8xi16> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8xi32, 3>) private(%m : memref<2xi32, 5>) {
    %v = arith.index_cast %x : index to i32
    memref.store %v, %m[%c1] : memref<2xi32, 5>
    memref.store %v, %w[%x] : memref<8xi32, 3>
    gpu.barrier
    %r = arith.subi %c7, %x : index
    %a = memref.load %w[%r] : memref<8xi32, 3>
    %c = memref.load %m[%c1] : memref<2xi32, 5>
    %d = arith.muli %a, %c : i32
    memref.store %d, %o[%x] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8x1xi64, 3>) private(%m : memref<1xi64, 5>) {
    %v = arith.index_cast %x : index to i64
    memref.store %v, %w[%x, %c0] : memref<8x1xi64, 3>
    memref.store %v, %m[%c0] : memref<1xi64, 5>
    gpu.barrier
    %r = arith.subi %c7, %x : index
    %a = memref.load %w[%r, %c0] : memref<8x1xi64, 3>
    %c = memref.load %m[%c0] : memref<1xi64, 5>
    %d = arith.muli %a, %c : i64
    memref.store %d, %p[%x] : memref<8xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8xi16, 3>) private(%m : memref<3xi16, 5>) {
    %v = arith.index_cast %x : index to i16
    memref.store %v, %w[%x] : memref<8xi16, 3>
    memref.store %v, %m[%c0] : memref<3xi16, 5>
    gpu.barrier
    %r = arith.subi %c7, %x : index
    %a = memref.load %w[%r] : memref<8xi16, 3>
    %c = memref.load %m[%c0] : memref<3xi16, 5>
    %d = arith.addi %a, %c : i16
    memref.store %d, %q[%x] : memref<8xi16>
    gpu.terminator
  }
  return
}

// -----

// After a barrier, workgroup memory may hold a value of another thread; private
// memory holds this thread's value. A store to workgroup memory before a
// barrier is not dead, whatever the stores after it.

// CHECK-LABEL: func.func @known_behind_barrier
//       CHECK: gpu.launch
//       CHECK:   memref.store %{{.*}}, %[[W:.*]][%[[X:.*]]] : memref<8xi32, 3>
//       CHECK:   gpu.barrier
//       CHECK:   memref.load %[[W]]
//   CHECK-NOT:   memref.load %{{.*}} : memref<1xi32, 5>
//       CHECK:   gpu.barrier
//       CHECK:   memref.store %{{.*}}, %[[W]]
//       CHECK:   gpu.barrier
//       CHECK:   memref.load %[[W]][%[[X]]]
//   CHECK-NOT:   memref.load %{{.*}} : memref<1xi32, 5>
//   CHECK-NOT: gpu.launch
func.func @known_behind_barrier(%o: memref<8xi32> {llvm.noalias}, %p: memref<8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8xi32, 3>) private(%m : memref<1xi32, 5>) {
    %v = arith.index_cast %x : index to i32
    %r = arith.subi %c7, %x : index
    memref.store %v, %w[%x] : memref<8xi32, 3>
    memref.store %v, %m[%c0] : memref<1xi32, 5>
    gpu.barrier
    %a = memref.load %w[%r] : memref<8xi32, 3>
    %n = memref.load %m[%c0] : memref<1xi32, 5>
    %d = arith.muli %a, %n : i32
    gpu.barrier
    memref.store %d, %w[%r] : memref<8xi32, 3>
    gpu.barrier
    %e = memref.load %w[%x] : memref<8xi32, 3>
    %k = memref.load %m[%c0] : memref<1xi32, 5>
    %f = arith.addi %e, %k : i32
    memref.store %f, %o[%x] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<8xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %p[%x] : memref<8xi32>
    gpu.terminator
  }
  return
}
