// A program must keep its promises, and the limits of a device. A candidate
// that breaks one is reported, although a CPU would go on.
// RUN: not %test-exec %s --split-input-file --entry=test --candidate=other 2>&1 | FileCheck %s

// An alignment that an access names:
// CHECK: error: broken-promises.mlir:{{.*}} block (0,0,0) thread (0,0,0) accesses byte 4 of allocation 1 (32 bytes), which is not aligned to 16 bytes
// CHECK: broken-promises.mlir:1: FAILURE: a broken rule, reported above, while running the candidate forward
func.func @test(%A: memref<8xf32>) {
  return
}
func.func @other(%A: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k1 = arith.constant 1 : index
    %v = memref.load %A[%k1] {alignment = 16 : i64} : memref<8xf32>
    memref.store %v, %A[%k1] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The alignment of a buffer. A promise in code that never runs does not count:
// CHECK: accesses byte 8 of allocation 1 (64 bytes), which is not aligned to 64 bytes
// CHECK: FAILURE: a broken rule, reported above, while running the candidate forward
func.func @test(%A: memref<8xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %c0 step %c1 {
    %v = memref.subview %A[1] [4] [1] : memref<8xi64> to memref<4xi64, strided<[1], offset: 1>>
    %w = memref.assume_alignment %v, 64 : memref<4xi64, strided<[1], offset: 1>>
    %x = memref.load %w[%i] : memref<4xi64, strided<[1], offset: 1>>
    memref.store %x, %A[%i] : memref<8xi64>
  }
  return
}
func.func @other(%A: memref<8xi64>) {
  %v = memref.subview %A[1] [4] [1] : memref<8xi64> to memref<4xi64, strided<[1], offset: 1>>
  %w = memref.assume_alignment %v, 64 : memref<4xi64, strided<[1], offset: 1>>
  return
}

// -----

// An id beyond its bound gives a number that no program expects:
// CHECK: DIFFERENT: {{.*}} element [3] (index) is 0xa5a5a5a5a5a5a5a5 {{.*}}, expected 0x0000000000000003 (3); 2 of 5 elements differ
func.func @test(%A: memref<5xindex>) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c5, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %id = gpu.block_id x
    memref.store %id, %A[%i] : memref<5xindex>
    gpu.terminator
  }
  return
}
func.func @other(%A: memref<5xindex>) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c5, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %id = gpu.block_id x upper_bound 3
    memref.store %id, %A[%i] : memref<5xindex>
    gpu.terminator
  }
  return
}

// -----

// So is affine arithmetic, which must not overflow:
// CHECK: DIFFERENT: {{.*}} element [0] (index) is 0xa5a5a5a5a5a5a5a5
func.func @test(%A: memref<1xindex>, %n: index {fuselage.test.value = 4611686018427387904 : index}) {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %p = arith.muli %n, %c2 : index
  memref.store %p, %A[%c0] : memref<1xindex>
  return
}
func.func @other(%A: memref<1xindex>, %n: index) {
  %c0 = arith.constant 0 : index
  %p = affine.apply affine_map<()[s0] -> (s0 * 2)>()[%n]
  memref.store %p, %A[%c0] : memref<1xindex>
  return
}

// -----

// Limits of a device, for those that the original keeps:
// CHECK: FAILURE: the candidate, run forward, breaks a limit: broken-promises.mlir:{{.*}}: a grid size y of 65536; 65535 is the limit
func.func @test(%A: memref<1xi8>) {
  return
}
func.func @other(%A: memref<1xi8>) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 65536 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c1, %gy = %n, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    gpu.terminator
  }
  return
}

// -----

// Three numbers take the room of four, and a value after one byte is aligned:
// CHECK: FAILURE: {{.*}}: bytes of workgroup memory of 49168; 49152 is the limit
func.func @test(%A: memref<1xi8>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1)
      workgroup(%w : memref<3072xvector<3xf32>, #gpu.address_space<workgroup>>) {
    gpu.terminator
  }
  return
}
func.func @other(%A: memref<1xi8>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1)
      workgroup(%p : memref<1xi8, #gpu.address_space<workgroup>>, %w : memref<3072xvector<3xf32>, #gpu.address_space<workgroup>>) {
    gpu.terminator
  }
  return
}

// -----

// Memory of the host:
// CHECK: block (0,0,0) thread (0,0,0) reads byte 0 of allocation 1 (16 bytes), which is memory of the host
// CHECK: FAILURE: a broken rule, reported above, while running the candidate forward
func.func @test(%A: memref<4xf32> {fuselage.test.host}, %B: memref<4xf32>) {
  memref.copy %A, %B : memref<4xf32> to memref<4xf32>
  return
}
func.func @other(%A: memref<4xf32>, %B: memref<4xf32>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%i] : memref<4xf32>
    memref.store %v, %B[%i] : memref<4xf32>
    gpu.terminator
  }
  return
}

// -----

// A result that the host reads before it waits for it, with tokens of any kind:
// CHECK: RACE: host: a read of byte 0 of allocation 1 (4 bytes), which an asynchronous operation that nobody has waited for writes
func.func @test(%A: memref<1xi32>, %B: memref<1xi32>) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %k = arith.constant 5 : i32
  %s = gpu.wait async
  %t = gpu.launch async [%s] blocks(%i, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %k, %A[%i] : memref<1xi32>
    gpu.terminator
  }
  %u = gpu.wait async [%t, %s]
  gpu.wait [%u]
  %v = memref.load %A[%c0] : memref<1xi32>
  return %v : i32
}
func.func @other(%A: memref<1xi32>, %B: memref<1xi32>) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %k = arith.constant 5 : i32
  %s = gpu.wait async
  %t = gpu.launch async [%s] blocks(%i, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %k, %A[%i] : memref<1xi32>
    gpu.terminator
  }
  gpu.wait [%s]
  %v = memref.load %A[%c0] : memref<1xi32>
  gpu.wait [%t]
  return %v : i32
}
// CHECK: 8 modules, {{.*}}
