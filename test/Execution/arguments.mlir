// Arguments that share a buffer, have strided layouts or dynamic sizes, and
// globals: one argument reads the values that the other writes, and every byte
// of the buffers is compared.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: arguments.mlir: ok: launches 1 -> 0, 5 outputs of 292 bytes

memref.global @counter : memref<2xi32> = dense<[5, 6]>

func.func @test(%a: memref<32xf32>,
                %view: memref<8xf32> {fuselage.test.alias = 0 : index, fuselage.test.offset = 24 : index},
                %bits: memref<4xi32> {fuselage.test.alias = 1 : index, fuselage.test.offset = 0 : index},
                %strided: memref<4x4xi32, strided<[8, 2], offset: 3>>,
                %dynamic: memref<?x?xi16, strided<[?, 1], offset: ?>>
                    {fuselage.test.shape = array<i64: 2, 3>, fuselage.test.range = array<i64: 7, 8>}) -> index {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c0 = arith.constant 0 : index
  %counter = memref.get_global @counter : memref<2xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %one = arith.constant 1.0 : f32
    %x = memref.load %counter[%c1] : memref<2xi32>
    memref.store %one, %view[%i] : memref<8xf32>
    %same = memref.load %bits[%i] : memref<4xi32>
    %sum = arith.addi %same, %x : i32
    memref.store %sum, %strided[%i, %i] : memref<4x4xi32, strided<[8, 2], offset: 3>>
    %v = memref.load %dynamic[%c1, %c1] : memref<?x?xi16, strided<[?, 1], offset: ?>>
    %w = arith.extsi %v : i16 to i32
    %z = arith.cmpi eq, %i, %c0 : index
    scf.if %z {
      memref.store %w, %counter[%c0] : memref<2xi32>
    }
    gpu.terminator
  }
  %d0 = memref.dim %dynamic, %c0 : memref<?x?xi16, strided<[?, 1], offset: ?>>
  %d1 = memref.dim %dynamic, %c1 : memref<?x?xi16, strided<[?, 1], offset: ?>>
  %size = arith.muli %d0, %d1 : index
  return %size : index
}

func.func @expected(%a: memref<32xf32>, %view: memref<8xf32>, %bits: memref<4xi32>,
                    %strided: memref<4x4xi32, strided<[8, 2], offset: 3>>,
                    %dynamic: memref<?x?xi16, strided<[?, 1], offset: ?>>) -> index {
  %one = arith.constant 1.0 : f32
  // The bits of 1.0, and 6.
  %sum = arith.constant 0x3F800006 : i32
  affine.for %i = 0 to 4 {
    affine.store %one, %a[%i + 24] : memref<32xf32>
    affine.store %sum, %strided[%i, %i] : memref<4x4xi32, strided<[8, 2], offset: 3>>
  }
  %c0 = arith.constant 0 : index
  %seven = arith.constant 7 : i32
  %counter = memref.get_global @counter : memref<2xi32>
  memref.store %seven, %counter[%c0] : memref<2xi32>
  %c6 = arith.constant 6 : index
  return %c6 : index
}
