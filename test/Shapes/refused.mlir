// Launches that must keep their shape, each the nearest relative of one that need not,
// and shapes that nothing is gained by.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// A sum over the threads of a block: other blocks have other sums. The other launch
// takes these blocks on.

// CHECK-LABEL: func.func @sum_of_a_block(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c4, {{.*}}) threads({{.*}}) in (%{{.*}} = %c32,
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @sum_of_a_block(%a: memref<128xi32> {llvm.noalias}, %b: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %a[%i] : memref<128xi32>
    %s = gpu.all_reduce add %v uniform {} : (i32) -> i32
    memref.store %s, %a[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %a[%i] : memref<128xi32>
    memref.store %v, %b[%i] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// The second launch reads columns of what the first writes in rows. There are as many.

// CHECK-LABEL: func.func @rows_and_columns(
// CHECK: gpu.launch
// CHECK: gpu.launch
// EXEC: ok: launches 2 -> 2
func.func @rows_and_columns(%a: memref<24x24xi32> {llvm.noalias}, %b: memref<24xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c24 = arith.constant 24 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c24, %gy = %c24, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<24x24xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %a[%i, %j] : memref<24x24xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c24, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %c24 step %c1 {
      %u = arith.addi %j, %i : index
      %k = arith.remui %u, %c24 : index
      %v = memref.load %a[%k, %j] : memref<24x24xi32>
      %w = memref.load %b[%i] : memref<24xi32>
      %s = arith.addi %v, %w : i32
      memref.store %s, %b[%i] : memref<24xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Thread 0 of each block waits until the others have counted. One thread that runs
// several of them one after the other would wait for itself.

// CHECK-LABEL: func.func @waits(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c2,
// CHECK: gpu.launch
// EXEC: ok: launches 2 -> 2
func.func @waits(%a: memref<2xi32> {llvm.noalias, fuselage.test.range = array<i64: 4, 5>}, %b: memref<8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0 : i32
  %four = arith.constant 4 : i32
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    scf.while : () -> () {
      %n = memref.atomic_rmw addi %zero, %a[%k] : (i32, memref<2xi32>) -> i32
      %is = arith.cmpi slt, %n, %four : i32
      scf.condition(%is)
    } do {
      scf.yield
    }
    memref.store %four, %b[%i] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%i] : memref<8xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %b[%i] : memref<8xi32>
    gpu.terminator
  }
  return
}

// -----

// Memory on the stack of a thread is not freed before the thread ends. A thread with
// many items would need it as many times; these rows have more items than a block has
// threads.

// CHECK-LABEL: func.func @stack(
// CHECK: gpu.launch
// CHECK: gpu.launch
// EXEC: ok: launches 2 -> 2
func.func @stack(%a: memref<2x300xi32> {llvm.noalias}, %b: memref<2xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c300 = arith.constant 300 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c2, %gy = %c300, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = memref.alloca() : memref<4xi32>
    %p = arith.remui %j, %c2 : index
    %v = memref.load %a[%i, %j] : memref<2x300xi32>
    memref.store %v, %m[%c0] : memref<4xi32>
    memref.store %v, %m[%c1] : memref<4xi32>
    %w = memref.load %m[%p] : memref<4xi32>
    memref.store %w, %a[%i, %j] : memref<2x300xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %c300 step %c1 {
      %v = memref.load %a[%i, %j] : memref<2x300xi32>
      %w = memref.load %b[%i] : memref<2xi32>
      %s = arith.addi %v, %w : i32
      memref.store %s, %b[%i] : memref<2xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A guard with an else does work where it does not hold.

// CHECK-LABEL: func.func @else(
// EXEC: ok: launches 2 -> 1
func.func @else(%a: memref<64xi32> {llvm.noalias}, %b: memref<50xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c50 = arith.constant 50 : index
  %one = arith.constant 1 : i32
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %f = arith.muli %k, %c16 : index
    %i = arith.addi %f, %x : index
    %is = arith.cmpi ult, %i, %c50 : index
    scf.if %is {
      %v = memref.load %a[%i] : memref<64xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%i] : memref<64xi32>
    } else {
      memref.store %one, %a[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c50, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<64xi32>
    memref.store %v, %b[%i] : memref<50xi32>
    gpu.terminator
  }
  return
}

// -----

// So does a store after the guard.

// CHECK-LABEL: func.func @after_the_guard(
// EXEC: ok: launches 2 -> 1
func.func @after_the_guard(%a: memref<64xi32> {llvm.noalias}, %b: memref<50xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c50 = arith.constant 50 : index
  %one = arith.constant 1 : i32
  %t = memref.alloc() : memref<64xi32>
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %f = arith.muli %k, %c16 : index
    %i = arith.addi %f, %x : index
    %is = arith.cmpi ult, %i, %c50 : index
    scf.if %is {
      %v = memref.load %a[%i] : memref<64xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %t[%i] : memref<64xi32>
    }
    memref.store %one, %a[%i] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c50, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%i] : memref<64xi32>
    memref.store %v, %b[%i] : memref<50xi32>
    gpu.terminator
  }
  return
}

// -----

// A bound that is negative keeps every thread out, if signs count, and none without.

// CHECK-LABEL: func.func @negative_bound(
// EXEC: ok: launches 3 -> 1
func.func @negative_bound(%a: memref<64xi32> {llvm.noalias}, %b: memref<64xi32> {llvm.noalias}, %n: index {fuselage.test.value = -1 : index}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %m = arith.constant -1 : index
  %one = arith.constant 1 : i32
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %f = arith.muli %k, %c16 : index
    %i = arith.addi %f, %x : index
    %is = arith.cmpi slt, %i, %m : index
    scf.if %is {
      memref.store %one, %a[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %f = arith.muli %k, %c16 : index
    %i = arith.addi %f, %x : index
    %is = arith.cmpi ult, %i, %m : index
    scf.if %is {
      memref.store %one, %b[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<64xi32>
    %w = memref.load %b[%i] : memref<64xi32>
    %s = arith.addi %v, %w : i32
    memref.store %s, %a[%i] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// Operations of the affine dialect take an id of a launch, and none from a condition.

// CHECK-LABEL: func.func @affine(
// CHECK: gpu.launch
// CHECK: affine.load
// CHECK: gpu.launch
// EXEC: ok: launches 2 -> 2
func.func @affine(%a: memref<64xi32> {llvm.noalias}, %b: memref<50xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c50 = arith.constant 50 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = affine.load %a[%i] : memref<64xi32>
    %w = arith.addi %v, %v : i32
    affine.store %w, %a[%i] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c50, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<64xi32>
    memref.store %v, %b[%i] : memref<50xi32>
    gpu.terminator
  }
  return
}

// -----

// Threads wait in a loop of blocks, which has no name.

// CHECK-LABEL: func.func @f(
// CHECK: gpu.launch blocks({{.*}}) threads({{.*}}) in (%{{.*}}, %{{.*}} = %c40,
// EXEC: ok: launches 1 -> 1
func.func @f(%a: memref<?x40xi32> {llvm.noalias, fuselage.test.shape = array<i64: 4, 40>},
             %k: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 4>, fuselage.test.range = array<i64: 64, 65>}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c40 = arith.constant 40 : index
  %one = arith.constant 1 : i32
  %zero = arith.constant 0 : i32
  %all = arith.constant 40 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %t, %tz) in (%sx = %c1, %sy = %c40, %sz = %c1) {
    %mine = memref.atomic_rmw addi %one, %k[%b] : (i32, memref<?xi32>) -> i32
    scf.execute_region {
      cf.br ^wait
    ^wait:
      %m = memref.atomic_rmw addi %zero, %k[%b] : (i32, memref<?xi32>) -> i32
      %is = arith.cmpi slt, %m, %all : i32
      cf.cond_br %is, ^wait, ^done
    ^done:
      scf.yield
    }
    memref.store %one, %a[%b, %t] : memref<?x40xi32>
    gpu.terminator
  }
  return
}
