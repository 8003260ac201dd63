// An unreachable block uses values of the body. Clean-up must not remove these
// values.

// RUN: %test-exec %s --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s

// CHECK: ok: launches 2 -> 2
func.func @unreachable_use(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %c1 : index
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  ^dead:
    memref.store %f, %t[%i] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}
