// Launches that have rows in common become one launch with a block for each row. Each
// function has another way to spell rows and elements. The outputs are compared in
// several orders of blocks and threads, and races are looked for.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// A block for each element, x for the rows. The row is longer than a block of 32, so
// that the threads of a block stride over it.

// CHECK-LABEL: func.func @softmax(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %[[ROWS:c10[_0-9]*]],{{.*}}) threads({{.*}}) in (%{{.*}} = %c64
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 1
func.func @softmax(%in: memref<10x36xf32> {llvm.noalias}, %out: memref<10x36xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %c36 = arith.constant 36 : index
  %lowest = arith.constant 0xFF800000 : f32
  %zero = arith.constant 0.0 : f32
  %max = memref.alloc() : memref<10xf32>
  %sum = memref.alloc() : memref<10xf32>
  %exp = memref.alloc() : memref<10x36xf32>
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c10, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = scf.for %j = %c0 to %c36 step %c1 iter_args(%a = %lowest) -> f32 {
      %v = memref.load %in[%i, %j] : memref<10x36xf32>
      %n = arith.maximumf %a, %v : f32
      scf.yield %n : f32
    }
    memref.store %m, %max[%i] : memref<10xf32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c10, %gy = %c36, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %in[%i, %j] : memref<10x36xf32>
    %m = memref.load %max[%i] : memref<10xf32>
    %d = arith.subf %v, %m : f32
    %e = math.exp %d : f32
    memref.store %e, %exp[%i, %j] : memref<10x36xf32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c10, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = scf.for %j = %c0 to %c36 step %c1 iter_args(%a = %zero) -> f32 {
      %v = memref.load %exp[%i, %j] : memref<10x36xf32>
      %n = arith.addf %a, %v : f32
      scf.yield %n : f32
    }
    memref.store %m, %sum[%i] : memref<10xf32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c10, %gy = %c36, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %exp[%i, %j] : memref<10x36xf32>
    %m = memref.load %sum[%i] : memref<10xf32>
    %d = arith.divf %v, %m : f32
    memref.store %d, %out[%i, %j] : memref<10x36xf32>
    gpu.terminator
  }
  return
}

// -----

// The same elements, numbered and taken apart again; the rows with a guard.

