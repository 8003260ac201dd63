// A kernel has one block of dynamic shared memory: one body of a group may use
// it, and the fused launch asks for the size that this one asked for.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC: launches 2 -> 1
// EXEC: launches 3 -> 2
// EXEC: 3 modules, 3 ok

// The second uses it. Its size is computed between the launches.

// CHECK-LABEL: func.func @one_user
//       CHECK: %[[S:.*]] = arith.muli %arg2
//       CHECK: gpu.launch
//  CHECK-SAME:   dynamic_shared_memory_size %[[S]]
//   CHECK-NOT: gpu.launch
func.func @one_user(%o: memref<8xi32> {llvm.noalias}, %p: memref<8xi32> {llvm.noalias}, %n: i32 {fuselage.test.value = 8 : i32}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %four = arith.constant 4 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    memref.store %n, %o[%x] : memref<8xi32>
    gpu.terminator
  }
  %s = arith.muli %n, %four : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %s {
    %d = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %d[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<8xi32, #gpu.address_space<workgroup>>
    %i = arith.index_cast %x : index to i32
    memref.store %i, %w[%x] : memref<8xi32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c7, %x : index
    %u = memref.load %w[%r] : memref<8xi32, #gpu.address_space<workgroup>>
    %v = memref.load %o[%x] : memref<8xi32>
    %m = arith.muli %u, %v : i32
    memref.store %m, %p[%x] : memref<8xi32>
    gpu.terminator
  }
  return
}

// -----

// The first and the third use it: a launch that does not may go with either.

// CHECK-LABEL: func.func @two_users
// CHECK-COUNT-2: dynamic_shared_memory_size
//   CHECK-NOT: gpu.launch
//      REASON: remark: [Missed] dynamic-shared-memory | Category:fuselage | Function=two_users
func.func @two_users(%o: memref<8xi32> {llvm.noalias}, %p: memref<8xi32> {llvm.noalias}, %q: memref<8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  %s = arith.constant 32 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %s {
    %d = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %d[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<8xi32, #gpu.address_space<workgroup>>
    %i = arith.index_cast %x : index to i32
    memref.store %i, %w[%x] : memref<8xi32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c7, %x : index
    %u = memref.load %w[%r] : memref<8xi32, #gpu.address_space<workgroup>>
    memref.store %u, %o[%x] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    memref.store %s, %q[%x] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %s {
    %d = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %d[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<8xi32, #gpu.address_space<workgroup>>
    %i = arith.index_cast %x : index to i32
    memref.store %i, %w[%x] : memref<8xi32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c7, %x : index
    %u = memref.load %w[%r] : memref<8xi32, #gpu.address_space<workgroup>>
    memref.store %u, %p[%x] : memref<8xi32>
    gpu.terminator
  }
  return
}

// -----

// However often a body asks for it, it is one memory: a store through one name
// is seen through the other. Here the second view starts at a 0 that is computed.

// CHECK-LABEL: func.func @two_names
//       CHECK: gpu.launch
//       CHECK:   memref.store
//       CHECK:   memref.store
//       CHECK:   memref.load %{{.*}} : memref<8xi32, #gpu.address_space<workgroup>>
//   CHECK-NOT: gpu.launch
func.func @two_names(%o: memref<8xi32> {llvm.noalias}, %p: memref<8xi32> {llvm.noalias}, %f: i32, %g: i32, %h: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %s = arith.constant 32 : i32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %s {
    %d = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %d[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<8xi32, #gpu.address_space<workgroup>>
    %e = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %zero = arith.andi %h, %c0 : index
    %k = memref.view %e[%zero][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<8xi32, #gpu.address_space<workgroup>>
    memref.store %f, %w[%x] : memref<8xi32, #gpu.address_space<workgroup>>
    memref.store %g, %k[%x] : memref<8xi32, #gpu.address_space<workgroup>>
    %u = memref.load %w[%x] : memref<8xi32, #gpu.address_space<workgroup>>
    memref.store %u, %o[%x] : memref<8xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%x] : memref<8xi32>
    gpu.terminator
  }
  return
}
