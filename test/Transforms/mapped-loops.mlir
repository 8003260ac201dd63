// A loop in a body whose iterations are still to be mapped to threads is no loop of
// one thread: the launch stays as it is.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON < %t.remarks

// CHECK-LABEL: func.func @mapped
// CHECK: memref.alloc()
// CHECK-NOT: memref.alloca
// CHECK: gpu.launch
// CHECK: gpu.launch
// REASON: remark: [Missed] unsupported-launch |{{.*}}Function=mapped |
func.func @mapped(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %C: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %T = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) {
    scf.forall (%i) in (8) {
      %v = memref.load %A[%i] : memref<8xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %T[%i] : memref<8xf32>
    } {mapping = [#gpu.thread<x>]}
    scf.forall (%i) in (8) {
      %c7 = arith.constant 7 : index
      %r = arith.subi %c7, %i : index
      %v = memref.load %T[%r] : memref<8xf32>
      memref.store %v, %B[%i] : memref<8xf32>
    } {mapping = [#gpu.thread<x>]}
    gpu.terminator
  }
  memref.dealloc %T : memref<8xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %c0 = arith.constant 0 : index
    %v = memref.load %B[%c0] : memref<8xf32>
    memref.store %v, %C[%c0] : memref<8xf32>
    gpu.terminator
  }
  return
}

// Without a mapping it is a loop of the thread.

// CHECK-LABEL: func.func @unmapped
// CHECK-COUNT-1: gpu.launch
// CHECK-NOT: gpu.launch
func.func @unmapped(%A: memref<8xf32> {llvm.noalias}, %B: memref<8xf32> {llvm.noalias}, %C: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) {
    scf.forall (%i) in (8) {
      %v = memref.load %A[%i] : memref<8xf32>
      memref.store %v, %B[%i] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %c0 = arith.constant 0 : index
    %v = memref.load %B[%c0] : memref<8xf32>
    memref.store %v, %C[%c0] : memref<8xf32>
    gpu.terminator
  }
  return
}
