// Launches that would join earlier launches, if operations in between did not
// write, or may not write, their memory.

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// The second write to a comes last: the first launch waits for it, not it for the
// second launch.

// CHECK: ok: launches 3 -> 2,
func.func @last_write(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  %three = arith.constant 3.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %lb = memref.load %b[%x] : memref<8xf32>
    %rb = arith.mulf %lb, %two : f32
    memref.store %rb, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %two, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %three, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The launch in the middle writes t by an operation with unknown effects.

// CHECK: ok: launches 3 -> 3,
func.func @unknown_launch(%a: memref<16xf32> {llvm.noalias}, %i: memref<16xi32> {llvm.noalias}, %t: memref<16xi32> {llvm.noalias}, %o: memref<16xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %la = memref.load %a[%x] : memref<16xf32>
    %ra = arith.mulf %la, %two : f32
    memref.store %ra, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %i[%x] : memref<16xi32>
    %start = memref.extract_aligned_pointer_as_index %t : memref<16xi32> -> index
    %distance = arith.muli %x, %c4 : index
    %address = arith.addi %start, %distance : index
    %number = arith.index_cast %address : index to i64
    %p = llvm.inttoptr %number : i64 to !llvm.ptr
    %old = llvm.atomicrmw xchg %p, %v acq_rel : !llvm.ptr, i32
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%x] : memref<16xi32>
    memref.store %v, %o[%x] : memref<16xi32>
    gpu.terminator
  }
  return
}

// -----

// The launch in the middle may read a, and does.

// CHECK: ok: launches 3 -> 3,
func.func @unknown_buffer(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}, %d: memref<16xf32> {llvm.noalias}, %p: i1 {fuselage.test.value = true}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  %m = arith.select %p, %a, %d : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %la = memref.load %a[%x] : memref<16xf32>
    %ra = arith.mulf %la, %two : f32
    memref.store %ra, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %m[%x] : memref<16xf32>
    memref.store %v, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %la = memref.load %a[%x] : memref<16xf32>
    %ra = arith.addf %la, %two : f32
    memref.store %ra, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// A buffer is freed after its last reader, wherever that launch goes.

// CHECK: ok: launches 6 -> 2,
func.func @freed(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  %three = arith.constant 3.0 : f32
  %t = memref.alloc() : memref<16xf32>
  %v = memref.cast %t : memref<16xf32> to memref<?xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %a[%x] : memref<16xf32>
    memref.store %l, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %lb = memref.load %b[%x] : memref<8xf32>
    %rb = arith.mulf %lb, %two : f32
    memref.store %rb, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %v[%x] : memref<?xf32>
    %r = arith.addf %l, %two : f32
    memref.store %r, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %v : memref<?xf32>
  %u = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %b[%x] : memref<8xf32>
    memref.store %l, %u[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %la = memref.load %a[%x] : memref<16xf32>
    %ra = arith.mulf %la, %three : f32
    memref.store %ra, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %l = memref.load %u[%x] : memref<8xf32>
    %r = arith.addf %l, %three : f32
    memref.store %r, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  memref.dealloc %u : memref<8xf32>
  return
}

// -----

// A loop on the host has launches of its own that touch both.

// CHECK: ok: launches 16 -> 12,
func.func @host_loop(%a: memref<16xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}, %d: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %la = memref.load %a[%x] : memref<16xf32>
    %ra = arith.mulf %la, %two : f32
    memref.store %ra, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %lb = memref.load %b[%x] : memref<8xf32>
    %rb = arith.mulf %lb, %two : f32
    memref.store %rb, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  scf.for %i = %c0 to %c4 step %c1 {
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %la = memref.load %d[%x] : memref<16xf32>
    %ra = arith.addf %la, %two : f32
    memref.store %ra, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %lb = memref.load %b[%x] : memref<8xf32>
    %rb = arith.mulf %lb, %two : f32
    memref.store %rb, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %ld = memref.load %a[%x] : memref<16xf32>
    %rd = arith.mulf %ld, %two : f32
    memref.store %rd, %d[%x] : memref<16xf32>
    gpu.terminator
  }
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %la = memref.load %a[%x] : memref<16xf32>
    %ra = arith.addf %la, %two : f32
    memref.store %ra, %a[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %lb = memref.load %b[%x] : memref<8xf32>
    %rb = arith.addf %lb, %two : f32
    memref.store %rb, %b[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}