// CHECK-LABEL: func.func @numbered(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @numbered(%in: memref<10x36xi32> {llvm.noalias}, %out: memref<10x36xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c10 = arith.constant 10 : index
  %c32 = arith.constant 32 : index
  %c36 = arith.constant 36 : index
  %c256 = arith.constant 256 : index
  %c360 = arith.constant 360 : index
  %zero = arith.constant 0 : i32
  %sum = memref.alloc() : memref<10xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %i, %c10 : index
    scf.if %is {
      %m = scf.for %j = %c0 to %c36 step %c1 iter_args(%a = %zero) -> i32 {
        %v = memref.load %in[%i, %j] : memref<10x36xi32>
        %n = arith.addi %a, %v : i32
        scf.yield %n : i32
      }
      memref.store %m, %sum[%i] : memref<10xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%t, %y, %z) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c256 : index
    %n = arith.addi %first, %t : index
    %is = arith.cmpi ult, %n, %c360 : index
    scf.if %is {
      %j = arith.remui %n, %c36 : index
      %i = arith.divui %n, %c36 : index
      %v = memref.load %in[%i, %j] : memref<10x36xi32>
      %s = memref.load %sum[%i] : memref<10xi32>
      %w = arith.muli %v, %s : i32
      memref.store %w, %out[%i, %j] : memref<10x36xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Tiles, whose last one is smaller, and ids in another order.

// CHECK-LABEL: func.func @tiles(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @tiles(%in: memref<10x36xi32> {llvm.noalias}, %out: memref<10x36xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c8 = arith.constant 8 : index
  %c36 = arith.constant 36 : index
  %zero = arith.constant 0 : i32
  %sum = memref.alloc() : memref<10xi32>
  gpu.launch blocks(%bx, %b, %bz) in (%gx = %c1, %gy = %c3, %gz = %c1)
             threads(%x, %t, %z) in (%sx = %c1, %sy = %c4, %sz = %c1) {
    %first = affine.apply affine_map<(d0) -> (d0 * 4)>(%b)
    %left = affine.min affine_map<(d0) -> (10 - d0, 4)>(%first)
    %is = arith.cmpi slt, %t, %left : index
    scf.if %is {
      %i = arith.addi %t, %first : index
      %m = scf.for %j = %c0 to %c36 step %c1 iter_args(%a = %zero) -> i32 {
        %v = memref.load %in[%i, %j] : memref<10x36xi32>
        %n = arith.addi %a, %v : i32
        scf.yield %n : i32
      }
      memref.store %m, %sum[%i] : memref<10xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bj, %bi, %bz) in (%gx = %c5, %gy = %c3, %gz = %c1)
             threads(%tj, %ti, %z) in (%sx = %c8, %sy = %c4, %sz = %c1) {
    %firstI = affine.apply affine_map<(d0) -> (d0 * 4)>(%bi)
    %leftI = affine.min affine_map<(d0) -> (10 - d0, 4)>(%firstI)
    %isI = arith.cmpi slt, %ti, %leftI : index
    %firstJ = affine.apply affine_map<(d0) -> (d0 * 8)>(%bj)
    %leftJ = affine.min affine_map<(d0) -> (36 - d0, 8)>(%firstJ)
    %isJ = arith.cmpi slt, %tj, %leftJ : index
    %is = arith.andi %isI, %isJ : i1
    scf.if %is {
      %i = arith.addi %ti, %firstI : index
      %j = arith.addi %tj, %firstJ : index
      %v = memref.load %in[%i, %j] : memref<10x36xi32>
      %s = memref.load %sum[%i] : memref<10xi32>
      %w = arith.muli %v, %s : i32
      memref.store %w, %out[%i, %j] : memref<10x36xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Two products: what is multiplied first is a row of what is multiplied next.

// CHECK-LABEL: func.func @two_products(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @two_products(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<8x40xi32> {llvm.noalias},
    %c: memref<40x12xi32> {llvm.noalias}, %out: memref<6x12xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  %c12 = arith.constant 12 : index
  %c40 = arith.constant 40 : index
  %zero = arith.constant 0 : i32
  %t = memref.alloc() : memref<6x40xi32>
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c6, %gy = %c40, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = scf.for %k = %c0 to %c8 step %c1 iter_args(%s = %zero) -> i32 {
      %v = memref.load %a[%i, %k] : memref<6x8xi32>
      %w = memref.load %b[%k, %j] : memref<8x40xi32>
      %p = arith.muli %v, %w : i32
      %n = arith.addi %s, %p : i32
      scf.yield %n : i32
    }
    memref.store %m, %t[%i, %j] : memref<6x40xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c6, %gy = %c12, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = scf.for %k = %c0 to %c40 step %c1 iter_args(%s = %zero) -> i32 {
      %v = memref.load %t[%i, %k] : memref<6x40xi32>
      %w = memref.load %c[%k, %j] : memref<40x12xi32>
      %p = arith.muli %v, %w : i32
      %n = arith.addi %s, %p : i32
      scf.yield %n : i32
    }
    memref.store %m, %out[%i, %j] : memref<6x12xi32>
    gpu.terminator
  }
  return
}

// -----

// Rows of which nothing is known but that they are as many, and elements likewise.

// CHECK-LABEL: func.func @dynamic(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @dynamic(%in: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 300>},
    %out: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 300>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %rows = memref.dim %in, %c0 : memref<?x?xi32>
  %columns = memref.dim %in, %c1 : memref<?x?xi32>
  %zero = arith.constant 0 : i32
  %sum = memref.alloc(%rows) : memref<?xi32>
  gpu.launch blocks(%i, %by, %bz) in (%gx = %rows, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = scf.for %j = %c0 to %columns step %c1 iter_args(%a = %zero) -> i32 {
      %v = memref.load %in[%i, %j] : memref<?x?xi32>
      %n = arith.addi %a, %v : i32
      scf.yield %n : i32
    }
    memref.store %m, %sum[%i] : memref<?xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %j, %bz) in (%gx = %rows, %gy = %columns, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %in[%i, %j] : memref<?x?xi32>
    %s = memref.load %sum[%i] : memref<?xi32>
    %w = arith.muli %v, %s : i32
    memref.store %w, %out[%i, %j] : memref<?x?xi32>
    gpu.terminator
  }
  return
}
