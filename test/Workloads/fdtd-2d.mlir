// fdtd-2d: the electromagnetic field in two dimensions, in a host loop: the source
// in the first row of ey, ey and ex from hz, hz from both. The reference steps the
// field with the differences of whole rows and columns.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @fdtd_2d(%ex: memref<13x17xf32> {llvm.noalias}, %ey: memref<13x17xf32> {llvm.noalias}, %hz: memref<13x17xf32> {llvm.noalias},
                   %source: memref<3xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %steps = arith.constant 3 : index
  %rows = arith.constant 13 : index
  %columns = arith.constant 17 : index
  %last_row = arith.constant 12 : index
  %last_column = arith.constant 16 : index
  %half = arith.constant 0.5 : f32
  %courant = arith.constant 0.7 : f32
  scf.for %t = %c0 to %steps step %c1 {
    scf.parallel (%j) = (%c0) to (%columns) step (%c1) {
      %0 = memref.load %source[%t] : memref<3xf32>
      memref.store %0, %ey[%c0, %j] : memref<13x17xf32>
    }
    scf.parallel (%i, %j) = (%c1, %c0) to (%rows, %columns) step (%c1, %c1) {
      %north = arith.subi %i, %c1 : index
      %0 = memref.load %ey[%i, %j] : memref<13x17xf32>
      %1 = memref.load %hz[%i, %j] : memref<13x17xf32>
      %2 = memref.load %hz[%north, %j] : memref<13x17xf32>
      %3 = arith.subf %1, %2 : f32
      %4 = arith.mulf %3, %half : f32
      %5 = arith.subf %0, %4 : f32
      memref.store %5, %ey[%i, %j] : memref<13x17xf32>
    }
    scf.parallel (%i, %j) = (%c0, %c1) to (%rows, %columns) step (%c1, %c1) {
      %west = arith.subi %j, %c1 : index
      %0 = memref.load %ex[%i, %j] : memref<13x17xf32>
      %1 = memref.load %hz[%i, %j] : memref<13x17xf32>
      %2 = memref.load %hz[%i, %west] : memref<13x17xf32>
      %3 = arith.subf %1, %2 : f32
      %4 = arith.mulf %3, %half : f32
      %5 = arith.subf %0, %4 : f32
      memref.store %5, %ex[%i, %j] : memref<13x17xf32>
    }
    scf.parallel (%i, %j) = (%c0, %c0) to (%last_row, %last_column) step (%c1, %c1) {
      %south = arith.addi %i, %c1 : index
      %east = arith.addi %j, %c1 : index
      %0 = memref.load %hz[%i, %j] : memref<13x17xf32>
      %1 = memref.load %ex[%i, %east] : memref<13x17xf32>
      %2 = memref.load %ex[%i, %j] : memref<13x17xf32>
      %3 = memref.load %ey[%south, %j] : memref<13x17xf32>
      %4 = memref.load %ey[%i, %j] : memref<13x17xf32>
      %5 = arith.subf %1, %2 : f32
      %6 = arith.addf %5, %3 : f32
      %7 = arith.subf %6, %4 : f32
      %8 = arith.mulf %7, %courant : f32
      %9 = arith.subf %0, %8 : f32
      memref.store %9, %hz[%i, %j] : memref<13x17xf32>
    }
  }
  return
}
