// The cases of docs/Legality.md about views and arguments that share memory.
// Beside each refused case stands its nearest legal relative. The test compares
// the outputs in several orders of blocks and threads, and looks for races.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

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

// EXEC: 9 modules, 9 ok
