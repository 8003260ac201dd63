// Instructions of PTX count as accesses do on the CPU: 40 threads are a warp of 32
// lanes, which load 8 sectors and store 4, and one of 8, which load 2 and store 1.
// RUN: %test-exec %s --shuffles=0 --print-counts --pipeline='builtin.module(fuselage-to-ptx{chip=sm_90},fuselage-test-run-ptx)' | FileCheck %s

// CHECK: original: launches 1,
// CHECK-NEXT: original: [[COUNTS:warp accesses 4, sectors 15 of 32 bytes, busy lanes 20.00 of 32, thread accesses 80, longest thread 2, longest loads 1, barriers 1, compulsory 320 bytes]]
// CHECK: candidate: launches 1,
// CHECK-NEXT: candidate: [[COUNTS]]
// CHECK-NEXT: candidate: launch at test_kernel, 1 time, grid 1 x 1 x 1, block 40 x 1 x 1: [[COUNTS]]
func.func @test(%in: memref<80xf32>, %out: memref<40xf32>) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c39 = arith.constant 39 : index
  %c40 = arith.constant 40 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c40, %sy = %c1, %sz = %c1)
             workgroup(%shared : memref<40xf32, #gpu.address_space<workgroup>>) {
    %i = arith.muli %t, %c2 : index
    %0 = memref.load %in[%i] : memref<80xf32>
    memref.store %0, %shared[%t] : memref<40xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %j = arith.subi %c39, %t : index
    %1 = memref.load %shared[%j] : memref<40xf32, #gpu.address_space<workgroup>>
    memref.store %1, %out[%t] : memref<40xf32>
    gpu.terminator
  }
  return
}
