// The iterations of a nest are numbered, the innermost dimension fastest, and run in
// blocks of 256 threads.

// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-loops-to-launches,canonicalize,cse)' | FileCheck %s
// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-loops-to-launches{block-size=64},canonicalize,cse)' | FileCheck %s --check-prefix=SMALL
// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-loops-to-launches{tile=4,16},canonicalize,cse)' | FileCheck %s --check-prefix=TILE

// Fewer iterations than a block has threads make one block of whole warps.

// CHECK-LABEL: func.func @few
//   CHECK-DAG:   %[[ONE:.*]] = arith.constant 1 : index
//   CHECK-DAG:   %[[T:.*]] = arith.constant 64 : index
//   CHECK-DAG:   %[[N:.*]] = arith.constant 40 : index
//       CHECK:   gpu.launch blocks({{.*}}) in (%{{.*}} = %[[ONE]], %{{.*}} = %[[ONE]], %{{.*}} = %[[ONE]]) threads(%[[X:.*]], %{{.*}}, %{{.*}}) in (%{{.*}} = %[[T]], %{{.*}} = %[[ONE]], %{{.*}} = %[[ONE]])
//  CHECK-NEXT:     %[[IN:.*]] = arith.cmpi ult, %[[X]], %[[N]]
//  CHECK-NEXT:     scf.if %[[IN]]
//  CHECK-NEXT:       memref.store %{{.*}}, %{{.*}}[%[[X]]]
// TILE-LABEL: func.func @few
//  TILE-DAG:    %[[T:.*]] = arith.constant 16 : index
//  TILE-DAG:    %[[B:.*]] = arith.constant 3 : index
//      TILE:    gpu.launch blocks({{.*}}) in (%{{.*}} = %[[B]], {{.*}}) threads({{.*}}) in (%{{.*}} = %[[T]],
func.func @few(%a: memref<40xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  scf.parallel (%i) = (%c0) to (%c40) step (%c1) {
    memref.store %v, %a[%i] : memref<40xf32>
    scf.reduce
  }
  return
}

// -----

// Whole blocks need no guard. Dimensions of one iteration are dropped.

// CHECK-LABEL: func.func @exact
//   CHECK-DAG:   %[[T:.*]] = arith.constant 256 : index
//   CHECK-DAG:   %[[B:.*]] = arith.constant 12 : index
//   CHECK-DAG:   %[[ZERO:.*]] = arith.constant 0 : index
//       CHECK:   gpu.launch blocks(%[[BX:.*]], %{{.*}}, %{{.*}}) in (%{{.*}} = %[[B]], {{.*}}) threads(%[[X:.*]], %{{.*}}, %{{.*}}) in (%{{.*}} = %[[T]],
//  CHECK-NEXT:     %[[START:.*]] = arith.muli %[[BX]], %[[T]]
//  CHECK-NEXT:     %[[N:.*]] = arith.addi %[[START]], %[[X]]
//  CHECK-NEXT:     %[[J:.*]] = arith.remui %[[N]], %
//  CHECK-NEXT:     %[[I:.*]] = arith.divui %[[N]], %
//   CHECK-NOT:     scf.if
//       CHECK:     memref.store %{{.*}}, %{{.*}}[%[[I]], %[[ZERO]], %[[J]]]
// SMALL-LABEL: func.func @exact
//   SMALL-DAG:   %[[T:.*]] = arith.constant 64 : index
//   SMALL-DAG:   %[[B:.*]] = arith.constant 48 : index
//       SMALL:   gpu.launch blocks({{.*}}) in (%{{.*}} = %[[B]], {{.*}}) threads({{.*}}) in (%{{.*}} = %[[T]],
func.func @exact(%a: memref<24x1x128xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c24 = arith.constant 24 : index
  %c128 = arith.constant 128 : index
  scf.parallel (%i, %k, %j) = (%c0, %c0, %c0) to (%c24, %c1, %c128) step (%c1, %c1, %c1) {
    memref.store %v, %a[%i, %k, %j] : memref<24x1x128xf32>
    scf.reduce
  }
  return
}

// -----

// An extent that is not known: one block more than needed at the most, and so at least
// one. What nobody can divide by is divided by only where there are iterations.

