// Operations of indices that no other test reaches: sizes as arguments and as operations,
// rounding up, unsigned minima and maxima, shifts, constant conditions, loops of the body.
// Where the element is the thread's own the launches are one; else they stay apart.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// A barrier under a condition that is a constant is one that all threads reach.

// CHECK: ok: launches 2 -> 1,
func.func @barrier_false_operand_uniform(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %u = arith.cmpi eq, %b, %c0 : index
    cf.cond_br %u, ^a(%c1 : index), ^c(%b, %b : index, index)
  ^a(%p: index):
    cf.br ^c(%p, %p : index, index)
  ^c(%q: index, %r: index):
    %g = arith.cmpi ult, %r, %c4 : index
    scf.if %g {
      gpu.barrier
    }
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %t[%w] : memref<64xf32>
    memref.store %v, %o[%w] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// Rounding up brings the thread back to its own element.

// CHECK: ok: launches 2 -> 1,
func.func @ceildivui_own(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %s = arith.muli %q, %c2 : index
    %r = arith.ceildivui %s, %c2 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// Rounding up leads to an element of another thread.

// CHECK: ok: launches 2 -> 2,
func.func @ceildivui_other(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %s = arith.muli %q, %c2 : index
    %s1 = arith.addi %s, %c1 : index
    %r = arith.ceildivui %s1, %c2 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// Sizes of the grid and the block, read by operations: the thread's own element.

// CHECK: ok: launches 2 -> 1,
func.func @dim_ops_same(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %bd = gpu.block_dim x
    %gd = gpu.grid_dim x
    %m = arith.muli %b, %bd : index
    %a = arith.addi %m, %x : index
    %e = arith.subi %gd, %c4 : index
    %k = arith.constant 0 : index
    %a0 = arith.addi %a, %e : index
    %a1 = arith.addi %a0, %k : index
    %nn = arith.constant 32 : index
    %r = arith.remui %a1, %nn : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// The same sizes lead to an element of another block.

// CHECK: ok: launches 2 -> 2,
func.func @dim_ops_other(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %bd = gpu.block_dim x
    %gd = gpu.grid_dim x
    %m = arith.muli %b, %bd : index
    %a = arith.addi %m, %x : index
    %e = arith.subi %gd, %c4 : index
    %k = arith.constant 8 : index
    %a0 = arith.addi %a, %e : index
    %a1 = arith.addi %a0, %k : index
    %nn = arith.constant 32 : index
    %r = arith.remui %a1, %nn : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// The element of the next thread.

// CHECK: ok: launches 2 -> 2,
func.func @dim_ops_thread(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %bd = gpu.block_dim x
    %gd = gpu.grid_dim x
    %m = arith.muli %b, %bd : index
    %a = arith.addi %m, %x : index
    %e = arith.subi %gd, %c4 : index
    %k = arith.constant 1 : index
    %a0 = arith.addi %a, %e : index
    %a1 = arith.addi %a0, %k : index
    %nn = arith.constant 32 : index
    %r = arith.remui %a1, %nn : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// A maximum that is the thread's own index.

// CHECK: ok: launches 2 -> 1,
func.func @maxui_own(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %r = arith.maxui %q, %c0 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// A maximum that is another's.

// CHECK: ok: launches 2 -> 2,
func.func @maxui_other(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %r = arith.maxui %q, %c8 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// A minimum that several threads have.

// CHECK: ok: launches 2 -> 2,
func.func @minui_other(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %r = arith.minui %q, %c8 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// A loop in the body that is parallel by its operation visits elements of other threads.

// CHECK: ok: launches 2 -> 2,
func.func @parallel_other(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    scf.parallel (%p, %s) = (%c0, %c0) to (%c1, %c2) step (%c1, %c1) {
      %a = arith.addi %q, %s : index
      %r = arith.remsi %a, %c32 : index
      %v = memref.load %t[%r] : memref<64xf32>
      memref.store %v, %o[%q] : memref<64xf32>
      scf.reduce
    }
    gpu.terminator
  }
  return
}

// -----

// A condition that always holds.

// CHECK: ok: launches 2 -> 1,
func.func @select_true_own(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %true = arith.constant true
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %r0 = arith.select %true, %q, %c0 : index
    %r = arith.remsi %r0, %c32 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// The other side of one that never does.

// CHECK: ok: launches 2 -> 1,
func.func @select_not_false_own(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %true = arith.constant true
  %false = arith.constant false
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %n = arith.xori %false, %true : i1
    %r0 = arith.select %n, %q, %c0 : index
    %r = arith.remsi %r0, %c32 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// The other side is an element of another thread.

// CHECK: ok: launches 2 -> 2,
func.func @select_false_other(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %false = arith.constant false
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %r0 = arith.select %false, %q, %c0 : index
    %r = arith.remsi %r0, %c32 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// A shift of a negative number rounds down.

// CHECK: ok: launches 2 -> 2,
func.func @shrsi_negative(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %s = arith.subi %q, %c32 : index
    %s1 = arith.shrsi %s, %c1 : index
    %r = arith.addi %s1, %c16 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// A shift to the thread's own element.

// CHECK: ok: launches 2 -> 1,
func.func @shrui_own(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %s = arith.muli %q, %c4 : index
    %s1 = arith.addi %s, %c3 : index
    %r = arith.shrui %s1, %c2 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// A shift to another's.

// CHECK: ok: launches 2 -> 2,
func.func @shrui_other(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %q = arith.addi %m, %x : index
    %r = arith.shrui %q, %c1 : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// Sizes of the grid and the block, as arguments of the body: the thread's own element.

// CHECK: ok: launches 2 -> 1,
func.func @size_args_same(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %sx : index
    %a = arith.addi %m, %x : index
    %k = arith.constant 0 : index
    %a1 = arith.addi %a, %k : index
    %n = arith.muli %gx, %sx : index
    %nn = arith.constant 32 : index
    %r = arith.remsi %a1, %nn : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// An element of another block.

// CHECK: ok: launches 2 -> 2,
func.func @size_args_other(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %sx : index
    %a = arith.addi %m, %x : index
    %k = arith.constant 8 : index
    %a1 = arith.addi %a, %k : index
    %n = arith.muli %gx, %sx : index
    %nn = arith.constant 32 : index
    %r = arith.remsi %a1, %nn : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// The element of the next thread.

// CHECK: ok: launches 2 -> 2,
func.func @size_args_thread(%i: memref<64xf32> {llvm.noalias}, %t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %c8 : index
    %w = arith.addi %m, %x : index
    %v = memref.load %i[%w] : memref<64xf32>
    memref.store %v, %t[%w] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %m = arith.muli %b, %sx : index
    %a = arith.addi %m, %x : index
    %k = arith.constant 1 : index
    %a1 = arith.addi %a, %k : index
    %n = arith.muli %gx, %sx : index
    %nn = arith.constant 32 : index
    %r = arith.remsi %a1, %nn : index
    %v = memref.load %t[%r] : memref<64xf32>
    memref.store %v, %o[%r] : memref<64xf32>
    gpu.terminator
  }
  return
}
