// Hotspot: the temperature of a chip under power, in a host loop. Each step has
// four operations over the whole grid: conduction along rows, along columns,
// the change by both and by power, the update; neighbours are clamped at the edge.
// The reference computes a step as one expression.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @hotspot(%temperature: memref<12x16xf32> {llvm.noalias}, %power: memref<12x16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %steps = arith.constant 3 : index
  %rows = arith.constant 12 : index
  %columns = arith.constant 16 : index
  %last_row = arith.constant 11 : index
  %last_column = arith.constant 15 : index
  %two = arith.constant 2.0 : f32
  %conduction = arith.constant 0.125 : f32
  %capacity = arith.constant 0.5 : f32
  %along_rows = memref.alloc() : memref<12x16xf32>
  %along_columns = memref.alloc() : memref<12x16xf32>
  %change = memref.alloc() : memref<12x16xf32>
  scf.for %t = %c0 to %steps step %c1 {
    scf.parallel (%i, %j) = (%c0, %c0) to (%rows, %columns) step (%c1, %c1) {
      %before = arith.subi %j, %c1 : index
      %west = arith.maxsi %before, %c0 : index
      %after = arith.addi %j, %c1 : index
      %east = arith.minsi %after, %last_column : index
      %0 = memref.load %temperature[%i, %west] : memref<12x16xf32>
      %1 = memref.load %temperature[%i, %east] : memref<12x16xf32>
      %2 = memref.load %temperature[%i, %j] : memref<12x16xf32>
      %3 = arith.addf %0, %1 : f32
      %4 = arith.mulf %2, %two : f32
      %5 = arith.subf %3, %4 : f32
      memref.store %5, %along_rows[%i, %j] : memref<12x16xf32>
    }
    scf.parallel (%i, %j) = (%c0, %c0) to (%rows, %columns) step (%c1, %c1) {
      %before = arith.subi %i, %c1 : index
      %north = arith.maxsi %before, %c0 : index
      %after = arith.addi %i, %c1 : index
      %south = arith.minsi %after, %last_row : index
      %0 = memref.load %temperature[%north, %j] : memref<12x16xf32>
      %1 = memref.load %temperature[%south, %j] : memref<12x16xf32>
      %2 = memref.load %temperature[%i, %j] : memref<12x16xf32>
      %3 = arith.addf %0, %1 : f32
      %4 = arith.mulf %2, %two : f32
      %5 = arith.subf %3, %4 : f32
      memref.store %5, %along_columns[%i, %j] : memref<12x16xf32>
    }
    scf.parallel (%i, %j) = (%c0, %c0) to (%rows, %columns) step (%c1, %c1) {
      %0 = memref.load %along_rows[%i, %j] : memref<12x16xf32>
      %1 = memref.load %along_columns[%i, %j] : memref<12x16xf32>
      %2 = memref.load %power[%i, %j] : memref<12x16xf32>
      %3 = arith.addf %0, %1 : f32
      %4 = arith.mulf %3, %conduction : f32
      %5 = arith.addf %4, %2 : f32
      %6 = arith.mulf %5, %capacity : f32
      memref.store %6, %change[%i, %j] : memref<12x16xf32>
    }
    scf.parallel (%i, %j) = (%c0, %c0) to (%rows, %columns) step (%c1, %c1) {
      %0 = memref.load %temperature[%i, %j] : memref<12x16xf32>
      %1 = memref.load %change[%i, %j] : memref<12x16xf32>
      %2 = arith.addf %0, %1 : f32
      memref.store %2, %temperature[%i, %j] : memref<12x16xf32>
    }
  }
  memref.dealloc %along_rows : memref<12x16xf32>
  memref.dealloc %along_columns : memref<12x16xf32>
  memref.dealloc %change : memref<12x16xf32>
  return
}
