// A guard compares a sum. What is on the other side of it need not fit into an index.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// The sum is far below zero for all threads, and no bound of theirs: all items run.

// CHECK-LABEL: func.func @least(
// CHECK: gpu.launch
// EXEC: ok: launches 1 -> 1
func.func @least(%a: memref<50xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c50 = arith.constant 50 : index
  %least = arith.constant -9223372036854775808 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c50, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %sum = arith.addi %i, %least : index
    %is = arith.cmpi slt, %sum, %c3 : index
    scf.if %is {
      %v = memref.load %a[%i] : memref<50xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%i] : memref<50xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The same with a size that is not known, and the sides the other way round.

// CHECK-LABEL: func.func @unknown_size(
// CHECK: gpu.launch
// EXEC: ok: launches 1 -> 1
func.func @unknown_size(%a: memref<50xi32> {llvm.noalias}, %n: index {fuselage.test.value = 50 : index}) {
  %c1 = arith.constant 1 : index
  %most = arith.constant 9223372036854775807 : index
  %low = arith.constant -9223372036854775000 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %sum = arith.addi %i, %low : index
    %is = arith.cmpi sgt, %most, %sum : index
    scf.if %is {
      %v = memref.load %a[%i] : memref<50xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%i] : memref<50xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A sum that fits bounds the items: the first 30.

// CHECK-LABEL: func.func @fits(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c1{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c32
// CHECK: arith.cmpi ult, %{{.*}}, %c30
// EXEC: ok: launches 1 -> 1
func.func @fits(%a: memref<50xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c50 = arith.constant 50 : index
  %low = arith.constant -20 : index
  %c10 = arith.constant 10 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c50, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %sum = arith.addi %i, %low : index
    %is = arith.cmpi slt, %sum, %c10 : index
    scf.if %is {
      %v = memref.load %a[%i] : memref<50xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%i] : memref<50xi32>
    }
    gpu.terminator
  }
  return
}
