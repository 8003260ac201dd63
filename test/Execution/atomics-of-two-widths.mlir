// Additions commute, but not those of 32 bits with those of 64 bits that hold
// them: only the wider ones carry.

// RUN: %test-exec %s --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s
// XFAIL: *

// CHECK: ok: launches 2 -> 2
func.func @test(%a: memref<8xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %wide = arith.constant 2147483648 : i64
  %narrow = arith.constant -2147483648 : i32
  %w = memref.view %a[%c0][] : memref<8xi8> to memref<1xi64>
  %n = memref.view %a[%c0][] : memref<8xi8> to memref<2xi32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.atomic_rmw addi %wide, %w[%c0] : (i64, memref<1xi64>) -> i64
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.atomic_rmw addi %narrow, %n[%c0] : (i32, memref<2xi32>) -> i32
    gpu.terminator
  }
  return
}
