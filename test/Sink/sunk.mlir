// Loops of the host around one launch become loops in its body: what two trips have in
// common stays within a thread, or within a block.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --implicit-check-not='Passed] sunk' --implicit-check-not=Missed < %t.remarks
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))'

// A sum over the outer dimension: a thread keeps it in a register.

// CHECK-LABEL: func.func @outer_sum(
// CHECK: gpu.launch
// CHECK: memref.load
// CHECK: scf.for {{.*}} iter_args
// CHECK-NOT: memref.store
// CHECK: scf.yield
// CHECK: memref.store
// REMARK: remark: [Passed] sunk |{{.*}}Function=outer_sum |{{.*}}Trips=40
// EXEC: ok: launches 40 -> 1
func.func @outer_sum(%a: memref<40x64xi32> {llvm.noalias}, %s: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %c40 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%k, %b] : memref<40x64xi32>
      %w = memref.load %s[%b] : memref<64xi32>
      %r = arith.addi %v, %w : i32
      memref.store %r, %s[%b] : memref<64xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Time steps of a pointwise system, in two launches that fuse first, after a launch
// that the loop then joins.

// CHECK-LABEL: func.func @time_steps(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] sunk |{{.*}}Function=time_steps |{{.*}}Trips=7
// EXEC: ok: launches 15 -> 1
func.func @time_steps(%p: memref<70xi32> {llvm.noalias}, %q: memref<70xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c70 = arith.constant 70 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c70, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %p[%b] : memref<70xi32>
    memref.store %v, %q[%b] : memref<70xi32>
    gpu.terminator
  }
  scf.for %k = %c0 to %c7 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c70, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %p[%b] : memref<70xi32>
      %w = memref.load %q[%b] : memref<70xi32>
      %r = arith.addi %v, %w : i32
      memref.store %r, %p[%b] : memref<70xi32>
      gpu.terminator
    }
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c70, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %p[%b] : memref<70xi32>
      %w = memref.load %q[%b] : memref<70xi32>
      %r = arith.muli %v, %w : i32
      memref.store %r, %q[%b] : memref<70xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Threads of one block read what others of it wrote in the trip before: they meet at
// the end of each trip.

// CHECK-LABEL: func.func @within_blocks(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: gpu.barrier
// CHECK: memref.store
// CHECK: gpu.barrier
// CHECK-NEXT: }
// REMARK: remark: [Passed] sunk |{{.*}}Function=within_blocks |{{.*}}Trips=5
// EXEC: ok: launches 5 -> 1
func.func @within_blocks(%p: memref<4x32xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c31 = arith.constant 31 : index
  %c32 = arith.constant 32 : index
  scf.for %k = %c0 to %c5 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
      %m = arith.subi %c31, %x : index
      %v = memref.load %p[%b, %m] : memref<4x32xi32>
      gpu.barrier
      %w = arith.addi %v, %v : i32
      memref.store %w, %p[%b, %x] : memref<4x32xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Workgroup memory is new in each launch and one in the loop: nobody writes it before
// all have read it.

// CHECK-LABEL: func.func @workgroup_memory(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: gpu.barrier
// CHECK: gpu.barrier
// REMARK: remark: [Passed] sunk |{{.*}}Function=workgroup_memory |{{.*}}Trips=6
// EXEC: ok: launches 6 -> 1
func.func @workgroup_memory(%p: memref<6x64xi32> {llvm.noalias}, %q: memref<6x64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1)
               workgroup(%s: memref<64xi32, #gpu.address_space<workgroup>>) {
      %v = memref.load %p[%k, %x] : memref<6x64xi32>
      memref.store %v, %s[%x] : memref<64xi32, #gpu.address_space<workgroup>>
      gpu.barrier
      %m = arith.subi %c63, %x : index
      %w = memref.load %s[%m] : memref<64xi32, #gpu.address_space<workgroup>>
      memref.store %w, %q[%k, %x] : memref<6x64xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// From the inside out, with host operations that depend on a trip, and a size that
// does not.

// CHECK-LABEL: func.func @nest(
// CHECK: memref.dim
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: scf.for
// CHECK: memref.subview
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] sunk |{{.*}}Function=nest |{{.*}}Trips=4
// REMARK: remark: [Passed] sunk |{{.*}}Function=nest |{{.*}}Trips=3
// EXEC: ok: launches 12 -> 1
func.func @nest(%a: memref<3x4x50xi32> {llvm.noalias}, %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 50>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  scf.for %j = %c0 to %c3 step %c1 {
    scf.for %k = %c0 to %c4 step %c1 {
      %n = memref.dim %s, %c0 : memref<?xi32>
      %back = affine.apply affine_map<(d0) -> (3 - d0)>(%k)
      %row = memref.subview %a[%j, %back, 0] [1, 1, 50] [1, 1, 1] : memref<3x4x50xi32> to memref<50xi32, strided<[1], offset: ?>>
      gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
                 threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %row[%b] : memref<50xi32, strided<[1], offset: ?>>
        %w = memref.load %s[%b] : memref<?xi32>
        %d = arith.addi %w, %w : i32
        %r = arith.addi %d, %v : i32
        memref.store %r, %s[%b] : memref<?xi32>
        gpu.terminator
      }
    }
  }
  return
}

