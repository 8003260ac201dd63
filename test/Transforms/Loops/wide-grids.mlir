// A loop of unknown extents may take more blocks than a device runs along x. The blocks go on along y then, and along
// z: the number of a block is made of its ids. A loop whose extents are known to be few has a grid along x alone. Builds
// with small bounds go on after 3 blocks along x and 2 along y, so that all of it runs.

// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-loops-to-launches,canonicalize,cse)' | FileCheck %s
// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-loops-to-launches{tile=4,8},canonicalize,cse)' | FileCheck %s --check-prefix=TILE
// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-loops-to-launches,canonicalize,cse,fuselage-fuse-launches,canonicalize,cse)' | FileCheck %s --check-prefix=FUSED
// RUN: %test-exec %s --split-input-file --shuffles=2 --pipeline='builtin.module(fuselage-loops-to-launches,canonicalize,cse,fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %if !sanitized %{ mlir-opt --load-pass-plugin=%small-bounds-plugin %s --split-input-file --pass-pipeline='builtin.module(fuselage-loops-to-launches,canonicalize,cse)' | FileCheck %s --check-prefix=SMALL %}
// RUN: %if !sanitized %{ fuselage-test-exec --load-pass-plugin=%small-bounds-plugin %s --split-input-file --shuffles=2 --pipeline='builtin.module(fuselage-loops-to-launches)' | FileCheck %s --check-prefix=ALONE --implicit-check-not='ok: launches' %}
// RUN: %if !sanitized %{ fuselage-test-exec --load-pass-plugin=%small-bounds-plugin %s --split-input-file --shuffles=2 --pipeline='builtin.module(fuselage-loops-to-launches{tile=4,8})' | FileCheck %s --check-prefix=ALONE --implicit-check-not='ok: launches' %}
// RUN: %if !sanitized %{ fuselage-test-exec --load-pass-plugin=%small-bounds-plugin %s --split-input-file --shuffles=2 --pipeline='builtin.module(fuselage-loops-to-launches,canonicalize,cse,fuselage-fuse-launches)' %}

// CHECK-LABEL: func.func @elements_1537(
//       CHECK:   %[[N:.*]] = memref.dim
//       CHECK:   %[[WHOLE:.*]] = arith.divui %[[N]], %c256
//       CHECK:   %[[B:.*]] = arith.addi %[[WHOLE]], %c1
//       CHECK:   %[[X:.*]] = arith.minui %[[B]], %[[MOST_X:c2147483647.*]] : index
//       CHECK:   %[[LEFT:.*]] = arith.ceildivui %[[B]], %[[MOST_X]]
//       CHECK:   %[[Y:.*]] = arith.minui %[[LEFT]], %[[MOST_Y:c65535.*]] : index
//       CHECK:   %[[PLANES:.*]] = arith.ceildivui %[[LEFT]], %[[MOST_Y]]
//       CHECK:   %[[Z:.*]] = arith.minui %[[PLANES]], %c128
//       CHECK:   gpu.launch blocks(%[[BX:[a-z0-9]+]], %[[BY:[a-z0-9]+]], %[[BZ:[a-z0-9]+]]) in (%{{.*}} = %[[X]], %{{.*}} = %[[Y]], %{{.*}} = %[[Z]]) threads(%[[TX:[a-z0-9]+]], %{{.*}}, %{{.*}}) in
//  CHECK-NEXT:     %[[PLANE:.*]] = arith.muli %[[BZ]], %[[MOST_Y]]
//  CHECK-NEXT:     %[[ROW:.*]] = arith.addi %[[PLANE]], %[[BY]]
//  CHECK-NEXT:     %[[BEFORE:.*]] = arith.muli %[[ROW]], %[[MOST_X]]
//  CHECK-NEXT:     %[[BLOCK:.*]] = arith.addi %[[BEFORE]], %[[BX]]
//  CHECK-NEXT:     %[[START:.*]] = arith.muli %[[BLOCK]], %c256
//  CHECK-NEXT:     %[[I:.*]] = arith.addi %[[START]], %[[TX]]
//  CHECK-NEXT:     %[[IN:.*]] = arith.cmpi ult, %[[I]], %[[N]]
//  CHECK-NEXT:     scf.if %[[IN]]
//  CHECK-NEXT:       memref.load %{{.*}}[%[[I]]]
// SMALL-LABEL: func.func @elements_1537(
//       SMALL:   %[[X:.*]] = arith.minui %[[B:.*]], %c3
//       SMALL:   %[[LEFT:.*]] = arith.ceildivui %[[B]], %c3
//       SMALL:   %[[Y:.*]] = arith.minui %[[LEFT]], %c2
// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @elements_1537(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1537>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<?xi32>
    scf.reduce
  }
  return
}

