// A vector store writes more than the element at its index.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// Thread 0 writes what the threads 1 to 3 read.
// CHECK: ok: launches 2 -> 2
func.func @test(%a: memref<12xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %sevens = arith.constant dense<7.0> : vector<4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %first = arith.cmpi eq, %x, %c0 : index
    scf.if %first {
      vector.store %sevens, %a[%x] : memref<12xf32>, vector<4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%x] : memref<12xf32>
    memref.store %v, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}
