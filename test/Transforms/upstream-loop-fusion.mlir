// For each function of upstream's test of scf-parallel-loop-fusion (LLVM 22) a
// program of our own that asks the same question: how upstream's pass changes
// the loops, and what becomes of the launches to which they are mapped. The
// table in docs/Legality.md says why the two differ where they do.

// RUN: mlir-opt %s --split-input-file --pass-pipeline='builtin.module(func.func(scf-parallel-loop-fusion))' | FileCheck %s --check-prefix=UPSTREAM
// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(func.func(gpu-map-parallel-loops,convert-parallel-loops-to-gpu,fuselage-fuse-launches{reshape=false sink-loops=false}))' --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(gpu-map-parallel-loops,convert-parallel-loops-to-gpu,fuselage-fuse-launches{reshape=false sink-loops=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(gpu-map-parallel-loops,convert-parallel-loops-to-gpu,fuselage-fuse-launches))'

// Nothing to do, twice.

// UPSTREAM-LABEL: func.func @fuse_empty_loops(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_empty_loops(
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 0,
func.func @fuse_empty_loops() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    scf.reduce
  }
  return
}

// -----

// An operation without effects in between.

// UPSTREAM-LABEL: func.func @fuse_ops_between(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_ops_between(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_ops_between(%x: memref<8x4xf32>,
    %y: memref<8x4xf32>,
    %n: index {fuselage.test.value = 1 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %x[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  %m = arith.addi %n, %n : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    memref.store %v, %x[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  return
}

// -----

// The second reads what the first wrote, and overwrites what it read.

// UPSTREAM-LABEL: func.func @fuse_two(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_two(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_two(%x: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %y[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %t[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %t[%i, %j] : memref<8x4xf32>
    %a = memref.load %x[%i, %j] : memref<8x4xf32>
    %p = arith.mulf %v, %a : f32
    memref.store %p, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Three in a row.

// UPSTREAM-LABEL: func.func @fuse_three(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_three(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_three(%x: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<8x4xf32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %y[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %t[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %t[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %u[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  memref.dealloc %u : memref<8x4xf32>
  return
}

// -----

// The first has a loop nest inside, which becomes the threads of a block.

// UPSTREAM-LABEL: func.func @do_not_fuse_nested_ploop1(
// UPSTREAM-COUNT-3: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_nested_ploop1(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] different-block |{{.*}}Function=do_not_fuse_nested_ploop1 |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_nested_ploop1(%x: memref<8x4xf32> {llvm.noalias}, %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    scf.parallel (%k) = (%c0) to (%c4) step (%c1) {
      %v = memref.load %x[%i, %k] : memref<8x4xf32>
      memref.store %v, %t[%i, %k] : memref<8x4xf32>
      scf.reduce
    }
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %v = memref.load %t[%i, %c3] : memref<8x4xf32>
    memref.store %v, %y[%i, %c0] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// The second has.

// UPSTREAM-LABEL: func.func @do_not_fuse_nested_ploop2(
// UPSTREAM-COUNT-3: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_nested_ploop2(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] different-block |{{.*}}Function=do_not_fuse_nested_ploop2 |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_nested_ploop2(%x: memref<8x4xf32> {llvm.noalias}, %y: memref<8x4xf32> {llvm.noalias},
                                     %t: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %v = memref.load %x[%i, %c3] : memref<8x4xf32>
    memref.store %v, %t[%i, %c0] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    scf.parallel (%k) = (%c0) to (%c4) step (%c1) {
      %v = memref.load %x[%i, %k] : memref<8x4xf32>
      memref.store %v, %y[%i, %k] : memref<8x4xf32>
      scf.reduce
    }
    scf.reduce
  }
  return
}

// -----

// Two dimensions and one.

// UPSTREAM-LABEL: func.func @do_not_fuse_loops_unmatching_num_loops(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_loops_unmatching_num_loops(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] different-grid |{{.*}}Function=do_not_fuse_loops_unmatching_num_loops |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_loops_unmatching_num_loops(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %x[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %v = memref.load %y[%i, %c0] : memref<8x4xf32>
    memref.store %v, %y[%i, %c1] : memref<8x4xf32>
    scf.reduce
  }
  return
}

// -----

// An allocation in between.

// UPSTREAM-LABEL: func.func @do_not_fuse_loops_with_side_effecting_ops_in_between(
// UPSTREAM-COUNT-3: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_loops_with_side_effecting_ops_in_between(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @do_not_fuse_loops_with_side_effecting_ops_in_between(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %x[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  %t = memref.alloc() : memref<8x4xf32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %t[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %t[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// As many iterations, of other values: the ids of the launches are numbered
// alike.

