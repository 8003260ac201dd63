// Loops of the host and the launches made of them compute the same, in every
// order of threads and without a race.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-loops-to-launches)' | FileCheck %s --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-loops-to-launches{block-size=32},fuselage-fuse-launches)' | FileCheck %s --check-prefix=FUSED
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-loops-to-launches{tile=3,8},canonicalize,cse)' | FileCheck %s --check-prefix=FUSED
// FUSED-NOT: {{DIFFERENT|RACE|ERROR}}

// The initial value of a reduction is part of the result.

// CHECK: ok: launches 0 -> 1,
func.func @initial_value(%m: memref<4x32xi32>, %out: memref<4xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  %ten = arith.constant 10 : i32
  scf.parallel (%r) = (%c0) to (%c4) step (%c1) {
    %s = scf.parallel (%c) = (%c0) to (%c32) step (%c1) init (%ten) -> i32 {
      %e = memref.load %m[%r, %c] : memref<4x32xi32>
      scf.reduce(%e : i32) {
      ^bb0(%l: i32, %q: i32):
        %t = arith.addi %l, %q : i32
        scf.reduce.return %t : i32
      }
    }
    memref.store %s, %out[%r] : memref<4xi32>
    scf.reduce
  }
  return
}

// -----

// Two reductions over two dimensions at once, each with its operator.

// CHECK: ok: launches 0 -> 1,
func.func @two_reductions(%m: memref<4x5x6xi32>, %out: memref<4x2xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %ten = arith.constant 10 : i32
  %three = arith.constant 3 : i32
  scf.parallel (%r) = (%c0) to (%c4) step (%c1) {
    %s:2 = scf.parallel (%i, %j) = (%c0, %c1) to (%c5, %c6) step (%c1, %c2) init (%ten, %three) -> (i32, i32) {
      %e = memref.load %m[%r, %i, %j] : memref<4x5x6xi32>
      scf.reduce(%e, %e : i32, i32) {
      ^bb0(%l: i32, %q: i32):
        %t = arith.addi %l, %q : i32
        scf.reduce.return %t : i32
      }, {
      ^bb0(%l: i32, %q: i32):
        %t = arith.maxsi %l, %q : i32
        scf.reduce.return %t : i32
      }
    }
    memref.store %s#0, %out[%r, %c0] : memref<4x2xi32>
    memref.store %s#1, %out[%r, %c1] : memref<4x2xi32>
    scf.reduce
  }
  return
}

// -----

// Operations around an inner loop run once in an iteration of the outer loop.

// CHECK: ok: launches 0 -> 1,
func.func @around_an_inner_loop(%a: memref<7xi32>, %b: memref<7x8xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %one = arith.constant 1 : i32
  scf.parallel (%i) = (%c0) to (%c7) step (%c1) {
    %v = memref.load %a[%i] : memref<7xi32>
    %w = arith.addi %v, %one : i32
    memref.store %w, %a[%i] : memref<7xi32>
    scf.parallel (%j) = (%c0) to (%c8) step (%c1) {
      %p = memref.load %a[%i] : memref<7xi32>
      memref.store %p, %b[%i, %j] : memref<7x8xi32>
      scf.reduce
    }
    %last = arith.constant 7 : index
    %e = memref.load %b[%i, %last] : memref<7x8xi32>
    %f = arith.addi %e, %e : i32
    memref.store %f, %a[%i] : memref<7xi32>
    scf.reduce
  }
  return
}

// -----

// The inner loop overwrites what was read before it.

// CHECK: ok: launches 0 -> 1,
func.func @load_before_an_inner_loop(%b: memref<4x64xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c64 = arith.constant 64 : index
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    %h = memref.load %b[%i, %c0] : memref<4x64xi32>
    scf.parallel (%j) = (%c0) to (%c64) step (%c1) {
      %p = memref.load %b[%i, %j] : memref<4x64xi32>
      %s = arith.subi %p, %h : i32
      memref.store %s, %b[%i, %j] : memref<4x64xi32>
      scf.reduce
    }
    scf.reduce
  }
  return
}

// -----

// An inner loop whose bounds are of the outer iteration, and zero for the first one.

