// A launch of an unknown number of blocks whose bound is below its threads, above them,
// or below zero. Each other thread would be out of bounds, or leave an element out.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{block-size=32})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{block-size=32})' --split-input-file --remarks-filter-passed=fuselage -o /dev/null 2>&1 | FileCheck %s

// A constant bound: 8 of 10 threads.

// CHECK: remark: [Passed] reblocked |{{.*}}Function=below |
// EXEC: ok: launches 1 -> 1
func.func @below(%a: memref<8xi32> {llvm.noalias}, %g: index {fuselage.test.value = 2 : index}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c5, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %is = arith.cmpi ult, %i, %c8 : index
    scf.if %is {
      %v = memref.load %a[%i] : memref<8xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%i] : memref<8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A constant bound of 100, and 10 threads.

// CHECK: remark: [Passed] reblocked |{{.*}}Function=above |
// EXEC: ok: launches 1 -> 1
func.func @above(%a: memref<10xi32> {llvm.noalias}, %g: index {fuselage.test.value = 2 : index}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c100 = arith.constant 100 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c5, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %is = arith.cmpi ult, %i, %c100 : index
    scf.if %is {
      %v = memref.load %a[%i] : memref<10xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%i] : memref<10xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A bound of -3: with a sign it keeps every thread out, without one it keeps none.

// CHECK: remark: [Passed] fused |{{.*}}Function=negative |
// EXEC: ok: launches 2 -> 1
func.func @negative(%a: memref<10xi32> {llvm.noalias}, %b: memref<10xi32> {llvm.noalias},
    %g: index {fuselage.test.value = 2 : index}, %h: index {fuselage.test.value = 10 : index},
    %n: index {fuselage.test.value = -3 : index}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %one = arith.constant 1 : i32
  gpu.launch blocks(%k, %by, %bz) in (%gx = %g, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c5, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %is = arith.cmpi slt, %i, %n : index
    scf.if %is {
      memref.store %one, %a[%i] : memref<10xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %h, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %i, %n : index
    scf.if %is {
      memref.store %one, %b[%i] : memref<10xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Two launches without a bound, of different numbers of blocks. The launch of both has
// enough for the second, which has more.

// CHECK: remark: [Passed] fused |{{.*}}Function=two_numbers |
// EXEC: ok: launches 2 -> 1
func.func @two_numbers(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 7>},
    %b: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 70>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i32
  %n = memref.dim %a, %c0 : memref<?xi32>
  %m = memref.dim %b, %c0 : memref<?xi32>
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %one, %a[%i] : memref<?xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %m, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %one, %b[%i] : memref<?xi32>
    gpu.terminator
  }
  return
}
