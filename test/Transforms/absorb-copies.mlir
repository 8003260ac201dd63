// Copies that the host makes between launches become a part of them.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file | FileCheck %s
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{absorb-copies=false})' --split-input-file | FileCheck %s --check-prefix=OFF
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC
// OFF-COUNT-9: memref.copy
// OFF-NOT: memref.copy
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 3 -> 
// EXEC: ok: launches 2 -> 2
// EXEC: ok: launches 2 -> 
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 1

// The copy only passes a value on.

// CHECK-LABEL: func.func @test
// CHECK-NOT: memref.alloc
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: memref.copy
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.copy %t, %u : memref<8x4xf32> to memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %u[%x, %y] : memref<8x4xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  memref.dealloc %u : memref<8x4xf32>
  return
}

// -----

// Two parts are joined into one buffer; each thread reads what it wrote.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: memref.copy
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<16x4xf32>
  %lo = memref.subview %u[0, 0] [8, 4] [1, 1] : memref<16x4xf32> to memref<8x4xf32, strided<[4, 1]>>
  %hi = memref.subview %u[8, 0] [8, 4] [1, 1] : memref<16x4xf32> to memref<8x4xf32, strided<[4, 1], offset: 32>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.copy %t, %lo : memref<8x4xf32> to memref<8x4xf32, strided<[4, 1]>>
  memref.copy %b, %hi : memref<8x4xf32> to memref<8x4xf32, strided<[4, 1], offset: 32>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %u[%x, %y] : memref<16x4xf32>
    %k = arith.addi %x, %c8 : index
    %1 = memref.load %u[%k, %y] : memref<16x4xf32>
    %2 = arith.addf %0, %1 : f32
    memref.store %2, %b[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %u : memref<16x4xf32>
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// The copy shifts the rows, so the reader needs a row of another block.

// CHECK-LABEL: func.func @test
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<9x4xf32>
  %up = memref.subview %u[1, 0] [8, 4] [1, 1] : memref<9x4xf32> to memref<8x4xf32, strided<[4, 1], offset: 4>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %two, %u[%x, %y] : memref<9x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.copy %t, %up : memref<8x4xf32> to memref<8x4xf32, strided<[4, 1], offset: 4>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %u[%x, %y] : memref<9x4xf32>
    memref.store %0, %b[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %u : memref<9x4xf32>
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// The copy has other sizes than the launches around: the host copies on.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-1: gpu.launch
// CHECK: memref.copy
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: arith.constant
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c8 step %c1 {
      %0 = memref.load %a[%i, %c1] : memref<8x4xf32>
      memref.store %0, %t[%i, %c1] : memref<8x4xf32>
      memref.store %0, %t[%i, %c0] : memref<8x4xf32>
    }
    gpu.terminator
  }
  memref.copy %t, %u : memref<8x4xf32> to memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c8 step %c1 {
      %0 = memref.load %u[%i, %c1] : memref<8x4xf32>
      memref.store %0, %b[%i, %c1] : memref<8x4xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  memref.dealloc %u : memref<8x4xf32>
  return
}

// -----

// Memory that no launch uses may be memory that the device cannot reach.

// CHECK-LABEL: func.func @test
// CHECK: memref.copy %arg2
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}, %h: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %u = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    memref.store %0, %b[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.copy %h, %u : memref<8x4xf32> to memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %u[%x, %y] : memref<8x4xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.dealloc %u : memref<8x4xf32>
  return
}

// -----

// Four dimensions: the last one becomes a loop, as in the launches around.

// CHECK-LABEL: func.func @test
// CHECK-NOT: memref.copy
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<2x3x4x5xf32> {llvm.noalias}, %b: memref<2x3x4x5xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %two = arith.constant 2.0 : f32
  %c2 = arith.constant 2 : index
  %c5 = arith.constant 5 : index
  %t = memref.alloc() : memref<2x3x4x5xf32>
  %u = memref.alloc() : memref<2x3x4x5xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c2, %gy = %c3, %gz = %c4) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c5 step %c1 {
    %0 = memref.load %a[%x, %y, %z, %i] : memref<2x3x4x5xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %y, %z, %i] : memref<2x3x4x5xf32>
    }
    gpu.terminator
  }
  memref.copy %t, %u : memref<2x3x4x5xf32> to memref<2x3x4x5xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c2, %gy = %c3, %gz = %c4) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c5 step %c1 {
    %0 = memref.load %u[%x, %y, %z, %i] : memref<2x3x4x5xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x, %y, %z, %i] : memref<2x3x4x5xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<2x3x4x5xf32>
  memref.dealloc %u : memref<2x3x4x5xf32>
  return
}

// -----

// Blocks of several threads, the last of which has too many.

// CHECK-LABEL: func.func @test
// CHECK-NOT: memref.copy
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<10xf32> {llvm.noalias}, %b: memref<10xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %two = arith.constant 2.0 : f32
  %c10 = arith.constant 10 : index
  %t = memref.alloc() : memref<10xf32>
  %u = memref.alloc() : memref<10xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c3, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %b0 = arith.muli %x, %c4 : index
    %i = arith.addi %b0, %tx : index
    %in = arith.cmpi ult, %i, %c10 : index
    scf.if %in {
    %0 = memref.load %a[%i] : memref<10xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%i] : memref<10xf32>
    }
    gpu.terminator
  }
  memref.copy %t, %u : memref<10xf32> to memref<10xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c3, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %b0 = arith.muli %x, %c4 : index
    %i = arith.addi %b0, %tx : index
    %in = arith.cmpi ult, %i, %c10 : index
    scf.if %in {
    %0 = memref.load %u[%i] : memref<10xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%i] : memref<10xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<10xf32>
  memref.dealloc %u : memref<10xf32>
  return
}

// -----

// A size that is known when the program runs.

// CHECK-LABEL: func.func @test
// CHECK-NOT: memref.copy
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<?x4xf32> {llvm.noalias, fuselage.test.shape = array<i64: 6, 4>}, %b: memref<?x4xf32> {llvm.noalias, fuselage.test.shape = array<i64: 6, 4>}, %u: memref<?x4xf32> {llvm.noalias, fuselage.test.shape = array<i64: 6, 4>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %two = arith.constant 2.0 : f32
  %n = memref.dim %a, %c0 : memref<?x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %u[%x, %y] : memref<?x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %a[%x, %y] : memref<?x4xf32>
    gpu.terminator
  }
  memref.copy %a, %b : memref<?x4xf32> to memref<?x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x, %y] : memref<?x4xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %u[%x, %y] : memref<?x4xf32>
    gpu.terminator
  }
  return
}
