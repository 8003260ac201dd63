// Launches that are alike but for one thing, on which the proof of their order hangs. What
// is known of the first two, which fuse, must not be taken for known of the last two.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// Another constant: the last block but one reads what its neighbour writes.

// CHECK-LABEL: func.func @constants(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 2,
func.func @constants(%p: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %r: memref<64xi32> {llvm.noalias}, %s: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %p[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %c16 : index
    %v = memref.load %p[%i] : memref<64xi32>
    memref.store %v, %r[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %q[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %c15 : index
    %o = arith.addi %b, %c32 : index
    %v = memref.load %q[%i] : memref<64xi32>
    memref.store %v, %r[%o] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// Another guard.

// CHECK-LABEL: func.func @guards(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 2,
func.func @guards(%p: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %r: memref<64xi32> {llvm.noalias}, %s: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c9 = arith.constant 9 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %b, %c8 : index
    scf.if %is {
      %u = memref.load %s[%b] : memref<64xi32>
      memref.store %u, %p[%b] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %b, %c8 : index
    scf.if %is {
      %i = arith.addi %b, %c8 : index
      %v = memref.load %p[%i] : memref<64xi32>
      memref.store %v, %r[%b] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %b, %c9 : index
    scf.if %is {
      %u = memref.load %s[%b] : memref<64xi32>
      memref.store %u, %q[%b] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %b, %c9 : index
    scf.if %is {
      %i = arith.addi %b, %c8 : index
      %o = arith.addi %b, %c32 : index
      %v = memref.load %q[%i] : memref<64xi32>
      memref.store %v, %r[%o] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The other region of the same condition.

// CHECK-LABEL: func.func @regions(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 2,
func.func @regions(%p: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %r: memref<64xi32> {llvm.noalias}, %s: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %b, %c8 : index
    scf.if %is {
      %u = memref.load %s[%b] : memref<64xi32>
      memref.store %u, %p[%b] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %b, %c8 : index
    scf.if %is {
      %i = arith.addi %b, %c8 : index
      %v = memref.load %p[%i] : memref<64xi32>
      memref.store %v, %r[%b] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %b, %c8 : index
    scf.if %is {
    } else {
      %u = memref.load %s[%b] : memref<64xi32>
      memref.store %u, %q[%b] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %is = arith.cmpi ult, %b, %c8 : index
    scf.if %is {
      %i = arith.addi %b, %c8 : index
      %o = arith.addi %b, %c32 : index
      %v = memref.load %q[%i] : memref<64xi32>
      memref.store %v, %r[%o] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Another size of the grid.

// CHECK-LABEL: func.func @sizes(
// CHECK-COUNT-3: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 3,
func.func @sizes(%p: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %r: memref<64xi32> {llvm.noalias}, %s: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c17 = arith.constant 17 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %p[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %c16 : index
    %v = memref.load %p[%i] : memref<64xi32>
    memref.store %v, %r[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c17, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %q[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c17, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %c16 : index
    %o = arith.addi %b, %c32 : index
    %v = memref.load %q[%i] : memref<64xi32>
    memref.store %v, %r[%o] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// Another value of the host.

// CHECK-LABEL: func.func @host_values(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 2,
func.func @host_values(%p: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %r: memref<64xi32> {llvm.noalias}, %s: memref<64xi32> {llvm.noalias}, %n: index {fuselage.test.value = 3 : index}, %m: index {fuselage.test.value = 2 : index}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %n : index
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %p[%i] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %n : index
    %j = arith.addi %i, %c16 : index
    %v = memref.load %p[%j] : memref<64xi32>
    memref.store %v, %r[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %n : index
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %q[%i] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %m : index
    %j = arith.addi %i, %c16 : index
    %o = arith.addi %b, %c32 : index
    %v = memref.load %q[%j] : memref<64xi32>
    memref.store %v, %r[%o] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// Another divisor.

// CHECK-LABEL: func.func @divisors(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 2,
func.func @divisors(%p: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %r: memref<64xi32> {llvm.noalias}, %s: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c8 = arith.constant 8 : index
  %c14 = arith.constant 14 : index
  %c32 = arith.constant 32 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %p[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.divui %b, %c8 : index
    %j = arith.addi %d, %c16 : index
    %v = memref.load %p[%j] : memref<64xi32>
    memref.store %v, %r[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %q[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.divui %b, %c5 : index
    %j = arith.addi %d, %c14 : index
    %o = arith.addi %b, %c32 : index
    %v = memref.load %q[%j] : memref<64xi32>
    memref.store %v, %r[%o] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// Another number of trips of a loop in the body.

// CHECK-LABEL: func.func @trips(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 2,
func.func @trips(%p: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %r: memref<64xi32> {llvm.noalias}, %s: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  %c19 = arith.constant 19 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %p[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %c4 step %c1 {
      %l = arith.subi %c19, %k : index
      %v = memref.load %p[%l] : memref<64xi32>
      memref.store %v, %r[%b] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %q[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %c5 step %c1 {
      %l = arith.subi %c19, %k : index
      %o = arith.addi %b, %c32 : index
      %v = memref.load %q[%l] : memref<64xi32>
      memref.store %v, %r[%o] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A narrower type, in which the product wraps around: blocks 8 and on are at -8 and on.

// CHECK-LABEL: func.func @types(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 4 -> 2,
func.func @types(%p: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %r: memref<64xi32> {llvm.noalias}, %s: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i32
    %f = arith.constant 16 : i32
    %g = arith.muli %w, %f : i32
    %h = arith.constant 4 : i32
    %a = arith.shrsi %g, %h : i32
    %i0 = arith.index_cast %a : i32 to index
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %p[%i0] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i32
    %f = arith.constant 16 : i32
    %g = arith.muli %w, %f : i32
    %h = arith.constant 4 : i32
    %a = arith.shrsi %g, %h : i32
    %i0 = arith.index_cast %a : i32 to index
    %i = arith.addi %i0, %c16 : index
    %v = memref.load %p[%i] : memref<64xi32>
    memref.store %v, %r[%b] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i8
    %f = arith.constant 16 : i8
    %g = arith.muli %w, %f : i8
    %h = arith.constant 4 : i8
    %a = arith.shrsi %g, %h : i8
    %i0 = arith.index_cast %a : i8 to index
    %j = arith.addi %i0, %c16 : index
    %u = memref.load %s[%b] : memref<64xi32>
    memref.store %u, %q[%j] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i32
    %f = arith.constant 16 : i32
    %g = arith.muli %w, %f : i32
    %h = arith.constant 4 : i32
    %a = arith.shrsi %g, %h : i32
    %i0 = arith.index_cast %a : i32 to index
    %i = arith.addi %i0, %c8 : index
    %o = arith.addi %b, %c32 : index
    %v = memref.load %q[%i] : memref<64xi32>
    memref.store %v, %r[%o] : memref<64xi32>
    gpu.terminator
  }
  return
}