// CHECK: ok: launches 0 -> 1,
func.func @triangle(%b: memref<9x9xi32>, %c: memref<9x9xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  scf.parallel (%i) = (%c0) to (%c9) step (%c1) {
    scf.parallel (%j) = (%c0) to (%i) step (%c1) {
      %v = memref.load %b[%i, %j] : memref<9x9xi32>
      memref.store %v, %c[%i, %j] : memref<9x9xi32>
      scf.reduce
    }
    scf.reduce
  }
  return
}

// -----

// Dynamic extents: none, one, one less and one more than a block, many.

// CHECK: ok: launches 0 -> 6,
func.func @extents(%a0: memref<?xi32> {fuselage.test.shape = array<i64: 0>},
                   %a1: memref<?xi32> {fuselage.test.shape = array<i64: 1>},
                   %a2: memref<?xi32> {fuselage.test.shape = array<i64: 255>},
                   %a3: memref<?xi32> {fuselage.test.shape = array<i64: 256>},
                   %a4: memref<?xi32> {fuselage.test.shape = array<i64: 257>},
                   %a5: memref<?xi32> {fuselage.test.shape = array<i64: 7000>}) {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1 : i32
  %n0 = memref.dim %a0, %c0 : memref<?xi32>
  affine.for %i = 0 to %n0 {
    affine.store %one, %a0[%i] : memref<?xi32>
  }
  %n1 = memref.dim %a1, %c0 : memref<?xi32>
  affine.for %i = 0 to %n1 {
    affine.store %one, %a1[%i] : memref<?xi32>
  }
  %n2 = memref.dim %a2, %c0 : memref<?xi32>
  affine.for %i = 0 to %n2 {
    affine.store %one, %a2[%i] : memref<?xi32>
  }
  %n3 = memref.dim %a3, %c0 : memref<?xi32>
  affine.for %i = 0 to %n3 {
    affine.store %one, %a3[%i] : memref<?xi32>
  }
  %n4 = memref.dim %a4, %c0 : memref<?xi32>
  affine.for %i = 0 to %n4 {
    affine.store %one, %a4[%i] : memref<?xi32>
  }
  %n5 = memref.dim %a5, %c0 : memref<?xi32>
  affine.for %i = 0 to %n5 {
    affine.store %one, %a5[%i] : memref<?xi32>
  }
  return
}

// -----

// A matrix without columns, whose iterations nobody divides.

// CHECK: ok: launches 0 -> 1,
func.func @no_columns(%a: memref<?x?xi32> {fuselage.test.shape = array<i64: 5, 0>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %one = arith.constant 1 : i32
  %r = memref.dim %a, %c0 : memref<?x?xi32>
  %c = memref.dim %a, %c1 : memref<?x?xi32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    memref.store %one, %a[%i, %j] : memref<?x?xi32>
    scf.reduce
  }
  return
}

// -----

// Bounds that are negative, or the wrong way round, and steps that do not divide.

// CHECK: ok: launches 0 -> 3,
func.func @bounds(%a: memref<64xi32>, %low: index {fuselage.test.value = -5 : index}, %high: index {fuselage.test.value = 9 : index}, %step: index {fuselage.test.value = 4 : index}) {
  %c9 = arith.constant 9 : index
  %c40 = arith.constant 40 : index
  %one = arith.constant 1 : i32
  %two = arith.constant 2 : i32
  %three = arith.constant 3 : i32
  scf.parallel (%i) = (%low) to (%high) step (%step) {
    %p = arith.addi %i, %c9 : index
    memref.store %one, %a[%p] : memref<64xi32>
    scf.reduce
  }
  scf.parallel (%i) = (%high) to (%low) step (%step) {
    memref.store %two, %a[%i] : memref<64xi32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%low, %high) to (%high, %c40) step (%step, %c9) {
    %p = arith.addi %i, %j : index
    %q = arith.addi %p, %c9 : index
    memref.store %three, %a[%q] : memref<64xi32>
    scf.reduce
  }
  return
}

// -----

