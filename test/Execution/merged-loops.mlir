// Programs that would compute wrong results if clean-up merged loops that must
// stay apart: an iteration would move past another access to its element.

// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s

// Reversed.

// CHECK: ok: launches 2 -> 1
func.func @reversed(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
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
      %j = arith.subi %c3, %i : index
      %v = memref.load %t[%b, %j] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The next element, over one range: the last one is not written.

// CHECK: ok: launches 2 -> 1
func.func @next_element(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x5xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b, %i] : memref<8x5xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = arith.addi %i, %c1 : index
      %v = memref.load %t[%b, %j] : memref<8x5xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The element before, which is written already.

// CHECK: ok: launches 2 -> 1
func.func @element_before(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x5xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %w = arith.addf %v, %v : f32
      %j = arith.addi %i, %c1 : index
      memref.store %w, %t[%b, %j] : memref<8x5xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %t[%b, %i] : memref<8x5xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The later loop overwrites what the earlier one still has to read.

// CHECK: ok: launches 2 -> 1
func.func @overwrites_next(%t: memref<8x5xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %t[%b, %i] : memref<8x5xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = arith.addi %i, %c1 : index
      %v = memref.load %o[%b, %i] : memref<8x4xf32>
      memref.store %v, %t[%b, %j] : memref<8x5xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Both write: the order of the two last writes counts.

// CHECK: ok: launches 2 -> 1
func.func @write_after_write(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x5xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = arith.addi %i, %c1 : index
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      memref.store %v, %t[%b, %i] : memref<8x5xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = arith.addi %i, %c1 : index
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b, %j] : memref<8x5xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The later loop needs the sum that the earlier one ends with.

// CHECK: ok: launches 3 -> 1
func.func @sum_before_use(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %z = arith.constant 0.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %z, %p[%b] : memref<8xf32>
    gpu.terminator
  }
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
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %p[%b] : memref<8xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Two arguments that are one buffer: one thread alone.

// CHECK: ok: launches 2 -> 1
func.func @aliasing_arguments(%t: memref<4xf32>, %u: memref<4xf32> {fuselage.test.alias = 0 : index}, %o: memref<4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      memref.store %f, %t[%i] : memref<4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = arith.subi %c3, %i : index
      %v = memref.load %u[%j] : memref<4xf32>
      memref.store %v, %o[%i] : memref<4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// An index that wraps around: both iterations touch element 0.

// CHECK: ok: launches 2 -> 1
func.func @index_wraps_around(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %n = arith.constant 8 : index
  %big = arith.constant -9223372036854775808 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c3 step %c2 {
      %j = arith.muli %i, %big : index
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      memref.store %v, %t[%b, %j] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c3 step %c2 {
      %j = arith.muli %i, %big : index
      %v = memref.load %t[%b, %j] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Another step.

// CHECK: ok: launches 2 -> 1
func.func @other_step(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
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
    scf.for %i = %c0 to %c4 step %c2 {
      %v = memref.load %t[%b, %i] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Another bound.

// CHECK: ok: launches 2 -> 1
func.func @other_bound(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
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
    scf.for %i = %c1 to %c4 step %c1 {
      %v = memref.load %t[%b, %i] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A bound that the first loop computes.

// CHECK: ok: launches 3 -> 1
func.func @bound_from_loop(%x: memref<8x4xindex> {llvm.noalias, fuselage.test.range = array<i64: 1, 2>}, %t: memref<8xindex> {llvm.noalias}, %o: memref<8x4xindex> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %c0, %t[%b] : memref<8xindex>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xindex>
      %s = memref.load %t[%b] : memref<8xindex>
      %w = arith.addi %v, %s : index
      memref.store %w, %t[%b] : memref<8xindex>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %t[%b] : memref<8xindex>
    scf.for %i = %c0 to %u step %c1 {
      memref.store %u, %o[%b, %i] : memref<8x4xindex>
    }
    gpu.terminator
  }
  return
}

// -----

// A store under a condition, and the old value where it does not hold.

// CHECK: ok: launches 2 -> 1
func.func @conditional_store(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %z = arith.constant 0.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %c = arith.cmpf ogt, %v, %z : f32
      scf.if %c {
        memref.store %v, %t[%b, %i] : memref<8x4xf32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %t[%b, %i] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Atomics.

// CHECK: ok: launches 2 -> 1
func.func @atomics(%t: memref<8xi32> {llvm.noalias}, %o: memref<8x4xi32> {llvm.noalias}, %k: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.atomic_rmw addi %k, %t[%b] : (i32, memref<8xi32>) -> i32
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %t[%b] : memref<8xi32>
      memref.store %v, %o[%b, %i] : memref<8x4xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A vector store that reaches elements of later iterations.

// CHECK: ok: launches 2 -> 1
func.func @wide_store(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x8xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %w = vector.broadcast %v : f32 to vector<4xf32>
      vector.store %w, %t[%b, %i] : memref<8x8xf32>, vector<4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %t[%b, %i] : memref<8x8xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A remainder is the same element for several iterations.

// CHECK: ok: launches 2 -> 1
func.func @remainder(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = affine.apply affine_map<(d0) -> (d0 mod 2)>(%i)
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      memref.store %v, %t[%b, %j] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = affine.apply affine_map<(d0) -> (d0 mod 2)>(%i)
      %v = memref.load %t[%b, %j] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Indices from a table.

// CHECK: ok: launches 2 -> 1
func.func @table(%x: memref<8x4xf32> {llvm.noalias}, %k: memref<4xindex> {llvm.noalias, fuselage.test.range = array<i64: 0, 4>}, %t: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = memref.load %k[%i] : memref<4xindex>
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      memref.store %v, %t[%b, %j] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = memref.load %k[%i] : memref<4xindex>
      %v = memref.load %t[%b, %j] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Two iterations of the loops around are not one.

// CHECK: ok: launches 2 -> 1
func.func @transposed(%x: memref<8x4x4xf32> {llvm.noalias}, %t: memref<8x4x4xf32> {llvm.noalias}, %o: memref<8x4x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      scf.for %j = %c0 to %c4 step %c1 {
        %v = memref.load %x[%b, %i, %j] : memref<8x4x4xf32>
        memref.store %v, %t[%b, %i, %j] : memref<8x4x4xf32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      scf.for %j = %c0 to %c4 step %c1 {
        %v = memref.load %t[%b, %j, %i] : memref<8x4x4xf32>
        memref.store %v, %o[%b, %i, %j] : memref<8x4x4xf32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// An operation between the loops changes an element that the later loop reads.

// CHECK: ok: launches 2 -> 1
func.func @store_between(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b, %i] : memref<8x4xf32>
    }
    memref.store %f, %t[%b, %c0] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %t[%b, %i] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// An operation between the loops reads an element that the later loop changes.

// CHECK: ok: launches 2 -> 1
func.func @load_between(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b, %i] : memref<8x4xf32>
    }
    %u = memref.load %t[%b, %c1] : memref<8x4xf32>
    memref.store %u, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      memref.store %f, %t[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A layout that gives two indices one address.

// CHECK: ok: launches 2 -> 1
func.func @stride_zero(%x: memref<8x4xf32> {llvm.noalias}, %t: memref<8x4xf32, strided<[1, 0]>> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      memref.store %v, %t[%b, %i] : memref<8x4xf32, strided<[1, 0]>>
    }
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %t[%b, %i] : memref<8x4xf32, strided<[1, 0]>>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b, %c0] : memref<8x4xf32>
    memref.store %v, %o[%b, %c1] : memref<8x4xf32>
    gpu.terminator
  }
  return
}

// -----

// A view that begins one element further.

// CHECK: ok: launches 2 -> 1
func.func @view_with_offset(%t: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  %g = arith.constant 7.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b, %c0] : memref<8x4xf32>
    memref.store %g, %t[%b, %c1] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = memref.subview %t[%b, 1] [1, 2] [1, 1] : memref<8x4xf32> to memref<2xf32, strided<[1], offset: ?>>
    %v = memref.load %s[%c0] : memref<2xf32, strided<[1], offset: ?>>
    memref.store %v, %o[%b, %c0] : memref<8x4xf32>
    memref.store %f, %s[%c1] : memref<2xf32, strided<[1], offset: ?>>
    %w = memref.load %t[%b, %c2] : memref<8x4xf32>
    memref.store %w, %o[%b, %c1] : memref<8x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Views with other strides, in another order, and of another shape.

// CHECK: ok: launches 2 -> 1
func.func @views_of_other_shape(%t: memref<8x4x1xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  %g = arith.constant 7.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b, %c0, %c0] : memref<8x4x1xf32>
    memref.store %g, %t[%b, %c2, %c0] : memref<8x4x1xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.collapse_shape %t [[0], [1, 2]] : memref<8x4x1xf32> into memref<8x4xf32>
    %r = memref.transpose %u (i, j) -> (j, i) : memref<8x4xf32> to memref<4x8xf32, strided<[1, 4]>>
    %s = memref.subview %r[0, 0] [2, 8] [2, 1] : memref<4x8xf32, strided<[1, 4]>> to memref<2x8xf32, strided<[2, 4]>>
    %v = memref.load %s[%c0, %b] : memref<2x8xf32, strided<[2, 4]>>
    %w = memref.load %s[%c1, %b] : memref<2x8xf32, strided<[2, 4]>>
    memref.store %v, %o[%b, %c0] : memref<8x4xf32>
    memref.store %w, %o[%b, %c1] : memref<8x4xf32>
    %a = memref.collapse_shape %t [[0, 1, 2]] : memref<8x4x1xf32> into memref<32xf32>
    %i = arith.muli %b, %c4 : index
    %x = memref.load %a[%i] : memref<32xf32>
    memref.store %x, %o[%b, %c2] : memref<8x4xf32>
    gpu.terminator
  }
  return
}

// -----

// The operands of affine operations come from certain places only.

// CHECK: ok: launches 2 -> 1
func.func @affine_operands(%x: memref<8x8xf32> {llvm.noalias}, %t: memref<8x8xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    affine.for %i = 0 to 4 {
      %j = arith.addi %i, %c1 : index
      %v = memref.load %x[%b, %j] : memref<8x8xf32>
      %k = affine.apply affine_map<(d0) -> (d0 + 1)>(%i)
      affine.store %v, %t[%b, %k] : memref<8x8xf32>
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
