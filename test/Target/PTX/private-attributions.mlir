// Each thread has its own private attributions: a condition on the address of one
// is not the same for all lanes, so that they vote on who comes.

// RUN: %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx)' | FileCheck %s
// CHECK-LABEL: .entry own(
// CHECK: vote.sync.ballot
// CHECK: shfl.sync
// CHECK-LABEL: .entry shared(
// CHECK-NOT: vote.sync
// CHECK: shfl.sync

gpu.module @m {
  gpu.func @own(%A: memref<64xi32>, %B: memref<64xi32>) private(%p : memref<1xi32, 5>) kernel {
    %i = gpu.thread_id x
    %c64 = arith.constant 64 : index
    %c0 = arith.constant 0 : index
    %a = memref.extract_aligned_pointer_as_index %p : memref<1xi32, 5> -> index
    %r = arith.andi %a, %c64 : index
    %c = arith.cmpi eq, %r, %c0 : index
    %v = memref.load %A[%i] : memref<64xi32>
    scf.if %c {
      %s = gpu.subgroup_reduce add %v : (i32) -> i32
      memref.store %s, %B[%i] : memref<64xi32>
    }
    gpu.return
  }
  gpu.func @shared(%A: memref<64xi32>, %B: memref<64xi32>) workgroup(%p : memref<1xi32, 3>) kernel {
    %i = gpu.thread_id x
    %c64 = arith.constant 64 : index
    %c0 = arith.constant 0 : index
    %a = memref.extract_aligned_pointer_as_index %p : memref<1xi32, 3> -> index
    %r = arith.andi %a, %c64 : index
    %c = arith.cmpi eq, %r, %c0 : index
    %v = memref.load %A[%i] : memref<64xi32>
    scf.if %c {
      %s = gpu.subgroup_reduce add %v : (i32) -> i32
      memref.store %s, %B[%i] : memref<64xi32>
    }
    gpu.return
  }
}
