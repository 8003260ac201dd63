// A body of several blocks, with a loop and two ends.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: early-exit.mlir: ok: launches 1 -> 0

func.func @test(%in: memref<4x16xi32>, %out: memref<4x16xi32>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %c5 = arith.constant 5 : index
    %zero = arith.constant 0 : i32
    %outside = arith.cmpi uge, %tx, %c5 : index
    cf.cond_br %outside, ^leave, ^loop(%zero, %tx : i32, index)
  ^loop(%sum : i32, %i : index):
    %x = memref.load %in[%bx, %i] : memref<4x16xi32>
    %next = arith.addi %sum, %x : i32
    %after = arith.addi %i, %c1 : index
    %more = arith.cmpi ult, %after, %c16 : index
    cf.cond_br %more, ^loop(%next, %after : i32, index), ^store
  ^store:
    memref.store %next, %out[%bx, %tx] : memref<4x16xi32>
    gpu.terminator
  ^leave:
    gpu.terminator
  }
  return
}

func.func @expected(%in: memref<4x16xi32>, %out: memref<4x16xi32>) {
  %zero = arith.constant 0 : i32
  affine.for %b = 0 to 4 {
    affine.for %t = 0 to 5 {
      %sum = affine.for %i = affine_map<(d0) -> (d0)>(%t) to 16 iter_args(%acc = %zero) -> i32 {
        %x = affine.load %in[%b, %i] : memref<4x16xi32>
        %next = arith.addi %acc, %x : i32
        affine.yield %next : i32
      }
      affine.store %sum, %out[%b, %t] : memref<4x16xi32>
    }
  }
  return
}