// -----

// The number of trips may be zero, and with no trip nothing has ever asked for the
// size: the launch stays away then.

// CHECK-LABEL: func.func @no_trip(
// CHECK: %[[SOME:.*]] = arith.cmpi slt
// CHECK: scf.if %[[SOME]] {
// CHECK: memref.dim
// CHECK: gpu.launch
// CHECK: scf.for
// REMARK: remark: [Passed] sunk |{{.*}}Function=no_trip |{{.*}}Trips=unknown
// EXEC: ok: launches 0 -> 0
func.func @no_trip(%s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 50>}, %n: index {fuselage.test.value = 0 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %k = %c0 to %n step %c1 {
    %size = memref.dim %s, %c0 : memref<?xi32>
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %w = memref.load %s[%b] : memref<?xi32>
      %d = arith.addi %w, %w : i32
      memref.store %d, %s[%b] : memref<?xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// The sizes are constants: a launch that does nothing does no harm. A negative step of
// no trip, and bounds below zero.

// CHECK-LABEL: func.func @constant_sizes(
// CHECK-NOT: scf.if
// CHECK: gpu.launch
// REMARK: remark: [Passed] sunk |{{.*}}Function=constant_sizes |{{.*}}Trips=unknown
// EXEC: ok: launches 5 -> 1
func.func @constant_sizes(%s: memref<50xi32> {llvm.noalias}, %l: index {fuselage.test.value = -7 : index}, %n: index {fuselage.test.value = 3 : index}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c50 = arith.constant 50 : index
  scf.for %k = %l to %n step %c2 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c50, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %w = memref.load %s[%b] : memref<50xi32>
      %i = arith.index_cast %k : index to i32
      %d = arith.addi %w, %w : i32
      %r = arith.addi %d, %i : i32
      memref.store %r, %s[%b] : memref<50xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// The number of trips comes from memory that the trips write: it was read before the
// first of them.

// CHECK-LABEL: func.func @trips_that_are_written(
// CHECK: gpu.launch
// CHECK: scf.for
// REMARK: remark: [Passed] sunk |{{.*}}Function=trips_that_are_written |{{.*}}Trips=unknown
// EXEC: ok: launches 4 -> 1
func.func @trips_that_are_written(%s: memref<8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %v = memref.load %s[%c1] : memref<8xi32>
  %z = arith.subi %v, %v : i32
  %i = arith.index_cast %z : i32 to index
  %n = arith.addi %i, %c4 : index
  scf.for %k = %c0 to %n step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z2) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %w = memref.load %s[%b] : memref<8xi32>
      %d = arith.addi %w, %w : i32
      memref.store %d, %s[%b] : memref<8xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// One trip carries nothing to another.

// CHECK-LABEL: func.func @one_trip(
// CHECK: gpu.launch
// CHECK: scf.for
// REMARK: remark: [Passed] sunk |{{.*}}Function=one_trip |{{.*}}Trips=1
// EXEC: ok: launches 1 -> 1
func.func @one_trip(%s: memref<65xi32> {llvm.noalias}, %o: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c9 = arith.constant 9 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c5 to %c9 step %c5 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %w = memref.load %s[%k] : memref<65xi32>
      memref.store %w, %o[%b] : memref<64xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Each trip has rows of its own, and reads what it never writes: the trips become threads.

// CHECK-LABEL: func.func @own_rows(
// CHECK: gpu.launch
// CHECK-NOT: scf.for
// CHECK: memref.store
// REMARK: remark: [Passed] sunk |{{.*}}Function=own_rows |{{.*}}Trips=9
// EXEC: ok: launches 9 -> 1
func.func @own_rows(%a: memref<9x33xi32> {llvm.noalias}, %o: memref<9x33xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  %c32 = arith.constant 32 : index
  %c33 = arith.constant 33 : index
  scf.for %k = %c0 to %c9 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c33, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %m = arith.subi %c32, %b : index
      %w = memref.load %a[%k, %m] : memref<9x33xi32>
      memref.store %w, %o[%k, %b] : memref<9x33xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// A trip is one tile of what a thread has: no element is of two blocks.

// CHECK-LABEL: func.func @tiles(
// CHECK: gpu.launch
// CHECK: scf.for
// REMARK: remark: [Passed] sunk |{{.*}}Function=tiles |{{.*}}Trips=6
// EXEC: ok: launches 6 -> 1
func.func @tiles(%a: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %m = arith.muli %b, %c8 : index
      %n = arith.addi %m, %k : index
      %v = memref.load %a[%m] : memref<64xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%n] : memref<64xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// A loop over tiles, with their size as the step, and a guard that holds in no trip. The
// trips become threads.

// CHECK-LABEL: func.func @steps(
// CHECK: gpu.launch
// CHECK-NOT: scf.for
// CHECK: memref.store
// REMARK: remark: [Passed] sunk |{{.*}}Function=steps |{{.*}}Trips=8
// EXEC: ok: launches 8 -> 1
func.func @steps(%a: memref<72xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %c64 step %c8 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %n = arith.addi %k, %b : index
      %never = arith.cmpi sge, %k, %c64 : index
      scf.if %never {
        %i = arith.subi %n, %c1 : index
        %v = memref.load %a[%i] : memref<72xi32>
        memref.store %v, %a[%n] : memref<72xi32>
      } else {
        %v = memref.load %a[%n] : memref<72xi32>
        %w = arith.addi %v, %v : i32
        memref.store %w, %a[%n] : memref<72xi32>
      }
      gpu.terminator
    }
  }
  return
}

// -----

// One trip carries nothing, whatever it touches.

// CHECK-LABEL: func.func @single(
// CHECK: gpu.launch
// CHECK: scf.for
// REMARK: remark: [Passed] sunk |{{.*}}Function=single |{{.*}}Trips=1
// EXEC: ok: launches 1 -> 1
func.func @single(%a: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c1 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %m = arith.addi %b, %k : index
      %w = arith.index_cast %m : index to i32
      memref.store %w, %a[%m] : memref<64xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Memory of each trip that only the two launches use goes with the second of them, and
// then the loop.

// CHECK-LABEL: func.func @memory_of_trips(
// CHECK-NOT: memref.alloc
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] sunk |{{.*}}Function=memory_of_trips |{{.*}}Trips=6
// EXEC: ok: launches 12 -> 1
func.func @memory_of_trips(%a: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    %t = memref.alloc() : memref<64xi32>
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<64xi32>
      memref.store %v, %t[%b] : memref<64xi32>
      gpu.terminator
    }
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %t[%b] : memref<64xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<64xi32>
      gpu.terminator
    }
    memref.dealloc %t : memref<64xi32>
  }
  return
}

