// Programs against store forwarding and the removal of dead stores in a fused body:
// between a store and a load, something else may change the element or read it.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --allow-empty < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// REASON-NOT: remark:

// A store to one argument between two to another, in one thread: the known
// value is lost.

// EXEC: ok: launches 3 -> 1,
func.func @aliasing_arguments_with_offset(%t: memref<4xf32>,
    %u: memref<4xf32> {fuselage.test.alias = 0 : index, fuselage.test.offset = 1 : index},
    %o: memref<4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    memref.store %f, %t[%c1] : memref<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %g = arith.constant 2.0 : f32
    memref.store %g, %u[%c0] : memref<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%c1] : memref<4xf32>
    memref.store %v, %o[%c0] : memref<4xf32>
    memref.store %v, %t[%c1] : memref<4xf32>
    gpu.terminator
  }
  return
}

// -----

// Bytes seen as floats and as integers, by one thread.

// EXEC: ok: launches 3 -> 1,
func.func @store_through_other_type(%o: memref<4xf32> {llvm.noalias}, %p: memref<4xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %m = memref.alloc() : memref<64xi8>
  %f32 = memref.view %m[%c0][] : memref<64xi8> to memref<16xf32>
  %i32 = memref.view %m[%c0][] : memref<64xi8> to memref<16xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %f = arith.constant 1.0 : f32
    memref.store %f, %f32[%c3] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %g = arith.constant 7 : i32
    %before = memref.load %i32[%c3] : memref<16xi32>
    memref.store %before, %p[%c0] : memref<4xi32>
    memref.store %g, %i32[%c3] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %f32[%c3] : memref<16xf32>
    memref.store %v, %o[%c0] : memref<4xf32>
    gpu.terminator
  }
  memref.dealloc %m : memref<64xi8>
  return
}

// -----

// A store that only one branch reads is not dead, even with a later store.

