// A launch after the loop has the sizes of the launch in it, and may never come: an
// assertion may fail, and a loop may go on for ever. Where the sizes are those that
// no launch has, the host must not launch them before. The launch in the loop keeps
// its guard, also where the effects of the host are known.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC
// EXEC-COUNT-3: ok: launches
// EXEC: 3 modules, 3 ok

// The effect of an assertion is a write.

// CHECK-LABEL: func.func @asserted(
// CHECK: arith.cmpi slt
// CHECK-NEXT: scf.if
// CHECK-NEXT: gpu.launch
// CHECK: scf.for
// CHECK: cf.assert
// CHECK: gpu.launch
func.func @asserted(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 4>}, %n: index {fuselage.test.value = 0 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = memref.dim %a, %c0 : memref<?xi32>
  scf.for %k = %c0 to %n step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<?xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<?xi32>
      gpu.terminator
    }
  }
  %has = arith.cmpi sgt, %size, %c0 : index
  cf.assert %has, "no elements"
  gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%b] : memref<?xi32>
    gpu.terminator
  }
  return
}

// -----

// The loop only reads memory.

// CHECK-LABEL: func.func @goes_round(
// CHECK: arith.cmpi slt
// CHECK-NEXT: scf.if
// CHECK-NEXT: gpu.launch
// CHECK: scf.for
func.func @goes_round(%f: memref<1xindex> {llvm.noalias, fuselage.test.range = array<i64: 0, 3>}, %a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 4>}, %n: index {fuselage.test.value = 0 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = memref.dim %a, %c0 : memref<?xi32>
  scf.for %k = %c0 to %n step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<?xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<?xi32>
      gpu.terminator
    }
  }
  %r = scf.while (%i = %c0) : (index) -> index {
    %e = memref.load %f[%c0] : memref<1xindex>
    %goes = arith.cmpi ne, %i, %e : index
    scf.condition(%goes) %i : index
  } do {
  ^bb0(%i: index):
    %j = arith.addi %i, %c1 : index
    scf.yield %j : index
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%b] : memref<?xi32>
    gpu.terminator
  }
  return
}

// -----

// A copy of the host, an allocation and arithmetic come to an end: no guard.

// CHECK-LABEL: func.func @comes(
// CHECK-NOT: scf.if
// CHECK: return
func.func @comes(%h: memref<4xi32> {llvm.noalias}, %g: memref<4xi32> {llvm.noalias}, %a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 4>}, %n: index {fuselage.test.value = 2 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %size = memref.dim %a, %c0 : memref<?xi32>
  scf.for %k = %c0 to %n step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<?xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%b] : memref<?xi32>
      gpu.terminator
    }
  }
  memref.copy %h, %g : memref<4xi32> to memref<4xi32>
  %t = memref.alloc() : memref<4xi32>
  %i = arith.addi %c0, %n : index
  memref.dealloc %t : memref<4xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %size, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%b] : memref<?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%b] : memref<?xi32>
    gpu.terminator
  }
  return
}
