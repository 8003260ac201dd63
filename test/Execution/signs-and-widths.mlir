// Conditions and arithmetic that mean something else for negative or for large
// numbers. One thread stores an element that another one loads in the next
// launch, at an index or under a condition that would show no common element if
// it were read in the simpler way.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// Where not both of two conditions hold, one of them may.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=not_both |
// EXEC: ok: launches 2 -> 2,
func.func @not_both(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    %isLow = arith.cmpi slt, %b, %c8 : index
    %isHigh = arith.cmpi sge, %b, %c4 : index
    %p = arith.andi %isLow, %isHigh : i1
    scf.if %p {
    } else {
      memref.store %v, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %t[%r] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// -3 / 2 is -1.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=quotient |
// EXEC: ok: launches 2 -> 2,
func.func @quotient(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    %d = arith.subi %b, %c3 : index
    %q = arith.divsi %d, %c2 : index
    %at = arith.addi %q, %c2 : index
    %p = arith.cmpi eq, %b, %c0 : index
    scf.if %p {
      memref.store %v, %t[%at] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi eq, %b, %c1 : index
    scf.if %p {
      %v = memref.load %t[%b] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The rest of -3 / 4 is -3.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=rest |
// EXEC: ok: launches 2 -> 2,
func.func @rest(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    %d = arith.subi %b, %c3 : index
    %q = arith.remsi %d, %c4 : index
    %at = arith.addi %q, %c4 : index
    %p = arith.cmpi eq, %b, %c0 : index
    scf.if %p {
      memref.store %v, %t[%at] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi eq, %b, %c3 : index
    scf.if %p {
      %v = memref.load %t[%c1] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A negative number is a large one after an unsigned cast.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=unsigned_cast |
// EXEC: ok: launches 2 -> 2,
func.func @unsigned_cast(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  %c100 = arith.constant 100 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    %d = arith.subi %b, %c5 : index
    %n = arith.index_cast %d : index to i32
    %w = arith.index_castui %n : i32 to index
    %p = arith.cmpi sgt, %w, %c100 : index
    scf.if %p {
      memref.store %v, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi slt, %b, %c5 : index
    scf.if %p {
      %r = arith.subi %c4, %b : index
      %v = memref.load %t[%r] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// From 128 on, a number is negative as an i8.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=narrow_cast |
// EXEC: ok: launches 2 -> 2,
func.func @narrow_cast(%i: memref<200xf32> {llvm.noalias},
    %t: memref<200xf32> {llvm.noalias},
    %o: memref<200xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c128 = arith.constant 128 : index
  %c199 = arith.constant 199 : index
  %c200 = arith.constant 200 : index
  %zero = arith.constant 0 : i8
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c200, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<200xf32>
    %n = arith.index_cast %b : index to i8
    %p = arith.cmpi slt, %n, %zero : i8
    scf.if %p {
      memref.store %v, %t[%b] : memref<200xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c200, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c199, %b : index
    %p = arith.cmpi sge, %r, %c128 : index
    scf.if %p {
      %v = memref.load %t[%r] : memref<200xf32>
      memref.store %v, %o[%b] : memref<200xf32>
    }
    gpu.terminator
  }
  return
}
