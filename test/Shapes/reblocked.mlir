// What is left after fusion gets blocks of whole warps, unless it has them or its
// meaning depends on its blocks.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=128}))' --split-input-file --remarks-filter-passed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --implicit-check-not='remark: [Passed] reblocked' < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=128}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// CHECK-LABEL: func.func @elements(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c3{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c128
// CHECK: arith.cmpi ult
// CHECK: memref.load %{{.*}}[%[[I:.*]], %[[J:.*]]] :
// REMARK: remark: [Passed] reblocked |{{.*}}Function=elements |{{.*}}Block="1 to 128", Grid="10x36 to 3"
// EXEC: ok: launches 1 -> 1
func.func @elements(%a: memref<10x36xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %c36 = arith.constant 36 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c10, %gy = %c36, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<10x36xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i, %j] : memref<10x36xi32>
    gpu.terminator
  }
  return
}

// -----

// The ids are the other way round: neighbouring threads have neighbouring elements all
// the same.

// CHECK-LABEL: func.func @other_way_round(
// CHECK: %[[N:.*]] = arith.addi
// CHECK: %[[J:.*]] = arith.remui %[[N]], %c36
// CHECK: %[[I:.*]] = arith.divui %[[N]], %c36
// CHECK: memref.load %{{.*}}[%[[I]], %[[J]]]
// REMARK: remark: [Passed] reblocked |{{.*}}Function=other_way_round |{{.*}}Block="3x2 to 128", Grid="12x5 to 3"
// EXEC: ok: launches 1 -> 1
func.func @other_way_round(%a: memref<10x36xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c5 = arith.constant 5 : index
  %c12 = arith.constant 12 : index
  gpu.launch blocks(%k, %l, %bz) in (%gx = %c12, %gy = %c5, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c3, %sy = %c2, %sz = %c1) {
    %j = gpu.global_id x
    %i = gpu.global_id y
    %v = memref.load %a[%i, %j] : memref<10x36xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i, %j] : memref<10x36xi32>
    gpu.terminator
  }
  return
}

// -----

// Rows and columns that nothing is known of, numbered together: blocks along y, too, in case they are more than x takes.

// CHECK-LABEL: func.func @dynamic(
// CHECK: %[[ITEMS:.*]] = arith.muli %dim{{[_0-9]*}}, %[[COLUMNS:dim[_0-9]*]]
// CHECK: %[[BLOCKS:.*]] = arith.ceildivui %[[ITEMS]], %c{{128|256}}
// CHECK: %[[X:.*]] = arith.minui %[[BLOCKS]], %[[MOST:c2147483647[_0-9]*]]
// CHECK: %[[Y:.*]] = arith.ceildivui %[[BLOCKS]], %[[MOST]]
// CHECK: gpu.launch blocks(%[[BX:.*]], %[[BY:.*]], %{{.*}}) in (%{{.*}} = %[[X]], %{{.*}} = %[[Y]],
// CHECK: %[[BEFORE:.*]] = arith.muli %[[BY]], %
// CHECK: arith.addi %[[BEFORE]], %[[BX]]
// CHECK: arith.cmpi ult, %[[I:.*]], %[[ITEMS]]
// CHECK-DAG: arith.remui %[[I]], %[[COLUMNS]]
// CHECK-DAG: arith.divui %[[I]], %[[COLUMNS]]
// REMARK: remark: [Passed] reblocked |{{.*}}Function=dynamic |
// EXEC: ok: launches 1 -> 1
func.func @dynamic(%a: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 129>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %a, %c0 : memref<?x?xi32>
  %columns = memref.dim %a, %c1 : memref<?x?xi32>
  gpu.launch blocks(%i, %j, %bz) in (%gx = %rows, %gy = %columns, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<?x?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i, %j] : memref<?x?xi32>
    gpu.terminator
  }
  return
}

// -----

// A bound of 0 keeps every thread out. The grid has a block all the same, as before.

// CHECK-LABEL: func.func @no_items(
// REMARK: remark: [Passed] reblocked |{{.*}}Function=no_items |
// EXEC: ok: launches 1 -> 1
func.func @no_items(%a: memref<10xi32> {llvm.noalias}, %n: index {fuselage.test.value = 0 : index},
    %blocks: index {fuselage.test.value = 2 : index}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %one = arith.constant 1 : i32
  gpu.launch blocks(%k, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c5, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %is = arith.cmpi ult, %i, %n : index
    scf.if %is {
      memref.store %one, %a[%i] : memref<10xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Whole warps stay as they are, and so do threads that meet.

// CHECK-LABEL: func.func @test(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c4, {{.*}}) threads({{.*}}) in (%{{.*}} = %c64,
// CHECK: call
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c4, {{.*}}) threads({{.*}}) in (%{{.*}} = %c5,
// EXEC: ok: launches 2 -> 2
func.func @test(%a: memref<256xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %a[%i] : memref<256xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i] : memref<256xi32>
    gpu.terminator
  }
  func.call @host() : () -> ()
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c5, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %a[%i] : memref<256xi32>
    %s = gpu.all_reduce add %v uniform {} : (i32) -> i32
    memref.store %s, %a[%i] : memref<256xi32>
    gpu.terminator
  }
  return
}
func.func @host() {
  return
}
