// Each candidate is a fusion of @test by a careless fuser. All must be
// caught.
// RUN: not %test-exec %s --split-input-file --candidate=fused | FileCheck %s
// CHECK: wrong-fusion-is-caught.mlir:1: DIFFERENT: the candidate, run forward: argument 1 element [0] (f32) is
// CHECK-SAME: expected 0x{{[0-9a-f]*}} ({{.*}}); 7 of 8 elements differ

// Thread 0 reads what thread 1 has not written yet: in forward order this
// shows, in reverse order it would not.
#map = affine_map<(i) -> ((i + 1) mod 8)>
func.func @test(%in: memref<8xf32>, %out: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %x = memref.load %in[%i] : memref<8xf32>
    memref.store %x, %t[%i] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %j = affine.apply #map(%i)
    %x = memref.load %t[%j] : memref<8xf32>
    memref.store %x, %out[%i] : memref<8xf32>
    gpu.terminator
  }
  return
}
func.func @fused(%in: memref<8xf32>, %out: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %x = memref.load %in[%i] : memref<8xf32>
    memref.store %x, %t[%i] : memref<8xf32>
    %j = affine.apply #map(%i)
    %y = memref.load %t[%j] : memref<8xf32>
    memref.store %y, %out[%i] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The other direction: only an order that is not forward shows it.
// CHECK: DIFFERENT: the candidate, run reverse: argument 1 element
func.func @test(%in: memref<8xf32>, %out: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %x = memref.load %in[%i] : memref<8xf32>
    memref.store %x, %t[%i] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %j = affine.apply affine_map<(i) -> (i floordiv 2)>(%i)
    %x = memref.load %t[%j] : memref<8xf32>
    memref.store %x, %out[%i] : memref<8xf32>
    gpu.terminator
  }
  return
}
func.func @fused(%in: memref<8xf32>, %out: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %x = memref.load %in[%i] : memref<8xf32>
    memref.store %x, %t[%i] : memref<8xf32>
    %j = affine.apply affine_map<(i) -> (i floordiv 2)>(%i)
    %y = memref.load %t[%j] : memref<8xf32>
    memref.store %y, %out[%i] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The intermediate buffer is a result after all, and its store was dropped.
// CHECK: DIFFERENT: the candidate, run forward: result 0 element [0] (i16) is 0xa5a5 (-23131), expected
func.func @test(%in: memref<8xi16>) -> memref<8xi16> {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8xi16>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %x = memref.load %in[%i] : memref<8xi16>
    memref.store %x, %t[%i] : memref<8xi16>
    gpu.terminator
  }
  return %t : memref<8xi16>
}
func.func @fused(%in: memref<8xi16>) -> memref<8xi16> {
  %t = memref.alloc() : memref<8xi16>
  return %t : memref<8xi16>
}

// -----

// NaNs of different bits are different.
// CHECK: DIFFERENT: {{.*}} argument 0 element [0] (f32) is 0x7fc00001 (nan), expected 0x7fc00000 (nan); 1 of 2
func.func @test(%out: memref<2xf32>) {
  %c0 = arith.constant 0 : index
  %nan = arith.constant 0x7FC00000 : f32
  memref.store %nan, %out[%c0] : memref<2xf32>
  return
}
func.func @fused(%out: memref<2xf32>) {
  %c0 = arith.constant 0 : index
  %nan = arith.constant 0x7FC00001 : f32
  memref.store %nan, %out[%c0] : memref<2xf32>
  return
}

// -----

// A buffer that is not freed any more.
// CHECK: LEAK: the candidate frees 1 buffers less than the original
func.func @test() {
  %c0 = arith.constant 0 : index
  %x = arith.constant 1 : i16
  %t = memref.alloc() : memref<8xi16>
  memref.store %x, %t[%c0] : memref<8xi16>
  memref.dealloc %t : memref<8xi16>
  return
}
func.func @fused() {
  %c0 = arith.constant 0 : index
  %x = arith.constant 1 : i16
  %t = memref.alloc() : memref<8xi16>
  memref.store %x, %t[%c0] : memref<8xi16>
  return
}

// -----

// CHECK: DIFFERENT: {{.*}}printed lines differ
func.func @test(%n: index {fuselage.test.value = 4 : index}) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %n, %sy = %c1, %sz = %c1) {
    gpu.printf "thread %lld\n", %i : index
    gpu.terminator
  }
  return
}
func.func @fused(%n: index) {
  return
}

// -----

// Globals count, too.
// CHECK: DIFFERENT: {{.*}}global @g element [1] (i8) is 0x02 (2), expected 0x07 (7)
memref.global @g : memref<2xi8> = dense<[1, 2]>
func.func @test() {
  %c1 = arith.constant 1 : index
  %seven = arith.constant 7 : i8
  %g = memref.get_global @g : memref<2xi8>
  memref.store %seven, %g[%c1] : memref<2xi8>
  return
}
func.func @fused() {
  return
}

// CHECK: 7 modules, 6 DIFFERENT, 1 LEAK; 0 with fewer launches
