// Both accesses have the same index, but several threads have it: fusing would
// let a thread read what another one has not written yet.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// A step of x is as far as y reaches: T[2 * x + y] with y below 3.
// CHECK: ok: launches 2 -> 2
func.func @test(%t: memref<9xf32> {llvm.noalias}, %o: memref<4x3xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %seven = arith.constant 7.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %last = arith.cmpi eq, %y, %c2 : index
    scf.if %last {
      %double = arith.muli %x, %c2 : index
      %i = arith.addi %double, %y : index
      memref.store %seven, %t[%i] : memref<9xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c3, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %double = arith.muli %x, %c2 : index
    %i = arith.addi %double, %y : index
    %v = memref.load %t[%i] : memref<9xf32>
    memref.store %v, %o[%x, %y] : memref<4x3xf32>
    gpu.terminator
  }
  return
}

// -----

// The same with y below 4: steps overlap.
// CHECK: ok: launches 2 -> 2
func.func @test(%t: memref<10xf32> {llvm.noalias}, %o: memref<4x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %seven = arith.constant 7.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c4, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %last = arith.cmpi eq, %y, %c3 : index
    scf.if %last {
      %double = arith.muli %x, %c2 : index
      %i = arith.addi %double, %y : index
      memref.store %seven, %t[%i] : memref<10xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c4, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %double = arith.muli %x, %c2 : index
    %i = arith.addi %double, %y : index
    %v = memref.load %t[%i] : memref<10xf32>
    memref.store %v, %o[%x, %y] : memref<4x4xf32>
    gpu.terminator
  }
  return
}
