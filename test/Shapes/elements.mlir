// Pointwise launches in different blocks, and over different numbers of elements,
// become one launch with a thread for each element.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=64}))' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=64}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// 1,024 elements as 8 blocks of 128 threads, 4 of 256, 1,024 of one, and a guard.

// CHECK-LABEL: func.func @blocks(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c16{{.*}}) threads({{.*}}) in (%{{.*}} = %c64
// CHECK-NOT: scf.if
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 1
func.func @blocks(%a: memref<1024xi32> {llvm.noalias}, %b: memref<1024xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c11 = arith.constant 11 : index
  %c100 = arith.constant 100 : index
  %c128 = arith.constant 128 : index
  %c256 = arith.constant 256 : index
  %c1024 = arith.constant 1024 : index
  %t = memref.alloc() : memref<1024xi32>
  %u = memref.alloc() : memref<1024xi32>
  %w = memref.alloc() : memref<1024xi32>
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c128, %sy = %c1, %sz = %c1) {
    %f = arith.muli %k, %c128 : index
    %i = arith.addi %f, %x : index
    %v = memref.load %a[%i] : memref<1024xi32>
    %p = arith.addi %v, %v : i32
    memref.store %p, %t[%i] : memref<1024xi32>
    gpu.terminator
  }
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %t[%i] : memref<1024xi32>
    %p = arith.muli %v, %v : i32
    memref.store %p, %u[%i] : memref<1024xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %k, %bz) in (%gx = %c1, %gy = %c1024, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = gpu.block_id y
    %v = memref.load %u[%i] : memref<1024xi32>
    %p = arith.addi %v, %v : i32
    memref.store %p, %w[%i] : memref<1024xi32>
    gpu.terminator
  }
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c11, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c100, %sy = %c1, %sz = %c1) {
    %f = arith.muli %k, %c100 : index
    %i = arith.addi %f, %x : index
    %is = arith.cmpi sgt, %c1024, %i : index
    scf.if %is {
      %v = memref.load %w[%i] : memref<1024xi32>
      %p = arith.addi %v, %v : i32
      memref.store %p, %b[%i] : memref<1024xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The first elements, and others that have nothing to do with them.

// CHECK-LABEL: func.func @prefix(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 3 -> 1
func.func @prefix(%a: memref<100xi32> {llvm.noalias}, %b: memref<7xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c65 = arith.constant 65 : index
  %c100 = arith.constant 100 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c100, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<100xi32>
    %p = arith.addi %v, %v : i32
    memref.store %p, %a[%i] : memref<100xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c65, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<100xi32>
    %p = arith.muli %v, %v : i32
    memref.store %p, %a[%i] : memref<100xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c7, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%i] : memref<7xi32>
    %p = arith.muli %v, %v : i32
    memref.store %p, %b[%i] : memref<7xi32>
    gpu.terminator
  }
  return
}

// -----

// Ids and sizes that are values stay the values that they were.

// CHECK-LABEL: func.func @ids_as_values(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @ids_as_values(%a: memref<96xindex> {llvm.noalias}, %b: memref<96xindex> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c8 = arith.constant 8 : index
  %c12 = arith.constant 12 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c12, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %d = gpu.block_dim x
    %n = gpu.grid_dim x
    %t = gpu.thread_id x
    %s = arith.addi %d, %n : index
    %u = arith.muli %s, %k : index
    %v = arith.addi %u, %t : index
    %w = arith.muli %v, %gx : index
    %e = arith.subi %w, %sx : index
    memref.store %e, %a[%i] : memref<96xindex>
    gpu.terminator
  }
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c3, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %a[%i] : memref<96xindex>
    %n = gpu.grid_dim x
    %w = arith.muli %v, %n : index
    %e = arith.addi %w, %k : index
    memref.store %e, %b[%i] : memref<96xindex>
    gpu.terminator
  }
  return
}

// -----

// A bound above the number of threads adds no items.

// CHECK-LABEL: func.func @far_bound(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @far_bound(%a: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c50 = arith.constant 50 : index
  %c1000 = arith.constant 1000 : index
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %is = arith.cmpi ult, %i, %c1000 : index
    scf.if %is {
      %v = memref.load %a[%i] : memref<64xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c50, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<64xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %a[%i] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// The last row is not whole, so that there are no rows and columns of items.

// CHECK-LABEL: func.func @broken_row(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @broken_row(%a: memref<10x36xi32> {llvm.noalias}, %b: memref<10x36xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c36 = arith.constant 36 : index
  %c128 = arith.constant 128 : index
  %c256 = arith.constant 256 : index
  %c350 = arith.constant 350 : index
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %is = arith.cmpi ult, %n, %c350 : index
    scf.if %is {
      %i = arith.divui %n, %c36 : index
      %j = arith.remui %n, %c36 : index
      %v = memref.load %a[%i, %j] : memref<10x36xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%i, %j] : memref<10x36xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c3, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c128, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %is = arith.cmpi ult, %n, %c350 : index
    scf.if %is {
      %i = arith.divui %n, %c36 : index
      %j = arith.remui %n, %c36 : index
      %v = memref.load %b[%i, %j] : memref<10x36xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %b[%i, %j] : memref<10x36xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A token of a launch that has another shape is still waited for.

// CHECK-LABEL: func.func @tokens(
// CHECK: gpu.launch async
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @tokens(%a: memref<96xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c12 = arith.constant 12 : index
  %c96 = arith.constant 96 : index
  %one = arith.constant 1 : i32
  %first = gpu.launch async blocks(%k, %by, %bz) in (%gx = %c12, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    memref.store %one, %a[%i] : memref<96xi32>
    gpu.terminator
  }
  %second = gpu.launch async [%first] blocks(%i, %by, %bz) in (%gx = %c96, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<96xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %a[%i] : memref<96xi32>
    gpu.terminator
  }
  gpu.wait [%second]
  return
}
