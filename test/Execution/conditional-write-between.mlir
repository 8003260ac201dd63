// A write of one thread between two launches does not replace a write of all
// threads before it, even with the same indices.

// RUN: %test-exec %s --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s
// RUN: %test-exec %s --pipeline='builtin.module(fuselage-fuse-launches)'

// CHECK: ok: launches 3 -> 2
func.func @test(%a: memref<8xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %seven = arith.constant 7.0 : f32
  %nine = arith.constant 9.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %a[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %first = arith.cmpi eq, %x, %c0 : index
    scf.if %first {
      memref.store %nine, %a[%x] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %most = arith.cmpi ne, %x, %c7 : index
    scf.if %most {
      %r = arith.subi %c7, %x : index
      %v = memref.load %a[%r] : memref<8xf32>
      memref.store %v, %b[%x] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}
