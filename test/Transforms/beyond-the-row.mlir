// A plain vector store may run over the end of a row, into the next one, which
// belongs to another block. A loop over a narrow type may start over when the
// last step leaves the type.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=store_within < %t.remarks

// REASON: [Missed] cross-block-raw | Category:fuselage | Function=store_over_the_end
// CHECK-LABEL: func.func @store_over_the_end
// CHECK-COUNT-2: gpu.launch
func.func @store_over_the_end(%t: memref<17x6xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}, %w: vector<4xf32>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    vector.store %w, %t[%b, %c4] : memref<17x6xf32>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %c1] : memref<17x6xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Within the row, the same store is no one else's business.

// CHECK-LABEL: func.func @store_within
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK: return
func.func @store_within(%t: memref<17x8xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}, %w: vector<4xf32>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    vector.store %w, %t[%b, %c4] : memref<17x8xf32>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %c1] : memref<17x8xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// REASON: [Missed] cross-block-raw | Category:fuselage | Function=narrow_loop
// CHECK-LABEL: func.func @narrow_loop
// CHECK-COUNT-2: gpu.launch
func.func @narrow_loop(%t: memref<512xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}, %f: f32) {
  %c1 = arith.constant 1 : index
  %c130 = arith.constant 130 : index
  %n = arith.constant 16 : index
  %from = arith.constant 0 : i8
  %to = arith.constant 120 : i8
  %step = arith.constant 100 : i8
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %from to %to step %step : i8 {
      %i = arith.index_cast %k : i8 to index
      %j = arith.addi %i, %c130 : index
      memref.store %f, %t[%j] : memref<512xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<512xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}
