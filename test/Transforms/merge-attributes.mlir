// The attributes that a fused launch keeps of its parts.

// RUN: %fuselage-opt %s --allow-unregistered-dialect --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file | FileCheck %s

// Modules that do not exist say nothing of targets: the fused launch has that of
// the first, and a name of its own; of other attributes those on which all agree.

// CHECK-LABEL: func.func @attributes
//       CHECK: gpu.launch
//  CHECK-SAME:   module(@m) function(@attributes_fused_k_l)
//       CHECK: gpu.terminator
//  CHECK-NEXT: } {test.common = 1 : i32}
//   CHECK-NOT: gpu.launch
func.func @attributes(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) module(@m) function(@k) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  } {test.common = 1 : i32, test.differs = 1 : i32, test.missing}
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) module(@n) function(@l) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  } {test.common = 1 : i32, test.differs = 2 : i32, test.other}
  return
}

// -----

// Equal clusters, spelled differently; ids and sizes of clusters are those of
// the first.

// CHECK-LABEL: func.func @clusters
//       CHECK: gpu.launch clusters(%[[CX:[^,]+]], %{{[^,]+}}, %{{[^,)]+}}) in (%[[KX:[^ ]+]] = %c2
//       CHECK:   arith.addi %[[CX]], %[[KX]]
//       CHECK:   arith.muli %[[CX]], %[[KX]]
//   CHECK-NOT: gpu.launch
func.func @clusters(%o: memref<8x2xindex> {llvm.noalias}, %p: memref<8x2xindex> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch clusters(%cx, %cy, %cz) in (%kx = %c2, %ky = %c1, %kz = %c1)
             blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %i = arith.addi %cx, %kx : index
    memref.store %i, %o[%b, %x] : memref<8x2xindex>
    gpu.terminator
  }
  %two = arith.addi %c1, %c1 : index
  gpu.launch clusters(%cx, %cy, %cz) in (%kx = %two, %ky = %c1, %kz = %c1)
             blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %i = arith.muli %cx, %kx : index
    memref.store %i, %p[%b, %x] : memref<8x2xindex>
    gpu.terminator
  }
  return
}
