// The bounds of a loop are parameters of the kernel, for which there may be no room. And
// all trips together may need more device memory than one.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-parameter-bytes=330})' | FileCheck %s --check-prefix=ROOM
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-parameter-bytes=200})' | FileCheck %s --check-prefix=FULL
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=500},fuselage-fuse-launches{max-group-bytes=500})' | FileCheck %s --check-prefix=FULL
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{max-group-bytes=7000},fuselage-fuse-launches{max-group-bytes=7000})' | FileCheck %s --check-prefix=ROOM

// ROOM: gpu.launch
// ROOM: scf.for
// FULL: scf.for
// FULL: gpu.launch
func.func @test(%a: memref<40x40xi32> {llvm.noalias}, %o: memref<40xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c40 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%k, %b] : memref<40x40xi32>
      %w = memref.load %o[%b] : memref<40xi32>
      %s = arith.addi %v, %w : i32
      memref.store %s, %o[%b] : memref<40xi32>
      gpu.terminator
    }
  }
  return
}
