// A question that takes isl too long is refused with that reason, not guessed.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --remarks-filter-missed=fuselage 2>&1 | FileCheck %s

// CHECK: [Missed] too-complex | Category:fuselage | Function=nested_rests
// CHECK-LABEL: func.func @nested_rests
// CHECK-COUNT-2: gpu.launch
#scramble = affine_map<(d0, d1, d2) -> ((d0 * 7 + d1 * 13 + d2 * 31) mod 97 + ((d0 * 5 + d1) mod 89) * 97 + (((d0 + d2 * 3) floordiv 5) mod 83) * 11 + ((d1 * 17 + d2 * 19) floordiv 7) mod 79)>
#shuffle = affine_map<(d0, d1, d2) -> ((d0 * 11 + d1 * 3 + d2 * 29) mod 101 + ((d0 * 2 + d1 * 23) mod 103) * 101 + (((d0 * 9 + d2) floordiv 4) mod 73) * 13 + ((d1 * 37 + d2 * 5) floordiv 9) mod 71)>
func.func @nested_rests(%t: memref<20000xf32> {llvm.noalias}, %o: memref<1xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 128 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = affine.apply #scramble(%b, %by, %bz)
    memref.store %f, %t[%i] : memref<20000xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = affine.apply #shuffle(%b, %by, %bz)
    %v = memref.load %t[%i] : memref<20000xf32>
    memref.store %v, %o[%c0] : memref<1xf32>
    gpu.terminator
  }
  return
}
