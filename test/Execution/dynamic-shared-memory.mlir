// Each block has one buffer of the asked size, which all its users share.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: dynamic-shared-memory.mlir: ok: launches 1 -> 0

func.func @test(%in: memref<4x32xf32>, %out: memref<4x32xf32>,
                %bytes: i32 {fuselage.test.value = 256 : i32},
                %size: memref<4x32xindex>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %bytes {
    %c0 = arith.constant 0 : index
    %c31 = arith.constant 31 : index
    %c128 = arith.constant 128 : index
    %memory = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %low = memref.view %memory[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<32xf32, #gpu.address_space<workgroup>>
    %high = memref.view %memory[%c128][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<32xf32, #gpu.address_space<workgroup>>
    %x = memref.load %in[%bx, %tx] : memref<4x32xf32>
    %y = arith.negf %x : f32
    memref.store %x, %low[%tx] : memref<32xf32, #gpu.address_space<workgroup>>
    memref.store %y, %high[%tx] : memref<32xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %again = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %same = memref.view %again[%c128][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<32xf32, #gpu.address_space<workgroup>>
    %mirror = arith.subi %c31, %tx : index
    %z = memref.load %same[%mirror] : memref<32xf32, #gpu.address_space<workgroup>>
    memref.store %z, %out[%bx, %tx] : memref<4x32xf32>
    %dim = memref.dim %memory, %c0 : memref<?xi8, #gpu.address_space<workgroup>>
    memref.store %dim, %size[%bx, %tx] : memref<4x32xindex>
    gpu.terminator
  }
  return
}

func.func @expected(%in: memref<4x32xf32>, %out: memref<4x32xf32>, %bytes: i32,
                    %size: memref<4x32xindex>) {
  %c256 = arith.constant 256 : index
  affine.for %b = 0 to 4 {
    affine.for %t = 0 to 32 {
      %x = affine.load %in[%b, 31 - %t] : memref<4x32xf32>
      %y = arith.negf %x : f32
      affine.store %y, %out[%b, %t] : memref<4x32xf32>
      affine.store %c256, %size[%b, %t] : memref<4x32xindex>
    }
  }
  return
}
