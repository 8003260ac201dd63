// Loops that do not run, with operations that must not run without them.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --implicit-check-not='ok: launches'

// A division by the number of iterations.

// CHECK: ok: launches 1 -> 1,
func.func @division(%n: index {fuselage.test.value = 0 : index}, %a: memref<16xindex> {llvm.noalias}, %b: memref<16xindex> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %n step %c1 {
      %q = affine.apply affine_map<()[s0] -> (7 floordiv s0)>()[%n]
      %v = memref.load %a[%i] : memref<16xindex>
      %s = arith.addi %v, %q : index
      memref.store %s, %b[%x] : memref<16xindex>
    }
    gpu.terminator
  }
  return
}

// -----

// Elements that do not exist.

// CHECK: ok: launches 1 -> 1,
func.func @elements(%n: index {fuselage.test.value = 0 : index}, %far: index {fuselage.test.value = 1000000000 : index}, %a: memref<16xf32> {llvm.noalias}, %b: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %n step %c1 {
      %v = memref.load %a[%far] : memref<16xf32>
      %w = memref.load %b[%far] : memref<16xf32>
      %s = arith.addf %v, %w : f32
      memref.store %s, %b[%far] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}
