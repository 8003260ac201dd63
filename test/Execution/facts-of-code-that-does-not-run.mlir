// The promises of an operation hold only if it runs: an index is within its
// memref, an address is aligned, an id is below a bound. Code that no thread
// reaches promises nothing.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// The loop has no iterations, and %j is far outside of the dimension of size 1. The
// accumulator is carried all the same, by the address that was stored to.

// CHECK-LABEL: func.func @index_out_of_bounds(
// CHECK: scf.for {{.*}} iter_args
// CHECK: memref.store %{{.*}}, %arg0[%{{[a-z0-9]+}}, %c0]
// EXEC: ok: launches 1 -> 1,
func.func @index_out_of_bounds(%A: memref<4x1xi64> {llvm.noalias}, %m: index {fuselage.test.value = 0 : index}, %j: index {fuselage.test.value = 1099511627776 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 5 : i64
    memref.store %k, %A[%b, %c0] : memref<4x1xi64>
    scf.for %i = %c0 to %m step %c1 {
      %v = memref.load %A[%b, %j] : memref<4x1xi64>
      %w = arith.addi %v, %k : i64
      memref.store %w, %A[%b, %j] : memref<4x1xi64>
    }
    gpu.terminator
  }
  return
}

// -----

// The same in memory of the thread.

// CHECK-LABEL: func.func @private_out_of_bounds(
// CHECK: memref.load %{{.*}}[%c0
// CHECK: scf.for {{.*}} iter_args
// EXEC: ok: launches 1 -> 1,
func.func @private_out_of_bounds(%A: memref<4xi64> {llvm.noalias}, %m: index {fuselage.test.value = 0 : index}, %j: index {fuselage.test.value = 1099511627776 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 5 : i64
    %t = memref.alloca() : memref<1xi64>
    %in = arith.cmpi eq, %b, %c0 : index
    scf.if %in {
      memref.store %k, %t[%c0] : memref<1xi64>
    }
    scf.for %i = %c0 to %m step %c1 {
      %v = memref.load %t[%j] : memref<1xi64>
      %w = arith.addi %v, %k : i64
      memref.store %w, %t[%j] : memref<1xi64>
    }
    memref.store %k, %A[%b] : memref<4xi64>
    gpu.terminator
  }
  return
}

// -----

// Through a view of size 1, at an offset within the buffer.

// CHECK-LABEL: func.func @view_out_of_bounds(
// CHECK: scf.for {{.*}} iter_args
// EXEC: ok: launches 1 -> 1,
func.func @view_out_of_bounds(%A: memref<8xi64> {llvm.noalias}, %m: index {fuselage.test.value = 0 : index}, %j: index {fuselage.test.value = 1099511627776 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 5 : i64
    memref.store %k, %A[%b] : memref<8xi64>
    %one = memref.subview %A[%b] [1] [1] : memref<8xi64> to memref<1xi64, strided<[1], offset: ?>>
    scf.for %i = %c0 to %m step %c1 {
      %v = memref.load %one[%j] : memref<1xi64, strided<[1], offset: ?>>
      %w = arith.addi %v, %k : i64
      memref.store %w, %one[%j] : memref<1xi64, strided<[1], offset: ?>>
    }
    gpu.terminator
  }
  return
}

// -----

// With an iteration, the loop's own accesses run, and keep their promises.

// CHECK-LABEL: func.func @aligned_and_run(
// CHECK: memref.load %arg0[%{{.*}}] {alignment = 8 : i64}
// CHECK: scf.for {{.*}} iter_args
// CHECK: memref.store %{{.*}}, %arg0[%{{.*}}] {alignment = 8 : i64}
// EXEC: ok: launches 1 -> 1,
func.func @aligned_and_run(%A: memref<4xi64> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 5 : i64
    scf.for %i = %c0 to %c4 step %c1 {
      %v = memref.load %A[%b] {alignment = 8 : i64} : memref<4xi64>
      %w = arith.addi %v, %k : i64
      memref.store %w, %A[%b] {alignment = 8 : i64} : memref<4xi64>
    }
    gpu.terminator
  }
  return
}

// -----

// Without one, the accesses before and after the loop promise no alignment.

// CHECK-LABEL: func.func @aligned_where_nothing_runs(
// CHECK-NOT: alignment
// EXEC: ok: launches 1 -> 1,
func.func @aligned_where_nothing_runs(%A: memref<5xi64> {llvm.noalias}, %m: index {fuselage.test.value = 0 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 5 : i64
    %i1 = arith.addi %b, %c1 : index
    memref.store %k, %A[%i1] : memref<5xi64>
    scf.for %i = %c0 to %m step %c1 {
      %v = memref.load %A[%i1] {alignment = 16 : i64} : memref<5xi64>
      %w = arith.addi %v, %k : i64
      memref.store %w, %A[%i1] {alignment = 16 : i64} : memref<5xi64>
    }
    gpu.terminator
  }
  return
}

// -----

// An id that leaves the loop loses its bound, and can then stand for the other one.

// CHECK-LABEL: func.func @bounded_id(
// CHECK-NOT: upper_bound
// CHECK: gpu.block_id
// CHECK-NOT: gpu.block_id
// EXEC: ok: launches 3 -> 1,
func.func @bounded_id(%A: memref<8xi32> {llvm.noalias}, %B: memref<8xi32> {llvm.noalias}, %m: index {fuselage.test.value = 0 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i1 = arith.constant 1 : i32
    memref.store %i1, %B[%b] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i1 = arith.constant 1 : i32
    scf.for %k = %c0 to %m step %c1 {
      %t = gpu.block_id x upper_bound 4
      %v = memref.load %B[%t] : memref<8xi32>
      %w = arith.addi %v, %i1 : i32
      memref.store %w, %B[%t] : memref<8xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c4 = arith.constant 4 : index
    %i1 = arith.constant 1 : i32
    %i2 = arith.constant 2 : i32
    %t = gpu.block_id x
    %p = arith.cmpi ult, %t, %c4 : index
    %s = arith.select %p, %i1, %i2 : i32
    memref.store %s, %A[%t] : memref<8xi32>
    gpu.terminator
  }
  return
}

// -----

// A bound in the body itself holds for every thread, and stays.

// CHECK-LABEL: func.func @bound_that_holds(
// CHECK: gpu.block_id {{.*}}upper_bound 8
// EXEC: ok: launches 1 -> 1,
func.func @bound_that_holds(%A: memref<8xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i1 = arith.constant 1 : i32
    %t = gpu.block_id x upper_bound 8
    memref.store %i1, %A[%t] : memref<8xi32>
    gpu.terminator
  }
  return
}
