// When atomics do not commute: other operators, used results, sums of floats,
// and sums through views that cut elements differently.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON < %t.remarks

// CHECK-LABEL: func.func @other_operator
// CHECK-COUNT-2: gpu.launch
// REASON: [Missed] waw-order | Category:fuselage | Function=other_operator
func.func @other_operator(%t: memref<1xi32>, %v: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addi %v, %t[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw muli %v, %t[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  return
}

// -----

// CHECK-LABEL: func.func @used_result
// CHECK-COUNT-2: gpu.launch
// REASON: [Missed] waw-order | Category:fuselage | Function=used_result
func.func @used_result(%t: memref<1xi32> {llvm.noalias}, %o: memref<16xi32> {llvm.noalias}, %v: i32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addi %v, %t[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addi %v, %t[%c0] : (i32, memref<1xi32>) -> i32
    memref.store %a, %o[%b] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// CHECK-LABEL: func.func @sum_of_floats
// CHECK-COUNT-2: gpu.launch
// REASON: [Missed] waw-order | Category:fuselage | Function=sum_of_floats
func.func @sum_of_floats(%t: memref<1xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addf %v, %t[%c0] : (f32, memref<1xf32>) -> f32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addf %v, %t[%c0] : (f32, memref<1xf32>) -> f32
    gpu.terminator
  }
  return
}

// -----

// A carry of the narrow sum does not reach the upper half of the wide one.

// CHECK-LABEL: func.func @other_widths
// CHECK-COUNT-2: gpu.launch
// REASON: [Missed] waw-order | Category:fuselage | Function=other_widths
func.func @other_widths(%raw: memref<64xi8>, %v: i32, %w: i64) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %narrow = memref.view %raw[%c0][] : memref<64xi8> to memref<16xi32>
  %wide = memref.view %raw[%c0][] : memref<64xi8> to memref<8xi64>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addi %v, %narrow[%c0] : (i32, memref<16xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addi %w, %wide[%c0] : (i64, memref<8xi64>) -> i64
    gpu.terminator
  }
  return
}
