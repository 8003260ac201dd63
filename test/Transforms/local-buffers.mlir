// A buffer of the host that only one launch uses becomes memory of its threads or
// its blocks, where it is small and they do not tell each other anything by it.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{sink-loops=false reshape=false}))' --split-input-file | FileCheck %s
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches{sink-loops=false reshape=false}))' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))'
// EXEC-COUNT-14: ok: launches

// A row of the buffer is used by one thread alone: what is left of it has one
// dimension.

// CHECK-LABEL: func.func @row
//   CHECK-NOT:   memref.alloc()
//       CHECK:   gpu.launch
//       CHECK:     %[[T:.*]] = memref.alloca() : memref<4xf32>
//       CHECK:     memref.store %{{.*}}, %[[T]][%{{.*}}] : memref<4xf32>
//       CHECK:     memref.load %[[T]][%{{.*}}] : memref<4xf32>
//   CHECK-NOT:   memref.dealloc
func.func @row(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
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
      %j = arith.subi %c3, %i : index
      %v = memref.load %t[%b, %j] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Through views, made on the host and in the body.

// CHECK-LABEL: func.func @views
//   CHECK-NOT:   memref.alloc()
//   CHECK-NOT:   memref.expand_shape
//       CHECK:   gpu.launch
//       CHECK:     %[[T:.*]] = memref.alloca() : memref<4xf32>
//       CHECK:     memref.store %{{.*}}, %[[T]][%{{.*}}] : memref<4xf32>
//       CHECK:     memref.load %[[T]][%{{.*}}] : memref<4xf32>
//   CHECK-NOT:   memref.dealloc
func.func @views(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.expand_shape %t [[0, 1], [2]] output_shape [8, 1, 4] : memref<8x4xf32> into memref<8x1x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      memref.store %v, %u[%b, %c0, %i] : memref<8x1x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = memref.subview %t[%b, 0] [1, 4] [1, 1] : memref<8x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    scf.for %i = %c0 to %c4 step %c1 {
      %j = arith.subi %c3, %i : index
      %v = memref.load %s[%j] : memref<4xf32, strided<[1], offset: ?>>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// A dimension of unknown size that goes.

// CHECK-LABEL: func.func @dynamic
//   CHECK-NOT:   memref.alloc(
//       CHECK:     memref.alloca() : memref<4xf32>
//       CHECK:   return
func.func @dynamic(%m: index {fuselage.test.value = 8 : index}, %x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc(%m) : memref<?x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x4xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b, %i] : memref<?x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = arith.subi %c3, %i : index
      %v = memref.load %t[%b, %j] : memref<?x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<?x4xf32>
  return
}

// -----

// The host reads the buffer.

// CHECK-LABEL: func.func @read_by_the_host
//       CHECK:   memref.alloc() : memref<8x4xf32>
//   CHECK-NOT:   memref.alloca
//       CHECK:   return
func.func @read_by_the_host(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
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
      %j = arith.subi %c3, %i : index
      %v = memref.load %t[%b, %j] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  %v = memref.load %t[%c1, %c1] : memref<8x4xf32>
  memref.dealloc %t : memref<8x4xf32>
  return %v : f32
}

// -----

// The caller gets the buffer.

// CHECK-LABEL: func.func @returned
//       CHECK:   memref.alloc() : memref<8x4xf32>
//   CHECK-NOT:   memref.alloca
//       CHECK:   return
func.func @returned(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) -> memref<8x4xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
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
      %j = arith.subi %c3, %i : index
      %v = memref.load %t[%b, %j] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return %t : memref<8x4xf32>
}

// -----

// Another launch uses the buffer.

// CHECK-LABEL: func.func @used_by_another_launch
//       CHECK:   memref.alloc() : memref<8x4xf32>
//   CHECK-NOT:   memref.alloca
//       CHECK:   return
func.func @used_by_another_launch(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
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
      %j = arith.subi %c3, %i : index
      %v = memref.load %t[%b, %j] : memref<8x4xf32>
      memref.store %v, %o[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%c3, %b] : memref<8x4xf32>
    memref.store %v, %o[%c3, %b] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// The launch runs again and finds what it left.

// CHECK-LABEL: func.func @kept_between_runs
//       CHECK:   memref.alloc() : memref<8x4xf32>
//   CHECK-NOT:   memref.alloca
//       CHECK:   return
func.func @kept_between_runs(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  scf.for %k = %c0 to %c4 step %c1 {
    %first = arith.cmpi eq, %k, %c0 : index
    gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
               threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      scf.if %first {
        %v = memref.load %x[%b, %c1] : memref<8x4xf32>
        memref.store %v, %t[%b, %c0] : memref<8x4xf32>
      }
      gpu.terminator
    }
    gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
               threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %t[%b, %c0] : memref<8x4xf32>
      memref.store %v, %o[%b, %k] : memref<8x4xf32>
      gpu.terminator
    }
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Too much for one thread.

// CHECK-LABEL: func.func @too_large
//       CHECK:   memref.alloc() : memref<8x200xf32>
//   CHECK-NOT:   memref.alloca
//       CHECK:   return
func.func @too_large(%x: memref<8x200xf32> {llvm.noalias}, %o: memref<8x200xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  %c199 = arith.constant 199 : index
  %c200 = arith.constant 200 : index
  %t = memref.alloc() : memref<8x200xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c200 step %c1 {
      %v = memref.load %x[%b, %i] : memref<8x200xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b, %i] : memref<8x200xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c200 step %c1 {
      %j = arith.subi %c199, %i : index
      %v = memref.load %t[%b, %j] : memref<8x200xf32>
      memref.store %v, %o[%b, %i] : memref<8x200xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8x200xf32>
  return
}

// -----

// Atomics may tell another thread that there is something to read.

// CHECK-LABEL: func.func @atomics
//       CHECK:   memref.alloc() : memref<4xf32>
//   CHECK-NOT:   memref.alloca
//       CHECK:   return
func.func @atomics(%k: memref<1xi32> {llvm.noalias}, %x: memref<4xf32> {llvm.noalias}, %o: memref<4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %one = arith.constant 1 : i32
  %t = memref.alloc() : memref<4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi eq, %b, %c0 : index
    %v = memref.load %x[%c0] : memref<4xf32>
    scf.if %c {
      scf.for %i = %c0 to %c4 step %c1 {
        memref.store %v, %t[%i] : memref<4xf32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi eq, %b, %c0 : index
    scf.if %c {
      scf.for %i = %c0 to %c4 step %c1 {
        %j = arith.subi %c3, %i : index
        %v = memref.load %t[%j] : memref<4xf32>
        memref.store %v, %o[%i] : memref<4xf32>
      }
    }
    %r = memref.atomic_rmw addi %one, %k[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  memref.dealloc %t : memref<4xf32>
  return
}

// -----

// Threads of a block read what others wrote: the buffer becomes memory of the
// block.

// CHECK-LABEL: func.func @workgroup
//   CHECK-NOT:   memref.alloc()
//       CHECK:   gpu.launch
//  CHECK-SAME:     workgroup(%[[T:.*]] : memref<4xf32, #gpu.address_space<workgroup>>)
//       CHECK:     memref.store %{{.*}}, %[[T]][%{{.*}}]
//       CHECK:     gpu.barrier
//       CHECK:     memref.load %[[T]][%{{.*}}]
//   CHECK-NOT:   memref.dealloc
func.func @workgroup(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
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
  return
}

// -----

// Between barriers, a buffer of which each thread uses its own part is private
// all the same; the other one is not.

// CHECK-LABEL: func.func @private_beside_workgroup
//   CHECK-NOT:   memref.alloc()
//       CHECK:   gpu.launch
//  CHECK-SAME:     workgroup(%{{.*}} : memref<4xf32, #gpu.address_space<workgroup>>)
//       CHECK:     memref.alloca() : memref<2xf32>
//   CHECK-NOT:   memref.dealloc
func.func @private_beside_workgroup(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<8x4x2xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%b, %h] : memref<8x4xf32>
    memref.store %v, %t[%b, %h] : memref<8x4xf32>
    scf.for %i = %c0 to %c2 step %c1 {
      memref.store %v, %u[%b, %h, %i] : memref<8x4x2xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %j = arith.subi %c3, %h : index
    %v = memref.load %t[%b, %j] : memref<8x4xf32>
    %k = arith.remui %j, %c2 : index
    %w = memref.load %u[%b, %h, %k] : memref<8x4x2xf32>
    %s = arith.addf %v, %w : f32
    memref.store %s, %o[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %u : memref<8x4x2xf32>
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// The offset differs from thread to thread, so that both touch one element.

// CHECK-LABEL: func.func @offset_of_a_thread
//   CHECK-NOT:   memref.alloca
//       CHECK:   return
func.func @offset_of_a_thread(%x: memref<2xf32> {llvm.noalias}, %o: memref<2xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %f = arith.constant 1.0 : f32
  %t = memref.alloc() : memref<2xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %d = arith.xori %h, %c1 : index
    %p = arith.addi %h, %d : index
    %first = arith.cmpi eq, %h, %c0 : index
    %v = memref.load %x[%h] : memref<2xf32>
    scf.if %first {
      memref.store %v, %t[%p] : memref<2xf32>
    }
    gpu.barrier
    %second = arith.cmpi eq, %h, %c1 : index
    scf.if %second {
      %w = memref.load %t[%p] : memref<2xf32>
      memref.store %w, %o[%h] : memref<2xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %x[%h] : memref<2xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<2xf32>
  return
}

// -----

// The elements of the buffer are its own indices.

// CHECK-LABEL: func.func @own_indices
//   CHECK-NOT:   memref.alloc()
//       CHECK:     memref.alloca() : memref<4xindex>
//       CHECK:   return
func.func @own_indices(%o: memref<8x4xindex> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xindex>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %j = arith.subi %c3, %i : index
      memref.store %j, %t[%b, %i] : memref<8x4xindex>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %k = arith.remui %b, %c4 : index
      %v = memref.load %t[%b, %k] : memref<8x4xindex>
      %w = memref.load %t[%b, %v] : memref<8x4xindex>
      %u = arith.addi %w, %i : index
      memref.store %u, %o[%b, %i] : memref<8x4xindex>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xindex>
  return
}

// -----

// Of one block's part nothing is left that is too large, but the launch has no
// room for it beside its own workgroup memory.

// CHECK-LABEL: func.func @no_room
//       CHECK:   memref.alloc() : memref<8x4xf32>
//   CHECK-NOT:   memref.alloca
//       CHECK:   return
func.func @no_room(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) workgroup(%w : memref<12286xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %x[%b, %h] : memref<8x4xf32>
    memref.store %v, %t[%b, %h] : memref<8x4xf32>
    memref.store %v, %w[%h] : memref<12286xf32, #gpu.address_space<workgroup>>
    %s = memref.load %w[%h] : memref<12286xf32, #gpu.address_space<workgroup>>
    memref.store %s, %o[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %j = arith.subi %c3, %h : index
    %v = memref.load %t[%b, %j] : memref<8x4xf32>
    %u = memref.load %o[%b, %h] : memref<8x4xf32>
    %s = arith.addf %u, %v : f32
    memref.store %s, %o[%b, %h] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}
