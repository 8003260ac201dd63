// Programs against what the proofs and the clean-up of a fused body take for
// granted: arithmetic that wraps around, views, partial accesses, control flow,
// memory that the host touches. All of them have to do as before; which of their
// launches are fused is checked so that a change shows.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// An i8 sum wraps around: the guard holds for other threads than it seems.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=wrapped_guard |
// EXEC: ok: launches 2 -> 2,
func.func @wrapped_guard(%i: memref<200xf32> {llvm.noalias},
    %t: memref<200xf32> {llvm.noalias},
    %o: memref<200xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c100 = arith.constant 100 : index
  %c200 = arith.constant 200 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c200, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<200xf32>
    %n = arith.index_cast %b : index to i8
    %zero = arith.constant 0 : i8
    %p = arith.cmpi sge, %n, %zero : i8
    scf.if %p {
      memref.store %v, %t[%b] : memref<200xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c200, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.index_cast %b : index to i8
    %hundred = arith.constant 100 : i8
    %m = arith.addi %n, %hundred : i8
    %w = arith.index_castui %m : i8 to index
    %p = arith.cmpi ult, %w, %c100 : index
    scf.if %p {
      %v = memref.load %t[%w] : memref<200xf32>
      memref.store %v, %o[%b] : memref<200xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A negative difference compared as unsigned is large.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=unsigned_negative |
// EXEC: ok: launches 2 -> 2,
func.func @unsigned_negative(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    %d = arith.subi %b, %c5 : index
    %p = arith.cmpi ult, %d, %c3 : index
    scf.if %p {
    } else {
      memref.store %v, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c4, %b : index
    %p = arith.cmpi ult, %b, %c5 : index
    scf.if %p {
      %v = memref.load %t[%r] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// T[b * 2^62] is T[0] for blocks 0, 4, 8 and 12.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=wrapped_product |
// EXEC: ok: launches 2 -> 2,
func.func @wrapped_product(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c12 = arith.constant 12 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %big = arith.constant 4611686018427387904 : index
    %at = arith.muli %b, %big : index
    %p = arith.cmpi eq, %b, %c12 : index
    %v = memref.load %i[%b] : memref<16xf32>
    scf.if %p {
      memref.store %v, %t[%at] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %big = arith.constant 4611686018427387904 : index
    %at = arith.muli %b, %big : index
    %p = arith.cmpi eq, %b, %c4 : index
    scf.if %p {
      %v = memref.load %t[%at] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// As a shift.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=shifted_out |
// EXEC: ok: launches 2 -> 2,
func.func @shifted_out(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c12 = arith.constant 12 : index
  %c16 = arith.constant 16 : index
  %c62 = arith.constant 62 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.shli %b, %c62 : index
    %p = arith.cmpi eq, %b, %c12 : index
    %v = memref.load %i[%b] : memref<16xf32>
    scf.if %p {
      memref.store %v, %t[%at] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.shli %b, %c62 : index
    %p = arith.cmpi eq, %b, %c4 : index
    scf.if %p {
      %v = memref.load %t[%at] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Both add a host value that wraps the sum around, to the same element.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=host_offset_wraps |
// EXEC: ok: launches 2 -> 2,
func.func @host_offset_wraps(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %n: index {fuselage.test.value = -16 : index}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = arith.addi %b, %n : index
    %at = arith.addi %s, %c16 : index
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%at] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = arith.subi %b, %n : index
    %at = arith.remui %s, %c16 : index
    %v = memref.load %t[%at] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The choice mirrors a half of the threads.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=select_of_indices |
// EXEC: ok: launches 2 -> 2,
func.func @select_of_indices(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi slt, %b, %c8 : index
    %r = arith.subi %c7, %b : index
    %at = arith.select %p, %r, %b : index
    %v = memref.load %t[%at] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The condition is a conjunction of exclusive disjunctions.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=select_by_bits |
// EXEC: ok: launches 2 -> 2,
func.func @select_by_bits(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c11 = arith.constant 11 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi slt, %b, %c8 : index
    %q = arith.cmpi sge, %b, %c4 : index
    %true = arith.constant true
    %np = arith.xori %p, %true : i1
    %x1 = arith.ori %np, %q : i1
    %v = memref.load %i[%b] : memref<16xf32>
    scf.if %x1 {
    } else {
      memref.store %v, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %p = arith.cmpi sgt, %b, %c11 : index
    scf.if %p {
      %v = memref.load %t[%r] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Clamped indices meet at the ends.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=affine_min_and_max |
// EXEC: ok: launches 2 -> 2,
#clamp = affine_map<(i) -> (i + 1, 15)>
func.func @affine_min_and_max(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
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
    %at = affine.min #clamp(%b)
    %v = memref.load %t[%at] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

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

// A transfer that reads a column.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=transfer_permuted |
// EXEC: ok: launches 2 -> 2,
func.func @transfer_permuted(%i: memref<16xf32> {llvm.noalias},
    %t: memref<4x16xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    %r = arith.subi %c15, %b : index
    memref.store %v, %t[%c2, %r] : memref<4x16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 0.0 : f32
    %v = vector.transfer_read %t[%c0, %b], %f {permutation_map = affine_map<(i, j) -> (i)>, in_bounds = [true]} : memref<4x16xf32>, vector<4xf32>
    vector.transfer_write %v, %o[%b, %c0] {in_bounds = [true]} : vector<4xf32>, memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// The last elements of the vector are masked off, the others are read.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=transfer_partly_out_of_bounds |
// EXEC: ok: launches 2 -> 2,
func.func @transfer_partly_out_of_bounds(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
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
    %f = arith.constant 0.0 : f32
    %v = vector.transfer_read %t[%b], %f : memref<16xf32>, vector<4xf32>
    vector.transfer_write %v, %o[%b, %c0] {in_bounds = [true]} : vector<4xf32>, memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// One element for the whole vector: another thread's.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=transfer_broadcast |
// EXEC: ok: launches 2 -> 2,
func.func @transfer_broadcast(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 0.0 : f32
    %r = arith.subi %c15, %b : index
    %v = vector.transfer_read %t[%r], %f {permutation_map = affine_map<(i) -> (0)>, in_bounds = [true]} : memref<16xf32>, vector<4xf32>
    vector.transfer_write %v, %o[%b, %c0] {in_bounds = [true]} : vector<4xf32>, memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Where the mask is off nothing is stored, but what is stored is not the
// thread's own.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=masked_store |
// EXEC: ok: launches 2 -> 2,
func.func @masked_store(%i: memref<19xf32> {llvm.noalias},
    %t: memref<19xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<19xf32>
    %w = vector.broadcast %v : f32 to vector<4xf32>
    %m = arith.constant dense<[false, false, true, false]> : vector<4xi1>
    vector.maskedstore %t[%b], %m, %w : memref<19xf32>, vector<4xi1>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.addi %b, %c1 : index
    %p = arith.cmpi ugt, %b, %c1 : index
    scf.if %p {
      %v = memref.load %t[%at] : memref<19xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Each block copies four elements; the rows that the next launch reads overlap
// those of other blocks.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=copy_through_overlapping_views |
// EXEC: ok: launches 2 -> 2,
func.func @copy_through_overlapping_views(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %s = memref.subview %i[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %t[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %s, %d : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c3 : index
    %d = memref.subview %t[%first] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    %v = memref.load %d[%c3] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A store to one argument between two to another, in one thread: what is known
// of the first is lost.

// EXEC: ok: launches 3 -> 1,
func.func @aliasing_arguments_with_offset(%t: memref<4xf32>,
    %u: memref<4xf32> {fuselage.test.alias = 0 : index, fuselage.test.offset = 1 : index},
    %o: memref<4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    memref.store %f, %t[%c1] : memref<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %g = arith.constant 2.0 : f32
    memref.store %g, %u[%c0] : memref<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%c1] : memref<4xf32>
    memref.store %v, %o[%c0] : memref<4xf32>
    memref.store %v, %t[%c1] : memref<4xf32>
    gpu.terminator
  }
  return
}

// -----

// Bytes seen as floats and as integers, by one thread.

// EXEC: ok: launches 3 -> 1,
func.func @store_through_other_type(%o: memref<4xf32> {llvm.noalias}, %p: memref<4xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %m = memref.alloc() : memref<64xi8>
  %f32 = memref.view %m[%c0][] : memref<64xi8> to memref<16xf32>
  %i32 = memref.view %m[%c0][] : memref<64xi8> to memref<16xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    memref.store %f, %f32[%c3] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %g = arith.constant 7 : i32
    %before = memref.load %i32[%c3] : memref<16xi32>
    memref.store %before, %p[%c0] : memref<4xi32>
    memref.store %g, %i32[%c3] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %f32[%c3] : memref<16xf32>
    memref.store %v, %o[%c0] : memref<4xf32>
    gpu.terminator
  }
  memref.dealloc %m : memref<64xi8>
  return
}

// -----

// A store that only one branch reads is not dead, whatever is stored after.

// EXEC: ok: launches 2 -> 1,
func.func @store_kept_for_a_branch(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c7 : index
    scf.if %p {
      %v = memref.load %t[%b] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    %f = arith.constant 5.0 : f32
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// After a conditional store the value is one of two.

// EXEC: ok: launches 3 -> 1,
func.func @store_in_a_branch_then_load(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c7 : index
    %f = arith.constant 5.0 : f32
    scf.if %p {
      memref.store %f, %t[%b] : memref<16xf32>
    }
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

// A loop stores what its next iteration loads; before it, a launch has stored
// it.

// EXEC: ok: launches 3 -> 1,
func.func @value_of_an_earlier_iteration(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
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
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %c3 step %c1 {
      %v = memref.load %t[%b] : memref<16xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b] : memref<16xf32>
    }
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

// A while loop whose condition updates the element.

// EXEC: ok: launches 3 -> 1,
func.func @while_loop_updates(%i: memref<16xi32> {llvm.noalias},
    %t: memref<16xi32> {llvm.noalias},
    %o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xi32>
    memref.store %v, %t[%b] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.while : () -> () {
      %one = arith.constant 1 : i32
      %limit = arith.constant 60 : i32
      %v = memref.load %t[%b] : memref<16xi32>
      %w = arith.addi %v, %one : i32
      memref.store %w, %t[%b] : memref<16xi32>
      %p = arith.cmpi slt, %w, %limit : i32
      scf.condition(%p)
    } do {
      %one = arith.constant 1 : i32
      %v = memref.load %t[%b] : memref<16xi32>
      %w = arith.addi %v, %one : i32
      memref.store %w, %t[%b] : memref<16xi32>
      scf.yield
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xi32>
    memref.store %v, %o[%b] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// An atomic update between two stores, whose old value is used.

// EXEC: ok: launches 3 -> 1,
func.func @atomic_between_stores(%i: memref<16xi32> {llvm.noalias},
    %t: memref<16xi32> {llvm.noalias},
    %o: memref<16xi32> {llvm.noalias},
    %p: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xi32>
    memref.store %v, %t[%b] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant 3 : i32
    %old = memref.atomic_rmw addi %v, %t[%b] : (i32, memref<16xi32>) -> i32
    memref.store %old, %o[%b] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xi32>
    memref.store %v, %p[%b] : memref<16xi32>
    %w = arith.constant 9 : i32
    memref.store %w, %t[%b] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// The sums commute, the old values do not.

// REASON: remark: [Missed] waw-order |{{.*}}Function=atomics_with_used_result |
// EXEC: ok: launches 2 -> 2,
func.func @atomics_with_used_result(%t: memref<4xi32> {llvm.noalias}, %o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %one = arith.constant 1 : i32
    %at = arith.remui %b, %c4 : index
    %old = memref.atomic_rmw addi %one, %t[%at] : (i32, memref<4xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %two = arith.constant 2 : i32
    %p = arith.cmpi ult, %b, %c4 : index
    scf.if %p {
      %old = memref.atomic_rmw addi %two, %t[%b] : (i32, memref<4xi32>) -> i32
      memref.store %old, %o[%b] : memref<16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A uniform loop of barriers, then a reader of the neighbour.

// EXEC: ok: launches 2 -> 1,
func.func @barrier_in_a_loop(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %t[%x] : memref<16xf32>
    scf.for %k = %c0 to %c3 step %c1 {
      gpu.barrier
      %n = arith.addi %x, %c1 : index
      %m = arith.remui %n, %c16 : index
      %a = memref.load %t[%m] : memref<16xf32>
      gpu.barrier
      memref.store %a, %t[%x] : memref<16xf32>
    }
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

// A private buffer and an allocation on the stack, in a loop, of each body.

// EXEC: ok: launches 2 -> 1,
func.func @private_and_stack(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1)
             private(%w0 : memref<1xf32, #gpu.address_space<private>>) {
    %p = memref.alloca() : memref<4xf32>
    %v = memref.load %i[%b] : memref<16xf32>
    scf.for %k = %c0 to %c4 step %c1 {
      %q = memref.alloca() : memref<1xf32>
      memref.store %v, %q[%c0] : memref<1xf32>
      %u = memref.load %q[%c0] : memref<1xf32>
      memref.store %u, %p[%k] : memref<4xf32>
    }
    scf.for %k = %c0 to %c3 step %c1 {
      %n = arith.addi %k, %c1 : index
      %u = memref.load %p[%k] : memref<4xf32>
      %w = memref.load %p[%n] : memref<4xf32>
      %s = arith.addf %u, %w : f32
      memref.store %s, %p[%n] : memref<4xf32>
      memref.store %s, %w0[%c0] : memref<1xf32, #gpu.address_space<private>>
    }
    %r = memref.load %p[%c3] : memref<4xf32>
    %w1 = memref.load %w0[%c0] : memref<1xf32, #gpu.address_space<private>>
    %z1 = arith.addf %r, %w1 : f32
    memref.store %z1, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1)
             private(%w0 : memref<1xf32, #gpu.address_space<private>>) {
    %p = memref.alloca() : memref<4xf32>
    %v = memref.load %t[%b] : memref<16xf32>
    scf.for %k = %c0 to %c4 step %c1 {
      %q = memref.alloca() : memref<1xf32>
      memref.store %v, %q[%c0] : memref<1xf32>
      %u = memref.load %q[%c0] : memref<1xf32>
      memref.store %u, %p[%k] : memref<4xf32>
    }
    scf.for %k = %c0 to %c3 step %c1 {
      %n = arith.addi %k, %c1 : index
      %u = memref.load %p[%k] : memref<4xf32>
      %w = memref.load %p[%n] : memref<4xf32>
      %s = arith.addf %u, %w : f32
      memref.store %s, %p[%n] : memref<4xf32>
      memref.store %s, %w0[%c0] : memref<1xf32, #gpu.address_space<private>>
    }
    %r = memref.load %p[%c3] : memref<4xf32>
    %w1 = memref.load %w0[%c0] : memref<1xf32, #gpu.address_space<private>>
    %z1 = arith.addf %r, %w1 : f32
    memref.store %z1, %o[%b] : memref<16xf32>
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

// -----

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

// All that an async launch does is to write a buffer that nobody reads; its
// token is awaited.

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

// A loop over every third element, whose range overlaps that of the next block.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=loop_with_a_step |
// EXEC: ok: launches 2 -> 2,
func.func @loop_with_a_step(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c6 = arith.constant 6 : index
  %c7 = arith.constant 7 : index
  %c14 = arith.constant 14 : index
  %c16 = arith.constant 16 : index
  %c48 = arith.constant 48 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %lo = arith.muli %b, %c3 : index
    %hi = arith.addi %lo, %c7 : index
    scf.for %k = %lo to %hi step %c48 {
      %v = memref.load %i[%k] : memref<64xf32>
      memref.store %v, %t[%k] : memref<64xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %lo = arith.muli %b, %c3 : index
    %hi = arith.addi %lo, %c6 : index
    %p = arith.cmpi ult, %b, %c14 : index
    scf.if %p {
      scf.for %k = %lo to %hi step %c3 {
        %v = memref.load %t[%k] : memref<64xf32>
        memref.store %v, %o[%b] : memref<16xf32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// The index comes round a loop of blocks.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=loop_of_blocks |
// EXEC: ok: launches 2 -> 2,
func.func @loop_of_blocks(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c13 = arith.constant 13 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      cf.br ^loop(%b : index)
  ^loop(%k: index):
      %p = arith.cmpi ult, %k, %c13 : index
      cf.cond_br %p, ^more, ^done
  ^more:
      %n = arith.addi %k, %c1 : index
      cf.br ^loop(%n : index)
  ^done:
      %v = memref.load %t[%k] : memref<16xf32>
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

// A vector reads what a scalar store wrote, before it is overwritten.

// EXEC: ok: launches 3 -> 1,
func.func @vector_load_between_stores(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xvector<4xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %next = arith.addi %at, %c2 : index
    %v = memref.load %i[%at] : memref<64xf32>
    memref.store %v, %t[%next] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %v = vector.load %t[%at] : memref<64xf32>, vector<4xf32>
    memref.store %v, %o[%b] : memref<16xvector<4xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %next = arith.addi %at, %c2 : index
    %f = arith.constant 8.0 : f32
    memref.store %f, %t[%next] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// A vector overwrites what the thread knew.

// EXEC: ok: launches 3 -> 1,
func.func @vector_store_between(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %next = arith.addi %at, %c2 : index
    %v = memref.load %i[%at] : memref<64xf32>
    memref.store %v, %t[%next] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %v = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : vector<4xf32>
    vector.store %v, %t[%at] : memref<64xf32>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %next = arith.addi %at, %c2 : index
    %v = memref.load %t[%next] : memref<64xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A store through a view of one element that the body makes.

// EXEC: ok: launches 3 -> 1,
func.func @subview_of_own_element_between(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
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
    %s = memref.subview %t[%b] [1] [1] : memref<16xf32> to memref<1xf32, strided<[1], offset: ?>>
    %f = arith.constant 6.0 : f32
    memref.store %f, %s[%c0] : memref<1xf32, strided<[1], offset: ?>>
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

// Nothing is known of the arguments, but a barrier orders all of a block.

// EXEC: ok: launches 3 -> 1,
func.func @aliasing_arguments_in_one_block(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32>,
    %u: memref<15xf32> {fuselage.test.alias = 1 : index, fuselage.test.offset = 1 : index},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c14 = arith.constant 14 : index
  %c15 = arith.constant 15 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %v = memref.load %u[%x] : memref<15xf32>
    memref.store %v, %o[%x] : memref<16xf32>
    %w = memref.load %t[%x] : memref<16xf32>
    %s = arith.addf %v, %w : f32
    %r = arith.subi %c14, %x : index
    gpu.barrier
    memref.store %s, %u[%r] : memref<15xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%x] : memref<16xf32>
    memref.store %v, %i[%x] : memref<16xf32>
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

// Threads that left early have a private buffer of the second body.

// EXEC: ok: launches 3 -> 1,
func.func @early_exit_then_private(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c8 = arith.constant 8 : index
  %c11 = arith.constant 11 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %early = arith.cmpi ult, %b, %c5 : index
      cf.cond_br %early, ^leave, ^work
  ^leave:
      gpu.terminator
  ^work:
      %late = arith.cmpi ugt, %b, %c11 : index
      cf.cond_br %late, ^leave, ^store
  ^store:
      %v = memref.load %i[%b] : memref<16xf32>
      memref.store %v, %t[%b] : memref<16xf32>
      gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1)
             private(%w : memref<1xf32, #gpu.address_space<private>>) {
      %v = memref.load %t[%b] : memref<16xf32>
      memref.store %v, %w[%c0] : memref<1xf32, #gpu.address_space<private>>
      %p = arith.cmpi ult, %b, %c8 : index
      cf.cond_br %p, ^a, ^b
  ^a:
      %u = memref.load %w[%c0] : memref<1xf32, #gpu.address_space<private>>
      memref.store %u, %o[%b] : memref<16xf32>
      gpu.terminator
  ^b:
      gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b] : memref<16xf32>
    memref.store %v, %i[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// What runs behind an early exit runs for the others only.

// EXEC: ok: launches 2 -> 1,
func.func @guard_by_the_exit(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %early = arith.cmpi ult, %b, %c8 : index
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
    %p = arith.cmpi ult, %b, %c7 : index
    scf.if %p {
      %v = memref.load %t[%b] : memref<16xf32>
      %n = arith.addi %b, %c1 : index
      %w = memref.load %t[%n] : memref<16xf32>
      %s = arith.addf %v, %w : f32
      memref.store %s, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A block with two predecessors is guarded by neither.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=joined_branches |
// EXEC: ok: launches 2 -> 2,
func.func @joined_branches(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %p = arith.cmpi ult, %b, %c8 : index
      cf.cond_br %p, ^a, ^b
  ^a:
      cf.br ^join(%c1 : index)
  ^b:
      cf.br ^join(%c0 : index)
  ^join(%k: index):
      %v = memref.load %i[%b] : memref<16xf32>
      memref.store %v, %t[%b] : memref<16xf32>
      gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %p = arith.cmpi ult, %b, %c8 : index
    scf.if %p {
      %v = memref.load %t[%r] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Copies of rows by one block each; the rows of the next launch are shifted.

// EXEC: ok: launches 2 -> 1,
func.func @overlapping_copy_in_one_block(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c15 = arith.constant 15 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %at = arith.muli %x, %c4 : index
    %s = memref.subview %i[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %t[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %s, %d : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %four = arith.muli %x, %c4 : index
    %at = arith.addi %four, %c2 : index
    %s = memref.subview %t[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %o[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %s, %d : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
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

// The host stores to an argument that lies in the one that the launches use.

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

// The host writes what only the first launch reads.

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

// -----

// A loop from a negative bound, over a sum.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=negative_loop_bounds |
// EXEC: ok: launches 2 -> 2,
func.func @negative_loop_bounds(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
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
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = arith.constant -2 : index
    scf.for %k = %m to %c1 step %c2 {
      %at = arith.addi %b, %k : index
      %p = arith.cmpi sge, %at, %c0 : index
      scf.if %p {
        %v = memref.load %t[%at] : memref<16xf32>
        memref.store %v, %o[%b] : memref<16xf32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// The bound of the inner loop is the outer variable.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=dependent_loops |
// EXEC: ok: launches 3 -> 2,
func.func @dependent_loops(%t: memref<64xi32> {llvm.noalias}, %o: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c62 = arith.constant 62 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %one = arith.constant 1 : i32
    scf.for %k = %c0 to %c4 step %c1 {
      scf.for %l = %c0 to %k step %c1 {
        %first = arith.muli %b, %c4 : index
        %at = arith.addi %first, %l : index
        %w = arith.index_cast %at : index to i32
        memref.store %w, %t[%at] : memref<64xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %l = %c0 to %c4 step %c1 {
      %first = arith.muli %b, %c4 : index
      %at = arith.addi %first, %l : index
      %v = memref.load %t[%at] : memref<64xi32>
      memref.store %v, %o[%at] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at0 = arith.muli %b, %c4 : index
    %at1 = arith.addi %at0, %c62 : index
    %at = arith.remui %at1, %c64 : index
    %v = memref.load %o[%at] : memref<64xi32>
    memref.store %v, %t[%at0] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A region of several blocks in a body.

// EXEC: ok: launches 3 -> 1,
func.func @execute_region(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.execute_region {
      %p = arith.cmpi ult, %b, %c8 : index
      cf.cond_br %p, ^a, ^z
  ^a:
      %v = memref.load %i[%b] : memref<16xf32>
      memref.store %v, %t[%b] : memref<16xf32>
      cf.br ^z
  ^z:
      scf.yield
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c8 : index
    scf.if %p {
      %at = arith.addi %b, %c8 : index
      %v = memref.load %t[%at] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    %q = memref.load %t[%b] : memref<16xf32>
    memref.store %q, %i[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A scope of its own for an allocation on the stack.

// EXEC: ok: launches 3 -> 1,
func.func @alloca_scope(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
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
    memref.alloca_scope {
      %p = memref.alloca() : memref<1xf32>
      %v = memref.load %t[%b] : memref<16xf32>
      memref.store %v, %p[%c0] : memref<1xf32>
      %u = memref.load %p[%c0] : memref<1xf32>
      %w = arith.addf %u, %v : f32
      memref.store %w, %t[%b] : memref<16xf32>
    }
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

// The old values of an otherwise unread buffer are used.

// EXEC: ok: launches 2 -> 1,
func.func @dead_allocation_with_atomic(%o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %s = memref.alloc() : memref<16xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i32
    memref.store %w, %s[%b] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %one = arith.constant 1 : i32
    %old = memref.atomic_rmw addi %one, %s[%b] : (i32, memref<16xi32>) -> i32
    memref.store %old, %o[%b] : memref<16xi32>
    gpu.terminator
  }
  memref.dealloc %s : memref<16xi32>
  return
}

// -----

// An exclusive or of ids is not followed.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=swizzled_index |
// EXEC: ok: launches 2 -> 2,
func.func @swizzled_index(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.xori %b, %c5 : index
    %v = memref.load %t[%r] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Ids by the operations and by the arguments, along other dimensions.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=ids_by_operation |
// EXEC: ok: launches 2 -> 2,
func.func @ids_by_operation(%i: memref<4x4xf32> {llvm.noalias},
    %t: memref<4x4xf32> {llvm.noalias},
    %o: memref<4x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c4, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = gpu.block_id x
    %q = gpu.block_id y
    %v = memref.load %i[%p, %q] : memref<4x4xf32>
    memref.store %v, %t[%p, %q] : memref<4x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c4, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%by, %b] : memref<4x4xf32>
    memref.store %v, %o[%b, %by] : memref<4x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Sums commute with each other, but not sums of two widths: the carry out of the
// lower half is lost in one of them.

// REASON: remark: [Missed] waw-order |{{.*}}Function=sums_of_two_widths |
// EXEC: ok: launches 2 -> 2,
func.func @sums_of_two_widths(%o: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %m = memref.alloc() : memref<64xi8>
  %wide = memref.view %m[%c0][] : memref<64xi8> to memref<16xi32>
  %narrow = memref.view %m[%c0][] : memref<64xi8> to memref<32xi16>
  %zero = arith.constant 0 : i32
  memref.store %zero, %wide[%c0] : memref<16xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant 20480 : i32
    %old = memref.atomic_rmw addi %v, %wide[%c0] : (i32, memref<16xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant 28672 : i16
    %old = memref.atomic_rmw addi %v, %narrow[%c0] : (i16, memref<32xi16>) -> i16
    gpu.terminator
  }
  %r = memref.load %wide[%c0] : memref<16xi32>
  memref.store %r, %o[%c0] : memref<1xi32>
  memref.dealloc %m : memref<64xi8>
  return
}

// -----

// Nor do maxima.

// REASON: remark: [Missed] waw-order |{{.*}}Function=maxima_of_two_widths |
// EXEC: ok: launches 2 -> 2,
func.func @maxima_of_two_widths(%o: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %m = memref.alloc() : memref<64xi8>
  %wide = memref.view %m[%c0][] : memref<64xi8> to memref<16xi32>
  %narrow = memref.view %m[%c0][] : memref<64xi8> to memref<32xi16>
  %zero = arith.constant 0 : i32
  memref.store %zero, %wide[%c0] : memref<16xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b : index to i32
    %k = arith.constant 4096 : i32
    %w = arith.muli %v, %k : i32
    %old = memref.atomic_rmw maxs %w, %wide[%c0] : (i32, memref<16xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant 5 : i16
    %old = memref.atomic_rmw maxs %v, %narrow[%c0] : (i16, memref<32xi16>) -> i16
    gpu.terminator
  }
  %r = memref.load %wide[%c0] : memref<16xi32>
  memref.store %r, %o[%c0] : memref<1xi32>
  memref.dealloc %m : memref<64xi8>
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

// An atomic and a vector store meet.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=vector_atomic_mix |
// EXEC: ok: launches 2 -> 2,
func.func @vector_atomic_mix(%t: memref<16xi32> {llvm.noalias}, %o: memref<4xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %one = arith.constant 1 : i32
    %old = memref.atomic_rmw addi %one, %t[%b] : (i32, memref<16xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.remui %b, %c4 : index
    %q = arith.cmpi eq, %p, %c0 : index
    scf.if %q {
      %v = vector.load %t[%b] : memref<16xi32>, vector<4xi32>
      %s = vector.extract %v[3] : i32 from vector<4xi32>
      %at = arith.divui %b, %c4 : index
      memref.store %s, %o[%at] : memref<4xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A structured operation on a row of the thread's own, then one on the next row.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=linalg_in_body |
// EXEC: ok: launches 2 -> 2,
func.func @linalg_in_body(%i: memref<16x4xf32> {llvm.noalias},
    %t: memref<16x4xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = memref.subview %i[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %t[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%s : memref<4xf32, strided<[1], offset: ?>>) outs(%d : memref<4xf32, strided<[1], offset: ?>>) {
  ^bb0(%e: f32, %f: f32):
      linalg.yield %e : f32
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.addi %b, %c1 : index
    %m = arith.remui %n, %c16 : index
    %s = memref.subview %t[%m, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %o[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%s : memref<4xf32, strided<[1], offset: ?>>) outs(%d : memref<4xf32, strided<[1], offset: ?>>) {
  ^bb0(%e: f32, %f: f32):
      linalg.yield %e : f32
    }
    gpu.terminator
  }
  return
}

// -----

// An index that was stored and is loaded again, as known value, and is still
// any.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=index_from_memory_forwarded |
// EXEC: ok: launches 2 -> 2,
func.func @index_from_memory_forwarded(%i: memref<16xindex> {llvm.noalias, fuselage.test.range = array<i64: 0, 16>},
    %t: memref<16xindex> {llvm.noalias},
    %u: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = memref.load %i[%b] : memref<16xindex>
    memref.store %k, %t[%b] : memref<16xindex>
    %f = arith.constant 2.0 : f32
    memref.store %f, %u[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = memref.load %t[%b] : memref<16xindex>
    %v = memref.load %u[%k] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Elements of four floats, one of them by a view of floats.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=complex_and_vector_elements |
// EXEC: ok: launches 2 -> 2,
func.func @complex_and_vector_elements(%o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %m = memref.alloc() : memref<256xi8>
  %quads = memref.view %m[%c0][] : memref<256xi8> to memref<16xvector<4xf32>>
  %floats = memref.view %m[%c0][] : memref<256xi8> to memref<64xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b : index to i32
    %f = arith.sitofp %v : i32 to f32
    %w = vector.broadcast %f : f32 to vector<4xf32>
    memref.store %w, %quads[%b] : memref<16xvector<4xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %floats[%b] : memref<64xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %m : memref<256xi8>
  return
}

// -----

// The atomic of the `llvm` dialect writes T, but does not say so.

// REASON: remark: [Missed] unknown-effects |{{.*}}Function=hidden_write |
// EXEC: ok: launches 2 -> 2,
func.func @hidden_write(%i: memref<16xi32> {llvm.noalias},
    %t: memref<16xi32> {llvm.noalias},
    %o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xi32>
    %start = memref.extract_aligned_pointer_as_index %t : memref<16xi32> -> index
    %distance = arith.muli %b, %c4 : index
    %address = arith.addi %start, %distance : index
    %number = arith.index_cast %address : index to i64
    %p = llvm.inttoptr %number : i64 to !llvm.ptr
    %old = llvm.atomicrmw xchg %p, %v acq_rel : !llvm.ptr, i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %t[%r] : memref<16xi32>
    memref.store %v, %o[%b] : memref<16xi32>
    gpu.terminator
  }
  return
}

// EXEC: 71 modules, 71 ok
