// Loops that stay on the host, and the nearest thing to them that does not.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --implicit-check-not='Passed] sunk' --implicit-check-not=Missed < %t.remarks
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches))'

// A stencil in time: a block reads what its neighbour wrote in the trip before.

// CHECK-LABEL: func.func @stencil(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// REMARK: remark: [Missed] loop-carried-across-blocks |{{.*}}Function=stencil | {{.*}}Trips=6, Witness="in trip 2 block ({{.*}}) thread ({{.*}}) {{reads|writes}} %arg{{[01]}}[{{.*}}], which block ({{.*}}) thread (0,0,0) {{reads|writes}} in trip 1"
// EXEC: ok: launches 6 -> 6
func.func @stencil(%a: memref<41xi32> {llvm.noalias}, %o: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %n = arith.addi %b, %c1 : index
      %odd = arith.remui %k, %c2 : index
      %is = arith.cmpi eq, %odd, %c0 : index
      scf.if %is {
        %v = memref.load %a[%n] : memref<41xi32>
        memref.store %v, %o[%b] : memref<41xi32>
      } else {
        %v = memref.load %o[%n] : memref<41xi32>
        memref.store %v, %a[%b] : memref<41xi32>
      }
      gpu.terminator
    }
  }
  return
}

// -----

// The same launch where every block keeps to its own elements.

// CHECK-LABEL: func.func @own_elements(
// CHECK: gpu.launch
// CHECK: scf.for
// REMARK: remark: [Passed] sunk |{{.*}}Function=own_elements |
// EXEC: ok: launches 6 -> 1
func.func @own_elements(%a: memref<41xi32> {llvm.noalias}, %o: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %odd = arith.remui %k, %c2 : index
      %is = arith.cmpi eq, %odd, %c0 : index
      scf.if %is {
        %v = memref.load %a[%b] : memref<41xi32>
        memref.store %v, %o[%b] : memref<41xi32>
      } else {
        %v = memref.load %o[%b] : memref<41xi32>
        memref.store %v, %a[%b] : memref<41xi32>
      }
      gpu.terminator
    }
  }
  return
}

// -----

// A trip reads what only a later trip writes: no two trips in a row meet.

// CHECK-LABEL: func.func @far_apart(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// REMARK: remark: [Missed] loop-carried-across-blocks |{{.*}}Function=far_apart | {{.*}}Witness="block
// EXEC: ok: launches 6 -> 6
func.func @far_apart(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %c3 = arith.constant 3 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %far = arith.divui %k, %c3 : index
      %n = arith.addi %b, %far : index
      %v = memref.load %a[%n] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%n] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Trips that go the other way: the elements of one are those of the next.

// CHECK-LABEL: func.func @moving(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// REMARK: remark: [Missed] loop-carried-across-blocks |{{.*}}Function=moving | {{.*}}writes %arg0[
// EXEC: ok: launches 6 -> 6
func.func @moving(%o: memref<46xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %m = arith.addi %b, %k : index
      %w = arith.index_cast %k : index to i32
      memref.store %w, %o[%m] : memref<46xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// The host reads in each trip what the launch writes.

// CHECK-LABEL: func.func @host_reads(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=host_reads |
// EXEC: ok: launches 6 -> 6
func.func @host_reads(%a: memref<41xi32> {llvm.noalias}, %h: memref<6xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
    %e = memref.load %a[%c2] : memref<41xi32>
    memref.store %e, %h[%k] : memref<6xi32>
  }
  return
}

// -----

// The loop carries a value of its own.

// CHECK-LABEL: func.func @carries_a_value(
// CHECK: scf.for
// REMARK: remark: [Missed] host-loop |{{.*}}Function=carries_a_value |
// EXEC: ok: launches 6 -> 6
func.func @carries_a_value(%a: memref<41xi32> {llvm.noalias}, %h: memref<1xindex> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %last = scf.for %k = %c0 to %c6 step %c1 iter_args(%old = %c2) -> (index) {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
    %new = arith.addi %old, %k : index
    scf.yield %new : index
  }
  memref.store %last, %h[%c0] : memref<1xindex>
  return
}

// -----

// Each trip has another number of blocks.

