// A store that a later one overwrites is not dead if an operation reads the
// element in between, under another name.

// RUN: %test-exec %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s

// CHECK: ok: launches 2 -> 1
func.func @test(%a: memref<8xi32> {llvm.noalias}, %b: memref<8xi32> {llvm.noalias}, %c: memref<8xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %seven = arith.constant 7 : i32
  %nine = arith.constant 9 : i32
  %t = memref.subview %a[0] [8] [1] : memref<8xi32> to memref<8xi32, strided<[1]>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %a[%x] : memref<8xi32>
    %v = memref.load %t[%x] : memref<8xi32, strided<[1]>>
    memref.store %v, %b[%x] : memref<8xi32>
    memref.store %nine, %a[%x] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %c[%x] : memref<8xi32>
    gpu.terminator
  }
  return
}
