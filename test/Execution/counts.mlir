// The counts of --print-counts, each line for a program with known counts.
// RUN: %test-exec %s --split-input-file --print-counts | FileCheck %s

// Each thread loads one element of %in and stores one of %out: 8 elements of 4
// bytes, all of them live-in and live-out.
// CHECK: original: launches 1, allocations 0 of 0 bytes, loads 32 bytes, stores 32 bytes, live-in 32 bytes, live-out 32 bytes
// CHECK: candidate: launches 1, allocations 0 of 0 bytes, loads 32 bytes, stores 32 bytes, live-in 32 bytes, live-out 32 bytes
func.func @pointwise(%in: memref<8xf32>, %out: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %in[%bx] : memref<8xf32>
    memref.store %0, %out[%bx] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The copy reads and writes 8 elements, the host one, and threads store 3. The
// first 4 of %in are live-out, and the other 4 live-in: they are read before they
// are written. The result is live-out, and the one allocation.
// CHECK: original: launches 1, allocations 1 of 32 bytes, loads 36 bytes, stores 48 bytes, live-in 16 bytes, live-out 48 bytes
func.func @copy(%in: memref<8xf32>) -> memref<8xf32> {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c7 = arith.constant 7 : index
  %zero = arith.constant 0.0 : f32
  %last = memref.load %in[%c7] : memref<8xf32>
  memref.store %last, %in[%c3] : memref<8xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c3, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %zero, %in[%bx] : memref<8xf32>
    gpu.terminator
  }
  %out = memref.alloc() : memref<8xf32>
  memref.copy %in, %out : memref<8xf32> to memref<8xf32>
  return %out : memref<8xf32>
}

// -----

// An atomic update is a load and a store, and constant
// globals are live-in. Workgroup and private memory are not global.
// CHECK: original: launches 1, allocations 0 of 0 bytes, loads 32 bytes, stores 16 bytes, live-in 20 bytes, live-out 4 bytes
memref.global "private" constant @table : memref<4xf32> = dense<[1.0, 2.0, 3.0, 4.0]>
func.func @kinds(%sum: memref<f32>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %table = memref.get_global @table : memref<4xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1)
             workgroup(%shared : memref<4xf32, #gpu.address_space<workgroup>>)
             private(%own : memref<1xf32, #gpu.address_space<private>>) {
    %c0 = arith.constant 0 : index
    %0 = memref.load %table[%tx] : memref<4xf32>
    memref.store %0, %shared[%tx] : memref<4xf32, #gpu.address_space<workgroup>>
    memref.store %0, %own[%c0] : memref<1xf32, #gpu.address_space<private>>
    %1 = memref.load %own[%c0] : memref<1xf32, #gpu.address_space<private>>
    %2 = memref.atomic_rmw addf %1, %sum[] : (f32, memref<f32>) -> f32
    gpu.terminator
  }
  return
}

// -----

// Two threads touch the same vector, all of its bytes.
// CHECK: original: launches 1, allocations 0 of 0 bytes, loads 32 bytes, stores 32 bytes, live-in 16 bytes, live-out 16 bytes
func.func @vectors(%in: memref<4xf32>, %out: memref<4xf32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c0 = arith.constant 0 : index
    %0 = vector.load %in[%c0] : memref<4xf32>, vector<4xf32>
    vector.store %0, %out[%c0] : memref<4xf32>, vector<4xf32>
    gpu.terminator
  }
  return
}
