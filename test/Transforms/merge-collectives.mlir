// Bodies in which the threads of a block or of a subgroup meet are run one after
// the other: merging leaves blocks and subgroups as they are.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC-NOT: launches 2 -> 2
//     EXEC: 4 modules, 4 ok

// A body that threads leave early, before a body with a shuffle and reductions:
// the lanes that left still give values.

// CHECK-LABEL: func.func @shuffle_behind_early_exit
//       CHECK: gpu.launch
//       CHECK:   cf.br ^[[SEAM:bb[0-9]+]]
//       CHECK:   cf.br ^[[SEAM]]
//       CHECK: ^[[SEAM]]:
//       CHECK:   gpu.shuffle
//       CHECK:   gpu.subgroup_reduce
//       CHECK:   gpu.all_reduce
//   CHECK-NOT: gpu.launch
func.func @shuffle_behind_early_exit(%in: memref<64xi32> {llvm.noalias}, %o: memref<64xi32> {llvm.noalias}, %p: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c64 = arith.constant 64 : index
  %three = arith.constant 3 : i32
  %width = arith.constant 32 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %low = arith.cmpi ult, %x, %c5 : index
    cf.cond_br %low, ^stop, ^go
  ^stop:
    gpu.terminator
  ^go:
    %v = memref.load %in[%x] : memref<64xi32>
    %w = arith.addi %v, %three : i32
    memref.store %w, %o[%x] : memref<64xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%x] : memref<64xi32>
    %other, %valid = gpu.shuffle xor %v, %three, %width : i32
    %sum = gpu.subgroup_reduce add %other : (i32) -> (i32)
    %all = gpu.all_reduce maxsi %sum uniform {} : (i32) -> (i32)
    %a = arith.muli %other, %sum : i32
    %r = arith.addi %a, %all : i32
    memref.store %r, %p[%x] : memref<64xi32>
    gpu.terminator
  }
  return
}

// -----

// Barriers in a loop of a known number of turns, in a branch that the host or
// the block decides, and after a branch that threads take differently.

// CHECK-LABEL: func.func @uniform_control
//       CHECK: gpu.launch
//   CHECK-NOT: gpu.launch
func.func @uniform_control(%o: memref<2x8xi32> {llvm.noalias}, %p: memref<2x8xi32> {llvm.noalias}, %flag: i1, %n: index {fuselage.test.value = 3 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %five = arith.constant 5 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8xi32, 3>) {
    %v = arith.index_cast %x : index to i32
    %r = arith.subi %c7, %x : index
    %odd = arith.cmpi ugt, %x, %c2 : index
    scf.if %odd {
      memref.store %five, %o[%b, %x] : memref<2x8xi32>
    }
    memref.store %v, %w[%x] : memref<8xi32, 3>
    %turns = arith.addi %b, %n : index
    %sum = scf.for %k = %c0 to %turns step %c1 iter_args(%acc = %v) -> i32 {
      gpu.barrier
      %a = memref.load %w[%r] : memref<8xi32, 3>
      %s = arith.addi %a, %acc : i32
      gpu.barrier
      memref.store %s, %w[%x] : memref<8xi32, 3>
      scf.yield %s : i32
    }
    %isfirst = arith.cmpi eq, %b, %c0 : index
    %which = arith.ori %isfirst, %flag : i1
    %res = scf.if %which -> i32 {
      gpu.barrier
      %a = memref.load %w[%r] : memref<8xi32, 3>
      scf.yield %a : i32
    } else {
      scf.yield %sum : i32
    }
    memref.store %res, %o[%b, %x] : memref<2x8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b, %x] : memref<2x8xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %p[%b, %x] : memref<2x8xi32>
    gpu.terminator
  }
  return
}

// -----

// A loop of blocks whose counter is the same for all threads, though what it
// carries is not; and a barrier in the only exit, after a divergent branch.

// CHECK-LABEL: func.func @uniform_blocks
//       CHECK: gpu.launch
//   CHECK-NOT: gpu.launch
func.func @uniform_blocks(%o: memref<8xi32> {llvm.noalias}, %p: memref<8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %one = arith.constant 1 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8xi32, 3>) {
    %v = arith.index_cast %x : index to i32
    %r = arith.subi %c7, %x : index
    memref.store %v, %w[%x] : memref<8xi32, 3>
    cf.br ^loop(%c0, %v : index, i32)
  ^loop(%k: index, %acc: i32):
    gpu.barrier
    %a = memref.load %w[%r] : memref<8xi32, 3>
    %s = arith.addi %a, %acc : i32
    gpu.barrier
    memref.store %s, %w[%x] : memref<8xi32, 3>
    %after = arith.addi %k, %c1 : index
    %more = arith.cmpi ult, %after, %c3 : index
    cf.cond_br %more, ^loop(%after, %s : index, i32), ^done
  ^done:
    memref.store %s, %o[%x] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8xi32, 3>) {
    %r = arith.subi %c7, %x : index
    %low = arith.cmpi ult, %x, %c3 : index
    %v = memref.load %o[%x] : memref<8xi32>
    cf.cond_br %low, ^then, ^else
  ^then:
    memref.store %one, %w[%x] : memref<8xi32, 3>
    cf.br ^join
  ^else:
    memref.store %v, %w[%x] : memref<8xi32, 3>
    cf.br ^join
  ^join:
    gpu.barrier
    %u = memref.load %w[%r] : memref<8xi32, 3>
    memref.store %u, %p[%x] : memref<8xi32>
    gpu.terminator
  }
  return
}

// -----

// One thread in a block: all of them come everywhere.

// CHECK-LABEL: func.func @one_thread
//       CHECK: gpu.launch
//   CHECK-NOT: gpu.launch
func.func @one_thread(%o: memref<8xi32> {llvm.noalias}, %p: memref<8xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %low = arith.cmpi ult, %x, %c3 : index
    scf.if %low {
      gpu.barrier
    }
    memref.store %f, %o[%b] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%b] : memref<8xi32>
    memref.store %v, %p[%b] : memref<8xi32>
    gpu.terminator
  }
  return
}
