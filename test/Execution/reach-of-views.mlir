// A view may reach memory beyond the type of its root: the root is a part of an
// allocation, and `reinterpret_cast` starts from the whole allocation.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// A root without elements.

// REASON: remark: [Missed] {{cross-block-raw|cross-block-war|waw-order}} |{{.*}}Function=empty_root |
// EXEC: ok: launches 2 -> 2,
func.func @empty_root(%whole: memref<16xi64>, %a: memref<0xi64> {fuselage.test.alias = 0 : index}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %v = memref.reinterpret_cast %a to offset: [0], sizes: [16], strides: [1] : memref<0xi64> to memref<16xi64, strided<[1]>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i64
    memref.store %w, %v[%b] : memref<16xi64, strided<[1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %s = arith.cmpi ult, %b, %r : index
    scf.if %s {
      %w = memref.load %v[%r] : memref<16xi64, strided<[1]>>
      memref.store %w, %v[%b] : memref<16xi64, strided<[1]>>
    }
    gpu.terminator
  }
  return
}

// -----

// The same view twice, each in its launch.

// REASON: remark: [Missed] {{cross-block-raw|cross-block-war|waw-order}} |{{.*}}Function=empty_root_twice |
// EXEC: ok: launches 2 -> 2,
func.func @empty_root_twice(%whole: memref<16xi64>, %a: memref<0xi64> {fuselage.test.alias = 0 : index}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.reinterpret_cast %a to offset: [0], sizes: [16], strides: [1] : memref<0xi64> to memref<16xi64, strided<[1]>>
    %w = arith.index_cast %b : index to i64
    memref.store %w, %v[%b] : memref<16xi64, strided<[1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.reinterpret_cast %a to offset: [0], sizes: [16], strides: [1] : memref<0xi64> to memref<16xi64, strided<[1]>>
    %r = arith.subi %c15, %b : index
    %s = arith.cmpi ult, %b, %r : index
    scf.if %s {
      %w = memref.load %v[%r] : memref<16xi64, strided<[1]>>
      memref.store %w, %v[%b] : memref<16xi64, strided<[1]>>
    }
    gpu.terminator
  }
  return
}

// -----

// A root of one element.

// REASON: remark: [Missed] {{cross-block-raw|cross-block-war|waw-order}} |{{.*}}Function=small_root |
// EXEC: ok: launches 2 -> 2,
func.func @small_root(%whole: memref<16xi64>, %a: memref<1xi64> {fuselage.test.alias = 0 : index}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.reinterpret_cast %a to offset: [0], sizes: [16], strides: [1] : memref<1xi64> to memref<16xi64, strided<[1]>>
    %w = arith.index_cast %b : index to i64
    memref.store %w, %v[%b] : memref<16xi64, strided<[1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.reinterpret_cast %a to offset: [0], sizes: [16], strides: [1] : memref<1xi64> to memref<16xi64, strided<[1]>>
    %r = arith.subi %c15, %b : index
    %s = arith.cmpi ult, %b, %r : index
    scf.if %s {
      %w = memref.load %v[%r] : memref<16xi64, strided<[1]>>
      memref.store %w, %v[%b] : memref<16xi64, strided<[1]>>
    }
    gpu.terminator
  }
  return
}

// -----

// A view of a row that starts from the whole buffer, not from the row.

// REASON: remark: [Missed] {{cross-block-raw|cross-block-war|waw-order}} |{{.*}}Function=beyond_the_row |
// EXEC: ok: launches 2 -> 2,
func.func @beyond_the_row(%a: memref<4x16xi64> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i64
    memref.store %w, %a[%c1, %b] : memref<4x16xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %row = memref.subview %a[2, 0] [1, 16] [1, 1] : memref<4x16xi64> to memref<16xi64, strided<[1], offset: 32>>
    %v = memref.reinterpret_cast %row to offset: [16], sizes: [16], strides: [1] : memref<16xi64, strided<[1], offset: 32>> to memref<16xi64, strided<[1], offset: 16>>
    %r = arith.subi %c15, %b : index
    %s = arith.cmpi ult, %b, %r : index
    scf.if %s {
      %w = memref.load %v[%r] : memref<16xi64, strided<[1], offset: 16>>
      memref.store %w, %v[%b] : memref<16xi64, strided<[1], offset: 16>>
    }
    gpu.terminator
  }
  return
}

// -----

// The same view twice is followed where indices show that threads keep to their own.

