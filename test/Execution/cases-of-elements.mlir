// The cases of docs/Legality.md about the threads that touch an element. Beside
// each refused case stands its nearest legal relative. The test compares the
// outputs in several orders of blocks and threads, and looks for races.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))'

// Case 1: two launches write every element, each by another thread. The second
// value must stay.

// CHECK-LABEL: func.func @case_1_waw_at_different_indices(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] waw-order |{{.*}}Function=case_1_waw_at_different_indices
// EXEC: ok: launches 2 -> 2
func.func @case_1_waw_at_different_indices(%t: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 2.0 : f32
    %r = arith.subi %c15, %b : index
    memref.store %f, %t[%r] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Within one block a barrier orders the writes.

// CHECK-LABEL: func.func @case_1_in_one_block(
// CHECK: gpu.launch blocks
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_1_in_one_block(%t: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    memref.store %f, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %f = arith.constant 2.0 : f32
    %r = arith.subi %c15, %x : index
    memref.store %f, %t[%r] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 2: equal indices that do not determine the thread. One thread stores the
// element that all load.

// CHECK-LABEL: func.func @case_2_one_thread_stores_for_all(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_2_one_thread_stores_for_all
// EXEC: ok: launches 2 -> 2
func.func @case_2_one_thread_stores_for_all(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %last = arith.cmpi eq, %b, %c15 : index
    scf.if %last {
      %v = memref.load %i[%b] : memref<16xf32>
      memref.store %v, %t[%c0] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%c0] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// All of them in one block.

// CHECK-LABEL: func.func @case_2_one_thread_stores_for_its_block(
// CHECK: gpu.launch blocks
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_2_one_thread_stores_for_its_block(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %last = arith.cmpi eq, %x, %c15 : index
    scf.if %last {
      %v = memref.load %i[%x] : memref<16xf32>
      memref.store %v, %t[%c0] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%c0] : memref<16xf32>
    memref.store %v, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The element where both guards name the same thread.

// CHECK-LABEL: func.func @case_2_guards_name_one_thread(
// CHECK: gpu.launch blocks
// CHECK-NOT: gpu.launch
// CHECK-NOT: gpu.barrier
// EXEC: ok: launches 2 -> 1
func.func @case_2_guards_name_one_thread(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c14 = arith.constant 14 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %last = arith.cmpi eq, %b, %c15 : index
    scf.if %last {
      %v = memref.load %i[%b] : memref<16xf32>
      memref.store %v, %t[%c0] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %last = arith.cmpi sgt, %b, %c14 : index
    scf.if %last {
      %v = memref.load %t[%c0] : memref<16xf32>
      memref.store %v, %o[%c0] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// T[i] in a launch over i and j: blocks along j share it.

// CHECK-LABEL: func.func @case_2_one_index_of_two(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_2_one_index_of_two
// EXEC: ok: launches 2 -> 2
func.func @case_2_one_index_of_two(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c4, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c4, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b, %by] : memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Threads along j do, too, but they can wait for each other.

// CHECK-LABEL: func.func @case_2_threads_share_an_index(
// CHECK: gpu.launch blocks
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_2_threads_share_an_index(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b, %x] : memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 3: the scalar store is to T[i], the load at T[i] is four elements wide.

// CHECK-LABEL: func.func @case_3_wider_load(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_3_wider_load
// EXEC: ok: launches 2 -> 2
func.func @case_3_wider_load(%i: memref<19xf32> {llvm.noalias},
    %t: memref<19xf32> {llvm.noalias},
    %o: memref<16xvector<4xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<19xf32>
    memref.store %v, %t[%b] : memref<19xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = vector.load %t[%b] : memref<19xf32>, vector<4xf32>
    memref.store %v, %o[%b] : memref<16xvector<4xf32>>
    gpu.terminator
  }
  return
}

// -----

// Within one block.

// CHECK-LABEL: func.func @case_3_wider_load_in_one_block(
// CHECK: gpu.launch blocks
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_3_wider_load_in_one_block(%i: memref<19xf32> {llvm.noalias},
    %t: memref<19xf32> {llvm.noalias},
    %o: memref<16xvector<4xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%x] : memref<19xf32>
    memref.store %v, %t[%x] : memref<19xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = vector.load %t[%x] : memref<19xf32>, vector<4xf32>
    memref.store %v, %o[%x] : memref<16xvector<4xf32>>
    gpu.terminator
  }
  return
}

// -----

// A vector that covers what the thread stored.

// CHECK-LABEL: func.func @case_3_vector_of_own_elements(
// CHECK: gpu.launch blocks
// CHECK-NOT: gpu.launch
// CHECK-NOT: gpu.barrier
// EXEC: ok: launches 2 -> 1
func.func @case_3_vector_of_own_elements(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xvector<4xf32>> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c4 : index
    scf.for %k = %c0 to %c4 step %c1 {
      %at = arith.addi %first, %k : index
      %v = memref.load %i[%at] : memref<64xf32>
      memref.store %v, %t[%at] : memref<64xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c4 : index
    %v = vector.load %t[%first] : memref<64xf32>, vector<4xf32>
    memref.store %v, %o[%b] : memref<16xvector<4xf32>>
    gpu.terminator
  }
  return
}

// -----

// Case 8: the last thread of a block reads the first element of the next block.
// No barrier reaches there.

// CHECK-LABEL: func.func @case_8_next_block(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_8_next_block{{.*}}Witness="block ({{[0-3]}},0,0) thread (31,0,0) reads %arg1[{{0|32|64|96}}], which block ({{[0-3]}},0,0) thread (0,0,0) writes"
// EXEC: ok: launches 2 -> 2
func.func @case_8_next_block(%i: memref<128xf32> {llvm.noalias},
    %t: memref<128xf32> {llvm.noalias},
    %o: memref<128xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  %c128 = arith.constant 128 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xf32>
    memref.store %v, %t[%at] : memref<128xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %next = arith.addi %at, %c1 : index
    %wrapped = arith.remui %next, %c128 : index
    %v = memref.load %t[%wrapped] : memref<128xf32>
    memref.store %v, %o[%at] : memref<128xf32>
    gpu.terminator
  }
  return
}

// -----

// The neighbour within the block.

// CHECK-LABEL: func.func @case_8_next_thread(
// CHECK: gpu.launch blocks
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_8_next_thread(%i: memref<128xf32> {llvm.noalias},
    %t: memref<128xf32> {llvm.noalias},
    %o: memref<128xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xf32>
    memref.store %v, %t[%at] : memref<128xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %next = arith.addi %x, %c1 : index
    %wrapped = arith.remui %next, %c32 : index
    %neighbour = arith.addi %first, %wrapped : index
    %v = memref.load %t[%neighbour] : memref<128xf32>
    memref.store %v, %o[%at] : memref<128xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 15: the second launch reuses the buffer that the first reads in another
// thread.

// CHECK-LABEL: func.func @case_15_reused_buffer(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-war |{{.*}}Function=case_15_reused_buffer
// EXEC: ok: launches 2 -> 2
func.func @case_15_reused_buffer(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %t[%r] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b] : memref<16xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Within one block.

// CHECK-LABEL: func.func @case_15_reused_buffer_in_one_block(
// CHECK: gpu.launch blocks
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_15_reused_buffer_in_one_block(%t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %x : index
    %v = memref.load %t[%r] : memref<16xf32>
    memref.store %v, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<16xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// EXEC: 14 modules, 14 ok