// -----

// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @elements_0(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 0>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<?xi32>
    scf.reduce
  }
  return
}

// -----

// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @elements_1(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<?xi32>
    scf.reduce
  }
  return
}

// -----

// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @elements_256(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 256>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<?xi32>
    scf.reduce
  }
  return
}

// -----

// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @elements_767(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 767>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<?xi32>
    scf.reduce
  }
  return
}

// -----

// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @elements_768(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 768>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<?xi32>
    scf.reduce
  }
  return
}

// -----

// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @elements_1535(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1535>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<?xi32>
    scf.reduce
  }
  return
}

// -----

// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @elements_1536(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1536>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<?xi32>
    scf.reduce
  }
  return
}

// -----

// Two dimensions, a step, and bounds that are not in order or far apart. Launches with three ids of a grid fuse as those
// with one.

// FUSED-LABEL: func.func @join(
//       FUSED:   gpu.launch
//   FUSED-NOT:   gpu.launch
//       FUSED:   return
// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 2
func.func @join(%a: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 29, 53>}, %b: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 29, 53>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = memref.dim %a, %c0 : memref<?x?xi32>
  %c = memref.dim %a, %c1 : memref<?x?xi32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    %x = memref.load %a[%i, %j] : memref<?x?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i, %j] : memref<?x?xi32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    %x = memref.load %a[%i, %j] : memref<?x?xi32>
    %y = arith.addi %x, %x : i32
    memref.store %y, %b[%i, %j] : memref<?x?xi32>
    scf.reduce
  }
  return
}

// -----

// The same elements, read by another thread: no proof.

// FUSED-LABEL: func.func @shifted(
// FUSED-COUNT-2:   gpu.launch blocks
// EXEC: ok: launches 0 -> 2
// ALONE: ok: launches 0 -> 2
func.func @shifted(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1600>}, %b: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1600>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %a, %c0 : memref<?xi32>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<?xi32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %before = arith.subi %n, %i : index
    %from = arith.subi %before, %c1 : index
    %x = memref.load %a[%from] : memref<?xi32>
    memref.store %x, %b[%i] : memref<?xi32>
    scf.reduce
  }
  return
}

// -----

// Bounds of any kind, and a step.

// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @bounds(%a: memref<6000xi32> {llvm.noalias}, %l: index {fuselage.test.value = 17 : index}, %u: index {fuselage.test.value = 5990 : index}, %s: index {fuselage.test.value = 3 : index}) {
  scf.parallel (%i) = (%l) to (%u) step (%s) {
    %x = memref.load %a[%i] : memref<6000xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<6000xi32>
    scf.reduce
  }
  return
}

// -----

// As many blocks along x as 32 bits can ask for are as many as a device has.

// CHECK-LABEL: func.func @few(
//       CHECK:   gpu.launch blocks(%[[BX:[a-z0-9]+]], %{{.*}}, %{{.*}}) in (%{{.*}} = %{{.*}}, %{{.*}} = %c1, %{{.*}} = %c1)
//  CHECK-NEXT:     arith.muli %[[BX]], %c256
// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @few(%a: memref<1700xi32> {llvm.noalias}, %count: i32 {fuselage.test.value = 1700 : i32}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.index_cast %count : i32 to index
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<1700xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i] : memref<1700xi32>
    scf.reduce
  }
  return
}

// -----

// Rows of up to 2^16 - 1 elements, as many as 31 bits can ask for: x and y have room for all blocks.