// CHECK-LABEL: func.func @dynamic
//   CHECK-DAG:   %[[T:.*]] = arith.constant 256 : index
//   CHECK-DAG:   %[[ONE:.*]] = arith.constant 1 : index
//       CHECK:   %[[R:.*]] = memref.dim
//       CHECK:   %[[C:.*]] = memref.dim
//       CHECK:   %[[N:.*]] = arith.muli %[[R]], %[[C]]
//       CHECK:   %[[W:.*]] = arith.divui %[[N]], %[[T]]
//       CHECK:   %[[B:.*]] = arith.addi %[[W]], %[[ONE]]
//       CHECK:   arith.minui %[[B]], %
//       CHECK:   gpu.launch blocks({{.*}}) threads(%[[X:[a-z0-9]+]], %{{.*}}, %{{.*}}) in (%{{.*}} = %[[T]],
//       CHECK:     %[[START:.*]] = arith.muli %{{.*}}, %[[T]]
//  CHECK-NEXT:     %[[NUMBER:.*]] = arith.addi %[[START]], %[[X]]
//  CHECK-NEXT:     %[[IN:.*]] = arith.cmpi ult, %[[NUMBER]], %[[N]]
//  CHECK-NEXT:     scf.if %[[IN]]
//  CHECK-NEXT:       %[[J:.*]] = arith.remui %[[NUMBER]], %[[C]]
//  CHECK-NEXT:       %[[I:.*]] = arith.divui %[[NUMBER]], %[[C]]
//  CHECK-NEXT:       memref.store %{{.*}}, %{{.*}}[%[[I]], %[[J]]]
func.func @dynamic(%a: memref<?x?xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = memref.dim %a, %c0 : memref<?x?xf32>
  %c = memref.dim %a, %c1 : memref<?x?xf32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    memref.store %v, %a[%i, %j] : memref<?x?xf32>
    scf.reduce
  }
  return
}

// -----

// Bounds of any kind: no iteration where the lower one is not below the upper one, and
// no part of the arithmetic wraps around.

// CHECK-LABEL: func.func @bounds
//  CHECK-SAME:   %[[L:[a-z0-9]+]]: index, %[[U:[a-z0-9]+]]: index, %[[S:[a-z0-9]+]]: index
//       CHECK:   %[[MAX:.*]] = arith.maxsi %[[U]], %[[L]]
//       CHECK:   %[[REACH:.*]] = arith.subi %[[MAX]], %[[L]]
//       CHECK:   %[[D:.*]] = arith.maxui %[[S]], %
//       CHECK:   %[[WHOLE:.*]] = arith.divui %[[REACH]], %[[D]]
//       CHECK:   %[[REST:.*]] = arith.remui %[[REACH]], %[[D]]
//       CHECK:   %[[MORE:.*]] = arith.minui %[[REST]], %
//       CHECK:   arith.addi %[[WHOLE]], %[[MORE]]
//       CHECK:   gpu.launch
//       CHECK:     scf.if
//  CHECK-NEXT:       %[[SCALED:.*]] = arith.muli %{{.*}}, %[[S]]
//  CHECK-NEXT:       %[[I:.*]] = arith.addi %[[SCALED]], %[[L]]
//  CHECK-NEXT:       memref.store %{{.*}}, %{{.*}}[%[[I]]]
func.func @bounds(%a: memref<?xf32>, %v: f32, %l: index, %u: index, %s: index) {
  scf.parallel (%i) = (%l) to (%u) step (%s) {
    memref.store %v, %a[%i] : memref<?xf32>
    scf.reduce
  }
  return
}

// -----

// A loop without iterations is gone.

// CHECK-LABEL: func.func @none
//  CHECK-NEXT:   return
func.func @none(%a: memref<4xf32>, %v: f32) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  scf.parallel (%i) = (%c4) to (%c1) step (%c1) {
    memref.store %v, %a[%i] : memref<4xf32>
    scf.reduce
  }
  return
}

// -----

// More blocks than a grid has along x.

// CHECK-LABEL: func.func @rows_of_blocks
//   CHECK-DAG:   %[[ROW:.*]] = arith.constant 2147483647 : index
//   CHECK-DAG:   %[[ROWS:.*]] = arith.constant 9 : index
//       CHECK:   gpu.launch blocks(%[[BX:.*]], %[[BY:.*]], %{{.*}}) in (%{{.*}} = %[[ROW]], %{{.*}} = %[[ROWS]], {{.*}}) threads
//  CHECK-NEXT:     %[[ABOVE:.*]] = arith.muli %[[BY]], %[[ROW]]
//  CHECK-NEXT:     %[[B:.*]] = arith.addi %[[ABOVE]], %[[BX]]
//  CHECK-NEXT:     arith.muli %[[B]], %
func.func @rows_of_blocks(%a: memref<1xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 4398046511104 : index
  %one = arith.constant 1 : i64
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %old = memref.atomic_rmw addi %one, %a[%c0] : (i64, memref<1xi64>) -> i64
    scf.reduce
  }
  return
}

// -----

// With a tile, a block is a part of the innermost dimensions; the others are blocks.