// CHECK: ok: launches 0 -> 3,
func.func @other_loops(%x: memref<64x32xi32> {llvm.noalias}, %y: memref<64x32xi32> {llvm.noalias}, %n: index {fuselage.test.value = 50 : index}) {
  %c0 = arith.constant 0 : index
  scf.forall (%i, %j) = (0, 2) to (%n, 31) step (3, 2) {
    %a = memref.load %x[%i, %j] : memref<64x32xi32>
    memref.store %a, %y[%i, %j] : memref<64x32xi32>
  }
  affine.parallel (%i, %j) = (0, 0) to (min(symbol(%n), 64), 32) step (2, 4) {
    %a = affine.load %x[%i + 1, %j] : memref<64x32xi32>
    affine.store %a, %y[%i, %j + 1] : memref<64x32xi32>
  }
  %s = affine.parallel (%i) = (0) to (64) reduce ("addi") -> i32 {
    %a = affine.load %x[%i, 0] : memref<64x32xi32>
    affine.yield %a : i32
  }
  %t = arith.addi %s, %s : i32
  memref.store %t, %y[%c0, %c0] : memref<64x32xi32>
  return
}

// -----

// The inner loop of tiles that do not fit: the rest of a tile is cut off.

// CHECK: ok: launches 0 -> 1,
#ub = affine_map<(d0) -> (d0 + 32, 100)>
func.func @tail(%src: memref<100xi32> {llvm.noalias}, %dst: memref<100xi32> {llvm.noalias}) {
  affine.for %t = 0 to 100 step 32 {
    affine.for %i = affine_map<(d0) -> (d0)>(%t) to min #ub(%t) {
      %v = affine.load %src[%i] : memref<100xi32>
      %w = arith.muli %v, %v : i32
      affine.store %w, %dst[%i] : memref<100xi32>
    }
  }
  return
}

// -----

// Tiles that overlap: the last element of each is the first of the next, and the later
// iteration writes it last.

// CHECK: ok: launches 0 -> 4,
#overlap = affine_map<(d0) -> (d0 + 33, 100)>
func.func @overlapping_tiles(%src: memref<100xi32> {llvm.noalias}, %dst: memref<100xi32> {llvm.noalias}) {
  affine.for %t = 0 to 100 step 32 {
    affine.for %i = affine_map<(d0) -> (d0)>(%t) to min #overlap(%t) {
      %k = arith.index_cast %t : index to i32
      %v = affine.load %src[%i] : memref<100xi32>
      %w = arith.addi %v, %k : i32
      affine.store %w, %dst[%i] : memref<100xi32>
    }
  }
  return
}

// -----

// Each iteration takes the result of the iteration before.

// CHECK: ok: launches 0 -> 0,
func.func @carried(%a: memref<64xi32> {llvm.noalias}) {
  affine.for %i = 1 to 64 {
    %p = affine.load %a[%i - 1] : memref<64xi32>
    %v = affine.load %a[%i] : memref<64xi32>
    %s = arith.addi %p, %v : i32
    affine.store %s, %a[%i] : memref<64xi32>
  }
  return
}

// -----

// Two iterations write one element; the later one wins.

// CHECK: ok: launches 0 -> 0,
func.func @same_element(%a: memref<64xi32> {llvm.noalias}, %b: memref<32xi32> {llvm.noalias}) {
  affine.for %i = 0 to 64 {
    %v = affine.load %a[%i] : memref<64xi32>
    affine.store %v, %b[%i floordiv 2] : memref<32xi32>
  }
  return
}

// -----

// The same, in a loop of an unknown number of iterations. The proof gives such a loop
// 1024 threads in each block, and these two iterations would be threads of one block.

// CHECK: ok: launches 0 -> 0,
func.func @same_element_of_any_number(%a: memref<64xi32> {llvm.noalias}, %b: memref<32xi32> {llvm.noalias}, %n: index {fuselage.test.value = 64 : index}) {
  affine.for %i = 0 to %n {
    %v = affine.load %a[%i] : memref<64xi32>
    affine.store %v, %b[%i floordiv 2] : memref<32xi32>
  }
  return
}

// -----

// One buffer under two names.

