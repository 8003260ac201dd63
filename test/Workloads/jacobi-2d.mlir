// Jacobi iteration of the 2-d Laplace equation in a host loop: A to B and B to A,
// the mean of an element and its four neighbours. The reference applies the stencil
// as a convolution with a cross.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @jacobi_2d(%a: memref<14x18xf32> {llvm.noalias}, %b: memref<14x18xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %steps = arith.constant 3 : index
  %rows = arith.constant 13 : index
  %columns = arith.constant 17 : index
  %fifth = arith.constant 0.2 : f32
  scf.for %t = %c0 to %steps step %c1 {
    scf.parallel (%i, %j) = (%c1, %c1) to (%rows, %columns) step (%c1, %c1) {
      %north = arith.subi %i, %c1 : index
      %south = arith.addi %i, %c1 : index
      %west = arith.subi %j, %c1 : index
      %east = arith.addi %j, %c1 : index
      %0 = memref.load %a[%i, %j] : memref<14x18xf32>
      %1 = memref.load %a[%i, %west] : memref<14x18xf32>
      %2 = memref.load %a[%i, %east] : memref<14x18xf32>
      %3 = memref.load %a[%south, %j] : memref<14x18xf32>
      %4 = memref.load %a[%north, %j] : memref<14x18xf32>
      %5 = arith.addf %0, %1 : f32
      %6 = arith.addf %5, %2 : f32
      %7 = arith.addf %6, %3 : f32
      %8 = arith.addf %7, %4 : f32
      %9 = arith.mulf %8, %fifth : f32
      memref.store %9, %b[%i, %j] : memref<14x18xf32>
    }
    scf.parallel (%i, %j) = (%c1, %c1) to (%rows, %columns) step (%c1, %c1) {
      %north = arith.subi %i, %c1 : index
      %south = arith.addi %i, %c1 : index
      %west = arith.subi %j, %c1 : index
      %east = arith.addi %j, %c1 : index
      %0 = memref.load %b[%i, %j] : memref<14x18xf32>
      %1 = memref.load %b[%i, %west] : memref<14x18xf32>
      %2 = memref.load %b[%i, %east] : memref<14x18xf32>
      %3 = memref.load %b[%south, %j] : memref<14x18xf32>
      %4 = memref.load %b[%north, %j] : memref<14x18xf32>
      %5 = arith.addf %0, %1 : f32
      %6 = arith.addf %5, %2 : f32
      %7 = arith.addf %6, %3 : f32
      %8 = arith.addf %7, %4 : f32
      %9 = arith.mulf %8, %fifth : f32
      memref.store %9, %a[%i, %j] : memref<14x18xf32>
    }
  }
  return
}
