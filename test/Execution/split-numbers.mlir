// The threads of a grid are numbered, and each splits its number by sizes that
// are known when the program runs. Two threads with equal quotients and equal
// remainders have equal numbers, so the first two programs fuse. In each other
// program one of these differs.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// Two digits, whatever the sizes are.

// EXEC: ok: launches 2 -> 1,
func.func @two_digits(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Three; the second body has its quotient in two operations, and spells them
// otherwise.

// EXEC: ok: launches 2 -> 1,
func.func @three_digits(%A: memref<?x?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 4, 5>}, %B: memref<?x?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 4, 5>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?x?xi32>
  %d2 = memref.dim %A, %c2 : memref<?x?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %t2 = arith.muli %t1, %d2 : index
  %whole = arith.divui %t2, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t2 : index
    scf.if %in {
      %i2 = arith.remui %l, %d2 : index
      %q = arith.divui %l, %d2 : index
      %i1 = arith.remui %q, %d1 : index
      %i0 = arith.divui %q, %d1 : index
      %v = memref.load %B[%i0, %i1, %i2] : memref<?x?x?xi32>
      memref.store %v, %A[%i0, %i1, %i2] : memref<?x?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t2 : index
    scf.if %in {
      %i2 = index.remu %l, %d2
      %q = arith.divui %l, %d2 : index
      %r = index.divu %l, %d2
      %i1 = arith.remui %q, %d1 : index
      %i0 = arith.divui %r, %d1 : index
      %o2 = arith.remui %l, %d2 : index
      %oq = arith.divui %l, %d2 : index
      %o1 = arith.remui %oq, %d1 : index
      %o0 = arith.divui %oq, %d1 : index
      %v = memref.load %A[%i0, %i1, %i2] : memref<?x?x?xi32>
      memref.store %v, %B[%o0, %o1, %o2] : memref<?x?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Split by another size, which is the smaller one, the digits are those of
// another number.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=another_divisor
// EXEC: ok: launches 2 -> 2,
func.func @another_divisor(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %five : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Both by another: the quotient is larger then, so it is bounded.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=two_divisors
// EXEC: ok: launches 2 -> 2,
func.func @two_divisors(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %q = arith.divui %l, %five : index
      %i0 = arith.remui %q, %d0 : index
      %i1 = arith.remui %l, %five : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Both by another, of fewer numbers: the quotient stays within the rows.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=fewer_numbers
// EXEC: ok: launches 2 -> 2,
func.func @fewer_numbers(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %fewer = arith.muli %d0, %five : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %fewer : index
    scf.if %in {
      %i0 = arith.divui %l, %five : index
      %i1 = arith.remui %l, %five : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The digits in the other order: rows are read that other threads wrote.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=other_way_round
// EXEC: ok: launches 2 -> 2,
func.func @other_way_round(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 6, 6>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 6, 6>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i1 = arith.divui %l, %d1 : index
      %i0 = arith.remui %l, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The digits of another thread's number.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=another_number
// EXEC: ok: launches 2 -> 2,
func.func @another_number(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %last = arith.subi %t1, %c1 : index
      %n = arith.subi %last, %l : index
      %i0 = arith.divui %n, %d1 : index
      %i1 = arith.remui %n, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Without the remainder, a row of threads has one quotient.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=quotient_alone
// EXEC: ok: launches 2 -> 2,
func.func @quotient_alone(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.constant 0 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The remainder of one number and the quotient of another.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=remainder_of_another
// EXEC: ok: launches 2 -> 2,
func.func @remainder_of_another(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %n = arith.addi %l, %c1 : index
      %m = arith.remui %n, %t1 : index
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %m, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The quotient of one number and the remainder of another, which begins the split.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=quotient_of_another
// EXEC: ok: launches 2 -> 2,
func.func @quotient_of_another(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %n = arith.addi %l, %c1 : index
      %m = arith.remui %n, %t1 : index
      %i0 = arith.divui %m, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Of three digits the one in the middle is another's.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=middle_is_missing
// EXEC: ok: launches 2 -> 2,
func.func @middle_is_missing(%A: memref<?x?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 4, 5>}, %B: memref<?x?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 4, 5>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?x?xi32>
  %d2 = memref.dim %A, %c2 : memref<?x?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %t2 = arith.muli %t1, %d2 : index
  %whole = arith.divui %t2, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t2 : index
    scf.if %in {
      %i2 = arith.remui %l, %d2 : index
      %q = arith.divui %l, %d2 : index
      %i1 = arith.remui %q, %d1 : index
      %i0 = arith.divui %q, %d1 : index
      %v = memref.load %B[%i0, %i1, %i2] : memref<?x?x?xi32>
      memref.store %v, %A[%i0, %i1, %i2] : memref<?x?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t2 : index
    scf.if %in {
      %i2 = arith.remui %l, %d2 : index
      %q = arith.divui %l, %d2 : index
      %k = arith.addi %q, %c1 : index
      %i1 = arith.remui %k, %d1 : index
      %i0 = arith.divui %q, %d1 : index
      %o2 = arith.remui %l, %d2 : index
      %oq = arith.divui %l, %d2 : index
      %o1 = arith.remui %oq, %d1 : index
      %o0 = arith.divui %oq, %d1 : index
      %v = memref.load %A[%i0, %i1, %i2] : memref<?x?x?xi32>
      memref.store %v, %B[%o0, %o1, %o2] : memref<?x?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The number that is split further is not what the first step leaves, but another.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=rows_of_another
// EXEC: ok: launches 2 -> 2,
func.func @rows_of_another(%A: memref<?x?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 4, 5>}, %B: memref<?x?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 4, 5>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?x?xi32>
  %d2 = memref.dim %A, %c2 : memref<?x?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %t2 = arith.muli %t1, %d2 : index
  %whole = arith.divui %t2, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t2 : index
    scf.if %in {
      %i2 = arith.remui %l, %d2 : index
      %q = arith.divui %l, %d2 : index
      %i1 = arith.remui %q, %d1 : index
      %i0 = arith.divui %q, %d1 : index
      %v = memref.load %B[%i0, %i1, %i2] : memref<?x?x?xi32>
      memref.store %v, %A[%i0, %i1, %i2] : memref<?x?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t2 : index
    scf.if %in {
      %i2 = arith.remui %l, %d2 : index
      %q = arith.divui %l, %d2 : index
      %k = arith.addi %q, %c1 : index
      %m = arith.remui %k, %t1 : index
      %i1 = arith.remui %m, %d1 : index
      %i0 = arith.divui %m, %d1 : index
      %o2 = arith.remui %l, %d2 : index
      %oq = arith.divui %l, %d2 : index
      %o1 = arith.remui %oq, %d1 : index
      %o0 = arith.divui %oq, %d1 : index
      %v = memref.load %A[%i0, %i1, %i2] : memref<?x?x?xi32>
      memref.store %v, %B[%o0, %o1, %o2] : memref<?x?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The divisor is no size: each thread has one of its own.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=divisor_of_the_thread
// EXEC: ok: launches 2 -> 2,
func.func @divisor_of_the_thread(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %k = arith.addi %x, %c1 : index
      %q = arith.divui %l, %k : index
      %i0 = arith.remui %q, %d0 : index
      %i1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %in = arith.cmpi ult, %l, %t1 : index
    scf.if %in {
      %i0 = arith.divui %l, %d1 : index
      %i1 = arith.remui %l, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Both launches divide by one number, but each block by one of its own: element (4, 0) is
// that of number 4 in the first block, and of number 8 in the second.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=divisor_of_the_block
// EXEC: ok: launches 2 -> 2,
func.func @divisor_of_the_block(%A: memref<8xi32> {llvm.noalias}, %T: memref<8x2xi32> {llvm.noalias}, %B: memref<8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %k = arith.addi %b, %c1 : index
    %i0 = arith.divui %l, %k : index
    %i1 = arith.remui %l, %k : index
    %first = arith.cmpi eq, %b, %c0 : index
    scf.if %first {
      %v = memref.load %A[%x] : memref<8xi32>
      memref.store %v, %T[%i0, %i1] : memref<8x2xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %k = arith.addi %b, %c1 : index
    %i0 = arith.divui %l, %k : index
    %i1 = arith.remui %l, %k : index
    %second = arith.cmpi eq, %b, %c1 : index
    scf.if %second {
      %v = memref.load %T[%i0, %i1] : memref<8x2xi32>
      memref.store %v, %B[%x] : memref<8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Two threads have one number: the second half of a block has those of the next one, and
// reads what its first half wrote.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=number_of_two_threads
// EXEC: ok: launches 2 -> 2,
func.func @number_of_two_threads(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %c4 = arith.constant 4 : index
    %q = arith.muli %b, %c4 : index
    %n = arith.addi %q, %x : index
    %low = arith.cmpi ult, %x, %c4 : index
    %inside = arith.cmpi ult, %l, %t1 : index
    %in = arith.andi %low, %inside : i1
    scf.if %in {
      %i0 = arith.divui %n, %d1 : index
      %i1 = arith.remui %n, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%o0, %o1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %c4 = arith.constant 4 : index
    %q = arith.muli %b, %c4 : index
    %n = arith.addi %q, %x : index
    %inside = arith.cmpi ult, %n, %t1 : index
    %own = arith.cmpi ult, %l, %t1 : index
    %in = arith.andi %own, %inside : i1
    scf.if %in {
      %i0 = arith.divui %n, %d1 : index
      %i1 = arith.remui %n, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A number that wraps around: every second block has those of the first one, which alone
// writes.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=number_that_wraps
// EXEC: ok: launches 2 -> 2,
func.func @number_that_wraps(%A: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %B: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 7>}, %five: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %d0 = memref.dim %A, %c0 : memref<?x?xi32>
  %d1 = memref.dim %A, %c1 : memref<?x?xi32>
  %t1 = arith.muli %d0, %d1 : index
  %whole = arith.divui %t1, %c8 : index
  %g = arith.addi %whole, %c1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %far = arith.constant -9223372036854775808 : index
    %m = arith.muli %b, %far : index
    %n = arith.addi %m, %x : index
    %in = arith.cmpi ult, %b, %c1 : index
    scf.if %in {
      %i0 = arith.divui %n, %d1 : index
      %i1 = arith.remui %n, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %B[%o0, %o1] : memref<?x?xi32>
      memref.store %v, %A[%i0, %i1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %l = arith.addi %p, %x : index
    %far = arith.constant -9223372036854775808 : index
    %m = arith.muli %b, %far : index
    %n = arith.addi %m, %x : index
    %two = arith.constant 2 : index
    %odd = arith.remui %b, %two : index
    %even = arith.cmpi ult, %odd, %c1 : index
    %own = arith.cmpi ult, %l, %t1 : index
    %in = arith.andi %even, %own : i1
    scf.if %in {
      %i0 = arith.divui %n, %d1 : index
      %i1 = arith.remui %n, %d1 : index
      %o0 = arith.divui %l, %d1 : index
      %o1 = arith.remui %l, %d1 : index
      %v = memref.load %A[%i0, %i1] : memref<?x?xi32>
      memref.store %v, %B[%o0, %o1] : memref<?x?xi32>
    }
    gpu.terminator
  }
  return
}
