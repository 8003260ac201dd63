// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// A barrier stands between two bodies of which the later needs it. Of the places between them it takes that which parts
// the fewest bodies that touch one buffer, so that these share what they load.

// The second body makes a number for the third, which waits for the first: both come after the barrier.
// CHECK-LABEL: func.func @early(
// CHECK: gpu.launch
// CHECK: memref.load %arg0
// CHECK: gpu.barrier
// CHECK: memref.load %arg1
// CHECK-NOT: gpu.barrier
// CHECK: memref.store %{{.*}}, %arg2
// CHECK-NOT: memref.alloc
// CHECK: return
// EXEC: ok: launches 3 -> 1
func.func @early(%a: memref<128xi32> {llvm.noalias}, %b: memref<128xi32> {llvm.noalias}, %c: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c31 = arith.constant 31 : index
  %c32 = arith.constant 32 : index
  %c3 = arith.constant 3 : i32
  %t = memref.alloc() : memref<128xi32>
  %u = memref.alloc() : memref<128xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v1 = memref.load %a[%i] : memref<128xi32>
    %w1 = arith.muli %v1, %c3 : i32
    memref.store %w1, %t[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v2 = memref.load %b[%i] : memref<128xi32>
    %w2 = arith.muli %v2, %c3 : i32
    memref.store %w2, %u[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v101 = memref.load %t[%r] : memref<128xi32>
    %x101 = memref.load %u[%i] : memref<128xi32>
    %w101 = arith.addi %v101, %x101 : i32
    memref.store %w101, %c[%i] : memref<128xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<128xi32>
  memref.dealloc %u : memref<128xi32>
  return
}

// -----

// The second body goes on with the number of the first: both come before the barrier.
// CHECK-LABEL: func.func @late(
// CHECK: gpu.launch
// CHECK: memref.load %arg0
// CHECK-NOT: gpu.barrier
// CHECK: memref.store %{{.*}}, %arg1
// CHECK: gpu.barrier
// CHECK: memref.store %{{.*}}, %arg2
// CHECK: return
// EXEC: ok: launches 3 -> 1
func.func @late(%a: memref<128xi32> {llvm.noalias}, %b: memref<128xi32> {llvm.noalias}, %c: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c31 = arith.constant 31 : index
  %c32 = arith.constant 32 : index
  %c3 = arith.constant 3 : i32
  %t = memref.alloc() : memref<128xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v3 = memref.load %a[%i] : memref<128xi32>
    %w3 = arith.muli %v3, %c3 : i32
    memref.store %w3, %t[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v4 = memref.load %t[%i] : memref<128xi32>
    %w4 = arith.muli %v4, %c3 : i32
    memref.store %w4, %b[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v5 = memref.load %t[%r] : memref<128xi32>
    %w5 = arith.muli %v5, %c3 : i32
    memref.store %w5, %c[%i] : memref<128xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<128xi32>
  return
}

// -----

// Two barriers, each with a body that may stand on either side.
// CHECK-LABEL: func.func @two_barriers(
// CHECK: gpu.launch
// CHECK: memref.load %arg0
// CHECK: gpu.barrier
// CHECK: memref.load %arg1
// CHECK-NOT: gpu.barrier
// CHECK: memref.store %{{.*}}, %arg2
// CHECK: gpu.barrier
// CHECK: memref.load %arg0
// CHECK-NOT: gpu.barrier
// CHECK: memref.store %{{.*}}, %arg3
// CHECK: return
// EXEC: ok: launches 5 -> 1
func.func @two_barriers(%a: memref<128xi32> {llvm.noalias}, %b: memref<128xi32> {llvm.noalias}, %c: memref<128xi32> {llvm.noalias}, %d: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c31 = arith.constant 31 : index
  %c32 = arith.constant 32 : index
  %c3 = arith.constant 3 : i32
  %t = memref.alloc() : memref<128xi32>
  %u = memref.alloc() : memref<128xi32>
  %x = memref.alloc() : memref<128xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v6 = memref.load %a[%i] : memref<128xi32>
    %w6 = arith.muli %v6, %c3 : i32
    memref.store %w6, %t[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v7 = memref.load %b[%i] : memref<128xi32>
    %w7 = arith.muli %v7, %c3 : i32
    memref.store %w7, %u[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v102 = memref.load %t[%r] : memref<128xi32>
    %x102 = memref.load %u[%i] : memref<128xi32>
    %w102 = arith.addi %v102, %x102 : i32
    memref.store %w102, %c[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v8 = memref.load %a[%i] : memref<128xi32>
    %w8 = arith.muli %v8, %c3 : i32
    memref.store %w8, %x[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v103 = memref.load %c[%r] : memref<128xi32>
    %x103 = memref.load %x[%i] : memref<128xi32>
    %w103 = arith.addi %v103, %x103 : i32
    memref.store %w103, %d[%i] : memref<128xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<128xi32>
  memref.dealloc %u : memref<128xi32>
  memref.dealloc %x : memref<128xi32>
  return
}

// -----

// The third body waits for the second as well: the barrier stands where both are before it.
// CHECK-LABEL: func.func @bound(
// CHECK: gpu.launch
// CHECK: memref.load %arg0
// CHECK: memref.load %arg1
// CHECK: gpu.barrier
// CHECK: memref.store %{{.*}}, %arg2
// CHECK-NOT: gpu.barrier
// CHECK: memref.store %{{.*}}, %arg3
// CHECK: return
// EXEC: ok: launches 4 -> 1
func.func @bound(%a: memref<128xi32> {llvm.noalias}, %b: memref<128xi32> {llvm.noalias}, %c: memref<128xi32> {llvm.noalias}, %d: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c31 = arith.constant 31 : index
  %c32 = arith.constant 32 : index
  %c3 = arith.constant 3 : i32
  %t = memref.alloc() : memref<128xi32>
  %u = memref.alloc() : memref<128xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v9 = memref.load %a[%i] : memref<128xi32>
    %w9 = arith.muli %v9, %c3 : i32
    memref.store %w9, %t[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v10 = memref.load %b[%i] : memref<128xi32>
    %w10 = arith.muli %v10, %c3 : i32
    memref.store %w10, %u[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v11 = memref.load %t[%r] : memref<128xi32>
    %w11 = arith.muli %v11, %c3 : i32
    memref.store %w11, %c[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %m = arith.muli %bx, %c32 : index
    %i = arith.addi %m, %tx : index
    %q = arith.subi %c31, %tx : index
    %r = arith.addi %m, %q : index
    %v104 = memref.load %u[%r] : memref<128xi32>
    %x104 = memref.load %c[%i] : memref<128xi32>
    %w104 = arith.addi %v104, %x104 : i32
    memref.store %w104, %d[%i] : memref<128xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<128xi32>
  memref.dealloc %u : memref<128xi32>
  return
}