// UPSTREAM-LABEL: func.func @do_not_fuse_loops_unmatching_iteration_space(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_loops_unmatching_iteration_space(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @do_not_fuse_loops_unmatching_iteration_space(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c2, %c2) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %x[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c4, %c2) step (%c1, %c1) {
    %v = memref.load %y[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  return
}

// -----

// Written in one order and read in another.

// UPSTREAM-LABEL: func.func @do_not_fuse_unmatching_write_read_patterns(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_unmatching_write_read_patterns(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=do_not_fuse_unmatching_write_read_patterns |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_unmatching_write_read_patterns(%x: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %y[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %t[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %r = arith.subi %c7, %i : index
    %v = memref.load %t[%r, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %x[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Read in one order and overwritten in another.

// UPSTREAM-LABEL: func.func @do_not_fuse_unmatching_read_write_patterns(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_unmatching_read_write_patterns(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-war |{{.*}}Function=do_not_fuse_unmatching_read_write_patterns |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_unmatching_read_write_patterns(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %r = arith.subi %c7, %i : index
    %v = memref.load %y[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %x[%r, %j] : memref<8x4xf32>
    scf.reduce
  }
  return
}

// -----

// A view made in the body, shifted by the index.

// UPSTREAM-LABEL: func.func @do_not_fuse_loops_with_nonfull_alias_defined_in_loop_bodies(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_loops_with_nonfull_alias_defined_in_loop_bodies(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=do_not_fuse_loops_with_nonfull_alias_defined_in_loop_bodies |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_loops_with_nonfull_alias_defined_in_loop_bodies(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<9x4xf32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    memref.store %v, %t[%i, %j] : memref<9x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %s = memref.subview %t[%i, 0] [2, 4] [1, 1] : memref<9x4xf32> to memref<2x4xf32, strided<[4, 1], offset: ?>>
    %p = arith.cmpi ult, %i, %c7 : index
    scf.if %p {
      %v = memref.load %s[%c1, %j] : memref<2x4xf32, strided<[4, 1], offset: ?>>
      memref.store %v, %y[%i, %j] : memref<8x4xf32>
    }
    scf.reduce
  }
  memref.dealloc %t : memref<9x4xf32>
  return
}

// -----

// Inside of a sequential loop.

// UPSTREAM-LABEL: func.func @nested_fuse(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @nested_fuse(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 2,
// REASON: :[[#@LINE+9]]:5: remark: [Missed] host-loop | {{.*}} they run 2 and 2 times"
func.func @nested_fuse(%x: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  scf.for %k = %c0 to %c2 step %c1 {
    scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
      %v = memref.load %y[%i, %j] : memref<8x4xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%i, %j] : memref<8x4xf32>
      scf.reduce
    }
    scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
      %v = memref.load %t[%i, %j] : memref<8x4xf32>
      %a = memref.load %x[%i, %j] : memref<8x4xf32>
      %p = arith.mulf %v, %a : f32
      memref.store %p, %y[%i, %j] : memref<8x4xf32>
      scf.reduce
    }
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Five arguments that may be one buffer: here two of them are.

