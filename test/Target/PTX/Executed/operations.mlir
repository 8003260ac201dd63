// Operations of a body that upstream's passes lower wrongly or not at all: copies
// of strided memory, printing of small integers, casts to narrow integers, the
// size of dynamic memory, private memory.

// RUN: %judge-ptx %s --unfused | FileCheck %s
// CHECK: unfused, default: 5 modules, 5 ok
// CHECK: unfused, unoptimized: 5 modules, 5 ok
// CHECK: unfused, plain: 5 modules, 5 ok

func.func @test(%a: memref<2x16x8xf32>, %b: memref<2x16x4xf32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c16, %ny = %c1, %nz = %c1) {
    %s = memref.subview %a[%x, %i, 0] [1, 1, 4] [1, 1, 2] : memref<2x16x8xf32> to memref<4xf32, strided<[2], offset: ?>>
    %d = memref.subview %b[%x, %i, 0] [1, 1, 4] [1, 1, 1] : memref<2x16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %s, %d : memref<4xf32, strided<[2], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  return
}
// -----
func.func @test(%n: index {fuselage.test.value = 3 : index}, %a: memref<?x4xi16> {fuselage.test.shape = array<i64: 3, 4>}, %b: memref<3x4xi16>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %d = memref.cast %b : memref<3x4xi16> to memref<?x4xi16>
    memref.copy %a, %d : memref<?x4xi16> to memref<?x4xi16>
    gpu.terminator
  }
  return
}
// -----
func.func @test(%a: memref<8xi8>, %b: memref<8xi1>, %c: memref<8xi16>, %d: memref<8xf16>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c8, %ny = %c1, %nz = %c1) {
    %v = memref.load %a[%i] : memref<8xi8>
    %w = memref.load %c[%i] : memref<8xi16>
    %x0 = arith.extsi %v : i8 to i32
    %y0 = arith.extsi %w : i16 to i32
    gpu.printf "%d %d %lld|\0A", %x0, %y0, %i : i32, i32, index
    gpu.terminator
  }
  return
}
// -----
func.func @test(%a: memref<64xi64>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c40 = arith.constant 40 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c64, %ny = %c1, %nz = %c1) {
    %far = arith.muli %i, %c40 : index
    %narrow = arith.index_cast %far : index to i4
    %back = arith.index_cast %narrow : i4 to index
    %byte = arith.index_castui %far : index to i8
    %up = arith.index_castui %byte : i8 to index
    %s = index.casts %far : index to i32
    %t = index.castu %s : i32 to index
    %0 = arith.addi %back, %up : index
    %1 = arith.addi %0, %t : index
    %r = arith.index_cast %1 : index to i64
    memref.store %r, %a[%i] : memref<64xi64>
    gpu.terminator
  }
  return
}
// -----
func.func @test(%a: memref<16xi32>) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%x, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%nx = %c16, %ny = %c1, %nz = %c1)
             private(%p : memref<2xi32, 5>, %q : memref<2xi32, #gpu.address_space<private>>) {
    %c0 = arith.constant 0 : index
    %v = memref.load %a[%i] : memref<16xi32>
    memref.store %v, %p[%c0] : memref<2xi32, 5>
    memref.store %v, %q[%c0] : memref<2xi32, #gpu.address_space<private>>
    gpu.barrier
    %w = memref.load %p[%c0] : memref<2xi32, 5>
    %x0 = memref.load %q[%c0] : memref<2xi32, #gpu.address_space<private>>
    %y = arith.addi %w, %x0 : i32
    memref.store %y, %a[%i] : memref<16xi32>
    gpu.terminator
  }
  return
}
