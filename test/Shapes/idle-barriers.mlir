// A barrier that separates no accesses, and memory of a thread that nobody reads, keep no
// launch from another shape.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --implicit-check-not='Passed] reshaped' --implicit-check-not=Missed < %t.remarks
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// CHECK-LABEL: func.func @idle(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c6{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c128
// CHECK-NOT: memref.alloca
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] reshaped |{{.*}}Function=idle |{{.*}}Block="1 to 128", Grid="6x100 to 6"
// REMARK: remark: [Passed] reshaped |{{.*}}Function=idle |{{.*}}Block="2 to 128", Grid="3 to 6"
// EXEC: ok: launches 2 -> 1
func.func @idle(%a: memref<6x100xi32> {llvm.noalias}, %s: memref<6xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c6 = arith.constant 6 : index
  %c100 = arith.constant 100 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c6, %gy = %c100, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %stack = memref.alloca() : memref<i32>
    %v = memref.load %a[%i, %j] : memref<6x100xi32>
    memref.store %v, %stack[] : memref<i32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i, %j] : memref<6x100xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c3, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    gpu.barrier
    %n = gpu.global_id x
    scf.for %k = %c0 to %c100 step %c1 {
      %v = memref.load %a[%n, %k] : memref<6x100xi32>
      %o = memref.load %s[%n] : memref<6xi32>
      %w = arith.addi %o, %v : i32
      memref.store %w, %s[%n] : memref<6xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A barrier between accesses of different threads keeps the launch as it is, also where
// another barrier goes.

// CHECK-LABEL: func.func @needed(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c1{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c6{{[_0-9]*}},
// CHECK: gpu.barrier
// CHECK: gpu.launch
// REMARK: remark: [Missed] not-independent |{{.*}}Function=needed |
// EXEC: ok: launches 2 -> 2
func.func @needed(%s: memref<6xi32> {llvm.noalias}, %t: memref<6xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c6, %sy = %c1, %sz = %c1) {
    gpu.barrier
    %v = memref.load %s[%x] : memref<6xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %s[%x] : memref<6xi32>
    gpu.barrier
    %m = arith.subi %c5, %x : index
    %o = memref.load %s[%m] : memref<6xi32>
    memref.store %o, %t[%x] : memref<6xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%i] : memref<6xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %t[%i] : memref<6xi32>
    gpu.terminator
  }
  return
}
