// Pairs of different sizes: the remark prints both, and suggests a fit.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' --remarks-filter-missed=fuselage -o /dev/null 2>&1 | grep Missed | FileCheck %s

// CHECK: different-grid {{.*}} not known to be equal: 512x512 and 510x510", Suggestion="launch 512x512 blocks in both, and let the body of the later one do nothing in blocks beyond 510x510"
// CHECK-NEXT: different-grid {{.*}} equal: 510x510 and 512x1", Suggestion="launch 512x510 blocks in both, and let the body of each do nothing in blocks beyond its own"
// CHECK-NEXT: different-grid {{.*}} equal: 512x1 and 1x510", Suggestion="map the loops of both launches to blocks alike"
// CHECK-NEXT: different-block {{.*}} equal: 1 and 32", Suggestion="launch 32 threads in both, and let the body of the earlier one do nothing in threads beyond 1"
// CHECK-NEXT: different-block {{.*}} equal: 32x1 and 1x64", Suggestion="tile the loops of both launches alike"
// CHECK-NEXT: different-grid {{.*}} equal: 1x510 and %arg1x510", Suggestion="compute the sizes of both launches from the same values"
func.func @f(%m: memref<8xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  %c512 = arith.constant 512 : index
  %c510 = arith.constant 510 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c512, %gy = %c512, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c510, %gy = %c510, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c512, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c510, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c510, %gz = %c1) threads(%i, %j, %k) in (%bx = %c32, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c510, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c64, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %n, %gy = %c510, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c64, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  }
  return
}
