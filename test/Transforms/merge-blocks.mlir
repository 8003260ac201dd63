// Bodies of several blocks: every exit of a body leads to the next one, and no
// part of that one is skipped.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC-NOT: launches 2 -> 2
//     EXEC: 6 modules, 6 ok

// Both bodies leave early where the thread is out of bounds, at other bounds:
// threads that end the first body early have work in the second.

// CHECK-LABEL: func.func @early_exits
//       CHECK: gpu.launch
//       CHECK:   cf.cond_br %{{.*}}, ^[[WORK:.*]], ^[[LEAVE:.*]]
//       CHECK: ^[[WORK]]:
//       CHECK:   memref.store %{{.*}}, %arg1
//  CHECK-NEXT:   cf.br ^[[SEAM:bb[0-9]+]]
//       CHECK: ^[[LEAVE]]:
//  CHECK-NEXT:   cf.br ^[[SEAM]]
//       CHECK: ^[[SEAM]]:
//       CHECK:   cf.cond_br
//       CHECK:   memref.store %{{.*}}, %arg2
//  CHECK-NEXT:   gpu.terminator
//       CHECK:   gpu.terminator
//   CHECK-NOT: gpu.launch
func.func @early_exits(%in: memref<32xf32> {llvm.noalias}, %o: memref<32xf32> {llvm.noalias}, %p: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c9 = arith.constant 9 : index
  %c16 = arith.constant 16 : index
  %c2 = arith.constant 2 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %inside = arith.cmpi ult, %x, %c5 : index
    cf.cond_br %inside, ^work, ^leave
  ^work:
    %v = memref.load %in[%i] : memref<32xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %o[%i] : memref<32xf32>
    gpu.terminator
  ^leave:
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %inside = arith.cmpi ult, %x, %c9 : index
    cf.cond_br %inside, ^work, ^leave
  ^work:
    %v = memref.load %o[%i] : memref<32xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %p[%i] : memref<32xf32>
    gpu.terminator
  ^leave:
    gpu.terminator
  }
  return
}

// -----

// One exit: the next body goes on in its block, without a branch. What a block
// stored is known to the body that goes on in it.

