// Threads of a block meet at a barrier, even many times in a loop: 1024 threads
// add up their block's part of the input in workgroup memory, halving the
// number of active threads each time.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: barrier.mlir: ok: launches 1 -> 0

func.func @test(%in: memref<2x1024xi32>, %out: memref<2xi32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c1024 = arith.constant 1024 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1024, %sy = %c1, %sz = %c1)
             workgroup(%sums : memref<1024xi32, #gpu.address_space<workgroup>>) {
    %c0 = arith.constant 0 : index
    %c10 = arith.constant 10 : index
    %c512 = arith.constant 512 : index
    %own = memref.load %in[%bx, %tx] : memref<2x1024xi32>
    memref.store %own, %sums[%tx] : memref<1024xi32, #gpu.address_space<workgroup>>
    gpu.barrier
    scf.for %step = %c0 to %c10 step %c1 {
      %half = arith.shrui %c512, %step : index
      %active = arith.cmpi ult, %tx, %half : index
      scf.if %active {
        %other = arith.addi %tx, %half : index
        %a = memref.load %sums[%tx] : memref<1024xi32, #gpu.address_space<workgroup>>
        %b = memref.load %sums[%other] : memref<1024xi32, #gpu.address_space<workgroup>>
        %sum = arith.addi %a, %b : i32
        memref.store %sum, %sums[%tx] : memref<1024xi32, #gpu.address_space<workgroup>>
      }
      gpu.barrier
    }
    %first = arith.cmpi eq, %tx, %c0 : index
    scf.if %first {
      %sum = memref.load %sums[%c0] : memref<1024xi32, #gpu.address_space<workgroup>>
      memref.store %sum, %out[%bx] : memref<2xi32>
    }
    gpu.terminator
  }
  return
}

func.func @expected(%in: memref<2x1024xi32>, %out: memref<2xi32>) {
  %zero = arith.constant 0 : i32
  affine.for %i = 0 to 2 {
    %sum = affine.for %j = 0 to 1024 iter_args(%acc = %zero) -> i32 {
      %x = affine.load %in[%i, %j] : memref<2x1024xi32>
      %next = arith.addi %acc, %x : i32
      affine.yield %next : i32
    }
    affine.store %sum, %out[%i] : memref<2xi32>
  }
  return
}
