// The cases of docs/Legality.md about blocks, early exits and barriers. Beside
// each refused case stands its nearest legal relative. The test compares the
// outputs in several orders of blocks and threads, and looks for races.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))'

// Case 9: sums over blocks. The launches have as many threads, in other blocks.

// CHECK-LABEL: func.func @case_9_other_blocks(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] different-grid |{{.*}}Function=case_9_other_blocks
// EXEC: ok: launches 2 -> 2
func.func @case_9_other_blocks(%i: memref<128xi32> {llvm.noalias},
    %t: memref<128xi32> {llvm.noalias},
    %o: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %t[%at] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c64 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %t[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %o[%at] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// As many blocks, of other sizes.

// CHECK-LABEL: func.func @case_9_other_block_size(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] different-block |{{.*}}Function=case_9_other_block_size
// EXEC: ok: launches 2 -> 2
func.func @case_9_other_block_size(%i: memref<128xi32> {llvm.noalias},
    %t: memref<128xi32> {llvm.noalias},
    %o: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %t[%at] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c64 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %o[%at] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// The same blocks: each sum is over the same block as before.

// CHECK-LABEL: func.func @case_9_same_blocks(
// CHECK: gpu.launch blocks
// CHECK: gpu.all_reduce
// CHECK: gpu.all_reduce
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_9_same_blocks(%i: memref<128xi32> {llvm.noalias},
    %t: memref<128xi32> {llvm.noalias},
    %o: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %i[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %t[%at] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c32 : index
    %at = arith.addi %first, %x : index
    %v = memref.load %t[%at] : memref<128xi32>
    %sum = gpu.all_reduce add %v uniform {
    } : (i32) -> i32
    %w = arith.addi %v, %sum : i32
    memref.store %w, %o[%at] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// Case 10: threads that leave the first body early run the second all the same.

// CHECK-LABEL: func.func @case_10_early_exit(
// CHECK: gpu.launch blocks
// CHECK: cf.cond_br
// CHECK: gpu.terminator
// CHECK-NOT: gpu.terminator
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_10_early_exit(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %early = arith.cmpi ult, %b, %c5 : index
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
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// They also come to the barrier at the seam.

// CHECK-LABEL: func.func @case_10_early_exit_and_barrier(
// CHECK: gpu.launch blocks
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_10_early_exit_and_barrier(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
      %early = arith.cmpi ult, %x, %c5 : index
      cf.cond_br %early, ^leave, ^work
  ^leave:
      gpu.terminator
  ^work:
      %v = memref.load %i[%x] : memref<16xf32>
      memref.store %v, %t[%x] : memref<16xf32>
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

// Case 11: here all threads come to the barrier, but the condition does not show it.

// CHECK-LABEL: func.func @case_11_thread_dependent_if(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] divergent-barrier |{{.*}}Function=case_11_thread_dependent_if
// EXEC: ok: launches 2 -> 2
func.func @case_11_thread_dependent_if(%i: memref<16xf32> {llvm.noalias},
    %t: memref<2x16xf32> {llvm.noalias},
    %o: memref<2x16xf32> {llvm.noalias},
    %n: index {fuselage.test.value = 0 : index}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %i[%x] : memref<16xf32>
    %p = arith.cmpi sge, %x, %n : index
    scf.if %p {
      memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
      gpu.barrier
      %r = arith.subi %c15, %x : index
      %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
      memref.store %u, %t[%b, %x] : memref<2x16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %x] : memref<2x16xf32>
    memref.store %v, %o[%b, %x] : memref<2x16xf32>
    gpu.terminator
  }
  return
}

// -----

// A condition that is the same for a block.

// CHECK-LABEL: func.func @case_11_block_dependent_if(
// CHECK: gpu.launch blocks
// CHECK: scf.if
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_11_block_dependent_if(%i: memref<16xf32> {llvm.noalias},
    %t: memref<2x16xf32> {llvm.noalias},
    %o: memref<2x16xf32> {llvm.noalias},
    %n: index {fuselage.test.value = 0 : index}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %i[%x] : memref<16xf32>
    %p = arith.cmpi sge, %b, %n : index
    scf.if %p {
      memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
      gpu.barrier
      %r = arith.subi %c15, %x : index
      %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
      memref.store %u, %t[%b, %x] : memref<2x16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %x] : memref<2x16xf32>
    memref.store %v, %o[%b, %x] : memref<2x16xf32>
    gpu.terminator
  }
  return
}

// EXEC: 7 modules, 7 ok
