// With block-size=0, launches get other blocks where they fuse, of 256 threads, and
// nowhere else.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=0}))' --split-input-file --remarks-filter-passed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --implicit-check-not=reblocked < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{block-size=0}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// CHECK-LABEL: func.func @alone(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c600{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c1{{[_0-9]*}},
// EXEC: ok: launches 1 -> 1
func.func @alone(%a: memref<600xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c600 = arith.constant 600 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c600, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<600xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i] : memref<600xi32>
    gpu.terminator
  }
  return
}

// -----

// CHECK-LABEL: func.func @together(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c3{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c256
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] reshaped |{{.*}}Function=together |{{.*}}Block="1 to 256", Grid="600 to 3"
// REMARK: remark: [Passed] reshaped |{{.*}}Function=together |{{.*}}Block="100 to 256", Grid="6 to 3"
// EXEC: ok: launches 2 -> 1
func.func @together(%a: memref<600xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c100 = arith.constant 100 : index
  %c600 = arith.constant 600 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c600, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<600xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i] : memref<600xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c100, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %v = memref.load %a[%n] : memref<600xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %a[%n] : memref<600xi32>
    gpu.terminator
  }
  return
}
