// Views of one byte buffer. An element of a view covers some of the bytes: two
// views have a common element only if their bytes overlap. After each program
// comes its nearest relative in which they do.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// The second view begins where the first one ends; the second launch reads it backwards.

// EXEC: ok: launches 2 -> 1,
func.func @behind_each_other(%bytes: memref<160xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %p = memref.view %bytes[%c0][] : memref<160xi8> to memref<16xi32>
  %q = memref.view %bytes[%c64][] : memref<160xi8> to memref<16xi32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.index_cast %x : index to i32
    memref.store %n, %p[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %o = arith.subi %c15, %x : index
    %v = memref.load %q[%o] : memref<16xi32>
    memref.store %v, %q[%o] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// It begins an element earlier: the last element of one is the first of the other.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=one_element_in_common
// EXEC: ok: launches 2 -> 2,
func.func @one_element_in_common(%bytes: memref<160xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c60 = arith.constant 60 : index
  %p = memref.view %bytes[%c0][] : memref<160xi8> to memref<16xi32>
  %q = memref.view %bytes[%c60][] : memref<160xi8> to memref<16xi32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.index_cast %x : index to i32
    memref.store %n, %p[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %q[%x] : memref<16xi32>
    memref.store %v, %q[%x] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// It begins two bytes earlier: half an element.

// REASON: remark: [Missed] waw-order {{.*}}Function=two_bytes_in_common
// EXEC: ok: launches 2 -> 2,
func.func @two_bytes_in_common(%bytes: memref<160xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %c62 = arith.constant 62 : index
  %nine = arith.constant 9 : i16
  %p = memref.view %bytes[%c0][] : memref<160xi8> to memref<16xi32>
  %q = memref.view %bytes[%c62][] : memref<160xi8> to memref<8xi16>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.index_cast %x : index to i32
    memref.store %n, %p[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %o = arith.remui %x, %c2 : index
    memref.store %nine, %q[%o] : memref<8xi16>
    gpu.terminator
  }
  return
}

// -----

// Elements of two sizes. Each thread has two halves of its own.

// EXEC: ok: launches 2 -> 1,
func.func @halves(%bytes: memref<160xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %nine = arith.constant 9 : i16
  %p = memref.view %bytes[%c0][] : memref<160xi8> to memref<16xi32>
  %q = memref.view %bytes[%c0][] : memref<160xi8> to memref<32xi16>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.index_cast %x : index to i32
    memref.store %n, %p[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %o = arith.muli %x, %c2 : index
    memref.store %nine, %q[%o] : memref<32xi16>
    gpu.terminator
  }
  return
}

// -----

// The halves of another thread.

// REASON: remark: [Missed] waw-order {{.*}}Function=halves_of_others
// EXEC: ok: launches 2 -> 2,
func.func @halves_of_others(%bytes: memref<160xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %nine = arith.constant 9 : i16
  %p = memref.view %bytes[%c0][] : memref<160xi8> to memref<16xi32>
  %q = memref.view %bytes[%c0][] : memref<160xi8> to memref<32xi16>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.index_cast %x : index to i32
    memref.store %n, %p[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %nine, %q[%x] : memref<32xi16>
    gpu.terminator
  }
  return
}

// -----

// Two dimensions, in row-major order.

// EXEC: ok: launches 2 -> 1,
func.func @rows(%bytes: memref<160xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %seven = arith.constant 7 : i32
  %p = memref.view %bytes[%c0][] : memref<160xi8> to memref<4x4xi32>
  %q = memref.view %bytes[%c64][] : memref<160xi8> to memref<4x4xi32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.shrui %x, %c2 : index
    %m = arith.constant 3 : index
    %c = arith.andi %x, %m : index
    memref.store %seven, %p[%r, %c] : memref<4x4xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.shrui %x, %c2 : index
    %m = arith.constant 3 : index
    %c = arith.andi %x, %m : index
    memref.store %seven, %q[%c, %r] : memref<4x4xi32>
    gpu.terminator
  }
  return
}

// -----

// The same bytes by rows and by columns.

// REASON: remark: [Missed] waw-order {{.*}}Function=rows_and_columns
// EXEC: ok: launches 2 -> 2,
func.func @rows_and_columns(%bytes: memref<160xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  %seven = arith.constant 7 : i32
  %p = memref.view %bytes[%c0][] : memref<160xi8> to memref<4x4xi32>
  %q = memref.view %bytes[%c0][] : memref<160xi8> to memref<4x4xi32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.shrui %x, %c2 : index
    %m = arith.constant 3 : index
    %c = arith.andi %x, %m : index
    %n = arith.index_cast %x : index to i32
    memref.store %n, %p[%r, %c] : memref<4x4xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.shrui %x, %c2 : index
    %m = arith.constant 3 : index
    %c = arith.andi %x, %m : index
    memref.store %seven, %q[%c, %r] : memref<4x4xi32>
    gpu.terminator
  }
  return
}

// -----

// The beginning of the second view is known only when the program runs.

// REASON: remark: [Missed] cross-block-raw {{.*}}Function=unknown_start
// EXEC: ok: launches 2 -> 2,
func.func @unknown_start(%bytes: memref<160xi8> {llvm.noalias}, %start: index {fuselage.test.value = 32 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %p = memref.view %bytes[%c0][] : memref<160xi8> to memref<16xi32>
  %q = memref.view %bytes[%start][] : memref<160xi8> to memref<16xi32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.index_cast %x : index to i32
    memref.store %n, %p[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %o = arith.subi %c15, %x : index
    %v = memref.load %q[%o] : memref<16xi32>
    memref.store %v, %q[%o] : memref<16xi32>
    gpu.terminator
  }
  return
}
