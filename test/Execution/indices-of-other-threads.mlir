// Indices and guards that look as if they named a thread's own element, and name
// another thread's: arithmetic that wraps around, choices, bits, ids along other
// dimensions, values from memory.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))'

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

// An index that was stored and is loaded again: the value is known, the index
// is not.

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

// EXEC: 11 modules, 11 ok