// UPSTREAM-LABEL: func.func @do_not_fuse_alias(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_alias(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] may-alias |{{.*}}Function=do_not_fuse_alias |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_alias(%x: memref<8x4xf32>,
    %t: memref<9x4xf32>,
    %y: memref<8x4xf32> {fuselage.test.alias = 1 : index, fuselage.test.offset = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    memref.store %v, %t[%i, %j] : memref<9x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %y[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %x[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  return
}

// -----

// Two stores to one element: the first is dropped.

// UPSTREAM-LABEL: func.func @fuse_when_1st_has_multiple_stores(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_when_1st_has_multiple_stores(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_when_1st_has_multiple_stores(%x: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %zero = arith.constant 0.0 : f32
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    memref.store %zero, %t[%i, %j] : memref<8x4xf32>
    %v = memref.load %y[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %t[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %t[%i, %j] : memref<8x4xf32>
    %a = memref.load %x[%i, %j] : memref<8x4xf32>
    %p = arith.mulf %v, %a : f32
    memref.store %p, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Two stores, one of them to an element of another iteration.

// UPSTREAM-LABEL: func.func @do_not_fuse_multiple_stores_on_diff_indices(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_multiple_stores_on_diff_indices(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=do_not_fuse_multiple_stores_on_diff_indices |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_multiple_stores_on_diff_indices(%x: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  %zero = arith.constant 0.0 : f32
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %last = arith.cmpi eq, %i, %c7 : index
    scf.if %last {
      memref.store %zero, %t[%c0, %j] : memref<8x4xf32>
    } else {
      %k = arith.addi %i, %c1 : index
      memref.store %zero, %t[%k, %j] : memref<8x4xf32>
    }
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %t[%i, %j] : memref<8x4xf32>
    %a = memref.load %x[%i, %j] : memref<8x4xf32>
    %p = arith.mulf %v, %a : f32
    memref.store %p, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Equal indices, computed twice.

// UPSTREAM-LABEL: func.func @fuse_same_indices_by_affine_apply(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_same_indices_by_affine_apply(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_same_indices_by_affine_apply(%x: memref<8x4xf32>, %y: memref<8x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x11xf32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %k = affine.apply affine_map<(d0, d1) -> (d0 + d1)>(%i, %j)
    %v = memref.load %y[%i, %j] : memref<8x4xf32>
    memref.store %v, %t[%i, %k] : memref<8x11xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %k = affine.apply affine_map<(d0, d1) -> (d0 + d1)>(%i, %j)
    %v = memref.load %t[%i, %k] : memref<8x11xf32>
    %a = memref.load %x[%i, %j] : memref<8x4xf32>
    %p = arith.mulf %v, %a : f32
    memref.store %p, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x11xf32>
  return
}

// -----

// Offsets that are host values, of which nothing is known.

// UPSTREAM-LABEL: func.func @do_not_fuse_affine_apply_to_non_ind_var(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_affine_apply_to_non_ind_var(
// CHECK-COUNT-3: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] waw-order |{{.*}}Function=do_not_fuse_affine_apply_to_non_ind_var |
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=do_not_fuse_affine_apply_to_non_ind_var |
// EXEC: ok: launches 0 -> 3,
func.func @do_not_fuse_affine_apply_to_non_ind_var(%x: memref<8x4xf32>,
    %m: index {fuselage.test.value = 1 : index},
    %n: index {fuselage.test.value = 2 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x11xf32>
  %zero = arith.constant 0.0 : f32
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    memref.store %zero, %t[%i, %j] : memref<8x11xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %k = affine.apply affine_map<(d0, d1) -> (d0 + d1)>(%j, %m)
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    memref.store %v, %t[%i, %k] : memref<8x11xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %k = affine.apply affine_map<(d0, d1) -> (d0 + d1)>(%j, %n)
    %v = memref.load %t[%i, %k] : memref<8x11xf32>
    memref.store %v, %x[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x11xf32>
  return
}

// -----

// A view without the leading unit dimension.

// UPSTREAM-LABEL: func.func @fuse_trivial_rank_reducing_subview(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_trivial_rank_reducing_subview(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_trivial_rank_reducing_subview(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<1x8x4xf32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    memref.store %v, %t[%c0, %i, %j] : memref<1x8x4xf32>
    scf.reduce
  }
  %s = memref.subview %t[0, 0, 0] [1, 8, 4] [1, 1, 1] : memref<1x8x4xf32> to memref<8x4xf32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %s[%i, %j] : memref<8x4xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<1x8x4xf32>
  return
}

// -----

// A view of the other half: nothing is shared.

// UPSTREAM-LABEL: func.func @do_not_fuse_nontrivial_subview_offset(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_nontrivial_subview_offset(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @do_not_fuse_nontrivial_subview_offset(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<2x8x4xf32>
  %s = memref.subview %t[1, 0, 0] [1, 8, 4] [1, 1, 1] : memref<2x8x4xf32> to memref<8x4xf32, strided<[4, 1], offset: 32>>
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %x[%i, %j] : memref<8x4xf32>
    memref.store %v, %s[%i, %j] : memref<8x4xf32, strided<[4, 1], offset: 32>>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %y[%i, %j] : memref<8x4xf32>
    %r = arith.subi %c7, %i : index
    memref.store %v, %t[%c0, %r, %j] : memref<2x8x4xf32>
    scf.reduce
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%c8, %c4) step (%c1, %c1) {
    %v = memref.load %s[%i, %j] : memref<8x4xf32, strided<[4, 1], offset: 32>>
    memref.store %v, %y[%i, %j] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<2x8x4xf32>
  return
}

// -----

// Whole rows.

// UPSTREAM-LABEL: func.func @fuse_vector_load_store(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_vector_load_store(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_vector_load_store(%x: memref<8x4xf32> {llvm.noalias}, %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %v = vector.load %x[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    vector.store %v, %y[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %v = vector.load %y[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    vector.store %v, %x[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    scf.reduce
  }
  return
}

