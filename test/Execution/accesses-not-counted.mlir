// Past --max-count-bytes the accesses of a launch are not grouped by warps. What
// threads do is known all the same, and what other launches do as well.
// RUN: %test-exec %s --shuffles=0 --print-counts --max-count-bytes=1000 | FileCheck %s
// RUN: %test-exec %s --shuffles=0 --print-counts --max-count-bytes=0 | FileCheck %s --check-prefix=NONE
// RUN: %test-exec %s --shuffles=0 --print-counts | FileCheck %s --check-prefix=ALL

// CHECK: original: launches 2,
// CHECK-NEXT: original: warp accesses, sectors and busy lanes not counted, thread accesses 1056, longest thread 34, longest loads 17, barriers 0, compulsory 384 bytes; launches that need more than --max-count-bytes: 1
// CHECK-NEXT: original: launch at accesses-not-counted.mlir:{{.*}}: warp accesses, sectors and busy lanes not counted, thread accesses 1024, longest thread 32, longest loads 16, barriers 0, compulsory 256 bytes
// CHECK-NEXT: original: launch at accesses-not-counted.mlir:{{.*}}: warp accesses 2, sectors 4 of 32 bytes, busy lanes 16.00 of 32, thread accesses 32, longest thread 2, longest loads 1, barriers 0, compulsory 128 bytes
// CHECK-NEXT: original: modelled time not counted, limit 2.400 us, on a100
// NONE: launches that need more than --max-count-bytes: 2
// ALL: original: warp accesses 34, sectors 132 of 32 bytes, busy lanes 31.06 of 32, thread accesses 1056, longest thread 34, longest loads 17, barriers 0, compulsory 384 bytes
func.func @test(%in: memref<32xf32>, %out: memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %c16 step %c1 {
      %0 = memref.load %in[%t] : memref<32xf32>
      memref.store %0, %out[%t] : memref<32xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %0 = memref.load %in[%t] : memref<32xf32>
    memref.store %0, %out[%t] : memref<32xf32>
    gpu.terminator
  }
  return
}