// CHECK-LABEL: func.func @growing_grid(
// CHECK: scf.for
// CHECK: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=growing_grid |
// EXEC: ok: launches 6 -> 6
func.func @growing_grid(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    %size = arith.addi %k, %c1 : index
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// The size of the loop above, where it is the same in each trip.

// CHECK-LABEL: func.func @same_grid(
// CHECK: arith.addi
// CHECK: gpu.launch
// CHECK: scf.for
// REMARK: remark: [Passed] sunk |{{.*}}Function=same_grid |
// EXEC: ok: launches 6 -> 1
func.func @same_grid(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    %size = arith.addi %c6, %c1 : index
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Memory of the stack would pile up.

// CHECK-LABEL: func.func @stack(
// CHECK: scf.for
// CHECK: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=stack |
// EXEC: ok: launches 6 -> 6
func.func @stack(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %s = memref.alloca() : memref<6xi32>
      %v = memref.load %a[%b] : memref<41xi32>
      scf.for %l = %c0 to %c6 step %c1 {
        %i = arith.index_cast %l : index to i32
        %u = arith.muli %v, %i : i32
        memref.store %u, %s[%l] : memref<6xi32>
      }
      %m = arith.remui %b, %c6 : index
      %w = memref.load %s[%m] : memref<6xi32>
      %r = arith.addi %w, %v : i32
      memref.store %r, %a[%b] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Any of several buffers, by the trip: they may be one.

// CHECK-LABEL: func.func @chosen_buffers(
// CHECK: scf.for
// CHECK: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=chosen_buffers |
// EXEC: ok: launches 6 -> 6
func.func @chosen_buffers(%a: memref<41xi32> {llvm.noalias}, %o: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    %odd = arith.remui %k, %c2 : index
    %is = arith.cmpi eq, %odd, %c0 : index
    %from = arith.select %is, %a, %o : memref<41xi32>
    %to = arith.select %is, %o, %a : memref<41xi32>
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %n = arith.addi %b, %c1 : index
      %v = memref.load %from[%n] : memref<41xi32>
      memref.store %v, %to[%b] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Launches that the host does not wait for.

// CHECK-LABEL: func.func @async(
// CHECK: scf.for
// REMARK: remark: [Missed] host-loop |{{.*}}Function=async |
// EXEC: ok: launches 6 -> 6
func.func @async(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    %t = gpu.launch async blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
    gpu.wait [%t]
  }
  return
}

// -----

// Two loops of which neither is around the other: the launch of the inner one has a
// neighbour in the outer one.

// CHECK-LABEL: func.func @neighbour(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// CHECK: scf.for
// CHECK: gpu.launch
// REMARK: remark: [Passed] sunk |{{.*}}Function=neighbour |
// REMARK: remark: [Missed] host-loop |{{.*}}Function=neighbour |
// REMARK: remark: [Missed] cross-block-raw |{{.*}}Function=neighbour |
// EXEC: ok: launches 18 -> 12
func.func @neighbour(%a: memref<41xi32> {llvm.noalias}, %o: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    scf.for %l = %c0 to %c2 step %c1 {
      gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
                 threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %a[%b] : memref<41xi32>
        %w = arith.addi %v, %v : i32
        memref.store %w, %a[%b] : memref<41xi32>
        gpu.terminator
      }
    }
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %m = arith.subi %c40, %b : index
      %v = memref.load %a[%m] : memref<41xi32>
      memref.store %v, %o[%b] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Counted without a sign, minus one is the largest number: the loop counts down to zero.

// CHECK-LABEL: func.func @without_a_sign(
// CHECK: scf.for unsigned
// CHECK: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=without_a_sign |
// EXEC: ok: launches 7 -> 7
func.func @without_a_sign(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %m = arith.constant -1 : index
  scf.for unsigned %k = %c6 to %m step %m {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// A view of the trip that only the host can make: kernels take no memref without a rank.

// CHECK-LABEL: func.func @no_rank(
// CHECK: scf.for
// CHECK: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=no_rank |
// EXEC: ok: launches 6 -> 6
func.func @no_rank(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    %view = memref.subview %a[%k] [1] [1] : memref<41xi32> to memref<1xi32, strided<[1], offset: ?>>
    %any = memref.cast %view : memref<1xi32, strided<[1], offset: ?>> to memref<*xi32>
    %row = memref.cast %any : memref<*xi32> to memref<?xi32, strided<[1], offset: ?>>
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %row[%c0] : memref<?xi32, strided<[1], offset: ?>>
      %i = arith.addi %k, %c0 : index
      %w = arith.index_cast %i : index to i32
      %s = arith.addi %v, %w : i32
      memref.store %s, %row[%c0] : memref<?xi32, strided<[1], offset: ?>>
      gpu.terminator
    }
  }
  return
}

// -----

// The host writes the same in each trip, and the launch makes more of it.

// CHECK-LABEL: func.func @host_writes(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=host_writes |
// EXEC: ok: launches 6 -> 6
func.func @host_writes(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %seven = arith.constant 7 : i32
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
    memref.store %seven, %a[%c2] : memref<41xi32>
  }
  return
}

// -----

// A number of blocks that comes of the trip, and is the same all the same.

// CHECK-LABEL: func.func @same_by_trip(
// CHECK: scf.for
// CHECK: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=same_by_trip |
// EXEC: ok: launches 6 -> 6
func.func @same_by_trip(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    %size = affine.apply affine_map<(d0) -> (40)>(%k)
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Nobody waits for a launch of the loop, which waits for another.

// CHECK-LABEL: func.func @nobody_waits(
// CHECK: scf.for
// REMARK: remark: [Missed] host-loop |{{.*}}Function=nobody_waits |
// EXEC: ok: launches 6 -> 6
func.func @nobody_waits(%a: memref<6x41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %first = gpu.wait async
  scf.for %k = %c0 to %c6 step %c1 {
    %t = gpu.launch async [%first] blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%k, %b] : memref<6x41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%k, %b] : memref<6x41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// Memory of each trip.

// CHECK-LABEL: func.func @scratch(
// CHECK: scf.for
// CHECK: gpu.launch
// CHECK: memref.dealloc
// REMARK: remark: [Missed] host-loop |{{.*}}Function=scratch |
// EXEC: ok: launches 6 -> 6
func.func @scratch(%a: memref<41xi32> {llvm.noalias}, %n: index {fuselage.test.value = 300 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    %s = memref.alloc(%n) : memref<?xi32>
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %first = arith.muli %b, %c6 : index
      scf.for %l = %c0 to %c6 step %c1 {
        %i = arith.index_cast %l : index to i32
        %u = arith.muli %v, %i : i32
        %at = arith.addi %first, %l : index
        memref.store %u, %s[%at] : memref<?xi32>
      }
      %m = arith.remui %b, %c6 : index
      %at = arith.addi %first, %m : index
      %w = memref.load %s[%at] : memref<?xi32>
      %r = arith.addi %w, %v : i32
      memref.store %r, %a[%b] : memref<41xi32>
      gpu.terminator
    }
    memref.dealloc %s : memref<?xi32>
  }
  return
}

// -----

// An index of the affine dialect may be a value of the body, and not one of a loop in it.

// CHECK-LABEL: func.func @affine_scope(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=affine_scope | {{.*}}an operation of the affine dialect takes an index from the body
// EXEC: ok: launches 6 -> 6
func.func @affine_scope(%a: memref<41x41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %kk = arith.addi %k, %c1 : index
      %v = affine.load %a[%b, %kk] : memref<41x41xi32>
      %w = arith.addi %v, %v : i32
      affine.store %w, %a[%b, %kk] : memref<41x41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// A type that no kernel computes with.

// CHECK-LABEL: func.func @wide_integers(
// CHECK: scf.for
// CHECK: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=wide_integers | {{.*}}the host computes a value in each trip, by an operation that a kernel cannot have
// EXEC: ok: launches 6 -> 6
func.func @wide_integers(%a: memref<41xi128> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    %narrow = arith.index_cast %k : index to i64
    %wide = arith.extsi %narrow : i64 to i128
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi128>
      %w = arith.addi %v, %wide : i128
      memref.store %w, %a[%b] : memref<41xi128>
      gpu.terminator
    }
  }
  return
}

// -----

// A window that moves by less than its size: two blocks have an element in two trips.

// CHECK-LABEL: func.func @window(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// REMARK: remark: [Missed] loop-carried-across-blocks |{{.*}}Function=window | {{.*}}Witness="in trip 2 block
// EXEC: ok: launches 6 -> 6
func.func @window(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %c5 = arith.constant 5 : index
  %c8 = arith.constant 8 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %m = arith.muli %k, %c5 : index
      %n = arith.addi %m, %b : index
      %v = memref.load %a[%n] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%n] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// The same window, which moves by its size.

// CHECK-LABEL: func.func @window_of_its_size(
// CHECK: gpu.launch
// CHECK: scf.for
// REMARK: remark: [Passed] sunk |{{.*}}Function=window_of_its_size |
// EXEC: ok: launches 6 -> 1
func.func @window_of_its_size(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %c5 = arith.constant 5 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c5, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %m = arith.muli %k, %c5 : index
      %n = arith.addi %m, %b : index
      %v = memref.load %a[%n] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%n] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// The host counts in memory that no launch uses.

// CHECK-LABEL: func.func @host_counts(
// CHECK: scf.for
// CHECK: gpu.launch
// REMARK: remark: [Missed] host-loop |{{.*}}Function=host_counts | {{.*}}each trip has operations of the host beside the launch
// EXEC: ok: launches 6 -> 6
func.func @host_counts(%a: memref<41xi32> {llvm.noalias}, %h: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %one = arith.constant 1 : i32
  scf.for %k = %c0 to %c6 step %c1 {
    %old = memref.load %h[%c0] : memref<1xi32>
    %new = arith.addi %old, %one : i32
    memref.store %new, %h[%c0] : memref<1xi32>
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}

// -----

// A step beyond the largest index starts over from below zero: 0, 5, -6, -1, 4, -7, -2, 3, -8,
// -3, 2 times 2^60. Blocks have elements in common where it is below zero.

// CHECK-LABEL: func.func @wraps(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// REMARK: remark: [Missed] loop-carried-across-blocks |{{.*}}Function=wraps |
// EXEC: ok: launches 11 -> 11
func.func @wraps(%a: memref<41xi32> {llvm.noalias}, %o: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %ub = arith.constant 6917529027641081856 : index
  %step = arith.constant 5764607523034234880 : index
  scf.for %k = %c0 to %ub step %step {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %below = arith.cmpi slt, %k, %c0 : index
      scf.if %below {
        %n = arith.addi %b, %c1 : index
        %v = memref.load %a[%n] : memref<41xi32>
        memref.store %v, %o[%b] : memref<41xi32>
      } else {
        %v = memref.load %a[%b] : memref<41xi32>
        %u = memref.load %o[%b] : memref<41xi32>
        %w = arith.addi %v, %u : i32
        memref.store %w, %a[%b] : memref<41xi32>
      }
      gpu.terminator
    }
  }
  return
}

// -----

// One trip by its bounds, and three because the step starts over from below zero.

// CHECK-LABEL: func.func @one_trip_that_wraps(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// REMARK: remark: [Missed] loop-carried-across-blocks |{{.*}}Function=one_trip_that_wraps | {{.*}}Trips=unknown
// EXEC: ok: launches 3 -> 3
func.func @one_trip_that_wraps(%b: memref<128xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %c63 = arith.constant 63 : index
  %c64 = arith.constant 64 : index
  %step = arith.constant 9223372036854775807 : index
  scf.for %k = %c1 to %c2 step %step {
    gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %p = arith.cmpi eq, %k, %c1 : index
      %r = arith.subi %c63, %i : index
      %h = arith.addi %r, %c64 : index
      scf.if %p {
        %v = memref.load %b[%i] : memref<128xi32>
        memref.store %v, %b[%h] : memref<128xi32>
      } else {
        %j = arith.addi %i, %c64 : index
        %v = memref.load %b[%j] : memref<128xi32>
        %w = arith.addi %v, %v : i32
        memref.store %w, %b[%i] : memref<128xi32>
      }
      gpu.terminator
    }
  }
  return
}

// -----

// A loop of no trip launches nothing, and would launch once. No launch follows another in
// it, so there is nothing to tell.

// CHECK-LABEL: func.func @no_trip(
// CHECK: scf.for
// CHECK-NEXT: gpu.launch
// EXEC: ok: launches 0 -> 0
func.func @no_trip(%a: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c1 to %c0 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<41xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<41xi32>
      gpu.terminator
    }
  }
  return
}
