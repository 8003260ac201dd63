// Launches over one grid whose threads touch only their own elements become
// one, whatever movable operations stand between them.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false sink-loops=false}))' --split-input-file | FileCheck %s
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false sink-loops=false}))' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))'
// EXEC-COUNT-7: ok: launches

// Equal constants under different names are one configuration; the allocation
// and the constants move up, the deallocation moves down and goes with the
// buffer.

// CHECK-LABEL: func.func @chain
//   CHECK-NOT: memref.alloc
//       CHECK: gpu.launch blocks(%[[B:[^,]+]],
//       CHECK:   %[[V:.*]] = memref.load %{{.*}}[%[[B]]]
//       CHECK:   %[[S:.*]] = arith.addf %[[V]], %[[V]]
//       CHECK:   %[[M:.*]] = arith.mulf %[[S]], %[[S]]
//       CHECK:   memref.store %[[M]], %{{.*}}[%[[B]]]
//  CHECK-NEXT:   gpu.terminator
//   CHECK-NOT: gpu.launch
//   CHECK-NOT: memref.dealloc
//       CHECK: return
func.func @chain(%in: memref<128xf32> {llvm.noalias}, %out: memref<128xf32>) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 128 : index
  %t = memref.alloc() : memref<128xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %in[%b] : memref<128xf32>
    %s = arith.addf %v, %v : f32
    memref.store %s, %t[%b] : memref<128xf32>
    gpu.terminator
  }
  %one = arith.constant 1 : index
  %m = arith.constant 128 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %m, %gy = %one, %gz = %one)
             threads(%x, %y, %z) in (%sx = %one, %sy = %one, %sz = %one) {
    %v = memref.load %t[%b] : memref<128xf32>
    %s = arith.mulf %v, %v : f32
    memref.store %s, %out[%b] : memref<128xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<128xf32>
  return
}

// -----

// The index of a dimension of one block is 0, and `affine.apply` and `arith`
// spell the same index; the buffer returned stays.

// CHECK-LABEL: func.func @spellings
//       CHECK: %[[T:.*]] = memref.alloc
//       CHECK: gpu.launch
//       CHECK:   memref.store %[[V:.*]], %[[T]]
//   CHECK-NOT:   memref.load %[[T]]
//       CHECK:   math.sqrt %[[V]]
//   CHECK-NOT: gpu.launch
//       CHECK: return %[[T]]
#offset = affine_map<(d0)[s0] -> (d0 * 2 + s0 + 1)>
func.func @spellings(%in: memref<1x64xf32> {llvm.noalias}, %out: memref<1x64xf32>, %o: index)
    -> memref<1x64xf32> {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = arith.constant 16 : index
  %t = memref.alloc() : memref<1x64xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %n, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = affine.apply #offset(%by)[%o]
    %v = memref.load %in[%bx, %i] : memref<1x64xf32>
    memref.store %v, %t[%bx, %i] : memref<1x64xf32>
    gpu.terminator
  }
  %c0 = arith.constant 0 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %n, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.muli %c2, %by : index
    %e = arith.addi %d, %c1 : index
    %i = arith.addi %e, %o : index
    %v = memref.load %t[%c0, %i] : memref<1x64xf32>
    %s = math.sqrt %v : f32
    memref.store %s, %out[%c0, %i] : memref<1x64xf32>
    gpu.terminator
  }
  return %t : memref<1x64xf32>
}

// -----

// The usual linear index of a thread, by region arguments and by operations.

// CHECK-LABEL: func.func @global_id
// CHECK-COUNT-1: gpu.launch
//   CHECK-NOT: gpu.launch
//   CHECK-NOT: memref.alloc
func.func @global_id(%in: memref<1024xf32> {llvm.noalias}, %out: memref<1024xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c128 = arith.constant 128 : index
  %t = memref.alloc() : memref<1024xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c128, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %v = memref.load %in[%i] : memref<1024xf32>
    memref.store %v, %t[%i] : memref<1024xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c128, %sy = %c1, %sz = %c1) {
    %p = arith.muli %b, %sx : index
    %i = arith.addi %p, %x : index
    %v = memref.load %t[%i] : memref<1024xf32>
    memref.store %v, %out[%i] : memref<1024xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<1024xf32>
  return
}

