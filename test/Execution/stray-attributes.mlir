// An attribute belongs to the operation that defines it. On another operation
// it means nothing, whatever its name is.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// A map on a store that takes its indices as they are.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=map_on_store |
// EXEC: ok: launches 2 -> 2,
func.func @map_on_store(%A: memref<8xi64> {llvm.noalias}, %B: memref<8xi64> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b : index to i64
    %j = arith.subi %c7, %b : index
    memref.store %v, %A[%j] {map = affine_map<(d0) -> (7 - d0)>} : memref<8xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xi64>
    memref.store %v, %B[%b] : memref<8xi64>
    gpu.terminator
  }
  return
}

// -----

// A map that is none.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=no_map |
// EXEC: ok: launches 2 -> 2,
func.func @no_map(%A: memref<8xi64> {llvm.noalias}, %B: memref<8xi64> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b : index to i64
    %j = arith.subi %c7, %b : index
    memref.store %v, %A[%j] {map = 7 : i64} : memref<8xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] : memref<8xi64>
    memref.store %v, %B[%b] : memref<8xi64>
    gpu.terminator
  }
  return
}

// -----

// The same on accesses that keep to their thread.

// EXEC: ok: launches 2 -> 1,
func.func @map_on_own(%A: memref<8xi64> {llvm.noalias}, %B: memref<8xi64> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b : index to i64
    memref.store %v, %A[%b] {map = affine_map<(d0, d1) -> (d1)>, permutation_map = 1 : i64, kind = 1 : i64} : memref<8xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %A[%b] {map = affine_map<(d0) -> (7 - d0)>} : memref<8xi64>
    memref.store %v, %B[%b] : memref<8xi64>
    gpu.terminator
  }
  return
}

// -----

// A predicate, a dimension, a value and strides where there are none.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=other_names |
// EXEC: ok: launches 2 -> 2,
func.func @other_names(%A: memref<8xi64> {llvm.noalias}, %B: memref<8xi64> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b {value = 0 : index, predicate = 2 : i64} : index to i64
    %i = gpu.global_id x {value = 0 : index}
    %t = memref.cast %A {static_strides = array<i64: 0>, static_offsets = array<i64: 3>} : memref<8xi64> to memref<?xi64>
    memref.store %v, %t[%i] : memref<?xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %j = arith.subi %c7, %b {dimension = #gpu<dim y>, map = affine_map<(d0, d1) -> (d0)>} : index
    %v = memref.load %A[%j] {kind = 0 : i64} : memref<8xi64>
    memref.store %v, %B[%b] : memref<8xi64>
    gpu.terminator
  }
  return
}

// -----

// Flags of overflow on operations without them, which compute equal indices.

// EXEC: ok: launches 2 -> 1,
func.func @flags(%A: memref<8xi64> {llvm.noalias}, %B: memref<8xi64> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %two = arith.constant {overflowFlags = #arith.overflow<nsw>} 2 : index
    %d = arith.muli %b, %two : index
    %h = arith.divui %d, %two {overflowFlags = #arith.overflow<nsw>} : index
    %v = arith.index_cast %h : index to i64
    memref.store %v, %A[%b] : memref<8xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.addi %b, %b : index
    %w = memref.load %A[%b] : memref<8xi64>
    %v = arith.index_cast %d : index to i64
    %s = arith.addi %v, %w : i64
    memref.store %s, %B[%b] : memref<8xi64>
    gpu.terminator
  }
  return
}
