// Accesses without a race: barriers between threads of a block, atomics among
// themselves, memory of one's own, equal values from several threads, other
// launches.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: no-race.mlir: ok: launches 3 -> 0

func.func @test(%a: memref<2x64xi32>, %sum: memref<1xi32>, %flag: memref<1xi8>, %max: memref<1xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c64 = arith.constant 64 : index
  %zero = arith.constant 0 : i32
  memref.store %zero, %sum[%c0] : memref<1xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c64, %sy = %c1, %sz = %c1)
             workgroup(%shared : memref<64xi32, 3>) private(%own : memref<1xi32, 5>) {
    %c63 = arith.constant 63 : index
    %one = arith.constant 1 : i8
    %mirror = arith.subi %c63, %tx : index
    %stack = memref.alloca() : memref<1xi32>
    %x = memref.load %a[%bx, %mirror] : memref<2x64xi32>
    memref.store %x, %own[%c0] : memref<1xi32, 5>
    memref.store %x, %stack[%c0] : memref<1xi32>
    memref.store %x, %shared[%mirror] : memref<64xi32, 3>
    gpu.barrier
    %y = memref.load %shared[%tx] : memref<64xi32, 3>
    %y1 = memref.load %own[%c0] : memref<1xi32, 5>
    %y2 = memref.load %stack[%c0] : memref<1xi32>
    %y3 = arith.subi %y1, %y2 : i32
    %y4 = arith.addi %y, %y3 : i32
    memref.store %y4, %a[%bx, %tx] : memref<2x64xi32>
    memref.store %one, %flag[%c0] : memref<1xi8>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %other = arith.subi %c1, %bx : index
    %x = memref.load %a[%other, %tx] : memref<2x64xi32>
    %old = memref.atomic_rmw addi %x, %sum[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %x = memref.load %a[%bx, %tx] : memref<2x64xi32>
    %f = arith.sitofp %x : i32 to f32
    %new = memref.generic_atomic_rmw %max[%c0] : memref<1xf32> {
    ^bb0(%current : f32):
      %larger = arith.maximumf %current, %f : f32
      memref.atomic_yield %larger : f32
    }
    gpu.terminator
  }
  return
}

func.func @expected(%a: memref<2x64xi32>, %sum: memref<1xi32>, %flag: memref<1xi8>, %max: memref<1xf32>) {
  %zero = arith.constant 0 : i32
  %one = arith.constant 1 : i8
  affine.store %zero, %sum[0] : memref<1xi32>
  affine.store %one, %flag[0] : memref<1xi8>
  affine.for %i = 0 to 2 {
    affine.for %j = 0 to 64 {
      %x = affine.load %a[%i, %j] : memref<2x64xi32>
      %acc = affine.load %sum[0] : memref<1xi32>
      %next = arith.addi %acc, %x : i32
      affine.store %next, %sum[0] : memref<1xi32>
      %f = arith.sitofp %x : i32 to f32
      %m = affine.load %max[0] : memref<1xf32>
      %n = arith.maximumf %m, %f : f32
      affine.store %n, %max[0] : memref<1xf32>
    }
  }
  return
}
