// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s
// RUN: %test-exec %s --shuffles=4 --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC

// Sizes of different buffers bound launches in turn. Launches with equal bounds compare with one number, so that their
// guards become one and nothing goes through memory between them; and no number is in the grid twice.

// EXEC: ok: launches 4 -> 1

// CHECK-LABEL: func.func @in_turn
//       CHECK: %[[N_ITEMS:.*]] = arith.minui
//       CHECK: %[[N_BLOCKS:.*]] = arith.ceildivui %[[N_ITEMS]]
//       CHECK: %[[M_BLOCKS:.*]] = arith.ceildivui
//       CHECK: %[[MOST:.*]] = arith.maxui %[[N_BLOCKS]], %[[M_BLOCKS]]
//       CHECK: %[[GRID:.*]] = arith.maxui %[[MOST]], %{{.*}}
//   CHECK-NOT: arith.maxui
//       CHECK: %[[M_ITEMS:.*]] = arith.minui
//       CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %[[GRID]],
//       CHECK: %[[N_GUARD:.*]] = arith.cmpi ult, %{{.*}}, %[[N_ITEMS]]
//       CHECK: scf.if %[[N_GUARD]]
//       CHECK: memref.load %arg0
//   CHECK-NOT: memref.load %arg0
//       CHECK: %[[M_GUARD:.*]] = arith.cmpi ult, %{{.*}}, %[[M_ITEMS]]
//       CHECK: scf.if %[[M_GUARD]]
//   CHECK-NOT: scf.if
//       CHECK: gpu.terminator
//   CHECK-NOT: gpu.launch
func.func @in_turn(%x: memref<?xf32> {llvm.noalias, fuselage.test.shape = array<i64: 600>},
                   %y: memref<?xf32> {llvm.noalias, fuselage.test.shape = array<i64: 300>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  %one = arith.constant 1.0 : f32
  %n = memref.dim %x, %c0 : memref<?xf32>
  %m = memref.dim %y, %c0 : memref<?xf32>
  %n_full = arith.divui %n, %c256 : index
  %n_blocks = arith.addi %n_full, %c1 : index
  %m_full = arith.divui %m, %c256 : index
  %m_blocks = arith.addi %m_full, %c1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n_blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %o = arith.muli %bx, %c256 : index
    %i = arith.addi %o, %tx : index
    %in = arith.cmpi ult, %i, %n : index
    scf.if %in {
      %v = memref.load %x[%i] : memref<?xf32>
      %w = arith.addf %v, %one : f32
      memref.store %w, %x[%i] : memref<?xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %m_blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %o = arith.muli %bx, %c256 : index
    %i = arith.addi %o, %tx : index
    %in = arith.cmpi ult, %i, %m : index
    scf.if %in {
      %v = memref.load %y[%i] : memref<?xf32>
      %w = arith.mulf %v, %v : f32
      memref.store %w, %y[%i] : memref<?xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n_blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %o = arith.muli %bx, %c256 : index
    %i = arith.addi %o, %tx : index
    %in = arith.cmpi ult, %i, %n : index
    scf.if %in {
      %v = memref.load %x[%i] : memref<?xf32>
      %w = arith.mulf %v, %v : f32
      memref.store %w, %x[%i] : memref<?xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n_blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %o = arith.muli %bx, %c256 : index
    %i = arith.addi %o, %tx : index
    %in = arith.cmpi ult, %i, %n : index
    scf.if %in {
      %v = memref.load %x[%i] : memref<?xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %x[%i] : memref<?xf32>
    }
    gpu.terminator
  }
  return
}
