// The third launch overwrites the buffer that the second reads, which each
// thread may do for itself, and by another name perhaps what other threads read
// in the first.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --remarks-filter-missed=fuselage -o /dev/null 2>&1 | FileCheck %s
// RUN: %test-exec %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC

// CHECK: [Missed] may-alias | Category:fuselage | Function=test
// CHECK-NOT: [Missed]
// EXEC: ok: launches 3 -> 2
func.func @test(%a: memref<17xf32>, %b: memref<16xf32> {fuselage.test.alias = 0 : index, fuselage.test.offset = 1 : index}, %o: memref<16xf32> {llvm.noalias}, %p: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 7.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%x] : memref<17xf32>
    memref.store %v, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%x] : memref<16xf32>
    memref.store %v, %p[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %b[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}
