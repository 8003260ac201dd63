// Programs that would go wrong if the analysis forgot an access, moved past it
// or took it for another one.

// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// CHECK: ok: launches 3 -> 2
// CHECK: ok: launches 3 -> 2
// CHECK: ok: launches 2 -> 1

// Guarded accesses with equal indices are not one access: the analysis must
// still see the wide one after the narrow one.
func.func @test(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi eq, %b, %c0 : index
    scf.if %p {
      memref.store %g, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %q = arith.cmpi ne, %b, %c15 : index
    scf.if %q {
      %r = arith.subi %c15, %b : index
      %v = memref.load %t[%r] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A host load that moves to before a launch must not pass the host store that
// it reads, nor a launch that writes through a view of its buffer.
func.func @test(%a: memref<16xf32> {llvm.noalias}, %t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %n = arith.constant 8 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  %view = memref.subview %t[2] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 2>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.store %g, %a[%c3] : memref<16xf32>
  %v = memref.load %a[%c3] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %v, %view[%b] : memref<8xf32, strided<[1], offset: 2>>
    gpu.terminator
  }
  %w = memref.load %t[%c3] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %o[%b] : memref<16xf32>
    %s = arith.addf %u, %w : f32
    memref.store %s, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A value known through a cast, an element overwritten through a shifted view.
func.func @test(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  %cast = memref.cast %t : memref<16xf32> to memref<?xf32>
  %view = memref.subview %t[1] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 1>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %cast[%c1] : memref<?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %g, %view[%c0] : memref<8xf32, strided<[1], offset: 1>>
    %v = memref.load %t[%c1] : memref<16xf32>
    memref.store %v, %o[%c0] : memref<16xf32>
    gpu.terminator
  }
  return
}
