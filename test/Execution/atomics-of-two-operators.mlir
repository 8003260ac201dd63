// Each of two operators commutes with itself, and not with the other.

// RUN: %test-exec %s --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s
// RUN: %test-exec %s --pipeline='builtin.module(fuselage-fuse-launches)'

// CHECK: ok: launches 2 -> 2
func.func @test(%a: memref<1xi32> {llvm.noalias, fuselage.test.range = array<i64: 0, 1>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %five = arith.constant 5 : i32
  %six = arith.constant 6 : i32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.atomic_rmw addi %five, %a[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.atomic_rmw xori %six, %a[%c0] : (i32, memref<1xi32>) -> i32
    gpu.terminator
  }
  return
}
