// The upstream pass that lowers views crashes at two unknown sizes in one group;
// one of them is lowered.

// RUN: split-file %s %t
// RUN: not %fuselage-opt %t/two.mlir --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null 2>&1 | FileCheck %s
// CHECK: two.mlir:5:10: error: 'memref.expand_shape' makes several dimensions of unknown size out of dimension 0, and the upstream lowering can make only one. Fix: use memref.reinterpret_cast, or make all but one of the sizes constant
// RUN: %judge-ptx %t/one.mlir --unfused | FileCheck %s --check-prefix=ONE
// ONE: unfused, default: ok
// ONE: unfused, unoptimized: ok
// ONE: unfused, plain: ok

//--- two.mlir
func.func @two(%a: memref<?xf32>, %n: index, %m: index) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    %t = memref.expand_shape %a [[0, 1]] output_shape [%n, %m] : memref<?xf32> into memref<?x?xf32>
    %v = memref.load %t[%tx, %bx] : memref<?x?xf32>
    memref.store %v, %a[%c1] : memref<?xf32>
    gpu.terminator
  }
  return
}
//--- one.mlir
func.func @test(%a: memref<?xf32> {fuselage.test.shape = array<i64: 12>}, %b: memref<12xf32>) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c3, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c4, %ny = %c1, %nz = %c1) {
    %t = memref.expand_shape %a [[0, 1]] output_shape [%c3, 4] : memref<?xf32> into memref<?x4xf32>
    %u = memref.expand_shape %b [[0, 1]] output_shape [3, 4] : memref<12xf32> into memref<3x4xf32>
    %v = memref.load %t[%bx, %tx] : memref<?x4xf32>
    memref.store %v, %u[%bx, %tx] : memref<3x4xf32>
    gpu.terminator
  }
  return
}
