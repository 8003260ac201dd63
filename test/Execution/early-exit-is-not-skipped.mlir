// A body that ends some threads early must not take the next body with it.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s

// CHECK: ok: launches 2 -> {{[12]}}
func.func @test(%a: memref<8xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %seven = arith.constant 7.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %few = arith.cmpi ult, %x, %c4 : index
    cf.cond_br %few, ^exit, ^work
  ^exit:
    gpu.terminator
  ^work:
    memref.store %seven, %a[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The other way around: the body that exits early comes second.
// CHECK: ok: launches 2 -> {{[12]}}
func.func @test(%a: memref<8xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %seven = arith.constant 7.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %few = arith.cmpi ult, %x, %c4 : index
    cf.cond_br %few, ^exit, ^work
  ^exit:
    gpu.terminator
  ^work:
    memref.store %seven, %a[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}
