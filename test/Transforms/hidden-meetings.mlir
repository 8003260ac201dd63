// Threads that learn of each other by other means than barriers of the gpu
// dialect, and launches with launches in them. What one thread runs after the
// other on a CPU would not show what goes wrong.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file | FileCheck %s

// The assembly may be a barrier: the buffer stays global.

// CHECK-LABEL: func.func @barrier_in_assembly
// CHECK: %[[T:.*]] = memref.alloc()
// CHECK: gpu.launch
// CHECK: memref.store %{{.*}}, %[[T]]
// CHECK: llvm.inline_asm
// CHECK: memref.load %[[T]]
func.func @barrier_in_assembly(%a: memref<16xf32> {llvm.noalias}, %b: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %t = memref.alloc() : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%tx] : memref<16xf32>
    memref.store %v, %t[%tx] : memref<16xf32>
    llvm.inline_asm has_side_effects "bar.sync 0;", "" : () -> ()
    %r = arith.subi %c15, %tx : index
    %w = memref.load %t[%r] : memref<16xf32>
    memref.store %w, %b[%tx] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<16xf32>
  return
}

// -----

// So may a fence be a part of one.

// CHECK-LABEL: func.func @fence
// CHECK: %[[T:.*]] = memref.alloc()
// CHECK: gpu.launch
// CHECK: memref.store %{{.*}}, %[[T]]
// CHECK: llvm.fence
// CHECK: memref.load %[[T]]
func.func @fence(%a: memref<16xf32> {llvm.noalias}, %b: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %t = memref.alloc() : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%tx] : memref<16xf32>
    memref.store %v, %t[%tx] : memref<16xf32>
    llvm.fence acq_rel
    %r = arith.subi %c15, %tx : index
    %w = memref.load %t[%r] : memref<16xf32>
    memref.store %w, %b[%tx] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<16xf32>
  return
}

// -----

// Another thread may have had the lock in between.

// CHECK-LABEL: func.func @lock
// CHECK-SAME: %[[FLAG:.*]]: memref<1xi32> {{.*}}, %[[SUM:.*]]: memref<1xi32> {{.*}}, %[[OUT:.*]]: memref<16xi32>
// CHECK: memref.store %{{.*}}, %[[SUM]]
// CHECK: memref.atomic_rmw
// CHECK: memref.atomic_rmw
// CHECK: scf.if
// CHECK: %[[NEW:.*]] = memref.load %[[SUM]]
// CHECK: memref.store %[[NEW]], %[[OUT]]
func.func @lock(%flag: memref<1xi32> {llvm.noalias}, %sum: memref<1xi32> {llvm.noalias}, %o: memref<16xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %one = arith.constant 1 : i32
  %zero = arith.constant 0 : i32
  gpu.launch blocks(%b, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.while : () -> () {
      %old = memref.atomic_rmw assign %one, %flag[%c0] : (i32, memref<1xi32>) -> i32
      %p = arith.cmpi ne, %old, %zero : i32
      scf.condition(%p)
    } do {
      scf.yield
    }
    %v = memref.load %sum[%c0] : memref<1xi32>
    %w = arith.addi %v, %one : i32
    memref.store %w, %sum[%c0] : memref<1xi32>
    memref.atomic_rmw assign %zero, %flag[%c0] : (i32, memref<1xi32>) -> i32
    %r = memref.atomic_rmw assign %one, %flag[%c0] : (i32, memref<1xi32>) -> i32
    %p = arith.cmpi eq, %r, %zero : i32
    scf.if %p {
      %u = memref.load %sum[%c0] : memref<1xi32>
      memref.store %u, %o[%b] : memref<16xi32>
      memref.atomic_rmw assign %zero, %flag[%c0] : (i32, memref<1xi32>) -> i32
    }
    gpu.terminator
  }
  return
}

// -----

// An atomic whose result is not used tells the thread nothing.

// CHECK-LABEL: func.func @count
// CHECK: gpu.launch
// CHECK: memref.atomic_rmw
// CHECK-NOT: memref.load
// CHECK: gpu.terminator
func.func @count(%n: memref<1xi32> {llvm.noalias}, %a: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %one = arith.constant 1 : i32
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%b, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %two, %a[%b] : memref<16xf32>
    memref.atomic_rmw addi %one, %n[%c0] : (i32, memref<1xi32>) -> i32
    %v = memref.load %a[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Ids in an inner launch are those of its own threads.

// CHECK-LABEL: func.func @inner_launch
// CHECK: gpu.launch
// CHECK: %[[I:.*]] = gpu.block_id x
// CHECK: gpu.launch
// CHECK: %[[J:.*]] = gpu.block_id x
// CHECK: memref.load %{{.*}}[%[[I]], %[[J]]]
func.func @inner_launch(%a: memref<16x16xf32> {llvm.noalias}, %b: memref<16x16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = gpu.block_id x
    gpu.launch blocks(%u, %v, %w) in (%gu = %c16, %gv = %c1, %gw = %c1) threads(%tu, %tv, %tw) in (%su = %c1, %sv = %c1, %sw = %c1) {
      %j = gpu.block_id x
      %0 = memref.load %a[%i, %j] : memref<16x16xf32>
      memref.store %0, %b[%i, %j] : memref<16x16xf32>
      gpu.terminator
    }
    gpu.terminator
  }
  return
}
