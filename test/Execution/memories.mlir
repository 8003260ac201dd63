// Workgroup buffers are one per block, private ones one per thread, and both
// start out filled with a recognisable byte rather than zeros, in every block
// anew. So do memref.alloc and memref.alloca.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: memories.mlir: ok: launches 2 -> 0

func.func @test(%out: memref<3x4x4xi32>, %sums: memref<3x4xi32>) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %host = memref.alloc() : memref<1xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c3, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1)
             workgroup(%shared : memref<4xi32, #gpu.address_space<workgroup>>,
                       %more : memref<4xi32, #gpu.address_space<workgroup>>)
             private(%own : memref<2xi32, #gpu.address_space<private>>) {
    %c0 = arith.constant 0 : index
    %stack = memref.alloca() : memref<2xi32>
    %a = memref.load %shared[%tx] : memref<4xi32, #gpu.address_space<workgroup>>
    %b = memref.load %own[%c1] : memref<2xi32, #gpu.address_space<private>>
    %c = memref.load %stack[%c1] : memref<2xi32>
    %d = memref.load %host[%c0] : memref<1xi32>
    memref.store %a, %out[%bx, %tx, %c0] : memref<3x4x4xi32>
    memref.store %b, %out[%bx, %tx, %c1] : memref<3x4x4xi32>
    %c2 = arith.constant 2 : index
    memref.store %c, %out[%bx, %tx, %c2] : memref<3x4x4xi32>
    memref.store %d, %out[%bx, %tx, %c3] : memref<3x4x4xi32>
    %zero = arith.constant 0 : i32
    memref.store %zero, %shared[%tx] : memref<4xi32, #gpu.address_space<workgroup>>
    memref.store %zero, %more[%tx] : memref<4xi32, #gpu.address_space<workgroup>>
    memref.store %zero, %own[%c1] : memref<2xi32, #gpu.address_space<private>>
    memref.store %zero, %stack[%c1] : memref<2xi32>
    gpu.terminator
  }
  // Two buffers of one kind do not overlap; private ones keep what each thread
  // wrote across a barrier.
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c3, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1)
             workgroup(%left : memref<4xi32, 3>, %right : memref<4xi32, 3>)
             private(%own : memref<1xi32, 5>, %other : memref<1xi32, 5>) {
    %c0 = arith.constant 0 : index
    %c3_0 = arith.constant 3 : index
    %i = arith.index_cast %tx : index to i32
    %block = arith.index_cast %bx : index to i32
    %hundred = arith.constant 100 : i32
    %scaled = arith.muli %block, %hundred : i32
    memref.store %i, %left[%tx] : memref<4xi32, 3>
    memref.store %scaled, %right[%tx] : memref<4xi32, 3>
    memref.store %i, %own[%c0] : memref<1xi32, 5>
    memref.store %hundred, %other[%c0] : memref<1xi32, 5>
    gpu.barrier
    %mirror = arith.subi %c3_0, %tx : index
    %a = memref.load %left[%mirror] : memref<4xi32, 3>
    %b = memref.load %right[%mirror] : memref<4xi32, 3>
    %c = memref.load %own[%c0] : memref<1xi32, 5>
    %ab = arith.addi %a, %b : i32
    %abc = arith.addi %ab, %c : i32
    memref.store %abc, %sums[%bx, %tx] : memref<3x4xi32>
    gpu.terminator
  }
  memref.dealloc %host : memref<1xi32>
  return
}

func.func @expected(%out: memref<3x4x4xi32>, %sums: memref<3x4xi32>) {
  %poison = arith.constant 0xA5A5A5A5 : i32
  affine.for %b = 0 to 3 {
    affine.for %t = 0 to 4 {
      affine.for %i = 0 to 4 {
        affine.store %poison, %out[%b, %t, %i] : memref<3x4x4xi32>
      }
      %sum = affine.apply affine_map<(b) -> (b * 100 + 3)>(%b)
      %value = arith.index_cast %sum : index to i32
      affine.store %value, %sums[%b, %t] : memref<3x4xi32>
    }
  }
  return
}
