// A host operation that touches no memory of the launches around it moves to
// before them. One that does keeps apart the launches that it cannot pass.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=[Missed] < %t.remarks
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 3 -> 2
// EXEC: ok: launches 2 -> 1
// EXEC: ok: launches 2 -> 2
// EXEC: ok: launches 2 -> 2

// The host reads and writes buffers of its own.

// CHECK-LABEL: func.func @other_memory
// CHECK: %[[V:.*]] = memref.load %arg1
// CHECK: memref.store %[[V]], %arg2
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @other_memory(%t: memref<16xf32> {llvm.noalias}, %a: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %v = memref.load %a[%c3] : memref<16xf32>
  memref.store %v, %o[%c0] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = memref.load %t[%b] : memref<16xf32>
    %s = arith.addf %w, %v : f32
    memref.store %s, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Reading what the launches only read is no conflict.

// CHECK-LABEL: func.func @reads_of_both
// CHECK: memref.load %arg1
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @reads_of_both(%t: memref<16xf32> {llvm.noalias}, %a: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = memref.load %a[%b] : memref<16xf32>
    memref.store %w, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %v = memref.load %a[%c3] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host reads what the first launch wrote: the second and the third still
// become one, after it.

// CHECK-LABEL: func.func @split_where_it_must
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: [Missed] host-read | Category:fuselage | Function=split_where_it_must
func.func @split_where_it_must(%t: memref<16xf32> {llvm.noalias}, %u: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
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
  %v = memref.load %t[%c3] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %v, %u[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A loop on the host, with its own memory, moves as a whole.

// CHECK-LABEL: func.func @host_loop
// CHECK: scf.for
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @host_loop(%t: memref<16xf32> {llvm.noalias}, %a: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  scf.for %i = %c0 to %n step %c1 {
    %v = memref.load %a[%i] : memref<16xf32>
    %s = arith.addf %v, %v : f32
    memref.store %s, %a[%i] : memref<16xf32>
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = memref.load %t[%b] : memref<16xf32>
    %s = arith.addf %w, %w : f32
    memref.store %s, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A copy into a buffer that the first launch reads.

// CHECK-LABEL: func.func @host_copy
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: [Missed] host-write | Category:fuselage | Function=host_copy
func.func @host_copy(%t: memref<16xf32> {llvm.noalias}, %a: memref<16xf32> {llvm.noalias}, %s: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = memref.load %a[%b] : memref<16xf32>
    memref.store %w, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.copy %s, %a : memref<16xf32> to memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = memref.load %t[%b] : memref<16xf32>
    %d = arith.addf %w, %w : f32
    memref.store %d, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// An argument that may be the buffer of the launches.

// CHECK-LABEL: func.func @may_alias
// CHECK-COUNT-2: gpu.launch
// CHECK-NOT: gpu.launch
// REASON: [Missed] host-write | Category:fuselage | Function=may_alias
func.func @may_alias(%t: memref<16xf32>, %a: memref<16xf32> {fuselage.test.alias = 0 : index}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %n = arith.constant 16 : index
  %f = arith.constant 1.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %v = arith.addf %f, %f : f32
  memref.store %v, %a[%c3] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = memref.load %t[%b] : memref<16xf32>
    %d = arith.addf %w, %w : f32
    memref.store %d, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}
