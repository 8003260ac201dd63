// Divisions take the numbers of a launch apart into dimensions, of which items have six
// at most. Each axis gets one before another axis gets several. In builds with small bounds
// the sum of the digits of an axis is too large for an expression.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=128}))' --split-input-file --remarks-filter-passed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=128}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %if !sanitized %{ fuselage-test-exec --load-pass-plugin=%small-bounds-plugin %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=128}))' %}

// z has four digits, and leaves one dimension each for y, which has two, and x.
// CHECK-LABEL: func.func @one_left_for_x(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c6{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c128
// CHECK: arith.cmpi ult, %{{.*}}, %c720
// REMARK: [Passed] reblocked |{{.*}}Function=one_left_for_x |{{.*}}Grid="5x6x24 to 6
// EXEC: ok: launches 1 -> 1
func.func @one_left_for_x(%a: memref<2x3x2x2x2x3x5xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %c24 = arith.constant 24 : index
  %factor = arith.constant 17 : i32
  gpu.launch blocks(%i, %j, %k) in (%gx = %c5, %gy = %c6, %gz = %c24)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %z0 = arith.remui %k, %c2 : index
    %q1 = arith.divui %k, %c2 : index
    %z1 = arith.remui %q1, %c2 : index
    %q2 = arith.divui %q1, %c2 : index
    %z2 = arith.remui %q2, %c3 : index
    %z3 = arith.divui %q2, %c3 : index
    %y0 = arith.remui %j, %c3 : index
    %y1 = arith.divui %j, %c3 : index
    %v = memref.load %a[%z3, %z2, %z1, %z0, %y1, %y0, %i] : memref<2x3x2x2x2x3x5xi32>
    %w = arith.muli %v, %factor : i32
    memref.store %w, %a[%z3, %z2, %z1, %z0, %y1, %y0, %i] : memref<2x3x2x2x2x3x5xi32>
    gpu.terminator
  }
  return
}

// -----

// x has one item, and needs no dimension: y has both of its digits.
// CHECK-LABEL: func.func @no_x(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c2{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c128
// CHECK: arith.cmpi ult, %{{.*}}, %c144
// REMARK: [Passed] reblocked |{{.*}}Function=no_x |{{.*}}Grid="1x6x24 to 2
// EXEC: ok: launches 1 -> 1
func.func @no_x(%a: memref<2x3x2x2x2x3xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %c24 = arith.constant 24 : index
  %factor = arith.constant 17 : i32
  gpu.launch blocks(%i, %j, %k) in (%gx = %c1, %gy = %c6, %gz = %c24)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %z0 = arith.remui %k, %c2 : index
    %q1 = arith.divui %k, %c2 : index
    %z1 = arith.remui %q1, %c2 : index
    %q2 = arith.divui %q1, %c2 : index
    %z2 = arith.remui %q2, %c3 : index
    %z3 = arith.divui %q2, %c3 : index
    %y0 = arith.remui %j, %c3 : index
    %y1 = arith.divui %j, %c3 : index
    %v = memref.load %a[%z3, %z2, %z1, %z0, %y1, %y0] : memref<2x3x2x2x2x3xi32>
    %w = arith.muli %v, %factor : i32
    memref.store %w, %a[%z3, %z2, %z1, %z0, %y1, %y0] : memref<2x3x2x2x2x3xi32>
    gpu.terminator
  }
  return
}
