// Constant sizes that no chip launches are errors; those at the limits are not.

// RUN: split-file %s %t
// RUN: not %fuselage-opt %t/zero.mlir --pass-pipeline='builtin.module(fuselage-to-ptx{launch-facts=false})' -o /dev/null 2>&1 | FileCheck %s --check-prefix=ZERO
// ZERO: error: the launch has 0 threads along y, and a block has 1 to 1024 there. Fix: launch other blocks
// RUN: not %fuselage-opt %t/deep.mlir --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null 2>&1 | FileCheck %s --check-prefix=DEEP
// DEEP: error: the launch has 65 threads along z, and a block has 1 to 64 there.
// RUN: not %fuselage-opt %t/many.mlir --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null 2>&1 | FileCheck %s --check-prefix=MANY
// MANY: error: the launch has blocks of 1056 threads, and a block has at most 1024. Fix: launch smaller blocks, and more of them
// RUN: not %fuselage-opt %t/grid.mlir --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null 2>&1 | FileCheck %s --check-prefix=GRID
// GRID: error: the launch has 70000 blocks along y, and a grid has 0 to 65535 there. Fix: launch a grid of several dimensions, or loop over the rest
// RUN: %fuselage-opt %t/most.mlir --pass-pipeline='builtin.module(fuselage-to-ptx)' -o /dev/null

//--- zero.mlir
func.func @f() {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c0, %nz = %c1) {
    gpu.terminator
  }
  return
}
//--- deep.mlir
func.func @f() {
  %c1 = arith.constant 1 : index
  %c65 = arith.constant 65 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c65) {
    gpu.terminator
  }
  return
}
//--- many.mlir
func.func @f(%n: index) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c33 = arith.constant 33 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c32, %ny = %c33, %nz = %c1) {
    gpu.terminator
  }
  return
}
//--- grid.mlir
func.func @f() {
  %c1 = arith.constant 1 : index
  %c70000 = arith.constant 70000 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c70000, %gz = %c1)
             threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
    gpu.terminator
  }
  return
}
//--- most.mlir
func.func @f() {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  %most = arith.constant 2147483647 : index
  %c65535 = arith.constant 65535 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %most, %gy = %c65535, %gz = %c65535)
             threads(%tx, %ty, %tz) in (%nx = %c16, %ny = %c1, %nz = %c64) {
    gpu.terminator
  }
  return
}