// CHECK-LABEL: func.func @plane(
//       CHECK:   %[[X:.*]] = arith.minui %[[B:.*]], %[[MOST:c2147483647.*]] : index
//       CHECK:   %[[Y:.*]] = arith.ceildivui %[[B]], %[[MOST]]
//       CHECK:   gpu.launch blocks(%[[BX:[a-z0-9]+]], %[[BY:[a-z0-9]+]], %{{.*}}) in (%{{.*}} = %[[X]], %{{.*}} = %[[Y]], %{{.*}} = %c1)
// FUSED-LABEL: func.func @plane(
//       FUSED:   gpu.launch
//   FUSED-NOT:   gpu.launch
//       FUSED:   return
// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 2
func.func @plane(%a: memref<24x67xi32> {llvm.noalias}, %rows: i32 {fuselage.test.value = 24 : i32}, %columns: i16 {fuselage.test.value = 67 : i16}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.index_cast %rows : i32 to index
  %m = arith.index_castui %columns : i16 to index
  scf.parallel (%i, %j) = (%c0, %c0) to (%n, %m) step (%c1, %c1) {
    %x = memref.load %a[%i, %j] : memref<24x67xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i, %j] : memref<24x67xi32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%n, %m) step (%c1, %c1) {
    %x = memref.load %a[%i, %j] : memref<24x67xi32>
    %y = arith.addi %x, %x : i32
    memref.store %y, %a[%i, %j] : memref<24x67xi32>
    scf.reduce
  }
  return
}

// -----

// Blocks of a tile are numbered where an extent is not known. Past the last block a thread is past the outermost extent,
// with which it is compared; where that is a multiple of the tile, the number of the block is compared instead.

//  TILE-LABEL: func.func @rows_of_unknown(
//        TILE:   %[[ALL:.*]] = arith.muli %{{.*}}, %c6
//        TILE:   gpu.launch
//        TILE:     %[[NUMBER:.*]] = arith.addi
//        TILE:     %[[NUMBER:.*]] = arith.addi
//   TILE-NEXT:     %[[IN:.*]] = arith.cmpi ult, %[[NUMBER]], %[[ALL]]
//   TILE-NEXT:     scf.if %[[IN]]
// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @rows_of_unknown(%a: memref<24x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 24, 61>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c24 = arith.constant 24 : index
  %c = memref.dim %a, %c1 : memref<24x?xi32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c24, %c) step (%c1, %c1) {
    %x = memref.load %a[%i, %j] : memref<24x?xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i, %j] : memref<24x?xi32>
    scf.reduce
  }
  return
}

// -----

//  TILE-LABEL: func.func @unknown_of_rows(
//        TILE:   gpu.launch
//    TILE-NOT:   scf.if
//        TILE:   %[[INSIDE:.*]] = arith.andi
//   TILE-NEXT:   scf.if %[[INSIDE]]
//    TILE-NOT:   scf.if
//        TILE:   return
// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @unknown_of_rows(%a: memref<?x61xi32> {llvm.noalias, fuselage.test.shape = array<i64: 37, 61>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c61 = arith.constant 61 : index
  %r = memref.dim %a, %c0 : memref<?x61xi32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c61) step (%c1, %c1) {
    %x = memref.load %a[%i, %j] : memref<?x61xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i, %j] : memref<?x61xi32>
    scf.reduce
  }
  return
}

// -----

// Extents that are constants, in builds with small bounds past them: no operation counts the blocks.

// SMALL-LABEL: func.func @constants(
//   SMALL-DAG:   %[[TWO:.*]] = arith.constant 2 : index
//   SMALL-DAG:   %[[THREE:.*]] = arith.constant 3 : index
//       SMALL:   gpu.launch blocks({{.*}}) in (%{{.*}} = %[[THREE]], %{{.*}} = %[[TWO]], %{{.*}} = %[[TWO]])
// CHECK-LABEL: func.func @constants(
//   CHECK-DAG:   %[[SEVEN:.*]] = arith.constant 7 : index
//       CHECK:   gpu.launch blocks({{.*}}) in (%{{.*}} = %[[SEVEN]], %{{.*}} = %c1, %{{.*}} = %c1)
// EXEC: ok: launches 0 -> 1
// ALONE: ok: launches 0 -> 1
func.func @constants(%a: memref<40x40xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c40, %c40) step (%c1, %c1) {
    %x = memref.load %a[%i, %j] : memref<40x40xi32>
    %y = arith.muli %x, %x : i32
    memref.store %y, %a[%i, %j] : memref<40x40xi32>
    scf.reduce
  }
  return
}