// EXEC: ok: launches 2 -> 1,
func.func @own_elements(%whole: memref<16xi64>, %a: memref<0xi64> {fuselage.test.alias = 0 : index}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %v = memref.reinterpret_cast %a to offset: [0], sizes: [16], strides: [1] : memref<0xi64> to memref<16xi64, strided<[1]>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i64
    memref.store %w, %v[%b] : memref<16xi64, strided<[1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = memref.load %v[%b] : memref<16xi64, strided<[1]>>
    %d = arith.addi %w, %w : i64
    memref.store %d, %v[%b] : memref<16xi64, strided<[1]>>
    gpu.terminator
  }
  return
}

// -----

// Views of rank 16 are followed.

// EXEC: ok: launches 2 -> 1,
func.func @rank_16(%A: memref<4x2xi64> {llvm.noalias}, %B: memref<4x2xi64> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 5 : i64
    %e = memref.expand_shape %A [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], [15]] output_shape [4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] : memref<4x2xi64> into memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64>
    %s = memref.subview %e[%b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] : memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64> to memref<2xi64, strided<[1], offset: ?>>
    memref.store %k, %s[%c0] : memref<2xi64, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = memref.expand_shape %A [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], [15]] output_shape [4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] : memref<4x2xi64> into memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64>
    %s = memref.subview %e[%b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] : memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64> to memref<2xi64, strided<[1], offset: ?>>
    %w = memref.load %s[%c0] : memref<2xi64, strided<[1], offset: ?>>
    memref.store %w, %B[%b, %c1] : memref<4x2xi64>
    gpu.terminator
  }
  return
}

// -----

// Views of rank 17 are not, nor are their sources.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=rank_17 |
// EXEC: ok: launches 2 -> 2,
func.func @rank_17(%A: memref<4x2xi64> {llvm.noalias}, %B: memref<4x2xi64> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 5 : i64
    %e = memref.expand_shape %A [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [16]] output_shape [4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] : memref<4x2xi64> into memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64>
    %s = memref.subview %e[%b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] : memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64> to memref<2xi64, strided<[1], offset: ?>>
    memref.store %k, %s[%c0] : memref<2xi64, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = memref.expand_shape %A [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15], [16]] output_shape [4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] : memref<4x2xi64> into memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64>
    %s = memref.subview %e[%b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] : memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64> to memref<2xi64, strided<[1], offset: ?>>
    %w = memref.load %s[%c0] : memref<2xi64, strided<[1], offset: ?>>
    memref.store %w, %B[%b, %c1] : memref<4x2xi64>
    gpu.terminator
  }
  return
}

// -----

// Nor of rank 20.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=rank_20 |
// EXEC: ok: launches 2 -> 2,
func.func @rank_20(%A: memref<4x2xi64> {llvm.noalias}, %B: memref<4x2xi64> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 5 : i64
    %e = memref.expand_shape %A [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18], [19]] output_shape [4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] : memref<4x2xi64> into memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64>
    %s = memref.subview %e[%b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] : memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64> to memref<2xi64, strided<[1], offset: ?>>
    memref.store %k, %s[%c0] : memref<2xi64, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = memref.expand_shape %A [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18], [19]] output_shape [4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] : memref<4x2xi64> into memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64>
    %s = memref.subview %e[%b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2] [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] : memref<4x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x2xi64> to memref<2xi64, strided<[1], offset: ?>>
    %w = memref.load %s[%c0] : memref<2xi64, strided<[1], offset: ?>>
    memref.store %w, %B[%b, %c1] : memref<4x2xi64>
    gpu.terminator
  }
  return
}

// -----

// Unreachable code may use values before their definition: views of each other,
// sizes and sums of themselves.

// REASON: remark: [Missed] {{.*}}Function=unreachable |
// EXEC: ok: launches 2 -> 2,
func.func @unreachable(%A: memref<8xi64> {llvm.noalias}, %B: memref<8xi64> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 5 : i64
    memref.store %k, %A[%i] : memref<8xi64>
    gpu.terminator
  ^dead:
    %k2 = arith.constant 6 : i64
    %u = memref.cast %w : memref<?xi64> to memref<8xi64>
    %w = memref.cast %u : memref<8xi64> to memref<?xi64>
    %p = arith.addi %q, %q : index
    %q = arith.addi %p, %p : index
    %m = memref.alloca(%n) : memref<?xi64>
    %n = memref.dim %m, %c0 : memref<?xi64>
    memref.store %k2, %u[%p] : memref<8xi64>
    memref.store %k2, %m[%n] : memref<?xi64>
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

// A vector may run over the end of a row of its view.

// REASON: remark: [Missed] {{cross-block-raw|cross-block-war|waw-order}} |{{.*}}Function=vector_store |
// EXEC: ok: launches 2 -> 2,
func.func @vector_store(%A: memref<4x8xf32> {llvm.noalias}, %B: memref<4x8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %L = memref.subview %A[0, 0] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1]>>
  %R = memref.subview %A[0, 4] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1], offset: 4>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant dense<100.0> : vector<4xf32>
    %c2 = arith.constant 2 : index
    vector.store %v, %L[%b, %c2] : memref<4x4xf32, strided<[8, 1]>>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c3, %b : index
    %v = memref.load %R[%r, %c0] : memref<4x4xf32, strided<[8, 1], offset: 4>>
    memref.store %v, %B[%r, %c0] : memref<4x8xf32>
    gpu.terminator
  }
  return
}

