// The cases of docs/Legality.md about tokens and operations of the host. Beside
// each refused case stands its nearest legal relative. The test compares the
// outputs in several orders of blocks and threads, and looks for races.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// Case 13: the fused launch waits for one token, which joins the tokens of both
// launches.

// CHECK-LABEL: func.func @case_13_two_dependencies(
// CHECK: %[[A:.*]] = gpu.wait async
// CHECK: %[[B:.*]] = gpu.wait async
// CHECK: %[[JOINED:.*]] = gpu.wait async [%[[A]], %[[B]]]
// CHECK: %[[DONE:.*]] = gpu.launch async [%[[JOINED]]]
// CHECK-NOT: gpu.launch
// CHECK: gpu.wait [%[[DONE]]]
// EXEC: ok: launches 2 -> 1
func.func @case_13_two_dependencies(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %a = gpu.wait async
  %second = gpu.wait async
  %first = gpu.launch async [%a] blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %done = gpu.launch async [%first, %second] blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  gpu.wait [%done]
  return
}

// -----

// Case 17: the host reads the buffer between the launches.

// CHECK-LABEL: func.func @case_17_host_read(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] host-read |{{.*}}Function=case_17_host_read
// EXEC: ok: launches 2 -> 2
func.func @case_17_host_read(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<1xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %e = memref.load %t[%c3] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    %w = arith.addf %v, %e : f32
    memref.store %w, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host writes it.

// CHECK-LABEL: func.func @case_17_host_write(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] host-write |{{.*}}Function=case_17_host_write
// EXEC: ok: launches 2 -> 2
func.func @case_17_host_write(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<1xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  %f = arith.constant 4.0 : f32
  memref.store %f, %t[%c3] : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The host reads unwritten buffers, and writes a buffer that no launch touches.

// CHECK-LABEL: func.func @case_17_host_elsewhere(
// CHECK: gpu.launch blocks
// CHECK-NOT: gpu.launch
// CHECK-NOT: gpu.barrier
// EXEC: ok: launches 2 -> 1
func.func @case_17_host_elsewhere(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %h: memref<1xf32> {llvm.noalias}) {
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
  %e = memref.load %i[%c3] : memref<16xf32>
  memref.store %e, %h[%c0] : memref<1xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A buffer of the first launch is freed before the second: the fused launch still
// has it.

// CHECK-LABEL: func.func @case_17_deallocation(
// CHECK: memref.alloc()
// CHECK: gpu.launch blocks
// CHECK: memref.atomic_rmw
// CHECK-NOT: gpu.launch
// CHECK: memref.dealloc
// EXEC: ok: launches 2 -> 1
func.func @case_17_deallocation(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %s = memref.alloc() : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%b] : memref<16xf32>
    memref.store %v, %s[%b] : memref<16xf32>
    %old = memref.atomic_rmw addf %v, %s[%b] : (f32, memref<16xf32>) -> f32
    %twice = memref.load %s[%b] : memref<16xf32>
    memref.store %twice, %t[%b] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %s : memref<16xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// EXEC: 5 modules, 5 ok