// -----

// No trip runs, and the sizes are those that no device launches.

// CHECK-LABEL: func.func @no_device(
// CHECK: scf.if
// CHECK: gpu.launch
// REMARK: remark: [Passed] sunk |{{.*}}Function=no_device |
// EXEC: ok: launches 0 -> 0
func.func @no_device(%a: memref<64xi32> {llvm.noalias}, %n: index {fuselage.test.value = 0 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c2048 = arith.constant 2048 : index
  scf.for %k = %c0 to %n step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c2048, %sy = %c1, %sz = %c1)
               workgroup(%s: memref<4xi32, #gpu.address_space<workgroup>>) {
      %i = arith.remui %x, %c64 : index
      %v = memref.load %a[%i] : memref<64xi32>
      memref.store %v, %s[%c0] : memref<4xi32, #gpu.address_space<workgroup>>
      gpu.terminator
    }
  }
  return
}

// -----

// A launch next to the loop has the same size whatever the trips are: both are one.

// CHECK-LABEL: func.func @launched_anyway(
// CHECK-NOT: scf.if
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] sunk |{{.*}}Function=launched_anyway |{{.*}}Trips=unknown
// EXEC: ok: launches 4 -> 1
func.func @launched_anyway(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 50>}, %n: index {fuselage.test.value = 3 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = memref.dim %a, %c0 : memref<?xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%b] : memref<?xi32>
    gpu.terminator
  }
  scf.for %k = %c0 to %n step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<?xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<?xi32>
      gpu.terminator
    }
  }
  return
}
