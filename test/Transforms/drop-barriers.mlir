// A barrier goes if no access between the previous barrier and it conflicts
// with an access after it.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file | FileCheck %s
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC-COUNT-4: ok: launches 2 -> 1

// Nobody needs what the threads gave each other: neither the buffers nor the
// barrier stay.

// CHECK-LABEL: func.func @nothing_to_order
//   CHECK-NOT:   memref.alloc
//   CHECK-NOT:   gpu.barrier
//       CHECK:   memref.store %{{.*}}, %arg1
//   CHECK-NOT:   gpu.barrier
//       CHECK:   return
func.func @nothing_to_order(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%b, %h] : memref<8x4xf32>
    memref.store %v, %t[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %j = arith.subi %c3, %h : index
    %v = memref.load %t[%b, %j] : memref<8x4xf32>
    memref.store %v, %u[%b, %h] : memref<8x4xf32>
    %w = memref.load %x[%b, %h] : memref<8x4xf32>
    %s = arith.addf %w, %w : f32
    memref.store %s, %o[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  memref.dealloc %u : memref<8x4xf32>
  return
}

// -----

// A barrier between what the threads give each other.

// CHECK-LABEL: func.func @needed
//       CHECK:   gpu.barrier
//       CHECK:   return
func.func @needed(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%b, %h] : memref<8x4xf32>
    memref.store %v, %t[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %j = arith.subi %c3, %h : index
    %v = memref.load %t[%b, %j] : memref<8x4xf32>
    memref.store %v, %o[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  memref.dealloc %u : memref<8x4xf32>
  return
}

// -----

// A thread overwrites what another one has read before.

// CHECK-LABEL: func.func @read_before
//       CHECK:   gpu.barrier
//       CHECK:   return
func.func @read_before(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %j = arith.subi %c3, %h : index
    %v = memref.load %x[%b, %j] : memref<8x4xf32>
    memref.store %v, %o[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    memref.store %f, %x[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Of two barriers, the first one orders both; the second is its own.

// CHECK-LABEL: func.func @first_of_two
//       CHECK:   memref.store
//       CHECK:   gpu.barrier
//   CHECK-NOT:   gpu.barrier
//       CHECK:   return
func.func @first_of_two(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%b, %h] : memref<8x4xf32>
    memref.store %v, %t[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    gpu.barrier
    gpu.barrier
    %j = arith.subi %c3, %h : index
    %v = memref.load %t[%b, %j] : memref<8x4xf32>
    memref.store %v, %o[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  memref.dealloc %u : memref<8x4xf32>
  return
}
