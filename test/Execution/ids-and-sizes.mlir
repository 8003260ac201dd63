// Ids in another order, and sizes that only seem to be equal.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// The lane follows from the ids of the thread, in their order.

// CHECK: ok: launches 2 -> 2,
func.func @lanes(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}, %d: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c8, %sy = %c4, %sz = %c1) {
    %l = memref.load %a[%tx, %ty] : memref<8x4xf32>
    %r = arith.mulf %l, %two : f32
    memref.store %r, %b[%tx, %ty] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c8, %sz = %c1) {
    %lane = gpu.lane_id
    %number = arith.index_cast %lane : index to i32
    %float = arith.sitofp %number : i32 to f32
    %l = memref.load %b[%ty, %tx] : memref<8x4xf32>
    %r = arith.mulf %l, %float : f32
    memref.store %r, %d[%ty, %tx] : memref<8x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Operations that name a dimension take part, and their bounds with them.

// CHECK: ok: launches 2 -> 1,
func.func @operations(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}, %d: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c8, %sy = %c4, %sz = %c1) {
    %i = gpu.thread_id x upper_bound 8
    %j = gpu.thread_id y upper_bound 4
    %l = memref.load %a[%i, %j] : memref<8x4xf32>
    %r = arith.mulf %l, %two : f32
    memref.store %r, %b[%i, %j] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c8, %sz = %c1) {
    %i = gpu.thread_id y upper_bound 8
    %j = gpu.thread_id x upper_bound 4
    %n = gpu.block_dim x
    %number = arith.index_cast %n : index to i32
    %float = arith.sitofp %number : i32 to f32
    %l = memref.load %b[%i, %j] : memref<8x4xf32>
    %r = arith.mulf %l, %float : f32
    memref.store %r, %d[%i, %j] : memref<8x4xf32>
    gpu.terminator
  }
  return
}

// -----

// The sizes of the grid change places, those of the blocks do not.

// CHECK: ok: launches 2 -> 1,
func.func @both_of_them(%a: memref<8x4xf32> {llvm.noalias}, %d: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi eq, %tx, %c0 : index
    scf.if %p {
    %l = memref.load %a[%x, %y] : memref<8x4xf32>
    %r = arith.mulf %l, %two : f32
    memref.store %r, %a[%x, %y] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c8, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %n = gpu.grid_dim x
    %m = gpu.block_dim x
    %nm = arith.muli %n, %m : index
    %number = arith.index_cast %nm : index to i32
    %float = arith.sitofp %number : i32 to f32
    %p = arith.cmpi eq, %tx, %c0 : index
    scf.if %p {
    %l = memref.load %a[%y, %x] : memref<8x4xf32>
    %r = arith.mulf %l, %float : f32
    memref.store %r, %d[%y, %x] : memref<8x4xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The third dimension is the second dynamic one.

// CHECK: ok: launches 3 -> 2,
func.func @second_size(%n: index {fuselage.test.value = 5 : index}, %m: index {fuselage.test.value = 3 : index}, %a: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc(%n, %m) : memref<?x4x?xf32>
  %d2 = memref.dim %t, %c2 : memref<?x4x?xf32>
  %d0 = memref.dim %t, %c0 : memref<?x4x?xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %two, %t[%x, %c0, %c0] : memref<?x4x?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %d0, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %t[%x, %c0, %c0] : memref<?x4x?xf32>
    %k = memref.load %a[%x] : memref<16xf32>
    %s = arith.addf %l, %k : f32
    memref.store %s, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %d2, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %a[%x] : memref<16xf32>
    %s = arith.addf %l, %two : f32
    memref.store %s, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<?x4x?xf32>
  return
}

// -----

// Two sizes of one memref.

// CHECK: ok: launches 3 -> 2,
func.func @sizes_of_an_argument(%t: memref<?x?xf32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 3>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %two = arith.constant 2.0 : f32
  %three = arith.constant 3.0 : f32
  %n = memref.dim %t, %c0 : memref<?x?xf32>
  %n2 = memref.dim %t, %c0 : memref<?x?xf32>
  %m = memref.dim %t, %c1 : memref<?x?xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %two, %t[%x, %c0] : memref<?x?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %n2, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %t[%x, %c0] : memref<?x?xf32>
    %s = arith.addf %l, %three : f32
    memref.store %s, %t[%x, %c0] : memref<?x?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %m, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %t[%x, %c0] : memref<?x?xf32>
    %s = arith.mulf %l, %three : f32
    memref.store %s, %t[%x, %c0] : memref<?x?xf32>
    gpu.terminator
  }
  return
}
