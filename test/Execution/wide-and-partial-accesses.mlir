// Accesses that touch more than one element, or fewer than their vector has:
// transfers, masks, copies, structured operations, vectors as elements.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// A transfer that reads a column.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=transfer_permuted |
// EXEC: ok: launches 2 -> 2,
func.func @transfer_permuted(%i: memref<16xf32> {llvm.noalias},
    %t: memref<4x16xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    %r = arith.subi %c15, %b : index
    memref.store %v, %t[%c2, %r] : memref<4x16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 0.0 : f32
    %v = vector.transfer_read %t[%c0, %b], %f {permutation_map = affine_map<(i, j) -> (i)>, in_bounds = [true]} : memref<4x16xf32>, vector<4xf32>
    vector.transfer_write %v, %o[%b, %c0] {in_bounds = [true]} : vector<4xf32>, memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// The last elements of the vector are masked off, the others are read.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=transfer_partly_out_of_bounds |
// EXEC: ok: launches 2 -> 2,
func.func @transfer_partly_out_of_bounds(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 0.0 : f32
    %v = vector.transfer_read %t[%b], %f : memref<16xf32>, vector<4xf32>
    vector.transfer_write %v, %o[%b, %c0] {in_bounds = [true]} : vector<4xf32>, memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// One element for the whole vector: another thread's.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=transfer_broadcast |
// EXEC: ok: launches 2 -> 2,
func.func @transfer_broadcast(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 0.0 : f32
    %r = arith.subi %c15, %b : index
    %v = vector.transfer_read %t[%r], %f {permutation_map = affine_map<(i) -> (0)>, in_bounds = [true]} : memref<16xf32>, vector<4xf32>
    vector.transfer_write %v, %o[%b, %c0] {in_bounds = [true]} : vector<4xf32>, memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Where the mask is off nothing is stored, but what is stored is not the
// thread's own.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=masked_store |
// EXEC: ok: launches 2 -> 2,
func.func @masked_store(%i: memref<19xf32> {llvm.noalias},
    %t: memref<19xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<19xf32>
    %w = vector.broadcast %v : f32 to vector<4xf32>
    %m = arith.constant dense<[false, false, true, false]> : vector<4xi1>
    vector.maskedstore %t[%b], %m, %w : memref<19xf32>, vector<4xi1>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.addi %b, %c1 : index
    %p = arith.cmpi ugt, %b, %c1 : index
    scf.if %p {
      %v = memref.load %t[%at] : memref<19xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Each block copies four elements; the rows that the next launch reads overlap
// those of other blocks.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=copy_through_overlapping_views |
// EXEC: ok: launches 2 -> 2,
func.func @copy_through_overlapping_views(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %s = memref.subview %i[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %t[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %s, %d : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %first = arith.muli %b, %c3 : index
    %d = memref.subview %t[%first] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    %v = memref.load %d[%c3] : memref<4xf32, strided<[1], offset: ?>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Copies of rows by one block each; the rows of the next launch are shifted.

// EXEC: ok: launches 2 -> 1,
func.func @overlapping_copy_in_one_block(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<64xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c15 = arith.constant 15 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %at = arith.muli %x, %c4 : index
    %s = memref.subview %i[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %t[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %s, %d : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %four = arith.muli %x, %c4 : index
    %at = arith.addi %four, %c2 : index
    %s = memref.subview %t[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %o[%at] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %s, %d : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  return
}

// -----

// A structured operation on a row of the thread's own, then one on the next row.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=linalg_in_body |
// EXEC: ok: launches 2 -> 2,
func.func @linalg_in_body(%i: memref<16x4xf32> {llvm.noalias},
    %t: memref<16x4xf32> {llvm.noalias},
    %o: memref<16x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = memref.subview %i[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %t[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%s : memref<4xf32, strided<[1], offset: ?>>) outs(%d : memref<4xf32, strided<[1], offset: ?>>) {
  ^bb0(%e: f32, %f: f32):
      linalg.yield %e : f32
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %n = arith.addi %b, %c1 : index
    %m = arith.remui %n, %c16 : index
    %s = memref.subview %t[%m, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %d = memref.subview %o[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%s : memref<4xf32, strided<[1], offset: ?>>) outs(%d : memref<4xf32, strided<[1], offset: ?>>) {
  ^bb0(%e: f32, %f: f32):
      linalg.yield %e : f32
    }
    gpu.terminator
  }
  return
}

// -----

// Elements of four floats, one of them by a view of floats.

// REASON: remark: [Missed] cross-block-raw |{{.*}}Function=complex_and_vector_elements |
// EXEC: ok: launches 2 -> 2,
func.func @complex_and_vector_elements(%o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %m = memref.alloc() : memref<256xi8>
  %quads = memref.view %m[%c0][] : memref<256xi8> to memref<16xvector<4xf32>>
  %floats = memref.view %m[%c0][] : memref<256xi8> to memref<64xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.index_cast %b : index to i32
    %f = arith.sitofp %v : i32 to f32
    %w = vector.broadcast %f : f32 to vector<4xf32>
    memref.store %w, %quads[%b] : memref<16xvector<4xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %floats[%b] : memref<64xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %m : memref<256xi8>
  return
}

// EXEC: 8 modules, 8 ok