// -----

// The row of another iteration.

// UPSTREAM-LABEL: func.func @do_not_fuse_vector_different_indices(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_vector_different_indices(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=do_not_fuse_vector_different_indices |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_vector_different_indices(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %v = vector.load %x[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    vector.store %v, %y[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %r = arith.subi %c7, %i : index
    %v = vector.load %y[%r, %c0] : memref<8x4xf32>, vector<4xf32>
    vector.store %v, %x[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    scf.reduce
  }
  return
}

// -----

// Whole rows by transfers.

// UPSTREAM-LABEL: func.func @fuse_vector_transfer_same_indices(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_vector_transfer_same_indices(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_vector_transfer_same_indices(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %v = vector.transfer_read %x[%i, %c0], %zero {in_bounds = [true]} : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %y[%i, %c0] {in_bounds = [true]} : vector<4xf32>, memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %v = vector.transfer_read %y[%i, %c0], %zero {in_bounds = [true]} : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %x[%i, %c0] {in_bounds = [true]} : vector<4xf32>, memref<8x4xf32>
    scf.reduce
  }
  return
}

// -----

// The row of another iteration.

// UPSTREAM-LABEL: func.func @do_not_fuse_vector_transfer_different_indices(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_vector_transfer_different_indices(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=do_not_fuse_vector_transfer_different_indices |
// EXEC: ok: launches 0 -> 2,
func.func @do_not_fuse_vector_transfer_different_indices(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %v = vector.transfer_read %x[%i, %c0], %zero {in_bounds = [true]} : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %y[%i, %c0] {in_bounds = [true]} : vector<4xf32>, memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %r = arith.subi %c7, %i : index
    %zero = arith.constant 0.0 : f32
    %v = vector.transfer_read %y[%r, %c0], %zero {in_bounds = [true]} : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %x[%i, %c0] {in_bounds = [true]} : vector<4xf32>, memref<8x4xf32>
    scf.reduce
  }
  return
}

// -----

// A row written through a view made in the body, then summed up.

// UPSTREAM-LABEL: func.func @fuse_vector_transfer_with_subview(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_vector_transfer_with_subview(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_vector_transfer_with_subview(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %s = memref.subview %t[%i, 0] [1, 4] [1, 1] : memref<8x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %v = vector.load %x[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %s[%c0] {in_bounds = [true]} : vector<4xf32>, memref<4xf32, strided<[1], offset: ?>>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %sum = scf.for %k = %c0 to %c4 step %c1 iter_args(%acc = %zero) -> (f32) {
      %e = memref.load %t[%i, %k] : memref<8x4xf32>
      %n = arith.addf %acc, %e : f32
      scf.yield %n : f32
    }
    memref.store %sum, %y[%i, %c0] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// A view of another row: nothing is shared.

// UPSTREAM-LABEL: func.func @do_not_fuse_vector_transfer_nontrivial_subview(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_vector_transfer_nontrivial_subview(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @do_not_fuse_vector_transfer_nontrivial_subview(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %s = memref.subview %x[4, 0] [4, 4] [1, 1] : memref<8x4xf32> to memref<4x4xf32, strided<[4, 1], offset: 16>>
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %v = vector.transfer_read %x[%i, %c0], %zero {in_bounds = [true]} : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %x[%i, %c0] {in_bounds = [true]} : vector<4xf32>, memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    %v = memref.load %s[%i, %c1] : memref<4x4xf32, strided<[4, 1], offset: 16>>
    memref.store %v, %s[%i, %c0] : memref<4x4xf32, strided<[4, 1], offset: 16>>
    scf.reduce
  }
  return
}

// -----

// Other masks, of the same rows.

// UPSTREAM-LABEL: func.func @do_not_fuse_vector_transfer_different_masks(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_vector_transfer_different_masks(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @do_not_fuse_vector_transfer_different_masks(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c8 = arith.constant 8 : index
  %m = vector.create_mask %c3 : vector<4xi1>
  %n = vector.create_mask %c2 : vector<4xi1>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %v = vector.transfer_read %x[%i, %c0], %zero, %m {in_bounds = [true]} : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %y[%i, %c0], %m {in_bounds = [true]} : vector<4xf32>, memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %v = vector.transfer_read %y[%i, %c0], %zero, %n {in_bounds = [true]} : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %x[%i, %c0], %n {in_bounds = [true]} : vector<4xf32>, memref<8x4xf32>
    scf.reduce
  }
  return
}

