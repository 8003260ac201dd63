// An index that must not overflow, and an equal one that may, are one value only
// if both may.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// EXEC: ok: launches 1 -> 1,

// CHECK-LABEL: func.func @sum
// CHECK: gpu.launch
// CHECK-NOT: nsw
// CHECK: arith.addi
// CHECK-NOT: nsw
// CHECK-NOT: arith.addi
// CHECK: gpu.terminator
func.func @sum(%n: index {fuselage.test.value = 9223372036854775800 : index}, %a: memref<16xi1> {llvm.noalias}, %b: memref<16xindex> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = arith.addi %x, %n overflow<nsw> : index
    %small = arith.cmpi slt, %x, %c4 : index
    scf.if %small {
      memref.store %s, %b[%x] : memref<16xindex>
    }
    %w = arith.addi %n, %x : index
    %p = arith.cmpi slt, %w, %x : index
    memref.store %p, %a[%x] : memref<16xi1>
    gpu.terminator
  }
  return
}

// -----

// The operands of the index count as well.

// EXEC: ok: launches 1 -> 1,

// CHECK-LABEL: func.func @sum_of_product
// CHECK: gpu.launch
// CHECK-NOT: nsw
// CHECK: gpu.terminator
func.func @sum_of_product(%n: index {fuselage.test.value = 4611686018427387904 : index}, %a: memref<16xi1> {llvm.noalias}, %b: memref<16xindex> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %q = arith.muli %n, %c4 overflow<nsw> : index
    %s = arith.addi %q, %x : index
    %small = arith.cmpi ult, %n, %c16 : index
    scf.if %small {
      memref.store %s, %b[%x] : memref<16xindex>
    }
    %r = arith.muli %c4, %n : index
    %w = arith.addi %x, %r : index
    %p = arith.cmpi slt, %w, %n : index
    memref.store %p, %a[%x] : memref<16xi1>
    gpu.terminator
  }
  return
}
