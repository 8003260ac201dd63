// Buffers that may share memory: the assumption about arguments is about
// arguments alone, and the nearest module around a name gives the global.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{assume-noalias-args=true})' --split-input-file --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{assume-noalias-args=true})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// A caller may pass the memory of a global.

// REASON: remark: [Missed] may-alias |{{.*}}Function=global_passed |
// EXEC: ok: launches 2 -> 2,
memref.global "private" @g : memref<16xi64> = uninitialized
func.func @global_passed(%a: memref<16xi64>, %o: memref<16xi64>) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %g = memref.get_global @g : memref<16xi64>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.index_cast %b : index to i64
    memref.store %i, %a[%b] : memref<16xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %g[%r] : memref<16xi64>
    memref.store %v, %o[%b] : memref<16xi64>
    gpu.terminator
  }
  return
}

// -----

// An argument with the mark shares memory with nothing.

// EXEC: ok: launches 2 -> 1,
memref.global "private" @g : memref<16xi64> = uninitialized
func.func @marked(%a: memref<16xi64> {llvm.noalias}, %o: memref<16xi64>) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %g = memref.get_global @g : memref<16xi64>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.index_cast %b : index to i64
    memref.store %i, %a[%b] : memref<16xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %g[%r] : memref<16xi64>
    memref.store %v, %o[%b] : memref<16xi64>
    gpu.terminator
  }
  return
}

// -----

// Two arguments are assumed to be apart.

// EXEC: ok: launches 2 -> 1,
memref.global "private" @g : memref<16xi64> = uninitialized
func.func @assumed(%a: memref<16xi64>, %q: memref<16xi64>, %o: memref<16xi64>) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %g = memref.get_global @g : memref<16xi64>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.index_cast %b : index to i64
    memref.store %i, %a[%b] : memref<16xi64>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = arith.subi %c15, %b : index
    %v = memref.load %q[%r] : memref<16xi64>
    memref.store %v, %o[%b] : memref<16xi64>
    gpu.terminator
  }
  return
}