// CHECK-LABEL: func.func @one_exit
//       CHECK: gpu.launch
//       CHECK:   cf.br ^[[LOOP:bb[0-9]+]](
//       CHECK: ^[[LOOP]](%[[SUM:.*]]: f32, %{{.*}}: index):
//       CHECK:   cf.cond_br %{{.*}}, ^[[LOOP]](%[[NEXT:.*]], %{{.*}} : f32, index), ^[[DONE:bb[0-9]+]]
//       CHECK: ^[[DONE]]:
//   CHECK-NOT:   cf.br
//   CHECK-NOT:   memref.load
//       CHECK:   %[[W:.*]] = arith.mulf %[[NEXT]], %[[NEXT]]
//       CHECK:   memref.store %[[W]], %arg1
//  CHECK-NEXT:   gpu.terminator
//   CHECK-NOT: gpu.launch
func.func @one_exit(%in: memref<8x4xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0.0 : f32
  %t = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    cf.br ^loop(%zero, %c0 : f32, index)
  ^loop(%sum: f32, %k: index):
    %v = memref.load %in[%b, %k] : memref<8x4xf32>
    %next = arith.addf %sum, %v : f32
    %after = arith.addi %k, %c1 : index
    %more = arith.cmpi ult, %after, %c4 : index
    cf.cond_br %more, ^loop(%next, %after : f32, index), ^done
  ^done:
    memref.store %next, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<8xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %o[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8xf32>
  return
}

// -----

// What is stored in a block is known in those that only it leads to, and not
// where ways meet.

// CHECK-LABEL: func.func @known_along_edges
//       CHECK: gpu.launch
//       CHECK:   memref.store %[[F:[^,]+]], %arg0
//       CHECK:   cf.cond_br %arg3, ^[[THEN:bb[0-9]+]], ^[[ELSE:bb[0-9]+]]
//       CHECK: ^[[THEN]]:
//   CHECK-NOT:   memref.load
//       CHECK:   memref.store %[[F]], %arg1
//       CHECK:   memref.store %{{.*}}, %arg0
//       CHECK: ^[[ELSE]]:
//       CHECK:   cf.br
//       CHECK: ^{{.*}}:
//       CHECK:   %[[V:.*]] = memref.load %arg0
//       CHECK:   memref.store %[[V]], %arg2
func.func @known_along_edges(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}, %flag: i1, %f: f32, %g: f32) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    cf.cond_br %flag, ^then, ^else
  ^then:
    %v = memref.load %t[%b] : memref<8xf32>
    memref.store %v, %o[%b] : memref<8xf32>
    memref.store %g, %t[%b] : memref<8xf32>
    cf.br ^join
  ^else:
    cf.br ^join
  ^join:
    %w = memref.load %t[%b] : memref<8xf32>
    memref.store %w, %p[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// A loop may have overwritten the element in the turn before: it loads it in
// each turn. After the loop the value of the last turn is known.

// CHECK-LABEL: func.func @loop_of_blocks
//       CHECK: gpu.launch
//       CHECK:   memref.store
//       CHECK: ^[[LOOP:bb[0-9]+]](
//       CHECK:   memref.load %arg0
//       CHECK:   memref.store %[[W:.*]], %arg0
//   CHECK-NOT:   memref.load
//       CHECK:   memref.store %[[W]], %arg1
func.func @loop_of_blocks(%t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %f = arith.constant 1.5 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    cf.br ^loop(%c0 : index)
  ^loop(%k: index):
    %v = memref.load %t[%b] : memref<8xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %t[%b] : memref<8xf32>
    %after = arith.addi %k, %c1 : index
    %more = arith.cmpi ult, %after, %c4 : index
    cf.cond_br %more, ^loop(%after : index), ^done
  ^done:
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    cf.br ^only
  ^only:
    %v = memref.load %t[%b] : memref<8xf32>
    memref.store %v, %o[%b] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// Three bodies; the one in the middle has three exits and begins where two
// meet.

// CHECK-LABEL: func.func @three_bodies
//       CHECK: gpu.launch
//   CHECK-NOT: gpu.launch
func.func @three_bodies(%a: memref<16xi32> {llvm.noalias}, %o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c7 = arith.constant 7 : index
  %c16 = arith.constant 16 : index
  %one = arith.constant 1 : i32
  %ten = arith.constant 10 : i32
  %hundred = arith.constant 100 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %low = arith.cmpi ult, %x, %c3 : index
    cf.cond_br %low, ^stop, ^go
  ^stop:
    gpu.terminator
  ^go:
    %v = memref.load %a[%x] : memref<16xi32>
    %w = arith.addi %v, %one : i32
    memref.store %w, %a[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%x] : memref<16xi32>
    %low = arith.cmpi ult, %x, %c3 : index
    cf.cond_br %low, ^first, ^other
  ^first:
    %w = arith.addi %v, %ten : i32
    memref.store %w, %a[%x] : memref<16xi32>
    gpu.terminator
  ^other:
    %middle = arith.cmpi ult, %x, %c7 : index
    cf.cond_br %middle, ^second, ^third
  ^second:
    %u = arith.addi %v, %hundred : i32
    memref.store %u, %a[%x] : memref<16xi32>
    gpu.terminator
  ^third:
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%x] : memref<16xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %o[%x] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// A launch whose entry only branches is not empty.

// CHECK-LABEL: func.func @entry_only_branches
//       CHECK: gpu.launch
//       CHECK:   memref.store
//       CHECK:   memref.store
func.func @entry_only_branches(%a: memref<16xi32> {llvm.noalias}, %o: memref<16xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    cf.br ^store
  ^store:
    memref.store %f, %a[%x] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    cf.br ^store
  ^store:
    memref.store %f, %o[%x] : memref<16xi32>
    gpu.terminator
  }
  return
}
