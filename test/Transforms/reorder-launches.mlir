// Launches that have nothing to do with each other change places if that makes
// fewer of them; all dependences are kept.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file | FileCheck %s
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(fuselage-fuse-launches)'
// EXEC: ok: launches 4 -> 2
// EXEC: ok: launches 4 -> 3
// EXEC: ok: launches 4 -> 4
// EXEC: ok: launches 3 -> 2
// EXEC: ok: launches 4 -> 3
// EXEC: ok: launches 4 -> 3
// EXEC: ok: launches 6 -> 2
// EXEC: ok: launches 4 -> 3
// EXEC: ok: launches 4 -> 3

// Two chains of different sizes take turns.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK-NOT: memref.alloc
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  %u = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %u[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%x] : memref<16xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %u[%x] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  memref.dealloc %u : memref<8xf32>
  return
}

// -----

// The same, of arguments that may be one buffer. Reads of both come before writes
// to either; the first launch may still wait for the second.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-3: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<16xf32>, %b: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  %u = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %u[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%x] : memref<16xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %u[%x] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  memref.dealloc %u : memref<8xf32>
  return
}

// -----

// The third launch needs what the second one writes, which needs the first.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-4: gpu.launch
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    memref.store %0, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %i = arith.remui %x, %c8 : index
    %1 = memref.load %b[%i] : memref<8xf32>
    %2 = arith.addf %0, %1 : f32
    memref.store %2, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The third launch overwrites what the second one reads: that one comes first.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}, %c: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %c[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    memref.store %0, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %c[%x] : memref<16xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host reads what the first launch writes, and the third needs what was read. The
// second chain joins all the same.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-3: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}, %c: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  %v = memref.load %a[%c0] : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %c[%x] : memref<16xf32>
    %1 = arith.addf %0, %v : f32
    memref.store %1, %c[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The host writes in between what both launches of the first chain read.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-3: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}, %c: memref<16xf32> {llvm.noalias}, %d: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  %three = arith.constant 3.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %c[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  memref.store %three, %a[%c4] : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %d[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Buffers are freed and allocated on the way.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}, %c: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%x] : memref<16xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %c[%x] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<16xf32>
  %w = memref.alloc() : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %w[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %w[%x] : memref<16xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %w : memref<16xf32>
  return
}

// -----

// The first chain cannot be one launch; the second one can.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-3: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}, %c: memref<16xf32> {llvm.noalias}, %d: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %c[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.constant 15 : index
    %r = arith.subi %n, %x : index
    %0 = memref.load %c[%r] : memref<16xf32>
    memref.store %0, %d[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// The second launch changes the buffer of the other two through a view; the last
// one joins it.

// CHECK-LABEL: func.func @test
// CHECK-COUNT-3: gpu.launch
// CHECK-NOT: gpu.launch
func.func @test(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  %three = arith.constant 3.0 : f32
  %t = memref.alloc() : memref<16xf32>
  %lo = memref.subview %t[0] [8] [1] : memref<16xf32> to memref<8xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %lo[%x] : memref<8xf32>
    %1 = arith.mulf %0, %three : f32
    memref.store %1, %lo[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %t[%x] : memref<16xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<8xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<16xf32>
  return
}
