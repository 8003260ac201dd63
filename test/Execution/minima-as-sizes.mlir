// The grid is a minimum of numbers of the host. If one of them is a constant, ids stay below it.

// RUN: %test-exec %s --split-input-file --shuffles=6 --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --shuffles=6 --pipeline='builtin.module(fuselage-fuse-launches)'

// Five blocks along x at most, and rows of five: each block has rows of its own.

// CHECK: ok: launches 2 -> 1
func.func @rows_of_five(%a: memref<600xi32> {llvm.noalias}, %b: memref<600xi32> {llvm.noalias}, %n: index {fuselage.test.value = 7 : index}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c32 = arith.constant 32 : index
  %c31 = arith.constant 31 : index
  %stride = arith.constant 5 : index
  %most = arith.constant 5 : index
  %x = arith.minui %n, %most : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %stride : index
    %block = arith.addi %before, %bx : index
    %rows = arith.muli %block, %c32 : index
    %i = arith.addi %rows, %tx : index
    %v = arith.index_cast %i : index to i32
    memref.store %v, %a[%i] : memref<600xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %stride : index
    %block = arith.addi %before, %bx : index
    %rows = arith.muli %block, %c32 : index
    %i = arith.addi %rows, %tx : index
    %t = arith.subi %c31, %tx : index
    %j = arith.addi %rows, %t : index
    %v = memref.load %a[%j] : memref<600xi32>
    memref.store %v, %b[%i] : memref<600xi32>
    gpu.terminator
  }
  return
}

// -----

// Rows of four overlap. The last block of one is the first of the next, and writes the same.

// CHECK: ok: launches 2 -> 2
func.func @rows_of_four(%a: memref<600xi32> {llvm.noalias}, %b: memref<600xi32> {llvm.noalias}, %n: index {fuselage.test.value = 7 : index}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c32 = arith.constant 32 : index
  %c31 = arith.constant 31 : index
  %stride = arith.constant 4 : index
  %most = arith.constant 5 : index
  %x = arith.minui %n, %most : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %stride : index
    %block = arith.addi %before, %bx : index
    %rows = arith.muli %block, %c32 : index
    %i = arith.addi %rows, %tx : index
    %v = arith.index_cast %i : index to i32
    memref.store %v, %a[%i] : memref<600xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %stride : index
    %block = arith.addi %before, %bx : index
    %rows = arith.muli %block, %c32 : index
    %i = arith.addi %rows, %tx : index
    %t = arith.subi %c31, %tx : index
    %j = arith.addi %rows, %t : index
    %v = memref.load %a[%j] : memref<600xi32>
    memref.store %v, %b[%i] : memref<600xi32>
    gpu.terminator
  }
  return
}

// -----

// Read without a sign, -1 is no bound: all seven blocks run, and their rows of five overlap.

// CHECK: ok: launches 2 -> 2
func.func @no_bound(%a: memref<600xi32> {llvm.noalias}, %b: memref<600xi32> {llvm.noalias}, %n: index {fuselage.test.value = 7 : index}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c32 = arith.constant 32 : index
  %c31 = arith.constant 31 : index
  %stride = arith.constant 5 : index
  %most = arith.constant -1 : index
  %x = arith.minui %n, %most : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %stride : index
    %block = arith.addi %before, %bx : index
    %rows = arith.muli %block, %c32 : index
    %i = arith.addi %rows, %tx : index
    %v = arith.index_cast %i : index to i32
    memref.store %v, %a[%i] : memref<600xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %stride : index
    %block = arith.addi %before, %bx : index
    %rows = arith.muli %block, %c32 : index
    %i = arith.addi %rows, %tx : index
    %t = arith.subi %c31, %tx : index
    %j = arith.addi %rows, %t : index
    %v = memref.load %a[%j] : memref<600xi32>
    memref.store %v, %b[%i] : memref<600xi32>
    gpu.terminator
  }
  return
}

// -----

// Read with a sign, the minimum may be below zero, which is no grid.

// CHECK: ok: launches 2 -> 1
func.func @with_a_sign(%a: memref<600xi32> {llvm.noalias}, %b: memref<600xi32> {llvm.noalias}, %n: index {fuselage.test.value = 7 : index}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c32 = arith.constant 32 : index
  %c31 = arith.constant 31 : index
  %stride = arith.constant 5 : index
  %most = arith.constant 5 : index
  %x = arith.minsi %n, %most : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %stride : index
    %block = arith.addi %before, %bx : index
    %rows = arith.muli %block, %c32 : index
    %i = arith.addi %rows, %tx : index
    %v = arith.index_cast %i : index to i32
    memref.store %v, %a[%i] : memref<600xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %stride : index
    %block = arith.addi %before, %bx : index
    %rows = arith.muli %block, %c32 : index
    %i = arith.addi %rows, %tx : index
    %t = arith.subi %c31, %tx : index
    %j = arith.addi %rows, %t : index
    %v = memref.load %a[%j] : memref<600xi32>
    memref.store %v, %b[%i] : memref<600xi32>
    gpu.terminator
  }
  return
}
