// Bodies with loops, branches, early exits and scopes: which iterations and which
// threads reach an access, and what each of them has for itself.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// A loop over every third element, whose range overlaps that of the next block.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=loop_with_a_step |
// EXEC: ok: launches 2 -> 2,
func.func @loop_with_a_step(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c6 = arith.constant 6 : index
  %c7 = arith.constant 7 : index
  %c14 = arith.constant 14 : index
  %c16 = arith.constant 16 : index
  %c48 = arith.constant 48 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %lo = arith.muli %b, %c3 : index
    %hi = arith.addi %lo, %c7 : index
    scf.for %k = %lo to %hi step %c48 {
      %v = memref.load %i[%k] : memref<64xf32>
      memref.store %v, %t[%k] : memref<64xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %lo = arith.muli %b, %c3 : index
    %hi = arith.addi %lo, %c6 : index
    %p = arith.cmpi ult, %b, %c14 : index
    scf.if %p {
      scf.for %k = %lo to %hi step %c3 {
        %v = memref.load %t[%k] : memref<64xf32>
        memref.store %v, %o[%b] : memref<16xf32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// The index comes round a loop of blocks.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=loop_of_blocks |
// EXEC: ok: launches 2 -> 2,
func.func @loop_of_blocks(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c13 = arith.constant 13 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      cf.br ^loop(%b : index)
  ^loop(%k: index):
      %p = arith.cmpi ult, %k, %c13 : index
      cf.cond_br %p, ^more, ^done
  ^more:
      %n = arith.addi %k, %c1 : index
      cf.br ^loop(%n : index)
  ^done:
      %v = memref.load %t[%k] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
      gpu.terminator
  }
  return
}

// -----

// A loop from a negative bound, over a sum.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=negative_loop_bounds |
// EXEC: ok: launches 2 -> 2,
func.func @negative_loop_bounds(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = arith.constant -2 : index
    scf.for %k = %m to %c1 step %c2 {
      %at = arith.addi %b, %k : index
      %p = arith.cmpi sge, %at, %c0 : index
      scf.if %p {
        %v = memref.load %t[%at] : memref<16xf32>
        memref.store %v, %o[%b] : memref<16xf32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// The bound of the inner loop is the outer variable.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=dependent_loops |
// EXEC: ok: launches 3 -> 2,
func.func @dependent_loops(%t: memref<64xi32> {llvm.noalias}, %o: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c62 = arith.constant 62 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %c4 step %c1 {
      scf.for %l = %c0 to %k step %c1 {
        %first = arith.muli %b, %c4 : index
        %at = arith.addi %first, %l : index
        %w = arith.index_cast %at : index to i32
        memref.store %w, %t[%at] : memref<64xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %l = %c0 to %c4 step %c1 {
      %first = arith.muli %b, %c4 : index
      %at = arith.addi %first, %l : index
      %v = memref.load %t[%at] : memref<64xi32>
      memref.store %v, %o[%at] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at0 = arith.muli %b, %c4 : index
    %at1 = arith.addi %at0, %c62 : index
    %at = arith.remui %at1, %c64 : index
    %v = memref.load %o[%at] : memref<64xi32>
    memref.store %v, %t[%at0] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// A uniform loop of barriers, then a reader of the neighbour.

// EXEC: ok: launches 2 -> 1,
func.func @barrier_in_a_loop(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %t[%x] : memref<16xf32>
    scf.for %k = %c0 to %c3 step %c1 {
      gpu.barrier
      %n = arith.addi %x, %c1 : index
      %m = arith.remui %n, %c16 : index
      %a = memref.load %t[%m] : memref<16xf32>
      gpu.barrier
      memref.store %a, %t[%x] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %x : index
    %v = memref.load %t[%r] : memref<16xf32>
    memref.store %v, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A private buffer and an allocation on the stack, in a loop, of each body.

// EXEC: ok: launches 2 -> 1,
func.func @private_and_stack(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1)
             private(%w0 : memref<1xf32, #gpu.address_space<private>>) {
    %p = memref.alloca() : memref<4xf32>
    %v = memref.load %i[%b] : memref<16xf32>
    scf.for %k = %c0 to %c4 step %c1 {
      %q = memref.alloca() : memref<1xf32>
      memref.store %v, %q[%c0] : memref<1xf32>
      %u = memref.load %q[%c0] : memref<1xf32>
      memref.store %u, %p[%k] : memref<4xf32>
    }
    scf.for %k = %c0 to %c3 step %c1 {
      %n = arith.addi %k, %c1 : index
      %u = memref.load %p[%k] : memref<4xf32>
      %w = memref.load %p[%n] : memref<4xf32>
      %s = arith.addf %u, %w : f32
      memref.store %s, %p[%n] : memref<4xf32>
      memref.store %s, %w0[%c0] : memref<1xf32, #gpu.address_space<private>>
    }
    %r = memref.load %p[%c3] : memref<4xf32>
    %w1 = memref.load %w0[%c0] : memref<1xf32, #gpu.address_space<private>>
    %z1 = arith.addf %r, %w1 : f32
    memref.store %z1, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1)
             private(%w0 : memref<1xf32, #gpu.address_space<private>>) {
    %p = memref.alloca() : memref<4xf32>
    %v = memref.load %t[%b] : memref<16xf32>
    scf.for %k = %c0 to %c4 step %c1 {
      %q = memref.alloca() : memref<1xf32>
      memref.store %v, %q[%c0] : memref<1xf32>
      %u = memref.load %q[%c0] : memref<1xf32>
      memref.store %u, %p[%k] : memref<4xf32>
    }
    scf.for %k = %c0 to %c3 step %c1 {
      %n = arith.addi %k, %c1 : index
      %u = memref.load %p[%k] : memref<4xf32>
      %w = memref.load %p[%n] : memref<4xf32>
      %s = arith.addf %u, %w : f32
      memref.store %s, %p[%n] : memref<4xf32>
      memref.store %s, %w0[%c0] : memref<1xf32, #gpu.address_space<private>>
    }
    %r = memref.load %p[%c3] : memref<4xf32>
    %w1 = memref.load %w0[%c0] : memref<1xf32, #gpu.address_space<private>>
    %z1 = arith.addf %r, %w1 : f32
    memref.store %z1, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Threads that left early have a private buffer of the second body.

// EXEC: ok: launches 3 -> 1,
func.func @early_exit_then_private(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c8 = arith.constant 8 : index
  %c11 = arith.constant 11 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %early = arith.cmpi ult, %b, %c5 : index
      cf.cond_br %early, ^leave, ^work
  ^leave:
      gpu.terminator
  ^work:
      %late = arith.cmpi ugt, %b, %c11 : index
      cf.cond_br %late, ^leave, ^store
  ^store:
      %v = memref.load %i[%b] : memref<16xf32>
      memref.store %v, %t[%b] : memref<16xf32>
      gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1)
             private(%w : memref<1xf32, #gpu.address_space<private>>) {
      %v = memref.load %t[%b] : memref<16xf32>
      memref.store %v, %w[%c0] : memref<1xf32, #gpu.address_space<private>>
      %p = arith.cmpi ult, %b, %c8 : index
      cf.cond_br %p, ^a, ^b
  ^a:
      %u = memref.load %w[%c0] : memref<1xf32, #gpu.address_space<private>>
      memref.store %u, %o[%b] : memref<16xf32>
      gpu.terminator
  ^b:
      gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b] : memref<16xf32>
    memref.store %v, %i[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Code after an early exit runs for the other threads only.

// EXEC: ok: launches 2 -> 1,
func.func @guard_by_the_exit(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %early = arith.cmpi ult, %b, %c8 : index
      cf.cond_br %early, ^leave, ^work
  ^leave:
      gpu.terminator
  ^work:
      %v = memref.load %i[%b] : memref<16xf32>
      memref.store %v, %t[%b] : memref<16xf32>
      gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c7 : index
    scf.if %p {
      %v = memref.load %t[%b] : memref<16xf32>
      %n = arith.addi %b, %c1 : index
      %w = memref.load %t[%n] : memref<16xf32>
      %s = arith.addf %v, %w : f32
      memref.store %s, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A block with two predecessors is guarded by neither.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=joined_branches |
// EXEC: ok: launches 2 -> 2,
func.func @joined_branches(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %p = arith.cmpi ult, %b, %c8 : index
      cf.cond_br %p, ^a, ^b
  ^a:
      cf.br ^join(%c1 : index)
  ^b:
      cf.br ^join(%c0 : index)
  ^join(%k: index):
      %v = memref.load %i[%b] : memref<16xf32>
      memref.store %v, %t[%b] : memref<16xf32>
      gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %p = arith.cmpi ult, %b, %c8 : index
    scf.if %p {
      %v = memref.load %t[%r] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// A region of several blocks in a body.

// EXEC: ok: launches 3 -> 1,
func.func @execute_region(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.execute_region {
      %p = arith.cmpi ult, %b, %c8 : index
      cf.cond_br %p, ^a, ^z
  ^a:
      %v = memref.load %i[%b] : memref<16xf32>
      memref.store %v, %t[%b] : memref<16xf32>
      cf.br ^z
  ^z:
      scf.yield
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c8 : index
    scf.if %p {
      %at = arith.addi %b, %c8 : index
      %v = memref.load %t[%at] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    %q = memref.load %t[%b] : memref<16xf32>
    memref.store %q, %i[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A scope of its own for an allocation on the stack.

// EXEC: ok: launches 3 -> 1,
func.func @alloca_scope(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.alloca_scope {
      %p = memref.alloca() : memref<1xf32>
      %v = memref.load %t[%b] : memref<16xf32>
      memref.store %v, %p[%c0] : memref<1xf32>
      %u = memref.load %p[%c0] : memref<1xf32>
      %w = arith.addf %u, %v : f32
      memref.store %w, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// EXEC: 11 modules, 11 ok
