// The candidates compute the right values in every order that is run, or would
// on a machine that runs one thread at a time, but their threads conflict.
// RUN: not %test-exec %s --split-input-file --candidate=fused | FileCheck %s
// Without the detector they pass, so that it is the detector that finds them.
// RUN: %test-exec %s --split-input-file --candidate=fused --detect-races=false | FileCheck %s --check-prefix=NODETECT
// NODETECT: 4 modules, 4 ok

// A store of another thread between blocks; the value happens to be stored a
// second time by the reader itself.
// CHECK: races.mlir:1: RACE: races.mlir:[[#]]:3: block ([[#]],0,0) thread (0,0,0) reads byte 0 of allocation {{[0-9]+}} (4 bytes), which block ([[#]],0,0) thread (0,0,0) writes
func.func @test(%out: memref<4xi32>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %seven = arith.constant 7 : i32
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %out[%i] : memref<4xi32>
    gpu.terminator
  }
  return
}
func.func @fused(%out: memref<4xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %seven = arith.constant 7 : i32
  %t = memref.alloc() : memref<1xi32>
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %seven, %t[%c0] : memref<1xi32>
    %x = memref.load %t[%c0] : memref<1xi32>
    memref.store %x, %out[%i] : memref<4xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<1xi32>
  return
}

// -----

// Threads of one block with a barrier that comes too late.
// CHECK: RACE: {{.*}}block (0,0,0) thread ([[#]],0,0) {{reads|writes}} byte {{[0-9]+}} of allocation {{[0-9]+}} (8 bytes), which block (0,0,0) thread ([[#]],0,0) {{reads|writes}}
func.func @test(%in: memref<8xi8>, %out: memref<8xi8>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0 : i8
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    memref.store %zero, %out[%i] : memref<8xi8>
    gpu.terminator
  }
  return
}
func.func @fused(%in: memref<8xi8>, %out: memref<8xi8>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0 : i8
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %j = affine.apply affine_map<(i) -> ((i + 1) mod 8)>(%i)
    %x = memref.load %out[%j] : memref<8xi8>
    %mine = memref.alloca() : memref<1xi8>
    memref.store %x, %mine[%c0] : memref<1xi8>
    memref.store %zero, %out[%i] : memref<8xi8>
    gpu.barrier
    gpu.terminator
  }
  return
}

// -----

// An atomic update and a plain read.
// CHECK: RACE: {{.*}}atomically updates byte 0 of allocation {{.*}} reads
func.func @test(%sum: memref<1xi32>, %out: memref<8xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0 : i32
  memref.store %zero, %sum[%c0] : memref<1xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    memref.store %zero, %out[%i] : memref<8xi32>
    gpu.terminator
  }
  return
}
func.func @fused(%sum: memref<1xi32>, %out: memref<8xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0 : i32
  memref.store %zero, %sum[%c0] : memref<1xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %old = memref.atomic_rmw addi %zero, %sum[%c0] : (i32, memref<1xi32>) -> i32
    %x = memref.load %sum[%c0] : memref<1xi32>
    memref.store %x, %out[%i] : memref<8xi32>
    gpu.terminator
  }
  return
}

// -----

// Vector accesses of four elements from neighbouring places.
// CHECK: RACE: {{.*}} byte {{[123]}} of allocation {{.*}} (5 bytes), which block (0,0,0)
func.func @test(%out: memref<5xi8>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant dense<0> : vector<4xi8>
  vector.store %zero, %out[%c0] : memref<5xi8>, vector<4xi8>
  vector.store %zero, %out[%c1] : memref<5xi8>, vector<4xi8>
  return
}
func.func @fused(%out: memref<5xi8>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %zero = arith.constant dense<0> : vector<4xi8>
    vector.store %zero, %out[%i] : memref<5xi8>, vector<4xi8>
    %mine = memref.alloca() : memref<4xi8>
    %back = vector.load %out[%i] : memref<5xi8>, vector<4xi8>
    vector.store %back, %mine[%c0] : memref<4xi8>, vector<4xi8>
    gpu.terminator
  }
  return
}

// CHECK: 4 modules, 4 RACE