// -----

// So may one whose lanes are picked by a mask.

// REASON: remark: [Missed] {{cross-block-raw|cross-block-war|waw-order}} |{{.*}}Function=compressed |
// EXEC: ok: launches 2 -> 2,
func.func @compressed(%A: memref<4x8xf32> {llvm.noalias}, %B: memref<4x8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %L = memref.subview %A[0, 0] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1]>>
  %R = memref.subview %A[0, 4] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1], offset: 4>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant dense<100.0> : vector<4xf32>
    %m = arith.constant dense<true> : vector<4xi1>
    %c2 = arith.constant 2 : index
    vector.compressstore %L[%b, %c2], %m, %v : memref<4x4xf32, strided<[8, 1]>>, vector<4xi1>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c3, %b : index
    %v = memref.load %R[%r, %c0] : memref<4x4xf32, strided<[8, 1], offset: 4>>
    memref.store %v, %B[%r, %c0] : memref<4x8xf32>
    gpu.terminator
  }
  return
}

// -----

// Those that are scattered reach anything.

// REASON: remark: [Missed] {{cross-block-raw|cross-block-war|waw-order}} |{{.*}}Function=scattered |
// EXEC: ok: launches 2 -> 2,
func.func @scattered(%A: memref<4x8xf32> {llvm.noalias}, %B: memref<4x8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %L = memref.subview %A[0, 0] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1]>>
  %R = memref.subview %A[0, 4] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1], offset: 4>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant dense<100.0> : vector<4xf32>
    %m = arith.constant dense<true> : vector<4xi1>
    %c2 = arith.constant 2 : index
    %o = arith.constant dense<[0, 1, 2, 3]> : vector<4xi32>
    vector.scatter %L[%b, %c2] [%o], %m, %v : memref<4x4xf32, strided<[8, 1]>>, vector<4xi32>, vector<4xi1>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c3, %b : index
    %v = memref.load %R[%r, %c0] : memref<4x4xf32, strided<[8, 1], offset: 4>>
    memref.store %v, %B[%r, %c0] : memref<4x8xf32>
    gpu.terminator
  }
  return
}

// -----

// Within the row, a vector is the thread's own.

// EXEC: ok: launches 2 -> 1,
func.func @within_the_row(%A: memref<4x8xf32> {llvm.noalias}, %B: memref<4x8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %L = memref.subview %A[0, 0] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1]>>
  %R = memref.subview %A[0, 4] [4, 4] [1, 1] : memref<4x8xf32> to memref<4x4xf32, strided<[8, 1], offset: 4>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant dense<100.0> : vector<4xf32>
    vector.store %v, %L[%b, %c0] : memref<4x4xf32, strided<[8, 1]>>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c3, %b : index
    %v = memref.load %R[%r, %c0] : memref<4x4xf32, strided<[8, 1], offset: 4>>
    memref.store %v, %B[%r, %c0] : memref<4x8xf32>
    gpu.terminator
  }
  return
}

// -----

// A view may claim any size if no thread accesses missing elements. Four times
// 2^62 is 0 then.

// REASON: remark: [Missed] {{cross-block-raw|cross-block-war|waw-order}} |{{.*}}Function=size_of_a_view |
// EXEC: ok: launches 2 -> 2,
func.func @size_of_a_view(%A: memref<16xi64> {llvm.noalias}, %B: memref<16xi64> {llvm.noalias}, %n: index {fuselage.test.value = 4611686018427387904 : index}, %e: memref<1xi64> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %v = memref.reinterpret_cast %e to offset: [0], sizes: [%n], strides: [1] : memref<1xi64> to memref<?xi64, strided<[1]>>
  %d = memref.dim %v, %c0 : memref<?xi64, strided<[1]>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.muli %d, %c4 : index
    %i = arith.addi %k, %b : index
    %w = arith.index_cast %b : index to i64
    memref.store %w, %A[%i] : memref<16xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %w = memref.load %A[%r] : memref<16xi64>
    memref.store %w, %B[%b] : memref<16xi64>
    gpu.terminator
  }
  return
}
