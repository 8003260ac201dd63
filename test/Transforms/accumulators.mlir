// A loop that adds to an element in memory keeps it in a register, where the load
// and store in its place are nothing new.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file | FileCheck %s
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC-COUNT-7: ok: launches {{.*}} -> 1

// A loop that runs.

// CHECK-LABEL: func.func @runs
//       CHECK:   %[[I:.*]] = memref.load %arg1
//       CHECK:   %[[R:.*]] = scf.for {{.*}} iter_args(%[[A:.*]] = %[[I]])
//   CHECK-NOT:     memref.load %arg1
//       CHECK:     %[[S:.*]] = arith.addf %{{.*}}, %[[A]]
//   CHECK-NEXT:     scf.yield %[[S]]
//       CHECK:   memref.store %[[R]], %arg1
func.func @runs(%x: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}, %q: memref<8xf32> {llvm.noalias}, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %s = memref.load %p[%b] : memref<8xf32>
      %w = arith.addf %v, %s : f32
      memref.store %w, %p[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %q[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// A loop that may not run, after a store to the element: the load goes as well.

// CHECK-LABEL: func.func @stored_before
//   CHECK-NOT:   memref.load %arg2
//       CHECK:   %[[R:.*]] = scf.for {{.*}} iter_args(%{{.*}} = %arg4)
//   CHECK-NOT:     memref.{{(load|store) .*}}%arg2{{\[}}
//       CHECK:     scf.yield
//       CHECK:   memref.store %[[R]], %arg2
func.func @stored_before(%m: index {fuselage.test.value = 0 : index}, %x: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}, %q: memref<8xf32> {llvm.noalias}, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %m step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %s = memref.load %p[%b] : memref<8xf32>
      %w = arith.addf %v, %s : f32
      memref.store %w, %p[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %q[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// A loop that may not run, with nothing stored before.

// CHECK-LABEL: func.func @may_not_run
//       CHECK:   scf.for
//   CHECK-NOT:     iter_args
//       CHECK:     memref.load %arg2
//       CHECK:     memref.store %{{.*}}, %arg2
//       CHECK:   }
func.func @may_not_run(%m: index {fuselage.test.value = 0 : index}, %x: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}, %q: memref<8xf32> {llvm.noalias}, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %m step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %s = memref.load %p[%b] : memref<8xf32>
      %w = arith.addf %v, %s : f32
      memref.store %w, %p[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %q[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The inner loop first, then the outer one.

// CHECK-LABEL: func.func @nested
//       CHECK:   %[[R:.*]] = scf.for {{.*}} iter_args(%[[A:.*]] = %arg3)
//       CHECK:     %[[S:.*]] = scf.for {{.*}} iter_args(%{{.*}} = %[[A]])
//   CHECK-NOT:       memref.{{(load|store) .*}}%arg1{{\[}}
//       CHECK:     scf.yield %[[S]]
//       CHECK:   memref.store %[[R]], %arg1
func.func @nested(%x: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}, %q: memref<8xf32> {llvm.noalias}, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %c4 step %c1 {
      scf.for %i = %c0 to %c4 step %c1 {
        %v = memref.load %x[%b, %i] : memref<8x4xf32>
        %s = memref.load %p[%b] : memref<8xf32>
        %w = arith.addf %v, %s : f32
        memref.store %w, %p[%b] : memref<8xf32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %q[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Two elements that are not one.

// CHECK-LABEL: func.func @two
//       CHECK:   %[[R:.*]]:2 = scf.for {{.*}} iter_args(%{{.*}} = %{{.*}}, %{{.*}} = %{{.*}})
//   CHECK-NOT:     memref.{{(load|store) .*}}%arg1{{\[}}
//       CHECK:     scf.yield
//       CHECK:   memref.store %[[R]]#{{.}}, %arg1
//       CHECK:   memref.store %[[R]]#{{.}}, %arg1
func.func @two(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %q: memref<8xf32> {llvm.noalias}, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %s = memref.load %t[%b, %c0] : memref<8x4xf32>
      %w = arith.addf %v, %s : f32
      memref.store %w, %t[%b, %c0] : memref<8x4xf32>
      %r = memref.load %t[%b, %c1] : memref<8x4xf32>
      %u = arith.mulf %v, %r : f32
      memref.store %u, %t[%b, %c1] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %q[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// An element of each iteration.

// CHECK-LABEL: func.func @of_an_iteration
//       CHECK:   scf.for
//   CHECK-NOT:     iter_args
//       CHECK:     memref.load %arg1
//       CHECK:     memref.store %{{.*}}, %arg1
//       CHECK:   }
func.func @of_an_iteration(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %q: memref<8xf32> {llvm.noalias}, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %s = memref.load %t[%b, %i] : memref<8x4xf32>
      %w = arith.addf %v, %s : f32
      memref.store %w, %t[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %q[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// A load of the same element is made once, unless a write may change it.

// CHECK-LABEL: func.func @loads
//       CHECK:   %[[V:.*]] = memref.load %arg0[%{{.*}}, %c0]
//       CHECK:   scf.for
//   CHECK-NOT:     memref.load %arg0
//       CHECK:     memref.load %arg2
//       CHECK:     arith.addf %[[V]]
func.func @loads(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}, %q: memref<8xf32> {llvm.noalias}, %f: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %c0] : memref<8x4xf32>
      %s = memref.load %p[%b] : memref<8xf32>
      %w = arith.addf %v, %s : f32
      memref.store %w, %t[%b, %i] : memref<8x4xf32>
      memref.store %f, %p[%i] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %q[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}