// TILE-LABEL: func.func @tile
//   TILE-DAG:   %[[C16:.*]] = arith.constant 16 : index
//   TILE-DAG:   %[[C4:.*]] = arith.constant 4 : index
//   TILE-DAG:   %[[C5:.*]] = arith.constant 5 : index
//   TILE-DAG:   %[[C3:.*]] = arith.constant 3 : index
//   TILE-DAG:   %[[C7:.*]] = arith.constant 7 : index
//   TILE-DAG:   %[[C70:.*]] = arith.constant 70 : index
//       TILE:   gpu.launch blocks(%[[BX:.*]], %[[BY:.*]], %[[BZ:.*]]) in (%{{.*}} = %[[C5]], %{{.*}} = %[[C3]], %{{.*}} = %[[C7]]) threads(%[[X:.*]], %[[Y:.*]], %{{.*}}) in (%{{.*}} = %[[C16]], %{{.*}} = %[[C4]],
//       TILE:     %[[J0:.*]] = arith.muli %[[BY]], %[[C4]]
//  TILE-NEXT:     %[[J:.*]] = arith.addi %[[J0]], %[[Y]]
//       TILE:     %[[K0:.*]] = arith.muli %[[BX]], %[[C16]]
//  TILE-NEXT:     %[[K:.*]] = arith.addi %[[K0]], %[[X]]
//  TILE-NEXT:     %[[IN:.*]] = arith.cmpi ult, %[[K]], %[[C70]]
//  TILE-NEXT:     scf.if %[[IN]]
//  TILE-NEXT:       memref.store %{{.*}}, %{{.*}}[%[[BZ]], %[[J]], %[[K]]]
func.func @tile(%a: memref<7x12x70xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c12 = arith.constant 12 : index
  %c70 = arith.constant 70 : index
  scf.parallel (%i, %j, %k) = (%c0, %c0, %c0) to (%c7, %c12, %c70) step (%c1, %c1, %c1) {
    memref.store %v, %a[%i, %j, %k] : memref<7x12x70xf32>
    scf.reduce
  }
  return
}

// -----

// More than 65,535 blocks along a dimension other than x: all blocks are numbered.

// TILE-LABEL: func.func @tile_of_many
//   TILE-DAG:   %[[B:.*]] = arith.constant 350000 : index
//       TILE:   gpu.launch blocks(%[[BX:.*]], %{{.*}}, %{{.*}}) in (%{{.*}} = %[[B]], %{{.*}} = %c1, %{{.*}} = %c1)
//  TILE-NEXT:     arith.remui %[[BX]], %
//  TILE-NEXT:     arith.divui %[[BX]], %
func.func @tile_of_many(%a: memref<280000x80xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 280000 : index
  %c = arith.constant 80 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    memref.store %v, %a[%i, %j] : memref<280000x80xf32>
    scf.reduce
  }
  return
}

// -----

// Rows of blocks, of which the last one is not full.

// TILE-LABEL: func.func @tile_in_rows
//   TILE-DAG:   %[[ROW:.*]] = arith.constant 2147483647 : index
//   TILE-DAG:   %[[ALL:.*]] = arith.constant 4900000000 : index
//       TILE:   gpu.launch blocks
//       TILE:     arith.muli %{{.*}}, %[[ROW]]
//  TILE-NEXT:     %[[NUMBER:.*]] = arith.addi
//  TILE-NEXT:     %[[IN:.*]] = arith.cmpi ult, %[[NUMBER]], %[[ALL]]
//  TILE-NEXT:     scf.if %[[IN]]
//       TILE:       memref.store
func.func @tile_in_rows(%a: memref<280000x1120000xi8>, %v: i8) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 280000 : index
  %c = arith.constant 1120000 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    memref.store %v, %a[%i, %j] : memref<280000x1120000xi8>
    scf.reduce
  }
  return
}

// -----

// A loop without dimensions runs once. (Upstream's lowering makes an invalid operation of
// it, so that nothing can be compared.)

// CHECK-LABEL: func.func @no_dimensions
//       CHECK:   scf.if
//  CHECK-NEXT:     %[[W:.*]] = memref.load %[[A:.*]][%[[I:.*]]]
//  CHECK-NEXT:     memref.store %{{.*}}, %[[A]][%[[I]]]
//  CHECK-NEXT:     %[[X:.*]] = memref.load %[[A]][%[[I]]]
//  CHECK-NEXT:     %[[Y:.*]] = arith.addi %[[W]], %[[X]]
//  CHECK-NEXT:     memref.store %[[Y]], %[[A]][%[[I]]]
func.func @no_dimensions(%a: memref<8xi32>, %v: i32) {
  affine.parallel (%i) = (0) to (8) {
    %w = affine.load %a[%i] : memref<8xi32>
    affine.parallel () = () to () {
      affine.store %v, %a[%i] : memref<8xi32>
    }
    %x = affine.load %a[%i] : memref<8xi32>
    %y = arith.addi %w, %x : i32
    affine.store %y, %a[%i] : memref<8xi32>
  }
  return
}