// CHECK: ok: launches 0 -> 0,
func.func @views(%a: memref<64xi32> {llvm.noalias}) {
  %head = memref.subview %a[0] [63] [1] : memref<64xi32> to memref<63xi32, strided<[1]>>
  %tail = memref.subview %a[1] [63] [1] : memref<64xi32> to memref<63xi32, strided<[1], offset: 1>>
  affine.for %i = 0 to 63 {
    %v = affine.load %head[%i] : memref<63xi32, strided<[1]>>
    affine.store %v, %tail[%i] : memref<63xi32, strided<[1], offset: 1>>
  }
  return
}

// -----

// The operations for the address of the store stand between it and the loop.

// CHECK: ok: launches 0 -> 1,
func.func @result_is_stored(%v: memref<512xi32>, %out: memref<8xi32>, %k: index {fuselage.test.value = 3 : index}) {
  %c1 = arith.constant 1 : index
  %z = arith.constant 5 : i32
  %s = affine.for %i = 0 to 512 iter_args(%acc = %z) -> (i32) {
    %e = affine.load %v[%i] : memref<512xi32>
    %n = arith.addi %acc, %e : i32
    affine.yield %n : i32
  }
  %p = arith.addi %k, %c1 : index
  %t = arith.muli %s, %z : i32
  memref.store %t, %out[%p] : memref<8xi32>
  memref.store %s, %out[%k] : memref<8xi32>
  return
}

// -----

// Several loops of one function depend on each other.

// CHECK: ok: launches 0 -> 3,
func.func @chain(%a: memref<70x40xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  %c70 = arith.constant 70 : index
  %t = memref.alloc() : memref<70x40xi32>
  %r = memref.alloc() : memref<70xi32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c70, %c40) step (%c1, %c1) {
    %v = memref.load %a[%i, %j] : memref<70x40xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %t[%i, %j] : memref<70x40xi32>
    scf.reduce
  }
  affine.for %i = 0 to 70 {
    %zero = arith.constant 0 : i32
    %s = affine.for %j = 0 to 40 iter_args(%acc = %zero) -> (i32) {
      %e = affine.load %t[%i, %j] : memref<70x40xi32>
      %n = arith.addi %acc, %e : i32
      affine.yield %n : i32
    }
    affine.store %s, %r[%i] : memref<70xi32>
  }
  affine.for %i = 0 to 70 {
    affine.for %j = 0 to 40 {
      %s = affine.load %r[%i] : memref<70xi32>
      %v = affine.load %t[%i, %j] : memref<70x40xi32>
      %w = arith.subi %v, %s : i32
      affine.store %w, %a[%i, %j] : memref<70x40xi32>
    }
  }
  memref.dealloc %t : memref<70x40xi32>
  memref.dealloc %r : memref<70xi32>
  return
}

// -----

// The inner loop, whose step is 0, is never reached.

// CHECK: ok: launches 0 -> 1,
func.func @step_of_a_loop_that_does_not_run(%a: memref<64xi32>, %n: index {fuselage.test.value = 0 : index}, %s: index {fuselage.test.value = 0 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %one = arith.constant 1 : i32
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    scf.parallel (%j) = (%c0) to (%c8) step (%s) {
      memref.store %one, %a[%j] : memref<64xi32>
      scf.reduce
    }
    scf.reduce
  }
  return
}

// -----

// A store between a reduction and the store of its result overwrites what the
// reduction reads. The loop stays before it, on the host.

// CHECK: ok: launches 0 -> 0,
func.func @store_before_the_use(%a: memref<8xi32> {llvm.noalias}, %r: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0 : i32
  %many = arith.constant 1000 : i32
  %s = scf.parallel (%i) = (%c0) to (%c8) step (%c1) init (%zero) -> i32 {
    %v = memref.load %a[%i] : memref<8xi32>
    scf.reduce(%v : i32) {
    ^bb0(%l: i32, %q: i32):
      %t = arith.addi %l, %q : i32
      scf.reduce.return %t : i32
    }
  }
  memref.store %many, %a[%c0] : memref<8xi32>
  memref.store %s, %r[%c0] : memref<1xi32>
  return
}
