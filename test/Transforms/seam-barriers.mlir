// A barrier at a seam: all threads of a block come to it, whichever way they took
// through the body before, and what a thread knew of memory is forgotten there.

// RUN: %merge-opt %s --pass-pipeline='builtin.module(func.func(fuselage-test-merge-launches))' --split-input-file | FileCheck %s
// RUN: fuselage-test-exec %s --split-input-file --load-pass-plugin=%merge-plugin --pipeline='builtin.module(func.func(fuselage-test-merge-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC-NOT: launches 2 -> 2
//     EXEC: 3 modules, 3 ok

// Without the barrier these are races, which shows that it is needed and that the
// runs above would show it if it were in the wrong place.

// RUN: not fuselage-test-exec %s --split-input-file --load-pass-plugin=%merge-plugin --pipeline='builtin.module(func.func(fuselage-test-merge-launches{barriers=false}))' | FileCheck %s --check-prefix=RACE
// RACE-NOT: : ok:
//     RACE: 3 modules, 3 {{.*}}

// Both bodies have one block.

// CHECK-LABEL: func.func @flat
//       CHECK: gpu.launch
//       CHECK:   memref.store %{{.*}}, %arg0
//  CHECK-NEXT:   gpu.barrier
//       CHECK:   memref.load %arg0
func.func @flat(%t: memref<2x16xi32> {llvm.noalias}, %o: memref<2x16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %x : index to i32
    memref.store %v, %t[%b, %x] : memref<2x16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %x : index
    %v = memref.load %t[%b, %r] : memref<2x16xi32>
    memref.store %v, %o[%b, %x] : memref<2x16xi32>
    gpu.terminator
  }
  return
}

// -----

// Threads leave the first body at two places and in a loop.

// CHECK-LABEL: func.func @several_exits
//       CHECK: gpu.launch
//       CHECK:   cf.br ^[[SEAM:bb[0-9]+]]
//       CHECK:   cf.br ^[[SEAM]]
//       CHECK: ^[[SEAM]]:
//  CHECK-NEXT:   gpu.barrier
//       CHECK:   memref.load %arg0
func.func @several_exits(%t: memref<2x16xi32> {llvm.noalias}, %o: memref<2x16xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c5 = arith.constant 5 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %seven = arith.constant 7 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    memref.store %seven, %t[%b, %x] : memref<2x16xi32>
    %low = arith.cmpi ult, %x, %c5 : index
    cf.cond_br %low, ^stop, ^loop(%c0 : index)
  ^stop:
    gpu.terminator
  ^loop(%k: index):
    %v = arith.index_cast %k : index to i32
    memref.store %v, %t[%b, %x] : memref<2x16xi32>
    %after = arith.addi %k, %c1 : index
    %more = arith.cmpi ult, %after, %x : index
    cf.cond_br %more, ^loop(%after : index), ^done
  ^done:
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %x : index
    %low = arith.cmpi ult, %x, %c5 : index
    cf.cond_br %low, ^go, ^stop
  ^go:
    %v = memref.load %t[%b, %r] : memref<2x16xi32>
    memref.store %v, %o[%b, %x] : memref<2x16xi32>
    gpu.terminator
  ^stop:
    gpu.terminator
  }
  return
}

// -----

// A thread loads what it stored itself, and another has overwritten it since:
// the store before the barrier is not dead, and its value is not forwarded.

// CHECK-LABEL: func.func @overwritten_by_another
//       CHECK: gpu.launch
//       CHECK:   memref.store %{{.*}}, %arg0
//  CHECK-NEXT:   gpu.barrier
//       CHECK:   %[[V:.*]] = memref.load %arg0
//       CHECK:   memref.store %{{.*}}, %arg1
//  CHECK-NEXT:   gpu.barrier
//       CHECK:   memref.load %arg1
//       CHECK:   memref.store %{{.*}}, %arg0
//  CHECK-NEXT:   gpu.barrier
//       CHECK:   memref.load %arg0
func.func @overwritten_by_another(%t: memref<16xi32> {llvm.noalias}, %u: memref<16xi32> {llvm.noalias}, %o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %x : index to i32
    memref.store %v, %t[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %x : index
    %v = memref.load %t[%r] : memref<16xi32>
    memref.store %v, %u[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %x : index
    %v = memref.load %u[%r] : memref<16xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %t[%r] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%x] : memref<16xi32>
    memref.store %v, %o[%x] : memref<16xi32>
    gpu.terminator
  }
  return
}
