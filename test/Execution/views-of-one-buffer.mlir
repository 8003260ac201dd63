// Two launches that reach one buffer through different views: subviews, casts,
// transposed, collapsed and expanded shapes, strides of zero and below. The index of
// one view is not the index of the other.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))'

// A subview drops the unit dimension in the middle, and the transposed index is
// another element.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=rank_reducing_subview |
// EXEC: ok: launches 2 -> 2,
func.func @rank_reducing_subview(%i: memref<16xf32> {llvm.noalias},
    %t: memref<4x1x4xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = memref.subview %t[0, 0, 0] [4, 1, 4] [1, 1, 1] : memref<4x1x4xf32> to memref<4x4xf32, strided<[4, 1]>>
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %s[%p, %q] : memref<4x4xf32, strided<[4, 1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    %v = memref.load %t[%q, %c0, %p] : memref<4x1x4xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The same element under both.

// EXEC: ok: launches 2 -> 1,
func.func @rank_reducing_subview_of_own_element(%i: memref<16xf32> {llvm.noalias},
    %t: memref<4x1x4xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = memref.subview %t[0, 0, 0] [4, 1, 4] [1, 1, 1] : memref<4x1x4xf32> to memref<4x4xf32, strided<[4, 1]>>
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %s[%p, %q] : memref<4x4xf32, strided<[4, 1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    %v = memref.load %t[%p, %c0, %q] : memref<4x1x4xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A unit row and a unit column of one matrix, both of rank 1.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=column_of_a_row |
// EXEC: ok: launches 2 -> 2,
func.func @column_of_a_row(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16x16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = memref.subview %t[3, 0] [1, 16] [1, 1] : memref<16x16xf32> to memref<16xf32, strided<[1], offset: 48>>
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %s[%b] : memref<16xf32, strided<[1], offset: 48>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = memref.subview %t[0, 3] [16, 1] [1, 1] : memref<16x16xf32> to memref<16xf32, strided<[16], offset: 3>>
    %p = arith.cmpi eq, %b, %c3 : index
    %at = arith.select %p, %c3, %c3 : index
    %v = memref.load %s[%at] : memref<16xf32, strided<[16], offset: 3>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A stride of -1.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=reversed_subview |
// EXEC: ok: launches 2 -> 2,
func.func @reversed_subview(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = memref.subview %t[15] [16] [-1] : memref<16xf32> to memref<16xf32, strided<[-1], offset: 15>>
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %s[%b] : memref<16xf32, strided<[-1], offset: 15>>
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

// Collapsed, with a size that is known when the program runs.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=collapse_dynamic |
// EXEC: ok: launches 2 -> 2,
func.func @collapse_dynamic(%i: memref<16xf32> {llvm.noalias},
    %t: memref<?x?xf32> {llvm.noalias, fuselage.test.shape = array<i64: 4, 4>},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = memref.collapse_shape %t [[0, 1]] : memref<?x?xf32> into memref<?xf32>
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %f[%b] : memref<?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.remui %b, %c4 : index
    %q = arith.divui %b, %c4 : index
    %v = memref.load %t[%p, %q] : memref<?x?xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Two parts of a buffer whose common size is a host value: they are as far apart
// as another one.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=dynamic_halves_that_overlap |
// EXEC: ok: launches 2 -> 2,
func.func @dynamic_halves_that_overlap(%i: memref<16xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %n: index {fuselage.test.value = 3 : index}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %u = memref.subview %t[%n] [16] [1] : memref<64xf32> to memref<16xf32, strided<[1], offset: ?>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %u[%b] : memref<16xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<64xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A transpose on the host.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=transposed_view |
// EXEC: ok: launches 2 -> 2,
func.func @transposed_view(%i: memref<16xf32> {llvm.noalias},
    %t: memref<4x4xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %u = memref.transpose %t (i, j) -> (j, i) : memref<4x4xf32> to memref<4x4xf32, strided<[1, 4]>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%p, %q] : memref<4x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    %v = memref.load %u[%p, %q] : memref<4x4xf32, strided<[1, 4]>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The same element under both.

// EXEC: ok: launches 2 -> 1,
func.func @transposed_view_transposed_index(%i: memref<16xf32> {llvm.noalias},
    %t: memref<4x4xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %u = memref.transpose %t (i, j) -> (j, i) : memref<4x4xf32> to memref<4x4xf32, strided<[1, 4]>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%p, %q] : memref<4x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.divui %b, %c4 : index
    %q = arith.remui %b, %c4 : index
    %v = memref.load %u[%q, %p] : memref<4x4xf32, strided<[1, 4]>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A rotation of three dimensions, which is not its own inverse.

// EXEC: ok: launches 2 -> 1,
func.func @transpose_of_three(%i: memref<24xf32> {llvm.noalias},
    %t: memref<2x3x4xf32> {llvm.noalias},
    %o: memref<2x3x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %u = memref.transpose %t (i, j, k) -> (k, i, j) : memref<2x3x4xf32> to memref<4x2x3xf32, strided<[1, 12, 4]>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c3, %gz = %c4)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<24xf32>
    memref.store %v, %t[%b, %by, %bz] : memref<2x3x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c3, %gz = %c4)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %u[%bz, %b, %by] : memref<4x2x3xf32, strided<[1, 12, 4]>>
    memref.store %v, %o[%b, %by, %bz] : memref<2x3x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Every second of every third, from the second on.

// EXEC: ok: launches 2 -> 1,
func.func @subview_of_subview(%i: memref<16xf32> {llvm.noalias},
    %t: memref<128xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %c16 = arith.constant 16 : index
  %s = memref.subview %t[2] [40] [3] : memref<128xf32> to memref<40xf32, strided<[3], offset: 2>>
  %u = memref.subview %s[1] [16] [2] : memref<40xf32, strided<[3], offset: 2>> to memref<16xf32, strided<[6], offset: 5>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %u[%b] : memref<16xf32, strided<[6], offset: 5>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %six = arith.muli %b, %c6 : index
    %at = arith.addi %six, %c5 : index
    %v = memref.load %t[%at] : memref<128xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// One element further.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=subview_of_subview_off_by_one |
// EXEC: ok: launches 2 -> 2,
func.func @subview_of_subview_off_by_one(%i: memref<16xf32> {llvm.noalias},
    %t: memref<128xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c11 = arith.constant 11 : index
  %c16 = arith.constant 16 : index
  %s = memref.subview %t[2] [40] [3] : memref<128xf32> to memref<40xf32, strided<[3], offset: 2>>
  %u = memref.subview %s[1] [16] [2] : memref<40xf32, strided<[3], offset: 2>> to memref<16xf32, strided<[6], offset: 5>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %u[%b] : memref<16xf32, strided<[6], offset: 5>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %six = arith.muli %b, %c6 : index
    %at = arith.addi %six, %c11 : index
    %v = memref.load %t[%at] : memref<128xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// All indices of the view are one element.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=zero_stride_view |
// EXEC: ok: launches 2 -> 2,
func.func @zero_stride_view(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  %c16 = arith.constant 16 : index
  %same = memref.reinterpret_cast %t to offset: [3], sizes: [16], strides: [0] : memref<16xf32> to memref<16xf32, strided<[0], offset: 3>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi eq, %b, %c9 : index
    %v = memref.load %i[%b] : memref<16xf32>
    scf.if %p {
      memref.store %v, %same[%b] : memref<16xf32, strided<[0], offset: 3>>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %same[%b] : memref<16xf32, strided<[0], offset: 3>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Expanded to rows of eight, read as rows of two.

// EXEC: ok: launches 3 -> 1,
func.func @expand_then_collapse(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %e = memref.expand_shape %t [[0, 1]] output_shape [2, 8] : memref<16xf32> into memref<2x8xf32>
  %f = memref.expand_shape %e [[0], [1, 2]] output_shape [2, 4, 2] : memref<2x8xf32> into memref<2x4x2xf32>
  %g = memref.collapse_shape %f [[0, 1], [2]] : memref<2x4x2xf32> into memref<8x2xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.divui %b, %c2 : index
    %q = arith.remui %b, %c2 : index
    %v = memref.load %g[%p, %q] : memref<8x2xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.divui %b, %c8 : index
    %q = arith.remui %b, %c8 : index
    %v = memref.load %e[%p, %q] : memref<2x8xf32>
    %s = arith.addf %v, %v : f32
    memref.store %s, %i[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Each body asks for the global itself.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=global_in_bodies |
// EXEC: ok: launches 2 -> 2,
memref.global "private" @g : memref<16xf32> = uninitialized
func.func @global_in_bodies(%i: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %g = memref.get_global @g : memref<16xf32>
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %g[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %g = memref.get_global @g : memref<16xf32>
    %r = arith.subi %c15, %b : index
    %v = memref.load %g[%r] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Which buffer the body stores to depends on the thread.

// REASON: remark: [Missed] may-alias |{{.*}}Function=selected_in_body |
// EXEC: ok: launches 2 -> 2,
func.func @selected_in_body(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c8 : index
    %m = arith.select %p, %t, %o : memref<16xf32>
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %m[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c8 : index
    scf.if %p {
      %r = arith.subi %c7, %b : index
      %v = memref.load %t[%r] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// EXEC: 15 modules, 15 ok
