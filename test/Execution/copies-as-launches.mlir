// Copies on the host that could be launches by their sizes.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// The order of copying elements matters in overlapping parts. Their rows are
// apart, so the elements are copied one by one.

// CHECK: ok: launches 3 -> 2,
func.func @overlap(%a: memref<8x4xf32> {llvm.noalias}, %t: memref<12x5xf32> {llvm.noalias}, %b: memref<48xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %lo = memref.subview %t[0, 0] [8, 4] [1, 1] : memref<12x5xf32> to memref<8x4xf32, strided<[5, 1]>>
  %hi = memref.subview %t[4, 0] [8, 4] [1, 1] : memref<12x5xf32> to memref<8x4xf32, strided<[5, 1], offset: 20>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %a[%x, %y] : memref<8x4xf32>
    %r = arith.mulf %l, %two : f32
    memref.store %r, %a[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  memref.copy %lo, %hi : memref<8x4xf32, strided<[5, 1]>> to memref<8x4xf32, strided<[5, 1], offset: 20>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %a[%x, %y] : memref<8x4xf32>
    %r = arith.addf %l, %two : f32
    memref.store %r, %a[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %t[%x, %c0] : memref<12x5xf32>
    memref.store %l, %b[%x] : memref<48xf32>
    gpu.terminator
  }
  return
}

// -----

// The same for two arguments, where the later one begins a row after the other:
// row i is copied to row i+1 of the source.

// CHECK: ok: launches 2 -> 2,
func.func @aliasing_arguments(%p: memref<5x5xf32>,
                              %q: memref<4x5xf32> {fuselage.test.alias = 0 : index, fuselage.test.offset = 5 : index},
                              %o: memref<4x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %from = memref.subview %p[0, 0] [4, 4] [1, 1] : memref<5x5xf32> to memref<4x4xf32, strided<[5, 1]>>
  %to = memref.subview %q[0, 0] [4, 4] [1, 1] : memref<4x5xf32> to memref<4x4xf32, strided<[5, 1]>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %p[%x, %y] : memref<5x5xf32>
    memref.store %l, %o[%x, %y] : memref<4x4xf32>
    gpu.terminator
  }
  memref.copy %from, %to : memref<4x4xf32, strided<[5, 1]>> to memref<4x4xf32, strided<[5, 1]>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %q[%x, %y] : memref<4x5xf32>
    %m = memref.load %o[%x, %y] : memref<4x4xf32>
    %r = arith.addf %l, %m : f32
    memref.store %r, %o[%x, %y] : memref<4x4xf32>
    gpu.terminator
  }
  return
}

// -----

// All elements are copied to one, which keeps the last.

// CHECK: ok: launches 2 -> 2,
func.func @one_element(%a: memref<8xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  %one = memref.reinterpret_cast %b to offset: [0], sizes: [8], strides: [0] : memref<8xf32> to memref<8xf32, strided<[0]>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %a[%x] : memref<8xf32>
    %r = arith.mulf %l, %two : f32
    memref.store %r, %a[%x] : memref<8xf32>
    gpu.terminator
  }
  memref.copy %a, %one : memref<8xf32> to memref<8xf32, strided<[0]>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %b[%c0] : memref<8xf32>
    memref.store %l, %b[%c1] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Two of twelve threads have nothing to copy.

// CHECK: ok: launches 2 -> 1,
func.func @guard(%a: memref<10xf32> {llvm.noalias}, %b: memref<10xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %two = arith.constant 2.0 : f32
  %c10 = arith.constant 10 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c3, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %first = arith.muli %x, %c4 : index
    %i = arith.addi %first, %tx : index
    %in = arith.cmpi ult, %i, %c10 : index
    scf.if %in {
      %l = memref.load %a[%i] : memref<10xf32>
      %r = arith.mulf %l, %two : f32
      memref.store %r, %a[%i] : memref<10xf32>
    }
    gpu.terminator
  }
  memref.copy %a, %b : memref<10xf32> to memref<10xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c3, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %first = arith.muli %x, %c4 : index
    %i = arith.addi %first, %tx : index
    %in = arith.cmpi ult, %i, %c10 : index
    scf.if %in {
      %l = memref.load %b[%i] : memref<10xf32>
      %r = arith.addf %l, %two : f32
      memref.store %r, %a[%i] : memref<10xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Eight threads cannot copy ten elements, one each.

// CHECK: ok: launches 2 -> 2,
func.func @too_few_threads(%a: memref<10xf32> {llvm.noalias}, %b: memref<10xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c2, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %first = arith.muli %x, %c4 : index
    %i = arith.addi %first, %tx : index
    %l = memref.load %a[%i] : memref<10xf32>
    %r = arith.mulf %l, %two : f32
    memref.store %r, %a[%i] : memref<10xf32>
    gpu.terminator
  }
  memref.copy %a, %b : memref<10xf32> to memref<10xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c2, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %first = arith.muli %x, %c4 : index
    %i = arith.addi %first, %tx : index
    %l = memref.load %b[%i] : memref<10xf32>
    %r = arith.addf %l, %two : f32
    memref.store %r, %b[%i] : memref<10xf32>
    gpu.terminator
  }
  return
}

// -----

// Nothing is copied.

// CHECK: ok: launches 2 -> 1,
func.func @no_elements(%a: memref<?x4xf32> {llvm.noalias, fuselage.test.shape = array<i64: 0, 4>}, %b: memref<?x4xf32> {llvm.noalias, fuselage.test.shape = array<i64: 0, 4>}, %d: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %d[%x, %y] : memref<8x4xf32>
    %r = arith.mulf %l, %two : f32
    memref.store %r, %d[%x, %y] : memref<8x4xf32>
    %n = memref.dim %a, %c0 : memref<?x4xf32>
    %in = arith.cmpi ult, %x, %n : index
    scf.if %in {
      %0 = memref.load %a[%x, %y] : memref<?x4xf32>
      memref.store %0, %b[%x, %y] : memref<?x4xf32>
    }
    gpu.terminator
  }
  memref.copy %a, %b : memref<?x4xf32> to memref<?x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %d[%x, %y] : memref<8x4xf32>
    %r = arith.addf %l, %two : f32
    memref.store %r, %d[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  return
}

// -----

// The target is a transposed view.

// CHECK: ok: launches 3 -> 1,
func.func @transposed(%a: memref<4x8xf32> {llvm.noalias}, %b: memref<8x4xf32> {llvm.noalias}, %d: memref<8x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %d[%x, %y] : memref<8x4xf32>
    %r = arith.mulf %l, %two : f32
    memref.store %r, %b[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  %s = memref.transpose %a (i, j) -> (j, i) : memref<4x8xf32> to memref<8x4xf32, strided<[1, 8]>>
  memref.copy %b, %s : memref<8x4xf32> to memref<8x4xf32, strided<[1, 8]>>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %a[%y, %x] : memref<4x8xf32>
    memref.store %l, %d[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c8, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %a[%x, %y] : memref<4x8xf32>
    %r = arith.addf %l, %two : f32
    memref.store %r, %d[%y, %x] : memref<8x4xf32>
    gpu.terminator
  }
  return
}
