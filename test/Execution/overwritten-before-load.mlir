// A stored value is not forwarded past an operation that overwrites it without
// being a store of that element.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s

// CHECK: ok: launches 2 -> 1
func.func @test(%a: memref<8xi32> {llvm.noalias}, %b: memref<8xi32> {llvm.noalias}, %c: memref<8xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %seven = arith.constant 7 : i32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %a[%x] : memref<8xi32>
    %old = memref.atomic_rmw addi %seven, %a[%x] : (i32, memref<8xi32>) -> i32
    %v = memref.load %a[%x] : memref<8xi32>
    memref.store %v, %b[%x] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %c[%x] : memref<8xi32>
    gpu.terminator
  }
  return
}

// -----

// CHECK: ok: launches 2 -> 1
func.func @test(%a: memref<16xi32> {llvm.noalias}, %b: memref<8xi32> {llvm.noalias}, %c: memref<8xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %seven = arith.constant 7 : i32
  %nines = arith.constant dense<9> : vector<2xi32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.muli %x, %c2 : index
    %j = arith.addi %i, %c1 : index
    memref.store %seven, %a[%j] : memref<16xi32>
    vector.store %nines, %a[%i] : memref<16xi32>, vector<2xi32>
    %v = memref.load %a[%j] : memref<16xi32>
    memref.store %v, %b[%x] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %c[%x] : memref<8xi32>
    gpu.terminator
  }
  return
}
