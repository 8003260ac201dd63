// Proofs that only integer sets can give: accesses that look alike and are
// disjoint, or whose common elements stay in a thread or in a block.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>&1 | FileCheck %s --implicit-check-not=[Missed]
// RUN: fuselage-test-exec %s --split-input-file --load-pass-plugin=%plugin --pipeline='builtin.module(func.func(fuselage-fuse-launches))'

// Two views of one buffer that share nothing.

//   CHECK-LABEL: func.func @disjoint_halves
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @disjoint_halves(%t: memref<32xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %lo = memref.subview %t[0] [16] [1] : memref<32xf32> to memref<16xf32, strided<[1]>>
  %hi = memref.subview %t[16] [16] [1] : memref<32xf32> to memref<16xf32, strided<[1], offset: 16>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %lo[%b] : memref<16xf32, strided<[1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %hi[%r] : memref<16xf32, strided<[1], offset: 16>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Even and odd elements.

//   CHECK-LABEL: func.func @even_and_odd
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @even_and_odd(%t: memref<33xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c15 = arith.constant 15 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = arith.muli %b, %c2 : index
    memref.store %f, %t[%e] : memref<33xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %e = arith.muli %r, %c2 : index
    %d = arith.addi %e, %c1 : index
    %v = memref.load %t[%d] : memref<33xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The guards leave each launch its half.

//   CHECK-LABEL: func.func @guards
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @guards(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c15 = arith.constant 15 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c8 : index
    scf.if %p {
      memref.store %f, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi slt, %b, %c8 : index
    scf.if %p {
      %r = arith.subi %c15, %b : index
      %v = memref.load %t[%r] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// What one does in the then region, the other does in the else region.

//   CHECK-LABEL: func.func @else_branch
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @else_branch(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c15 = arith.constant 15 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c8 : index
    scf.if %p {
    } else {
      memref.store %f, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi uge, %b, %c8 : index
    scf.if %p {
      %r = arith.subi %c15, %b : index
      %v = memref.load %t[%r] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Each block owns four consecutive elements, one loop apart.

//   CHECK-LABEL: func.func @rows_of_a_tile
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
#reversed = affine_map<(d0)[s0] -> (d0 * 4 + 3 - s0)>
func.func @rows_of_a_tile(%t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %base = arith.muli %b, %c4 : index
    scf.for %k = %c0 to %c4 step %c1 {
      %i = arith.addi %base, %k : index
      memref.store %f, %t[%i] : memref<64xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %c4 step %c1 {
      %i = affine.apply #reversed(%b)[%k]
      %v = memref.load %t[%i] : memref<64xf32>
      memref.store %v, %o[%i] : memref<64xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Four scalar stores, then one vector load of the same four.

//   CHECK-LABEL: func.func @vector_of_own_elements
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @vector_of_own_elements(%t: memref<64xf32> {llvm.noalias}, %o: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %base = arith.muli %b, %c4 : index
    scf.for %k = %c0 to %c4 step %c1 {
      %i = arith.addi %base, %k : index
      memref.store %f, %t[%i] : memref<64xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %base = arith.muli %b, %c4 : index
    %v = vector.load %t[%base] : memref<64xf32>, vector<4xf32>
    vector.store %v, %o[%base] : memref<64xf32>, vector<4xf32>
    gpu.terminator
  }
  return
}

// -----

// Reversed within each block: a barrier is enough, and needed.

//   CHECK-LABEL: func.func @neighbours_in_a_block
// CHECK-COUNT-1: gpu.launch
//         CHECK: gpu.barrier
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @neighbours_in_a_block(%t: memref<128xf32> {llvm.noalias}, %o: memref<128xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %i = arith.addi %p, %x : index
    %w = arith.index_cast %i : index to i32
    %h = arith.sitofp %w : i32 to f32
    memref.store %h, %t[%i] : memref<128xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %c8 : index
    %r = arith.subi %c7, %x : index
    %i = arith.addi %p, %r : index
    %j = arith.addi %p, %x : index
    %v = memref.load %t[%i] : memref<128xf32>
    memref.store %v, %o[%j] : memref<128xf32>
    gpu.terminator
  }
  return
}

// -----

// One barrier before the third body serves the fourth too.

//   CHECK-LABEL: func.func @one_barrier_for_two
// CHECK-COUNT-1: gpu.launch
//         CHECK: gpu.barrier
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @one_barrier_for_two(%t: memref<8xf32> {llvm.noalias}, %u: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}, %p: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %x : index to i32
    %h = arith.sitofp %w : i32 to f32
    memref.store %h, %t[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %x : index to i32
    %h = arith.sitofp %w : i32 to f32
    memref.store %h, %u[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c7, %x : index
    %v = memref.load %t[%r] : memref<8xf32>
    memref.store %v, %o[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c7, %x : index
    %v = memref.load %u[%r] : memref<8xf32>
    memref.store %v, %p[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}

// -----

// A linear index and the pair that it splits into, through a collapsed view.

//   CHECK-LABEL: func.func @linear_and_split_index
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
#row = affine_map<(d0) -> (d0 floordiv 8)>
#column = affine_map<(d0) -> (d0 mod 8)>
func.func @linear_and_split_index(%t: memref<4x8xf32> {llvm.noalias}, %o: memref<4x8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %f = arith.constant 1.0 : f32
  %c32 = arith.constant 32 : index
  %flat = memref.collapse_shape %t [[0, 1]] : memref<4x8xf32> into memref<32xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c32, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %flat[%b] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c32, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = affine.apply #row(%b)
    %j = affine.apply #column(%b)
    %v = memref.load %t[%i, %j] : memref<4x8xf32>
    memref.store %v, %o[%i, %j] : memref<4x8xf32>
    gpu.terminator
  }
  return
}

// -----

// The halves of a buffer whose size is known when the program runs.

//   CHECK-LABEL: func.func @dynamic_halves
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @dynamic_halves(%t: memref<?xf32> {llvm.noalias, fuselage.test.shape = array<i64: 64>}, %o: memref<?xf32> {llvm.noalias, fuselage.test.shape = array<i64: 64>}, %m: index {fuselage.test.value = 32 : index}) {
  %c1 = arith.constant 1 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %m, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %m, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %last = arith.subi %m, %c1 : index
    %r = arith.subi %last, %b : index
    %i = arith.addi %b, %m : index
    %v = memref.load %t[%i] : memref<?xf32>
    memref.store %v, %o[%b] : memref<?xf32>
    gpu.terminator
  }
  return
}

// -----

// Sums of integers are the same in any order.

//   CHECK-LABEL: func.func @atomics_commute
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @atomics_commute(%t: memref<4xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %i1 = arith.constant 3 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addi %i1, %t[%c0] : (i32, memref<4xi32>) -> i32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addi %i1, %t[%c0] : (i32, memref<4xi32>) -> i32
    gpu.terminator
  }
  return
}

// -----

// Each block copies its own row, through views made in the body.

//   CHECK-LABEL: func.func @copies_of_rows
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @copies_of_rows(%s: memref<16x4xf32> {llvm.noalias}, %t: memref<16x4xf32> {llvm.noalias}, %o: memref<16x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = memref.subview %s[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    %q = memref.subview %t[%b, 0] [1, 4] [1, 1] : memref<16x4xf32> to memref<4xf32, strided<[1], offset: ?>>
    memref.copy %r, %q : memref<4xf32, strided<[1], offset: ?>> to memref<4xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b, %c2] : memref<16x4xf32>
    memref.store %v, %o[%b, %c0] : memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// Neighbours within a pair: the index is clamped by a minimum, and stays in the thread.

//   CHECK-LABEL: func.func @clamped
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
#clamp = affine_map<(d0) -> (d0 + 1, 31)>
func.func @clamped(%t: memref<32xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = arith.muli %b, %c2 : index
    memref.store %f, %t[%e] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = arith.muli %b, %c2 : index
    %d = affine.min #clamp(%e)
    %v = memref.load %t[%d] : memref<32xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The choice keeps each thread in its pair.

//   CHECK-LABEL: func.func @outcomes_of_a_choice
// CHECK-COUNT-1: gpu.launch
//     CHECK-NOT: gpu.barrier
//     CHECK-NOT: gpu.launch
//         CHECK: return
func.func @outcomes_of_a_choice(%t: memref<32xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = arith.muli %b, %c2 : index
    %d = arith.addi %e, %c1 : index
    memref.store %f, %t[%e] : memref<32xf32>
    memref.store %f, %t[%d] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %e = arith.muli %b, %c2 : index
    %d = arith.addi %e, %c1 : index
    %p = arith.cmpi ult, %b, %c8 : index
    %i = arith.select %p, %d, %e : index
    %v = memref.load %t[%i] : memref<32xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}