// -----

// A view of a row with the index as its offset.

// UPSTREAM-LABEL: func.func @fuse_vector_transfer_subview_rank_reducing(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_vector_transfer_subview_rank_reducing(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_vector_transfer_subview_rank_reducing(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %s = memref.subview %t[%i, %c0] [1, 4] [1, 1] : memref<8x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %v = vector.load %x[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %s[%c0] {in_bounds = [true]} : vector<4xf32>, memref<4xf32, strided<[1], offset: ?>>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %sum = scf.for %k = %c0 to %c4 step %c1 iter_args(%acc = %zero) -> (f32) {
      %e = memref.load %t[%i, %k] : memref<8x4xf32>
      %n = arith.addf %acc, %e : f32
      scf.yield %n : f32
    }
    memref.store %sum, %y[%i, %c0] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// Another view of the same row, with an offset.

// UPSTREAM-LABEL: func.func @do_not_fuse_vector_transfer_subview_offset(
// UPSTREAM-COUNT-2: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @do_not_fuse_vector_transfer_subview_offset(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @do_not_fuse_vector_transfer_subview_offset(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %s = memref.subview %t[%i, 0] [1, 4] [1, 1] : memref<8x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %v = vector.load %x[%i, %c0] : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %s[%c0] {in_bounds = [true]} : vector<4xf32>, memref<4xf32, strided<[1], offset: ?>>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %o = memref.subview %t[%i, 1] [1, 3] [1, 1] : memref<8x4xf32> to memref<3xf32, strided<[1], offset: ?>>
    %e = memref.load %o[%c2] : memref<3xf32, strided<[1], offset: ?>>
    memref.store %e, %y[%i, %c0] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// A row by a transfer, then by scalars.

// UPSTREAM-LABEL: func.func @fuse_vector_transfer_no_subview(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_vector_transfer_no_subview(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_vector_transfer_no_subview(%x: memref<8x4xf32> {llvm.noalias},
    %y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %v = vector.transfer_read %x[%i, %c0], %zero {in_bounds = [true]} : memref<8x4xf32>, vector<4xf32>
    vector.transfer_write %v, %t[%i, %c0] {in_bounds = [true]} : vector<4xf32>, memref<8x4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %sum = scf.for %k = %c0 to %c4 step %c1 iter_args(%acc = %zero) -> (f32) {
      %e = memref.load %t[%i, %k] : memref<8x4xf32>
      %n = arith.addf %acc, %e : f32
      scf.yield %n : f32
    }
    memref.store %sum, %y[%i, %c0] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}

// -----

// A tile by a transfer, then two of its elements.

// UPSTREAM-LABEL: func.func @fuse_vector_transfer_scalar_load_rank2(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_vector_transfer_scalar_load_rank2(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_vector_transfer_scalar_load_rank2(%y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x2x4xf32>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %f = arith.constant dense<3.0> : vector<2x4xf32>
    vector.transfer_write %f, %t[%i, %c0, %c0] {in_bounds = [true, true]} : vector<2x4xf32>, memref<8x2x4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %v = memref.load %t[%i, %c0, %c1] : memref<8x2x4xf32>
    %w = memref.load %t[%i, %c1, %c2] : memref<8x2x4xf32>
    %s = arith.addf %v, %w : f32
    memref.store %s, %y[%i, %c0] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x2x4xf32>
  return
}

// -----

// A tile, then one of its rows.

// UPSTREAM-LABEL: func.func @fuse_vector_transfer_scalar_load_loop_rank2(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_vector_transfer_scalar_load_loop_rank2(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_vector_transfer_scalar_load_loop_rank2(%y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x2x4xf32>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %f = arith.constant dense<3.0> : vector<2x4xf32>
    vector.transfer_write %f, %t[%i, %c0, %c0] {in_bounds = [true, true]} : vector<2x4xf32>, memref<8x2x4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %zero = arith.constant 0.0 : f32
    %sum = scf.for %k = %c0 to %c4 step %c1 iter_args(%acc = %zero) -> (f32) {
      %e = memref.load %t[%i, %c1, %k] : memref<8x2x4xf32>
      %n = arith.addf %acc, %e : f32
      scf.yield %n : f32
    }
    memref.store %sum, %y[%i, %c0] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x2x4xf32>
  return
}

