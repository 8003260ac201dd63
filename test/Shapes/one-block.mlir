// A few items of any kind may be the threads of one block, whatever they have in common: barriers order them.

// RUN: %test-exec %s --split-input-file --shuffles=6 --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --shuffles=6 --pipeline='builtin.module(fuselage-fuse-launches{block-size=32})'

// As many items as a block has threads. Each reads what the thread at the other end wrote.

// CHECK-LABEL: func.func @as_many_as_threads(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %[[ONE:c1[_0-9]*]], %{{.*}} = %[[ONE]], %{{.*}} = %[[ONE]]) threads({{.*}}) in (%{{.*}} = %c256
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @as_many_as_threads(%a: memref<256xi32> {llvm.noalias}, %b: memref<256xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %last = arith.constant 255 : index
  %n = arith.constant 256 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<256xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %b[%i] : memref<256xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %last, %i : index
    %v = memref.load %b[%r] : memref<256xi32>
    %w = memref.load %a[%i] : memref<256xi32>
    %s = arith.addi %v, %w : i32
    memref.store %s, %a[%i] : memref<256xi32>
    gpu.terminator
  }
  return
}

// -----

// One item more: two blocks, which nothing orders.

// CHECK-LABEL: func.func @one_more(
// CHECK: gpu.launch
// CHECK-NOT: gpu.barrier
// CHECK: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 2
func.func @one_more(%a: memref<257xi32> {llvm.noalias}, %b: memref<257xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %last = arith.constant 256 : index
  %n = arith.constant 257 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<257xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %b[%i] : memref<257xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %last, %i : index
    %v = memref.load %b[%r] : memref<257xi32>
    %w = memref.load %a[%i] : memref<257xi32>
    %s = arith.addi %v, %w : i32
    memref.store %s, %a[%i] : memref<257xi32>
    gpu.terminator
  }
  return
}

// -----

// Fewer than a warp has.

// CHECK-LABEL: func.func @few(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %[[ONE:c1[_0-9]*]], %{{.*}} = %[[ONE]], %{{.*}} = %[[ONE]]) threads({{.*}}) in (%{{.*}} = %c256
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @few(%a: memref<5xi32> {llvm.noalias}, %b: memref<5xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %last = arith.constant 4 : index
  %n = arith.constant 5 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<5xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %b[%i] : memref<5xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %last, %i : index
    %v = memref.load %b[%r] : memref<5xi32>
    %w = memref.load %a[%i] : memref<5xi32>
    %s = arith.addi %v, %w : i32
    memref.store %s, %a[%i] : memref<5xi32>
    gpu.terminator
  }
  return
}

// -----

// Of other shapes, with a sum over all elements by one thread between them; and what it leaves is read by all.

// CHECK-LABEL: func.func @other_shapes(
// CHECK: gpu.launch
// CHECK: gpu.barrier
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 3 -> 1
func.func @other_shapes(%a: memref<6x20xi32> {llvm.noalias}, %s: memref<i32> {llvm.noalias}, %b: memref<200xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c20 = arith.constant 20 : index
  %c25 = arith.constant 25 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%j, %y, %z) in (%sx = %c20, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<6x20xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i, %j] : memref<6x20xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c6 step %c1 {
      scf.for %j = %c0 to %c20 step %c1 {
        %v = memref.load %a[%i, %j] : memref<6x20xi32>
        %w = memref.load %s[] : memref<i32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[] : memref<i32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c25, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %b[%i] : memref<200xi32>
    %w = memref.load %s[] : memref<i32>
    %u = arith.muli %v, %w : i32
    memref.store %u, %b[%i] : memref<200xi32>
    gpu.terminator
  }
  return
}

// -----

// Elements that all threads count up: no thread may wait for another before it has come to the barrier.

// CHECK-LABEL: func.func @atomics(
// CHECK: gpu.launch
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @atomics(%a: memref<64xi32> {llvm.noalias}, %s: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<64xi32>
    %old = memref.atomic_rmw addi %v, %s[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %s[%c0] : memref<1xi32>
    memref.store %v, %a[%i] : memref<64xi32>
    gpu.terminator
  }
  return
}