// -----

// Sizes that are known only when the program runs are equal if they are the
// same value.

// CHECK-LABEL: func.func @dynamic
// CHECK-COUNT-1: gpu.launch
//   CHECK-NOT: gpu.launch
func.func @dynamic(%in: memref<?xf32> {llvm.noalias}, %out: memref<?xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  %t = memref.alloc(%n) : memref<?xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %in[%b] : memref<?xf32>
    memref.store %v, %t[%b] : memref<?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<?xf32>
    memref.store %v, %out[%b] : memref<?xf32>
    gpu.terminator
  }
  return
}

// -----

// Two `memref.get_global` of one symbol are one buffer; another global is
// another.

// CHECK-LABEL: func.func @globals
// CHECK-COUNT-1: gpu.launch
//       CHECK:   memref.store %[[V:[^,]+]], %{{.*}}[%[[B:.*]]]
//       CHECK:   memref.store %[[V]]
//   CHECK-NOT: gpu.launch
memref.global "private" @state : memref<32xf32> = uninitialized
memref.global "private" @copy : memref<32xf32> = uninitialized
func.func @globals(%v: f32) {
  %c1 = arith.constant 1 : index
  %n = arith.constant 32 : index
  %s = memref.get_global @state : memref<32xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %v, %s[%b] : memref<32xf32>
    gpu.terminator
  }
  %again = memref.get_global @state : memref<32xf32>
  %c = memref.get_global @copy : memref<32xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %w = memref.load %again[%b] : memref<32xf32>
    memref.store %w, %c[%b] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// Launches fuse in the regions of host control flow, each block by itself.

// CHECK-LABEL: func.func @nested
//       CHECK: scf.for
// CHECK-COUNT-1: gpu.launch
//   CHECK-NOT: gpu.launch
//       CHECK: scf.if
// CHECK-COUNT-1: gpu.launch
//   CHECK-NOT: gpu.launch
//       CHECK: return
func.func @nested(%a: memref<8xf32>, %steps: index, %flag: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  scf.for %step = %c0 to %steps step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<8xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %a[%b] : memref<8xf32>
      gpu.terminator
    }
    gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<8xf32>
      %w = arith.mulf %v, %v : f32
      memref.store %w, %a[%b] : memref<8xf32>
      gpu.terminator
    }
  }
  scf.if %flag {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<8xf32>
      %w = math.exp %v : f32
      memref.store %w, %a[%b] : memref<8xf32>
      gpu.terminator
    }
    gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%b] : memref<8xf32>
      %w = math.log %v : f32
      memref.store %w, %a[%b] : memref<8xf32>
      gpu.terminator
    }
  }
  return
}

// -----

// A reduction along a row belongs to the thread of that row, whatever columns
// it touches on the way; the two loops become one.

// CHECK-LABEL: func.func @rows
// CHECK-COUNT-1: gpu.launch
//       CHECK: scf.for
//       CHECK:   %[[E:.*]] = math.exp
//       CHECK:   arith.addf %{{.*}}, %[[E]]
//   CHECK-NOT: scf.for
//   CHECK-NOT: gpu.launch
//       CHECK: return
func.func @rows(%a: memref<8x32xf32> {llvm.noalias}, %sum: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant 8 : index
  %m = arith.constant 32 : index
  %zero = arith.constant 0.0 : f32
  %t = memref.alloc() : memref<8x32xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %m step %c1 {
      %v = memref.load %a[%b, %j] : memref<8x32xf32>
      %e = math.exp %v : f32
      memref.store %e, %t[%b, %j] : memref<8x32xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %r = scf.for %j = %c0 to %m step %c1 iter_args(%acc = %zero) -> f32 {
      %v = memref.load %t[%b, %j] : memref<8x32xf32>
      %w = arith.addf %acc, %v : f32
      scf.yield %w : f32
    }
    memref.store %r, %sum[%b] : memref<8xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x32xf32>
  return
}
