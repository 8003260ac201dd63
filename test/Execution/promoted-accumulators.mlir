// Programs that would compute wrong results if a loop kept an element in a
// register although it must not: it may be out of bounds, another thread's,
// updated under a condition or by another name.

// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s

// A loop without iterations, over an element that is not there.

// CHECK: ok: launches 2 -> 1
func.func @no_iteration_out_of_bounds(%n0: index {fuselage.test.value = 0 : index}, %x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %last = arith.subi %n0, %c1 : index
    scf.for %i = %c0 to %n0 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %s = memref.load %t[%last, %c0] : memref<8x4xf32>
      %w = arith.addf %v, %s : f32
      memref.store %w, %t[%last, %c0] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Only one thread has iterations: the others must not write back.

// CHECK: ok: launches 2 -> 1
func.func @one_thread_iterates(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<1xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %first = arith.cmpi eq, %b, %c0 : index
    %end = arith.select %first, %c4, %c0 : index
    scf.for %i = %c0 to %end step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %s = memref.load %t[%c0] : memref<1xf32>
      %w = arith.addf %v, %s : f32
      memref.store %w, %t[%c0] : memref<1xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// After a barrier the element may belong to another thread.

// CHECK: ok: launches 2 -> 1
func.func @stored_in_front_of_a_barrier(%n0: index {fuselage.test.value = 0 : index}, %x: memref<8x4xf32> {llvm.noalias}, %t: memref<2xf32> {llvm.noalias}, %p: memref<2xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %f = arith.constant 5.0 : f32
  %g = arith.constant 7.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %first = arith.cmpi eq, %h, %c0 : index
    %second = arith.cmpi eq, %h, %c1 : index
    memref.store %f, %t[%h] : memref<2xf32>
    gpu.barrier
    scf.if %second {
      memref.store %g, %t[%c0] : memref<2xf32>
    }
    scf.for %i = %c0 to %n0 step %c1 {
      %s = memref.load %t[%h] : memref<2xf32>
      %w = arith.addf %s, %s : f32
      memref.store %w, %t[%h] : memref<2xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%h] : memref<2xf32>
    gpu.terminator
  }
  return
}

// -----

// Another index may be the same element.

// CHECK: ok: launches 2 -> 1
func.func @may_be_the_element(%k: index {fuselage.test.value = 0 : index}, %x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %s = memref.load %t[%b, %c0] : memref<8x4xf32>
      %w = arith.addf %v, %s : f32
      memref.store %w, %t[%b, %c0] : memref<8x4xf32>
      memref.store %v, %t[%b, %k] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Stored under a condition.

// CHECK: ok: launches 2 -> 1
func.func @accumulates_sometimes(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 0.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %s = memref.load %t[%b, %c0] : memref<8x4xf32>
      %w = arith.addf %v, %s : f32
      %c = arith.cmpf ogt, %v, %f : f32
      scf.if %c {
        memref.store %w, %t[%b, %c0] : memref<8x4xf32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Another name of the element.

// CHECK: ok: launches 2 -> 1
func.func @accumulator_with_alias(%t: memref<4xf32>, %u: memref<4xf32> {fuselage.test.alias = 0 : index}, %o: memref<4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %s = memref.load %t[%c0] : memref<4xf32>
      %w = arith.addf %s, %f : f32
      memref.store %w, %t[%c0] : memref<4xf32>
      %v = memref.load %u[%c0] : memref<4xf32>
      memref.store %v, %o[%i] : memref<4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%c0] : memref<4xf32>
    gpu.terminator
  }
  return
}

// -----

// The element differs from iteration to iteration.

// CHECK: ok: launches 2 -> 1
func.func @index_from_memory(%k: memref<1xindex> {llvm.noalias, fuselage.test.range = array<i64: 0, 1>}, %t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = memref.load %k[%c0] : memref<1xindex>
      %s = memref.load %t[%j] : memref<8xf32>
      %w = arith.addf %s, %f : f32
      memref.store %w, %t[%j] : memref<8xf32>
      %l = arith.addi %j, %c1 : index
      memref.store %l, %k[%c0] : memref<1xindex>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%c0] : memref<8xf32>
    gpu.terminator
  }
  return
}