// -----

// A tile by a vector store.

// UPSTREAM-LABEL: func.func @fuse_vector_store_scalar_load_rank2(
// UPSTREAM-COUNT-1: scf.parallel
// UPSTREAM-NOT: scf.parallel
// CHECK-LABEL: func.func @fuse_vector_store_scalar_load_rank2(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 0 -> 1,
func.func @fuse_vector_store_scalar_load_rank2(%y: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<8x2x4xf32>
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %f = arith.constant dense<3.0> : vector<4xf32>
    vector.store %f, %t[%i, %c0, %c0] : memref<8x2x4xf32>, vector<4xf32>
    vector.store %f, %t[%i, %c1, %c0] : memref<8x2x4xf32>, vector<4xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %v = memref.load %t[%i, %c0, %c1] : memref<8x2x4xf32>
    %w = memref.load %t[%i, %c1, %c2] : memref<8x2x4xf32>
    %s = arith.addf %v, %w : f32
    memref.store %s, %y[%i, %c0] : memref<8x4xf32>
    scf.reduce
  }
  memref.dealloc %t : memref<8x2x4xf32>
  return
}

// -----

// Two sums, as launches: a loop with a result is no launch.

// CHECK-LABEL: func.func @fuse_reductions_two(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1,
func.func @fuse_reductions_two(%a: memref<16xi32> {llvm.noalias},
    %d: memref<16xi32> {llvm.noalias},
    %e: memref<16xi32> {llvm.noalias},
    %p: memref<1xi32> {llvm.noalias},
    %q: memref<1xi32> {llvm.noalias},
    %s: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %p[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %d[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %q[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  return
}

// -----

// Three sums.

// CHECK-LABEL: func.func @fuse_reductions_three(
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 3 -> 1,
func.func @fuse_reductions_three(%a: memref<16xi32> {llvm.noalias},
    %d: memref<16xi32> {llvm.noalias},
    %e: memref<16xi32> {llvm.noalias},
    %p: memref<1xi32> {llvm.noalias},
    %q: memref<1xi32> {llvm.noalias},
    %s: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %p[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %d[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %q[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %e[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %s[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  return
}

// -----

// The second starts from the result of the first.

// CHECK-LABEL: func.func @reductions_use_res(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] host-write |{{.*}}Function=reductions_use_res |
// EXEC: ok: launches 2 -> 2,
func.func @reductions_use_res(%a: memref<16xi32> {llvm.noalias},
    %d: memref<16xi32> {llvm.noalias},
    %e: memref<16xi32> {llvm.noalias},
    %p: memref<1xi32> {llvm.noalias},
    %q: memref<1xi32> {llvm.noalias},
    %s: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %p[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  memref.copy %p, %q : memref<1xi32> to memref<1xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %d[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %q[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  return
}

// -----

// The result of the first is used in the body of the second.

// CHECK-LABEL: func.func @reductions_use_res_inside(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=reductions_use_res_inside |
// EXEC: ok: launches 2 -> 2,
func.func @reductions_use_res_inside(%a: memref<16xi32> {llvm.noalias},
    %d: memref<16xi32> {llvm.noalias},
    %e: memref<16xi32> {llvm.noalias},
    %p: memref<1xi32> {llvm.noalias},
    %q: memref<1xi32> {llvm.noalias},
    %s: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %p[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %d[%b] : memref<16xi32>
    %r = memref.load %p[%c0] : memref<1xi32>
    %w = arith.muli %v, %r : i32
    %old = memref.atomic_rmw addi %w, %q[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  return
}

// -----

// It is used in between.

// CHECK-LABEL: func.func @reductions_use_res_between(
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] host-read |{{.*}}Function=reductions_use_res_between |
// EXEC: ok: launches 2 -> 2,
func.func @reductions_use_res_between(%a: memref<16xi32> {llvm.noalias},
    %d: memref<16xi32> {llvm.noalias},
    %e: memref<16xi32> {llvm.noalias},
    %p: memref<1xi32> {llvm.noalias},
    %q: memref<1xi32> {llvm.noalias},
    %s: memref<1xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %p[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  %h = memref.load %p[%c0] : memref<1xi32>
  %g = arith.addi %h, %h : i32
  memref.store %g, %s[%c0] : memref<1xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %d[%b] : memref<16xi32>
    %old = memref.atomic_rmw addi %v, %q[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  return
}

// EXEC: 38 modules, 38 ok
