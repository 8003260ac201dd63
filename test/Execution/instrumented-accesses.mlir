// The detector sees accesses of each form: the candidates differ from the
// original only by a conflict with an access of this form.
// RUN: not %test-exec %s --split-input-file --candidate=fused | FileCheck %s
// CHECK-COUNT-5: RACE: instrumented-accesses.mlir
// CHECK: 5 modules, 5 RACE

// Copies of contiguous memory.
func.func @test(%in: memref<2x4xi32>) {
  return
}
func.func @fused(%in: memref<2x4xi32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %t = memref.alloc() : memref<4xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %row = memref.subview %in[%i, 0] [1, 4] [1, 1] : memref<2x4xi32> to memref<4xi32, strided<[1], offset: ?>>
    memref.copy %row, %t : memref<4xi32, strided<[1], offset: ?>> to memref<4xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<4xi32>
  return
}

// -----

// Copies of columns.
func.func @test(%in: memref<4x2xi32>) {
  return
}
func.func @fused(%in: memref<4x2xi32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %t = memref.alloc() : memref<4xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %column = memref.subview %in[0, %i] [4, 1] [1, 1] : memref<4x2xi32> to memref<4xi32, strided<[2], offset: ?>>
    memref.copy %column, %t : memref<4xi32, strided<[2], offset: ?>> to memref<4xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<4xi32>
  return
}

// -----

// Masked stores: lane 1 of thread 0 and lane 0 of thread 1.
func.func @test(%in: memref<8xi32>) {
  return
}
func.func @fused(%in: memref<8xi32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %t = memref.alloc() : memref<8xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %mask = vector.create_mask %c2 : vector<4xi1>
    %zero = arith.constant dense<0> : vector<4xi32>
    vector.maskedstore %t[%i], %mask, %zero : memref<8xi32>, vector<4xi1>, vector<4xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8xi32>
  return
}

// -----

// Scattered stores.
func.func @test(%in: memref<8xi32>) {
  return
}
func.func @fused(%in: memref<8xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %t = memref.alloc() : memref<8xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %mask = arith.constant dense<true> : vector<2xi1>
    %places = arith.constant dense<[0, 3]> : vector<2xi32>
    %zero = arith.constant dense<0> : vector<2xi32>
    vector.scatter %t[%c0] [%places], %mask, %zero : memref<8xi32>, vector<2xi32>, vector<2xi1>, vector<2xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8xi32>
  return
}

// -----

// In a function that the body calls.
func.func private @store(%t: memref<8xi32>, %i: index) {
  %c0 = arith.constant 0 : index
  %x = arith.index_cast %i : index to i32
  memref.store %x, %t[%c0] : memref<8xi32>
  return
}
func.func @test(%in: memref<8xi32>) {
  return
}
func.func @fused(%in: memref<8xi32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %t = memref.alloc() : memref<8xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    func.call @store(%t, %i) : (memref<8xi32>, index) -> ()
    gpu.terminator
  }
  memref.dealloc %t : memref<8xi32>
  return
}
