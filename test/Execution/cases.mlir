// The cases that fusers get wrong, by the numbers of docs/Legality.md, and beside
// those that are refused their nearest legal relatives. The outputs of each are
// compared in several orders of blocks and threads, and races are looked for.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

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

// Case 4: the sum is complete only when all threads have added to it.

// CHECK-LABEL: func.func @case_4_atomic_then_load(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_4_atomic_then_load
// EXEC: ok: launches 2 -> 2
func.func @case_4_atomic_then_load(%i: memref<16xi32> {llvm.noalias},
    %t: memref<4xi32> {llvm.noalias},
    %o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xi32>
    %at = arith.remui %b, %c4 : index
    %old = memref.atomic_rmw addi %v, %t[%at] : (i32, memref<4xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.remui %b, %c4 : index
    %v = memref.load %t[%at] : memref<4xi32>
    memref.store %v, %o[%b] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// Within one block.

// CHECK-LABEL: func.func @case_4_atomic_then_load_in_one_block(
// CHECK: gpu.launch blocks
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_4_atomic_then_load_in_one_block(%i: memref<16xi32> {llvm.noalias},
    %t: memref<4xi32> {llvm.noalias},
    %o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%x] : memref<16xi32>
    %at = arith.remui %x, %c4 : index
    %old = memref.atomic_rmw addi %v, %t[%at] : (i32, memref<4xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %at = arith.remui %x, %c4 : index
    %v = memref.load %t[%at] : memref<4xi32>
    memref.store %v, %o[%x] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// A copy in a body is a read and a write of all its elements.

// CHECK-LABEL: func.func @case_4_copy_then_load(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_4_copy_then_load
// EXEC: ok: launches 2 -> 2
func.func @case_4_copy_then_load(%i: memref<16x4xf32> {llvm.noalias},
    %t: memref<16x4xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %from = memref.subview %i[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %to = memref.subview %t[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %from, %to : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %t[%r, %c3] : memref<16x4xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Of the thread's own row.

// CHECK-LABEL: func.func @case_4_copy_of_own_row(
// CHECK: gpu.launch blocks
// CHECK-NOT: gpu.launch
// CHECK-NOT: gpu.barrier
// EXEC: ok: launches 2 -> 1
func.func @case_4_copy_of_own_row(%i: memref<16x4xf32> {llvm.noalias},
    %t: memref<16x4xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %from = memref.subview %i[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %to = memref.subview %t[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %from, %to : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %c3] : memref<16x4xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 5: the call stores to an element of another thread. A pass on a function
// does not look into others.

// CHECK-LABEL: func.func @case_5_call(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] unknown-effects |{{.*}}Function=case_5_call
// EXEC: ok: launches 2 -> 2
func.func private @touch(%t: memref<16xf32>, %at: index) {
  %c15 = arith.constant 15 : index
  %r = arith.subi %c15, %at : index
  %f = arith.constant 3.0 : f32
  memref.store %f, %t[%r] : memref<16xf32>
  return
}
func.func @case_5_call(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    func.call @touch(%t, %b) : (memref<16xf32>, index) -> ()
    gpu.terminator
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

// So does a store through a pointer, of which nothing says what it points to.

// CHECK-LABEL: func.func @case_5_pointer(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] unknown-effects |{{.*}}Function=case_5_pointer
// EXEC: ok: launches 2 -> 2
func.func @case_5_pointer(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %base = memref.extract_aligned_pointer_as_index %t : memref<16xf32> -> index
    %r = arith.subi %c15, %b : index
    %bytes = arith.muli %r, %c4 : index
    %address = arith.addi %base, %bytes : index
    %integer = arith.index_cast %address : index to i64
    %pointer = llvm.inttoptr %integer : i64 to !llvm.ptr
    %f = arith.constant 3.0 : f32
    llvm.store %f, %pointer : f32, !llvm.ptr
    gpu.terminator
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

// Case 6: two views of one buffer, one of them shifted by an element.

// CHECK-LABEL: func.func @case_6_subviews(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_6_subviews
// EXEC: ok: launches 2 -> 2
func.func @case_6_subviews(%i: memref<16xf32> {llvm.noalias},
    %t: memref<17xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %low = memref.subview %t[0] [16] [1] : memref<17xf32> to memref<16xf32, strided<[1]>>
  %high = memref.subview %t[1] [16] [1] : memref<17xf32> to memref<16xf32, strided<[1], offset: 1>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %low[%b] : memref<16xf32, strided<[1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %high[%b] : memref<16xf32, strided<[1], offset: 1>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The shift undone: the same elements under other indices.

// CHECK-LABEL: func.func @case_6_subviews_of_own_elements(
// CHECK: gpu.launch blocks
// CHECK-NOT: gpu.launch
// CHECK-NOT: gpu.barrier
// EXEC: ok: launches 2 -> 1
func.func @case_6_subviews_of_own_elements(%i: memref<16xf32> {llvm.noalias},
    %t: memref<17xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %high = memref.subview %t[1] [16] [1] : memref<17xf32> to memref<16xf32, strided<[1], offset: 1>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %high[%b] : memref<16xf32, strided<[1], offset: 1>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.addi %b, %c1 : index
    %v = memref.load %t[%at] : memref<17xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Halves that share nothing.

// CHECK-LABEL: func.func @case_6_disjoint_halves(
// CHECK: gpu.launch blocks
// CHECK-NOT: gpu.launch
// CHECK-NOT: gpu.barrier
// EXEC: ok: launches 2 -> 1
func.func @case_6_disjoint_halves(%i: memref<16xf32> {llvm.noalias},
    %t: memref<32xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %low = memref.subview %t[0] [16] [1] : memref<32xf32> to memref<16xf32, strided<[1]>>
  %high = memref.subview %t[16] [16] [1] : memref<32xf32> to memref<16xf32, strided<[1], offset: 16>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %low[%b] : memref<16xf32, strided<[1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %high[%r] : memref<16xf32, strided<[1], offset: 16>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A view with strides of its own.

// CHECK-LABEL: func.func @case_6_reinterpret_cast(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_6_reinterpret_cast
// EXEC: ok: launches 2 -> 2
func.func @case_6_reinterpret_cast(%i: memref<16xf32> {llvm.noalias},
    %t: memref<17xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %other = memref.reinterpret_cast %t to offset: [1], sizes: [16], strides: [1] : memref<17xf32> to memref<16xf32, strided<[1], offset: 1>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<17xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %other[%b] : memref<16xf32, strided<[1], offset: 1>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A view of another rank, read from the other end.

// CHECK-LABEL: func.func @case_6_collapse_shape(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_6_collapse_shape
// EXEC: ok: launches 2 -> 2
func.func @case_6_collapse_shape(%i: memref<16xf32> {llvm.noalias},
    %t: memref<4x4xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %flat = memref.collapse_shape %t [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    memref.store %v, %t[%p, %q] : memref<4x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %flat[%r] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Read at the element that the thread stored.

// CHECK-LABEL: func.func @case_6_collapse_shape_of_own_element(
// CHECK: gpu.launch blocks
// CHECK-NOT: gpu.launch
// CHECK-NOT: gpu.barrier
// EXEC: ok: launches 2 -> 1
func.func @case_6_collapse_shape_of_own_element(%i: memref<16xf32> {llvm.noalias},
    %t: memref<4x4xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %flat = memref.collapse_shape %t [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    memref.store %v, %t[%p, %q] : memref<4x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %flat[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// An expanded view, in which rows and columns are exchanged.

// CHECK-LABEL: func.func @case_6_expand_shape(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_6_expand_shape
// EXEC: ok: launches 2 -> 2
func.func @case_6_expand_shape(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %square = memref.expand_shape %t [[0, 1]] output_shape [4, 4] : memref<16xf32> into memref<4x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    %v = memref.load %square[%q, %p] : memref<4x4xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A cast changes no index: thread and element agree, and so do the next element
// and another thread.

// CHECK-LABEL: func.func @case_6_cast(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_6_cast
// EXEC: ok: launches 2 -> 2
func.func @case_6_cast(%i: memref<16xf32> {llvm.noalias},
    %t: memref<17xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %any = memref.cast %t : memref<17xf32> to memref<?xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<17xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.addi %b, %c1 : index
    %v = memref.load %any[%at] : memref<?xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Arguments that share memory: here the second begins at an element of the first.

// CHECK-LABEL: func.func @case_6_arguments(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] may-alias |{{.*}}Function=case_6_arguments
// EXEC: ok: launches 2 -> 2
func.func @case_6_arguments(%i: memref<16xf32> {llvm.noalias},
    %t: memref<17xf32>,
    %u: memref<16xf32> {fuselage.test.alias = 1 : index, fuselage.test.offset = 1 : index},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<17xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %u[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 7: a producer that updates its buffer in place runs once, although two
// launches read what it makes.

// CHECK-LABEL: func.func @case_7_in_place_update(
// CHECK: gpu.launch blocks
// CHECK: memref.load %[[T:.*]][%[[B:.*]]]
// CHECK: memref.store %{{.*}}, %[[T]][%[[B]]]
// CHECK-NOT: %[[T]]
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 3 -> 1
func.func @case_7_in_place_update(%t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %p: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    %old = memref.load %t[%b] : memref<16xf32>
    %new = arith.addf %old, %f : f32
    memref.store %new, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %p[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A reader of another thread's element cannot be served by doing the update again.

// CHECK-LABEL: func.func @case_7_not_recomputed(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=case_7_not_recomputed
// EXEC: ok: launches 2 -> 2
func.func @case_7_not_recomputed(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    %old = memref.load %t[%b] : memref<16xf32>
    %new = arith.addf %old, %f : f32
    memref.store %new, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %t[%b] : memref<16xf32>
    %w = memref.load %t[%r] : memref<16xf32>
    %s = arith.addf %v, %w : f32
    memref.store %s, %o[%b] : memref<16xf32>
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

// Case 9: sums over blocks. The launches have as many threads, in other blocks.

// CHECK-LABEL: func.func @case_9_other_blocks(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] different-grid |{{.*}}Function=case_9_other_blocks
// EXEC: ok: launches 2 -> 2
func.func @case_9_other_blocks(%i: memref<128xi32> {llvm.noalias},
    %t: memref<128xi32> {llvm.noalias},
    %o: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %t[%at] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c64 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %t[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %o[%at] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// As many blocks, of other sizes.

// CHECK-LABEL: func.func @case_9_other_block_size(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] different-block |{{.*}}Function=case_9_other_block_size
// EXEC: ok: launches 2 -> 2
func.func @case_9_other_block_size(%i: memref<128xi32> {llvm.noalias},
    %t: memref<128xi32> {llvm.noalias},
    %o: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %t[%at] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c64 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %o[%at] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// The same blocks: each sum is over the block that it was over.

// CHECK-LABEL: func.func @case_9_same_blocks(
// CHECK: gpu.launch blocks
// CHECK: gpu.all_reduce
// CHECK: gpu.all_reduce
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_9_same_blocks(%i: memref<128xi32> {llvm.noalias},
    %t: memref<128xi32> {llvm.noalias},
    %o: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %t[%at] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %t[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %o[%at] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// Case 10: threads that leave the first body early run the second all the same.

// CHECK-LABEL: func.func @case_10_early_exit(
// CHECK: gpu.launch blocks
// CHECK: cf.cond_br
// CHECK: gpu.terminator
// CHECK-NOT: gpu.terminator
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_10_early_exit(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %early = arith.cmpi ult, %b, %c5 : index
      cf.cond_br %early, ^leave, ^work
  ^leave:
      gpu.terminator
  ^work:
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
  return
}

// -----

// They also come to the barrier at the seam.

// CHECK-LABEL: func.func @case_10_early_exit_and_barrier(
// CHECK: gpu.launch blocks
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_10_early_exit_and_barrier(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
      %early = arith.cmpi ult, %x, %c5 : index
      cf.cond_br %early, ^leave, ^work
  ^leave:
      gpu.terminator
  ^work:
      %v = memref.load %i[%x] : memref<16xf32>
      memref.store %v, %t[%x] : memref<16xf32>
      gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %x : index
    %v = memref.load %t[%r] : memref<16xf32>
    memref.store %v, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 11: here all threads come to the barrier, but the condition does not show it.

// CHECK-LABEL: func.func @case_11_thread_dependent_if(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] divergent-barrier |{{.*}}Function=case_11_thread_dependent_if
// EXEC: ok: launches 2 -> 2
func.func @case_11_thread_dependent_if(%i: memref<16xf32> {llvm.noalias},
    %t: memref<2x16xf32> {llvm.noalias},
    %o: memref<2x16xf32> {llvm.noalias},
    %n: index {fuselage.test.value = 0 : index}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %i[%x] : memref<16xf32>
    %p = arith.cmpi sge, %x, %n : index
    scf.if %p {
      memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
      gpu.barrier
      %r = arith.subi %c15, %x : index
      %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
      memref.store %u, %t[%b, %x] : memref<2x16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %x] : memref<2x16xf32>
    memref.store %v, %o[%b, %x] : memref<2x16xf32>
    gpu.terminator
  }
  return
}

// -----

// A condition that is the same for a block.

// CHECK-LABEL: func.func @case_11_block_dependent_if(
// CHECK: gpu.launch blocks
// CHECK: scf.if
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_11_block_dependent_if(%i: memref<16xf32> {llvm.noalias},
    %t: memref<2x16xf32> {llvm.noalias},
    %o: memref<2x16xf32> {llvm.noalias},
    %n: index {fuselage.test.value = 0 : index}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %i[%x] : memref<16xf32>
    %p = arith.cmpi sge, %b, %n : index
    scf.if %p {
      memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
      gpu.barrier
      %r = arith.subi %c15, %x : index
      %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
      memref.store %u, %t[%b, %x] : memref<2x16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %x] : memref<2x16xf32>
    memref.store %v, %o[%b, %x] : memref<2x16xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 12: both bodies would use the same dynamic shared memory.

// CHECK-LABEL: func.func @case_12_two_users(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] dynamic-shared-memory |{{.*}}Function=case_12_two_users
// EXEC: ok: launches 2 -> 2
func.func @case_12_two_users(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %bytes: i32 {fuselage.test.value = 64 : i32}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %bytes {
    %memory = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %memory[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<16xf32, #gpu.address_space<workgroup>>
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
    memref.store %u, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %bytes {
    %memory = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %memory[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<16xf32, #gpu.address_space<workgroup>>
    %v = memref.load %t[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
    memref.store %u, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// One of them.

// CHECK-LABEL: func.func @case_12_one_user(
// CHECK: gpu.launch blocks
// CHECK: dynamic_shared_memory_size %arg3
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_12_one_user(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %bytes: i32 {fuselage.test.value = 64 : i32}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %bytes {
    %memory = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %memory[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<16xf32, #gpu.address_space<workgroup>>
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
    memref.store %u, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%x] : memref<16xf32>
    memref.store %v, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 13: the fused launch waits for one token, into which those of both
// launches are joined.

// CHECK-LABEL: func.func @case_13_two_dependencies(
// CHECK: %[[A:.*]] = gpu.wait async
// CHECK: %[[B:.*]] = gpu.wait async
// CHECK: %[[JOINED:.*]] = gpu.wait async [%[[A]], %[[B]]]
// CHECK: %[[DONE:.*]] = gpu.launch async [%[[JOINED]]]
// CHECK-NOT: gpu.launch
// CHECK: gpu.wait [%[[DONE]]]
// EXEC: ok: launches 2 -> 1
func.func @case_13_two_dependencies(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %a = gpu.wait async
  %second = gpu.wait async
  %first = gpu.launch async [%a] blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %done = gpu.launch async [%first, %second] blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.wait [%done]
  return
}

// -----

// Case 14: together 64 KiB of static workgroup memory, of 48 KiB that there are.

// CHECK-LABEL: func.func @case_14_workgroup_memory(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=case_14_workgroup_memory
// EXEC: ok: launches 2 -> 2
func.func @case_14_workgroup_memory(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8192xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<8192xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<8192xf32, #gpu.address_space<workgroup>>
    memref.store %u, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8192xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %t[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<8192xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<8192xf32, #gpu.address_space<workgroup>>
    memref.store %u, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Each descriptor of a memref of rank 16 takes 280 bytes: 9 of them fit into the
// 4352 bytes of parameters that every kernel can have, 18 do not.

// CHECK-LABEL: func.func @case_14_parameters(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=case_14_parameters
// EXEC: ok: launches 2 -> 2
func.func @case_14_parameters(%a0: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a1: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a2: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a3: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a4: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a5: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a6: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a7: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a8: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a9: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a10: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a11: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a12: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a13: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a14: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a15: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a16: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a17: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %v0 = memref.load %a0[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s0 = arith.addf %zero, %v0 : f32
    %v1 = memref.load %a1[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s1 = arith.addf %s0, %v1 : f32
    %v2 = memref.load %a2[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s2 = arith.addf %s1, %v2 : f32
    %v3 = memref.load %a3[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s3 = arith.addf %s2, %v3 : f32
    %v4 = memref.load %a4[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s4 = arith.addf %s3, %v4 : f32
    %v5 = memref.load %a5[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s5 = arith.addf %s4, %v5 : f32
    %v6 = memref.load %a6[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s6 = arith.addf %s5, %v6 : f32
    %v7 = memref.load %a7[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s7 = arith.addf %s6, %v7 : f32
    memref.store %s7, %a8[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %v9 = memref.load %a9[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s9 = arith.addf %zero, %v9 : f32
    %v10 = memref.load %a10[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s10 = arith.addf %s9, %v10 : f32
    %v11 = memref.load %a11[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s11 = arith.addf %s10, %v11 : f32
    %v12 = memref.load %a12[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s12 = arith.addf %s11, %v12 : f32
    %v13 = memref.load %a13[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s13 = arith.addf %s12, %v13 : f32
    %v14 = memref.load %a14[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s14 = arith.addf %s13, %v14 : f32
    %v15 = memref.load %a15[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s15 = arith.addf %s14, %v15 : f32
    %v16 = memref.load %a16[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s16 = arith.addf %s15, %v16 : f32
    memref.store %s16, %a17[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
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

// -----

// Case 16: each body keeps a workgroup buffer of its own. A thread may be in the
// second body while another still reads the buffer of the first.

// CHECK-LABEL: func.func @case_16_workgroup_buffers(
// CHECK: gpu.launch blocks
// CHECK: workgroup(%[[W1:.*]] : {{.*}}, %[[W2:.*]] : 
// CHECK: memref.store %{{.*}}, %[[W1]]
// CHECK: gpu.barrier
// CHECK: memref.store %{{.*}}, %[[W2]]
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_16_workgroup_buffers(%i: memref<2x16xf32> {llvm.noalias},
    %t: memref<2x16xf32> {llvm.noalias},
    %o: memref<2x16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %i[%b, %x] : memref<2x16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %next = arith.addi %x, %c1 : index
    %n = arith.remui %next, %c16 : index
    %u = memref.load %w[%n] : memref<16xf32, #gpu.address_space<workgroup>>
    %s = arith.addf %v, %u : f32
    memref.store %s, %t[%b, %x] : memref<2x16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %t[%b, %x] : memref<2x16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %next = arith.addi %x, %c1 : index
    %n = arith.remui %next, %c16 : index
    %u = memref.load %w[%n] : memref<16xf32, #gpu.address_space<workgroup>>
    %s = arith.addf %v, %u : f32
    memref.store %s, %o[%b, %x] : memref<2x16xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 17: the host reads the buffer between the launches.

// CHECK-LABEL: func.func @case_17_host_read(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] host-read |{{.*}}Function=case_17_host_read
// EXEC: ok: launches 2 -> 2
func.func @case_17_host_read(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<1xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %e = memref.load %t[%c3] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    %w = arith.addf %v, %e : f32
    memref.store %w, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host writes it.

// CHECK-LABEL: func.func @case_17_host_write(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] host-write |{{.*}}Function=case_17_host_write
// EXEC: ok: launches 2 -> 2
func.func @case_17_host_write(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<1xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %f = arith.constant 4.0 : f32
  memref.store %f, %t[%c3] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host reads what no launch writes, and writes what no launch touches.

// CHECK-LABEL: func.func @case_17_host_elsewhere(
// CHECK: gpu.launch blocks
// CHECK-NOT: gpu.launch
// CHECK-NOT: gpu.barrier
// EXEC: ok: launches 2 -> 1
func.func @case_17_host_elsewhere(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<1xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %e = memref.load %i[%c3] : memref<16xf32>
  memref.store %e, %h[%c0] : memref<1xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A buffer of the first launch is freed before the second: the fused launch still
// has it.

// CHECK-LABEL: func.func @case_17_deallocation(
// CHECK: memref.alloc()
// CHECK: gpu.launch blocks
// CHECK: memref.atomic_rmw
// CHECK-NOT: gpu.launch
// CHECK: memref.dealloc
// EXEC: ok: launches 2 -> 1
func.func @case_17_deallocation(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %s = memref.alloc() : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %s[%b] : memref<16xf32>
    %old = memref.atomic_rmw addf %v, %s[%b] : (f32, memref<16xf32>) -> f32
    %twice = memref.load %s[%b] : memref<16xf32>
    memref.store %twice, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %s : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// EXEC: 48 modules, 48 ok
