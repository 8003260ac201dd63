// Launches without a proof stay as they are, with a reason.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON < %t.remarks

// -----

// Each thread writes one element in each launch, but another one.

//  CHECK-LABEL: func.func @waw_reversed
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] waw-order | Category:fuselage | Function=waw_reversed
func.func @waw_reversed(%t: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    memref.store %g, %t[%r] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// All threads write and read one element: which thread wrote last decides.

//  CHECK-LABEL: func.func @same_index_not_injective
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=same_index_not_injective
func.func @same_index_not_injective(%t: memref<16xf32>, %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi eq, %b, %c15 : index
    scf.if %p {
      memref.store %f, %t[%c0] : memref<16xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%c0] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// T[i] in an (i, j) launch belongs to a whole row of threads.

//  CHECK-LABEL: func.func @index_of_one_dimension
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=index_of_one_dimension
func.func @index_of_one_dimension(%t: memref<16xf32>, %o: memref<16x4xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c4, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %by : index to i32
    %h = arith.sitofp %w : i32 to f32
    memref.store %h, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c4, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b, %by] : memref<16x4xf32>
    gpu.terminator
  }
  return
}

// -----

// The vector reaches into the elements of other threads.

//  CHECK-LABEL: func.func @wider_read
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=wider_read
func.func @wider_read(%t: memref<32xf32>, %o: memref<16xvector<4xf32>> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<32xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = vector.load %t[%b] : memref<32xf32>, vector<4xf32>
    memref.store %v, %o[%b] : memref<16xvector<4xf32>>
    gpu.terminator
  }
  return
}

// -----

// An atomic of any thread may still change what this one loads.

//  CHECK-LABEL: func.func @atomic_then_load
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=atomic_then_load
func.func @atomic_then_load(%t: memref<16xf32>, %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.atomic_rmw addf %f, %t[%c0] : (f32, memref<16xf32>) -> f32
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%c0] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A copy in a body touches all of both buffers.

//  CHECK-LABEL: func.func @copy_in_body
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=copy_in_body
func.func @copy_in_body(%s: memref<16xf32> {llvm.noalias}, %t: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %s[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.copy %s, %t : memref<16xf32> to memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A call may do anything.

//  CHECK-LABEL: func.func @call_in_body
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] unknown-effects | Category:fuselage | Function=call_in_body
func.func private @touch(memref<16xf32>)
func.func @call_in_body(%t: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    func.call @touch(%t) : (memref<16xf32>) -> ()
    gpu.terminator
  }
  return
}

// -----

// The two arguments may share memory.

//  CHECK-LABEL: func.func @arguments_may_alias
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] may-alias | Category:fuselage | Function=arguments_may_alias
func.func @arguments_may_alias(%s: memref<16xf32>, %t: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %s[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %g, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A caller may pass the memory of a global.

//  CHECK-LABEL: func.func @argument_may_be_a_global
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] may-alias | Category:fuselage | Function=argument_may_be_a_global
memref.global @table : memref<16xf32> = uninitialized
func.func @argument_may_be_a_global(%s: memref<16xf32>, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %t = memref.get_global @table : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %s[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Two views of one buffer, one of them shifted by an element.

//  CHECK-LABEL: func.func @views_overlap
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=views_overlap
func.func @views_overlap(%t: memref<17xf32>, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %lo = memref.subview %t[0] [16] [1] : memref<17xf32> to memref<16xf32, strided<[1]>>
  %hi = memref.subview %t[1] [16] [1] : memref<17xf32> to memref<16xf32, strided<[1], offset: 1>>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %lo[%b] : memref<16xf32, strided<[1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %hi[%b] : memref<16xf32, strided<[1], offset: 1>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A view of another rank of the same buffer.

//  CHECK-LABEL: func.func @collapsed_view
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=collapsed_view
func.func @collapsed_view(%t: memref<4x4xf32>, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %f = arith.constant 1.0 : f32
  %flat = memref.collapse_shape %t [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c4, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%by, %b] : memref<4x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c4, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.muli %b, %c4 : index
    %j = arith.addi %i, %by : index
    %v = memref.load %flat[%j] : memref<16xf32>
    memref.store %v, %o[%j] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Every index of this view is the same address.

//  CHECK-LABEL: func.func @zero_stride
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=zero_stride
func.func @zero_stride(%t: memref<16xf32, strided<[0]>>, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = arith.index_cast %b : index to i32
    %h = arith.sitofp %w : i32 to f32
    memref.store %h, %t[%b] : memref<16xf32, strided<[0]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32, strided<[0]>>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The buffer is one of two, which one is known when the program runs.

//  CHECK-LABEL: func.func @selected_buffer
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] may-alias | Category:fuselage | Function=selected_buffer
func.func @selected_buffer(%p: i1, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %t = memref.alloc() : memref<16xf32>
  %u = memref.alloc() : memref<16xf32>
  %sel = arith.select %p, %t, %u : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %sel[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The second launch overwrites what the first reads in another thread.

//  CHECK-LABEL: func.func @anti_dependence
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-war | Category:fuselage | Function=anti_dependence
func.func @anti_dependence(%t: memref<16xf32>, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %t[%r] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A barrier would not reach across blocks.

//  CHECK-LABEL: func.func @neighbour_block
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=neighbour_block
func.func @neighbour_block(%t: memref<17xf32>, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<17xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.addi %b, %c1 : index
    %v = memref.load %t[%i] : memref<17xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The index is loaded: it may be any.

//  CHECK-LABEL: func.func @gathered
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=gathered
func.func @gathered(%t: memref<16xf32>, %idx: memref<16xindex> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = memref.load %idx[%b] : memref<16xindex>
    %v = memref.load %t[%i] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// What a thread prints must not come after what another launch prints.

//  CHECK-LABEL: func.func @print
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] unsupported-launch | Category:fuselage | Function=print
func.func @print(%t: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.printf "hello"
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Another number of blocks.

//  CHECK-LABEL: func.func @different_grid
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] different-grid | Category:fuselage | Function=different_grid
func.func @different_grid(%t: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %g, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Another number of threads in a block.

//  CHECK-LABEL: func.func @different_block
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] different-block | Category:fuselage | Function=different_block
func.func @different_block(%t: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %n, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    memref.store %g, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host looks at the buffer in between.

//  CHECK-LABEL: func.func @host_reads
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] host-read | Category:fuselage | Function=host_reads
func.func @host_reads(%t: memref<16xf32>, %o: memref<f32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %v = memref.load %t[%c0] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %g, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.store %v, %o[] : memref<f32>
  return
}

// -----

// The host changes the buffer in between.

//  CHECK-LABEL: func.func @host_writes
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] host-write | Category:fuselage | Function=host_writes
func.func @host_writes(%t: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.store %g, %t[%c0] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A call between the launches may look at anything.

//  CHECK-LABEL: func.func @host_calls
// CHECK-COUNT-2: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] unknown-effects | Category:fuselage | Function=host_calls
func.func private @look()
func.func @host_calls(%t: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  %g = arith.constant 2.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  call @look() : () -> ()
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %g, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Only the first and the third conflict; the split is where it must be.

//  CHECK-LABEL: func.func @outer_two_conflict
// CHECK-COUNT-2: gpu.launch
//    CHECK-NOT: gpu.launch
//        CHECK: return
// REASON: remark: [Missed] cross-block-raw | Category:fuselage | Function=outer_two_conflict
func.func @outer_two_conflict(%t: memref<16xf32>, %u: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %u[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %t[%r] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}
