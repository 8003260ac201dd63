// A barrier and ids in a function that the body calls.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: barrier-in-callee.mlir: ok: launches 1 -> 0

func.func private @exchange(%buffer: memref<32xi32, 3>, %value: i32) -> i32 {
  %c31 = arith.constant 31 : index
  %tx = gpu.thread_id x
  memref.store %value, %buffer[%tx] : memref<32xi32, 3>
  gpu.barrier
  %other = arith.subi %c31, %tx : index
  %result = memref.load %buffer[%other] : memref<32xi32, 3>
  return %result : i32
}

func.func @test(%in: memref<32xi32>, %out: memref<32xi32>) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1)
             workgroup(%buffer : memref<32xi32, 3>) {
    %own = memref.load %in[%tx] : memref<32xi32>
    %other = func.call @exchange(%buffer, %own) : (memref<32xi32, 3>, i32) -> i32
    memref.store %other, %out[%tx] : memref<32xi32>
    gpu.terminator
  }
  return
}

func.func @expected(%in: memref<32xi32>, %out: memref<32xi32>) {
  affine.for %i = 0 to 32 {
    %x = affine.load %in[31 - %i] : memref<32xi32>
    affine.store %x, %out[%i] : memref<32xi32>
  }
  return
}
