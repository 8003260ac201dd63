// The pipeline under test may be any. Here it is upstream's own lowering of
// parallel loops to launches, which is right, and upstream's fusion of parallel
// loops, which does not notice that the second loop overwrites other elements
// than the first one wrote.
// RUN: %test-exec %s --pipeline='builtin.module(func.func(gpu-map-parallel-loops,convert-parallel-loops-to-gpu))' | FileCheck %s --check-prefix=LOWERED
// RUN: not %test-exec %s --pipeline='builtin.module(func.func(scf-parallel-loop-fusion,gpu-map-parallel-loops,convert-parallel-loops-to-gpu))' | FileCheck %s --check-prefix=FUSED
// LOWERED: ok: launches 0 -> 2
// FUSED: DIFFERENT: the candidate, run {{.*}}: argument 0 element

func.func @write_after_write(%a: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %one = arith.constant 1.0 : f32
  %two = arith.constant 2.0 : f32
  %c8 = arith.constant 8 : index
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    memref.store %one, %a[%i] : memref<16xf32>
    scf.reduce
  }
  scf.parallel (%i) = (%c0) to (%c8) step (%c1) {
    %c7 = arith.constant 7 : index
    %j = arith.subi %c7, %i : index
    %even = arith.remui %j, %c16 : index
    memref.store %two, %a[%even] : memref<16xf32>
    scf.reduce
  }
  return
}
