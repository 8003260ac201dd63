// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s

// Sums commute with each other, but not sums of two widths: the carry out of the
// lower half is lost in one of them.

// CHECK: ok: launches 2 -> 2,
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

// CHECK: ok: launches 2 -> 2,
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

// CHECK: 2 modules, 2 ok
