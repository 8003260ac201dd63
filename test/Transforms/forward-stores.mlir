// A thread does not load again a value that it stored or loaded before, unless
// an operation in between may have changed it.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file | FileCheck %s
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))'
// EXEC-COUNT-8: ok: launches

// A common input is loaded once.

// CHECK-LABEL: func.func @siblings
//       CHECK: %[[V:.*]] = memref.load %arg0
//   CHECK-NOT: memref.load
//       CHECK: arith.addf %[[V]], %[[V]]
//       CHECK: arith.mulf %[[V]], %[[V]]
//       CHECK: return
func.func @siblings(%in: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %in[%b] : memref<8xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %o[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %in[%b] : memref<8xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The first store is overwritten before anything reads it; the second is seen
// by the caller.

// CHECK-LABEL: func.func @overwritten
//       CHECK: gpu.launch
//   CHECK-NOT:   memref.store
//       CHECK:   memref.store %{{.*}}, %arg0
//  CHECK-NEXT:   gpu.terminator
func.func @overwritten(%t: memref<8xf32>, %f: f32, %g: f32) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %g, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Two elements of one thread: the store to column 1 leaves column 0 known, the
// store to a column that is not known does not.

// CHECK-LABEL: func.func @partly_overwritten
//       CHECK:   memref.store %[[F:.*]], %arg0[%[[B:.*]], %[[C0:.*]]]
//       CHECK:   memref.store %[[G:.*]], %arg0[%[[B]], %[[C1:.*]]]
//   CHECK-NOT:   memref.load %arg0
//       CHECK:   memref.store %[[F]], %arg1[%[[B]], %[[C0]]]
//       CHECK:   memref.store %{{.*}}, %arg0[%[[B]], %arg2]
//       CHECK:   %[[V:.*]] = memref.load %arg0[%[[B]], %[[C0]]]
//       CHECK:   memref.store %[[V]], %arg1[%[[B]], %[[C1]]]
func.func @partly_overwritten(%t: memref<8x2xf32> {llvm.noalias}, %o: memref<8x2xf32> {llvm.noalias}, %j: index {fuselage.test.value = 1 : index}, %f: f32, %g: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b, %c0] : memref<8x2xf32>
    memref.store %g, %t[%b, %c1] : memref<8x2xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %c0] : memref<8x2xf32>
    memref.store %v, %o[%b, %c0] : memref<8x2xf32>
    memref.store %g, %t[%b, %j] : memref<8x2xf32>
    %w = memref.load %t[%b, %c0] : memref<8x2xf32>
    memref.store %w, %o[%b, %c1] : memref<8x2xf32>
    gpu.terminator
  }
  return
}

// -----

// A store under a condition may not have happened: after it the value is not
// known. Values known before hold inside.

// CHECK-LABEL: func.func @conditional
//       CHECK:   memref.store %[[F:[^,]+]], %arg0
//       CHECK:   scf.if
//   CHECK-NOT:     memref.load
//       CHECK:     memref.store %[[F]], %arg1
//       CHECK:     memref.store %{{.*}}, %arg0
//       CHECK:   }
//       CHECK:   %[[V:.*]] = memref.load %arg0
//       CHECK:   memref.store %[[V]], %arg2
func.func @conditional(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}, %flag: i1, %f: f32, %g: f32) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.if %flag {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
      memref.store %g, %t[%b] : memref<8xf32>
    }
    %w = memref.load %t[%b] : memref<8xf32>
    memref.store %w, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// A loop that overwrites the element may have done so in the iteration before;
// one that only reads it takes the value from before the loop.

// CHECK-LABEL: func.func @loops
//       CHECK:   memref.store %[[F:[^,]+]], %arg0
//       CHECK:   scf.for
//   CHECK-NOT:     memref.load %arg0
//       CHECK:     arith.addf %{{.*}}, %[[F]]
//       CHECK:   scf.for
//       CHECK:     memref.load %arg0
//       CHECK:     scf.if
//       CHECK:       memref.store %{{.*}}, %arg0
//       CHECK:   memref.load %arg0
func.func @loops(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %sum = scf.for %k = %c0 to %n step %c1 iter_args(%acc = %zero) -> f32 {
      %v = memref.load %t[%b] : memref<8xf32>
      %a = arith.addf %acc, %v : f32
      scf.yield %a : f32
    }
    memref.store %sum, %o[%b] : memref<8xf32>
    scf.for %k = %c0 to %n step %c1 {
      %v = memref.load %t[%b] : memref<8xf32>
      %a = arith.mulf %v, %v : f32
      %c = arith.cmpf olt, %v, %sum : f32
      scf.if %c {
        memref.store %a, %t[%b] : memref<8xf32>
      }
    }
    %w = memref.load %t[%b] : memref<8xf32>
    memref.store %w, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// A write through a view of the buffer may hit any element of it.

// CHECK-LABEL: func.func @written_through_a_view
//       CHECK: gpu.launch
//       CHECK:   memref.store %arg1
//       CHECK:   memref.store %arg2
//       CHECK:   memref.load %arg0
func.func @written_through_a_view(%t: memref<4x4xf32> {llvm.noalias}, %f: f32, %g: f32, %o: memref<1xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %flat = memref.collapse_shape %t [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%c0, %c1] : memref<4x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %g, %flat[%c1] : memref<16xf32>
    %v = memref.load %t[%c0, %c1] : memref<4x4xf32>
    memref.store %v, %o[%c0] : memref<1xf32>
    gpu.terminator
  }
  return
}

// -----

// Arguments that may be one buffer: with one thread the order is kept and the
// launches fuse, but the value in between is not known.

// CHECK-LABEL: func.func @aliased
// CHECK-COUNT-1: gpu.launch
//       CHECK:   memref.store %arg2, %arg0
//       CHECK:   memref.store %arg3, %arg1
//       CHECK:   %[[V:.*]] = memref.load %arg0
//       CHECK:   memref.store %[[V]]
//   CHECK-NOT: gpu.launch
func.func @aliased(%s: memref<1xf32>, %t: memref<1xf32>, %f: f32, %g: f32, %o: memref<1xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %s[%c0] : memref<1xf32>
    memref.store %g, %t[%c0] : memref<1xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %s[%c0] : memref<1xf32>
    memref.store %v, %o[%c0] : memref<1xf32>
    gpu.terminator
  }
  return
}

// -----

// A buffer that is read by a later launch, which does not fuse, is kept with
// its store; one that nobody reads goes, and what only served it.

// CHECK-LABEL: func.func @kept_and_dropped
//       CHECK: %[[KEPT:.*]] = memref.alloc
//   CHECK-NOT: memref.alloc
//       CHECK: gpu.launch
//       CHECK:   memref.store %{{.*}}, %[[KEPT]]
//   CHECK-NOT:   math.exp
//       CHECK: gpu.launch
//       CHECK:   memref.load %[[KEPT]]
//       CHECK: memref.dealloc %[[KEPT]]
//   CHECK-NOT: memref.dealloc
func.func @kept_and_dropped(%in: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %n = arith.constant 8 : index
  %kept = memref.alloc() : memref<8xf32>
  %unread = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %in[%b] : memref<8xf32>
    memref.store %v, %kept[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %kept[%b] : memref<8xf32>
    %e = math.exp %v : f32
    memref.store %e, %unread[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c7, %b : index
    %v = memref.load %kept[%r] : memref<8xf32>
    memref.store %v, %o[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.dealloc %unread : memref<8xf32>
  memref.dealloc %kept : memref<8xf32>
  return
}
