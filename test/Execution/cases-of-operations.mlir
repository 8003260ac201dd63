// The cases of docs/Legality.md about atomics, copies, calls and updates in
// place. Beside each refused case stands its nearest legal relative. The test
// compares outputs in several orders of threads, and looks for races.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

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

// So does a store through a pointer of unknown origin.

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

// EXEC: 8 modules, 8 ok
