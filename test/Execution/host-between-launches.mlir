// Operations of the host between launches: conditions and loops around
// launches, loads, stores and copies, allocations, tokens.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// Between the launches, a condition on the host holds another one.

// REASON: remark: [Missed] host-branch |{{.*}}Function=launch_in_a_host_condition |
// REASON: remark: [Missed] host-branch |{{.*}}Function=launch_in_a_host_condition |
// REASON: remark: [Missed] host-branch |{{.*}}Function=launch_in_a_host_condition |
// EXEC: ok: launches 3 -> 3,
func.func @launch_in_a_host_condition(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %p: i1 {fuselage.test.value = 1 : i1}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  scf.if %p {
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 5.0 : f32
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A condition on the host holds launches that touch other memory: it moves
// before the group, with them.

// REASON: remark: [Missed] host-branch |{{.*}}Function=unrelated_launch_in_a_host_condition |
// REASON: remark: [Missed] host-branch |{{.*}}Function=unrelated_launch_in_a_host_condition |
// EXEC: ok: launches 4 -> 2,
func.func @unrelated_launch_in_a_host_condition(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<16xf32> {llvm.noalias},
    %k: memref<16xf32> {llvm.noalias},
    %p: i1 {fuselage.test.value = 1 : i1}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  scf.if %p {
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %h[%b] : memref<16xf32>
    memref.store %v, %k[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %k[%b] : memref<16xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %h[%b] : memref<16xf32>
    gpu.terminator
  }
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host computes from what it loads, allocates, and stores into what it
// allocated.

// EXEC: ok: launches 2 -> 1,
func.func @host_values_between(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %e = memref.load %h[%c1] : memref<4xf32>
  %e2 = arith.addf %e, %e : f32
  %n = memref.alloc() : memref<4xf32>
  memref.store %e2, %n[%c0] : memref<4xf32>
  %e3 = memref.load %n[%c0] : memref<4xf32>
  memref.store %e3, %h[%c1] : memref<4xf32>
  memref.store %e2, %h[%c2] : memref<4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    %w = memref.load %n[%c0] : memref<4xf32>
    %s = arith.addf %v, %w : f32
    memref.store %s, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %n : memref<4xf32>
  return
}

// -----

// An async launch only writes a buffer without readers; the host waits for its
// token.

// REASON: remark: [Missed] host-wait |{{.*}}Function=dead_async_launch |
// EXEC: ok: launches 3 -> 1,
func.func @dead_async_launch(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %s = memref.alloc() : memref<16xf32>
  %first = gpu.launch async blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %s[%b] : memref<16xf32>
    gpu.terminator
  }
  %second = gpu.launch async [%first] blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %s[%b] : memref<16xf32>
    memref.store %v, %s[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.wait [%second]
  memref.dealloc %s : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host swaps two buffers in each iteration.

// REASON: remark: [Missed] host-loop |{{.*}}Function=buffers_swapped_in_a_host_loop |
// EXEC: ok: launches 6 -> 3,
func.func @buffers_swapped_in_a_host_loop(%s: memref<16xf32> {llvm.noalias},
    %u: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %r:2 = scf.for %k = %c0 to %c3 step %c1 iter_args(%p = %s, %q = %u) -> (memref<16xf32>, memref<16xf32>) {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
                 threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
        %v = memref.load %p[%x] : memref<16xf32>
        memref.store %v, %q[%x] : memref<16xf32>
        gpu.terminator
      }
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
      %r = arith.subi %c15, %x : index
      %v = memref.load %q[%r] : memref<16xf32>
      %f = arith.addf %v, %v : f32
      memref.store %f, %p[%x] : memref<16xf32>
      gpu.terminator
    }
    scf.yield %q, %p : memref<16xf32>, memref<16xf32>
  }
  return
}

// -----

// The same over blocks.

// REASON: remark: [Missed] host-loop |{{.*}}Function=buffers_swapped_in_a_host_loop_of_blocks |
// REASON: remark: [Missed] may-alias |{{.*}}Function=buffers_swapped_in_a_host_loop_of_blocks |
// EXEC: ok: launches 6 -> 6,
func.func @buffers_swapped_in_a_host_loop_of_blocks(%s: memref<16xf32> {llvm.noalias},
    %u: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  %r:2 = scf.for %k = %c0 to %c3 step %c1 iter_args(%p = %s, %q = %u) -> (memref<16xf32>, memref<16xf32>) {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
                 threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %p[%b] : memref<16xf32>
        memref.store %v, %q[%b] : memref<16xf32>
        gpu.terminator
      }
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %q[%b] : memref<16xf32>
      %f = arith.addf %v, %v : f32
      memref.store %f, %p[%b] : memref<16xf32>
      gpu.terminator
    }
    scf.yield %q, %p : memref<16xf32>, memref<16xf32>
  }
  return
}

// -----

// A copy between two other buffers, one of which the later launch reads.

// EXEC: ok: launches 2 -> 1,
func.func @host_copy_between(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<16xf32> {llvm.noalias},
    %k: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.copy %h, %k : memref<16xf32> to memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    %r = arith.subi %c15, %b : index
    %w = memref.load %k[%r] : memref<16xf32>
    %s = arith.addf %v, %w : f32
    memref.store %s, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host stores to an argument that lies in the launches' argument.

// REASON: remark: [Missed] host-write |{{.*}}Function=host_store_to_possible_alias |
// EXEC: ok: launches 2 -> 2,
func.func @host_store_to_possible_alias(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32>,
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<4xf32> {fuselage.test.alias = 1 : index, fuselage.test.offset = 3 : index}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %f = arith.constant 4.0 : f32
  memref.store %f, %h[%c1] : memref<4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host writes memory that only the first launch reads.

// REASON: remark: [Missed] host-write |{{.*}}Function=three_launches_and_a_host_store |
// EXEC: ok: launches 4 -> 2,
func.func @three_launches_and_a_host_store(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %p: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  %f = arith.constant 4.0 : f32
  memref.store %f, %i[%c1] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b] : memref<16xf32>
    memref.store %v, %p[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %p[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// EXEC: 9 modules, 9 ok
