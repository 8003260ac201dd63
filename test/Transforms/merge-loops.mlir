// Loops over one range become one loop if no iteration of the later loop needs
// an element that a later iteration of the earlier one touches.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=0}))' --split-input-file | FileCheck %s
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC-COUNT-6: ok: launches {{.*}} -> 1

// A producer and its consumer: the value stays in a register, the buffer goes.

// CHECK-LABEL: func.func @producer_consumer
//   CHECK-NOT:   memref.alloc
//       CHECK:   scf.for
//       CHECK:     memref.load %arg0
//       CHECK:     %[[W:.*]] = arith.addf
//   CHECK-NEXT:     arith.mulf %[[W]], %[[W]]
//   CHECK-NEXT:     memref.store %{{.*}}, %arg1
//   CHECK-NOT:   scf.for
//       CHECK:   return
func.func @producer_consumer(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %t[%b, %i] : memref<8x4xf32>
      %w = arith.mulf %v, %v : f32
      memref.store %w, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Three stages, and bounds that are equal by their arithmetic.

// CHECK-LABEL: func.func @three_stages
//   CHECK-NOT:   memref.alloc
// CHECK-COUNT-1: scf.for
//   CHECK-NOT:   scf.for
//       CHECK:   return
func.func @three_stages(%m: index {fuselage.test.value = 3 : index}, %x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = arith.addi %m, %c1 : index
    scf.for %i = %c0 to %e step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = arith.addi %c1, %m : index
    scf.for %i = %c0 to %e step %c1 {
      %v = memref.load %t[%b, %i] : memref<8x4xf32>
      %w = arith.mulf %v, %v : f32
      memref.store %w, %u[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = affine.apply affine_map<()[s0] -> (s0 + 1)>()[%m]
    scf.for %i = %c0 to %e step %c1 {
      %v = memref.load %u[%b, %i] : memref<8x4xf32>
      %w = arith.mulf %v, %v : f32
      memref.store %w, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  memref.dealloc %u : memref<8x4xf32>
  return
}

// -----

// Both carry values; the initial value of the later one is computed before
// both.

// CHECK-LABEL: func.func @carried
//       CHECK:   %[[I:.*]] = arith.addf
//       CHECK:   %[[R:.*]]:2 = scf.for {{.*}} iter_args(%[[A:.*]] = %{{.*}}, %[[B:.*]] = %[[I]])
//       CHECK:     %[[S:.*]] = arith.addf %[[A]]
//       CHECK:     %[[U:.*]] = arith.mulf %[[B]]
//       CHECK:     scf.yield %[[S]], %[[U]]
//       CHECK:   memref.store %[[R]]#0
//       CHECK:   memref.store %[[R]]#1
func.func @carried(%x: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}, %q: memref<8xf32> {llvm.noalias}, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = scf.for %i = %c0 to %c4 step %c1 iter_args(%a = %f) -> f32 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %n1 = arith.addf %a, %v : f32
      scf.yield %n1 : f32
    }
    memref.store %s, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %g = arith.addf %f, %f : f32
    %s = scf.for %i = %c0 to %c4 step %c1 iter_args(%a = %g) -> f32 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %n1 = arith.mulf %a, %v : f32
      scf.yield %n1 : f32
    }
    memref.store %s, %q[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Loops in loops.

// CHECK-LABEL: func.func @nested
//   CHECK-NOT:   memref.alloc
// CHECK-COUNT-2: scf.for
//   CHECK-NOT:   scf.for
//       CHECK:   return
func.func @nested(%x: memref<8x4x4xf32> {llvm.noalias}, %o: memref<8x4x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      scf.for %j = %c0 to %c4 step %c1 {
        %v = memref.load %x[%b, %i, %j] : memref<8x4x4xf32>
        %w = arith.addf %v, %v : f32
        memref.store %w, %t[%b, %i, %j] : memref<8x4x4xf32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      scf.for %j = %c0 to %c4 step %c1 {
        %v = memref.load %t[%b, %i, %j] : memref<8x4x4xf32>
        %w = arith.mulf %v, %v : f32
        memref.store %w, %o[%b, %i, %j] : memref<8x4x4xf32>
      }
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4x4xf32>
  return
}

// -----

// Only elements before are read, or those between the ones written.

// CHECK-LABEL: func.func @before_and_between
// CHECK-COUNT-1: scf.for
//   CHECK-NOT:   scf.for
//       CHECK:   return
func.func @before_and_between(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x16xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}, %p: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %k = affine.apply affine_map<(d0) -> (d0 * 2 + 2)>(%i)
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      memref.store %v, %t[%b, %k] : memref<8x16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %k = affine.apply affine_map<(d0) -> (d0 * 2 + 5)>(%i)
      %v = memref.load %t[%b, %k] : memref<8x16xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %k = affine.apply affine_map<(d0) -> (d0 * 2)>(%i)
      %v = memref.load %t[%b, %k] : memref<8x16xf32>
      memref.store %v, %p[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The next element is not.

// CHECK-LABEL: func.func @behind
// CHECK-COUNT-2: scf.for
//   CHECK-NOT:   scf.for
//       CHECK:   return
func.func @behind(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x16xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %k = affine.apply affine_map<(d0) -> (d0 * 2)>(%i)
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      memref.store %v, %t[%b, %k] : memref<8x16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %k = affine.apply affine_map<(d0) -> (d0 * 2 + 4)>(%i)
      %v = memref.load %t[%b, %k] : memref<8x16xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}
