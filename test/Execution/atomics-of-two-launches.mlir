// Atomic updates of one element by two launches: old values that are used, two widths,
// an atomic beside a vector store, an atomic that declares no write.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// The sums commute, but their old values do not.

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

// EXEC: 5 modules, 5 ok
