// A launch whose kernel would have no room for the sizes of another shape keeps its loop: a thread for each iteration
// would leave it with blocks that are no whole warps.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-parameter-bytes=120})' | FileCheck %s --check-prefix=FULL
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-parameter-bytes=400})' | FileCheck %s --check-prefix=ROOM

// FULL: gpu.launch
// FULL: scf.for
// ROOM: gpu.launch
// ROOM-NOT: scf.for
func.func @f(%a: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c64 step %c1 {
      %v = memref.load %a[%i] : memref<64xi32>
      %w = arith.muli %v, %v : i32
      memref.store %w, %a[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}