// EXEC: ok: launches 2 -> 1,
func.func @store_kept_for_a_branch(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c7 : index
    scf.if %p {
      %v = memref.load %t[%b] : memref<16xf32>
      memref.store %v, %o[%b] : memref<16xf32>
    }
    %f = arith.constant 5.0 : f32
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// After a conditional store the value is one of two.

// EXEC: ok: launches 3 -> 1,
func.func @store_in_a_branch_then_load(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi ult, %b, %c7 : index
    %f = arith.constant 5.0 : f32
    scf.if %p {
      memref.store %f, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A loop stores what its next iteration loads; before it, a launch has stored
// it.

// EXEC: ok: launches 3 -> 1,
func.func @value_of_an_earlier_iteration(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %c3 step %c1 {
      %v = memref.load %t[%b] : memref<16xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %t[%b] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A while loop whose condition updates the element.

// EXEC: ok: launches 3 -> 1,
func.func @while_loop_updates(%i: memref<16xi32> {llvm.noalias},
    %t: memref<16xi32> {llvm.noalias},
    %o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xi32>
    memref.store %v, %t[%b] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.while : () -> () {
      %one = arith.constant 1 : i32
      %limit = arith.constant 60 : i32
      %v = memref.load %t[%b] : memref<16xi32>
      %w = arith.addi %v, %one : i32
      memref.store %w, %t[%b] : memref<16xi32>
      %p = arith.cmpi slt, %w, %limit : i32
      scf.condition(%p)
    } do {
      %one = arith.constant 1 : i32
      %v = memref.load %t[%b] : memref<16xi32>
      %w = arith.addi %v, %one : i32
      memref.store %w, %t[%b] : memref<16xi32>
      scf.yield
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xi32>
    memref.store %v, %o[%b] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// An atomic update between two stores, whose old value is used.

// EXEC: ok: launches 3 -> 1,
func.func @atomic_between_stores(%i: memref<16xi32> {llvm.noalias},
    %t: memref<16xi32> {llvm.noalias},
    %o: memref<16xi32> {llvm.noalias},
    %p: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xi32>
    memref.store %v, %t[%b] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = arith.constant 3 : i32
    %old = memref.atomic_rmw addi %v, %t[%b] : (i32, memref<16xi32>) -> i32
    memref.store %old, %o[%b] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xi32>
    memref.store %v, %p[%b] : memref<16xi32>
    %w = arith.constant 9 : i32
    memref.store %w, %t[%b] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// A vector reads what a scalar store wrote, before it is overwritten.

// EXEC: ok: launches 3 -> 1,
func.func @vector_load_between_stores(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xvector<4xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %next = arith.addi %at, %c2 : index
    %v = memref.load %i[%at] : memref<64xf32>
    memref.store %v, %t[%next] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %v = vector.load %t[%at] : memref<64xf32>, vector<4xf32>
    memref.store %v, %o[%b] : memref<16xvector<4xf32>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %next = arith.addi %at, %c2 : index
    %f = arith.constant 8.0 : f32
    memref.store %f, %t[%next] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// A vector overwrites what the thread knew.

// EXEC: ok: launches 3 -> 1,
func.func @vector_store_between(%i: memref<64xf32> {llvm.noalias},
    %t: memref<64xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %next = arith.addi %at, %c2 : index
    %v = memref.load %i[%at] : memref<64xf32>
    memref.store %v, %t[%next] : memref<64xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %v = arith.constant dense<[1.0, 2.0, 3.0, 4.0]> : vector<4xf32>
    vector.store %v, %t[%at] : memref<64xf32>, vector<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %at = arith.muli %b, %c4 : index
    %next = arith.addi %at, %c2 : index
    %v = memref.load %t[%next] : memref<64xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A store through a view of one element that the body makes.

// EXEC: ok: launches 3 -> 1,
func.func @subview_of_own_element_between(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
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
    %s = memref.subview %t[%b] [1] [1] : memref<16xf32> to memref<1xf32, strided<[1], offset: ?>>
    %f = arith.constant 6.0 : f32
    memref.store %f, %s[%c0] : memref<1xf32, strided<[1], offset: ?>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The old values of an otherwise unread buffer are used.

// EXEC: ok: launches 2 -> 1,
func.func @dead_allocation_with_atomic(%o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %s = memref.alloc() : memref<16xi32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i32
    memref.store %w, %s[%b] : memref<16xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %one = arith.constant 1 : i32
    %old = memref.atomic_rmw addi %one, %s[%b] : (i32, memref<16xi32>) -> i32
    memref.store %old, %o[%b] : memref<16xi32>
    gpu.terminator
  }
  memref.dealloc %s : memref<16xi32>
  return
}

// -----

// Nothing is known of the arguments, but a barrier orders all of a block.

// EXEC: ok: launches 3 -> 1,
func.func @aliasing_arguments_in_one_block(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32>,
    %u: memref<15xf32> {fuselage.test.alias = 1 : index, fuselage.test.offset = 1 : index},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c14 = arith.constant 14 : index
  %c15 = arith.constant 15 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %v = memref.load %u[%x] : memref<15xf32>
    memref.store %v, %o[%x] : memref<16xf32>
    %w = memref.load %t[%x] : memref<16xf32>
    %s = arith.addf %v, %w : f32
    %r = arith.subi %c14, %x : index
    gpu.barrier
    memref.store %s, %u[%r] : memref<15xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c15, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%x] : memref<16xf32>
    memref.store %v, %i[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A store to one of two attributions, private or of the block: what is known of either
// is lost, although no two attributions share memory.

// EXEC: ok: launches 2 -> 1,
func.func @one_of_two_attributions(%i: memref<16xf32> {llvm.noalias}, %t: memref<16xf32> {llvm.noalias}, %o: memref<1x2xf32> {llvm.noalias}, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %f = arith.constant 7.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1)
             workgroup(%w: memref<1xf32, #gpu.address_space<workgroup>>, %u: memref<1xf32, #gpu.address_space<workgroup>>)
             private(%p: memref<1xf32, #gpu.address_space<private>>, %q: memref<1xf32, #gpu.address_space<private>>) {
    %v = memref.load %t[%b] : memref<16xf32>
    %first = arith.cmpi ult, %n, %c8 : index
    memref.store %v, %p[%c0] : memref<1xf32, #gpu.address_space<private>>
    memref.store %v, %q[%c0] : memref<1xf32, #gpu.address_space<private>>
    memref.store %v, %w[%c0] : memref<1xf32, #gpu.address_space<workgroup>>
    memref.store %v, %u[%c0] : memref<1xf32, #gpu.address_space<workgroup>>
    %one = arith.select %first, %p, %q : memref<1xf32, #gpu.address_space<private>>
    %other = arith.select %first, %w, %u : memref<1xf32, #gpu.address_space<workgroup>>
    memref.store %f, %one[%c0] : memref<1xf32, #gpu.address_space<private>>
    memref.store %f, %other[%c0] : memref<1xf32, #gpu.address_space<workgroup>>
    %r = memref.load %p[%c0] : memref<1xf32, #gpu.address_space<private>>
    %s = memref.load %u[%c0] : memref<1xf32, #gpu.address_space<workgroup>>
    memref.store %r, %o[%b, %c0] : memref<1x2xf32>
    memref.store %s, %o[%b, %c1] : memref<1x2xf32>
    gpu.terminator
  }
  return
}

// EXEC: 13 modules, 13 ok
