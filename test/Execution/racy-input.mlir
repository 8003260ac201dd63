// A module whose own result depends on the order of its threads cannot serve
// as a reference. It is reported as such, not as a wrong fusion.
// RUN: not %test-exec %s --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --allow-racy-input | FileCheck %s
// RUN: not %test-exec %s --split-input-file --detect-races=false | FileCheck %s --check-prefix=ORDER

// CHECK: racy-input.mlir:1: RACY INPUT: the original, run reverse instead of forward: argument 0 element [0] (i32) is 0x00000000 (0), expected 0x00000007 (7)
// ORDER: racy-input.mlir:1: RACY INPUT: the original, run reverse instead of forward
func.func @test(%out: memref<1xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %ty, %tz) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %x = arith.index_cast %i : index to i32
    memref.store %x, %out[%c0] : memref<1xi32>
    gpu.terminator
  }
  return
}

// -----

// CHECK: RACY INPUT: the original has a race: racy-input.mlir:[[#@LINE+8]]:3: block ([[#]],0,0) thread (0,0,0) reads
// ORDER: ok
func.func @test(%out: memref<2xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %one = arith.constant 1 : i32
  %t = memref.alloc() : memref<1xi32>
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %one, %t[%c0] : memref<1xi32>
    %x = memref.load %t[%c0] : memref<1xi32>
    memref.store %x, %out[%i] : memref<2xi32>
    gpu.terminator
  }
  memref.dealloc %t : memref<1xi32>
  return
}
