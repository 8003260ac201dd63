// A callee may reach more of a buffer than the view that it is passed:
// memref.reinterpret_cast starts from the buffer, not from the view.

// RUN: %test-exec %s --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s

// CHECK: ok: launches 2 -> 2
func.func private @store(%m: memref<8xf32, strided<[1], offset: 8>>, %x: index, %v: f32) {
  %all = memref.reinterpret_cast %m to offset: [0], sizes: [8], strides: [1] : memref<8xf32, strided<[1], offset: 8>> to memref<8xf32, strided<[1]>>
  memref.store %v, %all[%x] : memref<8xf32, strided<[1]>>
  return
}
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %seven = arith.constant 7.0 : f32
  %half = memref.subview %a[8] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 8>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    func.call @store(%half, %x, %seven) : (memref<8xf32, strided<[1], offset: 8>>, index, f32) -> ()
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c7, %x : index
    %v = memref.load %a[%r] : memref<16xf32>
    memref.store %v, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}
