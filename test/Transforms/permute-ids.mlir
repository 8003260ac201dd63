// Launches of the same sizes in another order are one configuration, as long as
// no thread minds which ids it has.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file | FileCheck %s
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(fuselage-fuse-launches)'
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 2
// EXEC: ok: launches 2 -> 2
// EXEC: ok: launches 2 -> 2
// EXEC: ok: launches 2 -> 2

// A unit dimension stands at another end.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: memref.alloc
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c8, %gz = %c4) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%y, %z] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%y, %z] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%x, %y] : memref<8x4xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// The grid is transposed. Ids and sizes are used as arguments and as operations.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: memref.alloc
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c8, %gz = %c4) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%y, %z] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%y, %z] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c8) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = gpu.block_id z
    %j = gpu.block_id x
    %n = gpu.grid_dim x
    %w = arith.index_cast %n : index to i32
    %v = arith.sitofp %w : i32 to f32
    %0 = memref.load %t[%i, %x] : memref<8x4xf32>
    %1 = arith.addf %0, %v : f32
    %m = arith.index_cast %gz : index to i32
    %o = arith.sitofp %m : i32 to f32
    %2 = arith.addf %1, %o : f32
    memref.store %2, %b[%z, %j] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Blocks and threads are permuted, each among themselves.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %tx] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %tx] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c8) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c4, %sz = %c1) {
    %n = gpu.block_dim y
    %w = arith.index_cast %n : index to i32
    %v = arith.sitofp %w : i32 to f32
    %i = gpu.thread_id y
    %0 = memref.load %t[%z, %i] : memref<8x4xf32>
    %1 = arith.addf %0, %v : f32
    memref.store %1, %b[%z, %ty] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Equal sizes keep their order: the ids of a square grid are not exchanged.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<8x8xf32> {llvm.noalias}, %b: memref<8x8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x8xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c8, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x8xf32>
    memref.store %0, %t[%x, %y] : memref<8x8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c8) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%x, %z] : memref<8x8xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x, %z] : memref<8x8xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x8xf32>
  return
}

// -----

// Another permutation of dynamic sizes.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<?x?xf32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 3>}, %b: memref<?x?xf32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 3>}, %t: memref<?x?xf32> {llvm.noalias, fuselage.test.shape = array<i64: 5, 3>}, %n: index {fuselage.test.value = 5 : index}, %m: index {fuselage.test.value = 3 : index}) {
  %c1 = arith.constant 1 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %m, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<?x?xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %y] : memref<?x?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %m, %gz = %n) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%z, %y] : memref<?x?xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%z, %y] : memref<?x?xf32>
    gpu.terminator
  }
  return
}

// -----

// Threads that work together keep their ids.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %tx] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %tx] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c8, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) workgroup(%s : memref<4xf32, #gpu.address_space<workgroup>>) {
    %0 = memref.load %t[%y, %tx] : memref<8x4xf32>
    memref.store %0, %s[%tx] : memref<4xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %i = arith.subi %c3, %tx : index
    %1 = memref.load %s[%i] : memref<4xf32, #gpu.address_space<workgroup>>
    memref.store %1, %b[%y, %tx] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// The global id is made of two ids, of which only one would be renamed.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c8, %gz = %c4) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id y
    %0 = memref.load %t[%i, %z] : memref<8x4xf32>
    memref.store %0, %b[%i, %z] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// What is refused for another reason keeps its ids.

// CHECK-LABEL: func.func @test
// CHECK: %[[C8:.*]] = arith.constant 8
// CHECK: gpu.launch blocks({{.*}}) in (%{{[^ ]*}} = %[[C8]]
// CHECK: gpu.launch blocks({{.*}}) in (%{{[^ ]*}} = %c1, %{{[^ ]*}} = %[[C8]]
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c8, %gz = %c4) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.subi %c3, %z : index
    %0 = memref.load %t[%y, %i] : memref<8x4xf32>
    memref.store %0, %b[%y, %z] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Sizes that differ stay apart.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    memref.store %0, %t[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c3, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%x, %y] : memref<8x4xf32>
    memref.store %0, %b[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}
