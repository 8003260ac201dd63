// Programs that go past the bounds of the small-bounds plugin where other
// programs do not. Past a bound, clean-up does less, or a launch is refused:
// with usual and with small bounds the outputs are the same.

// UNSUPPORTED: sanitized

// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{reshape=false})' | FileCheck %s --implicit-check-not='ok: launches'
// RUN: fuselage-test-exec --load-pass-plugin=%small-bounds-plugin %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=SMALL --implicit-check-not='ok: launches'
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches)'

// Loops whose iterations touch every second element, two apart.

// CHECK: ok: launches 2 -> 1
// SMALL: ok: launches 2 -> 1
func.func @stride_and_distance(%t: memref<4x64xf32> {llvm.noalias}, %o: memref<4x64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c8 step %c1 {
      %j = affine.apply affine_map<(d0) -> (d0 * 2 + 4)>(%i)
      memref.store %f, %t[%b, %j] : memref<4x64xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c8 step %c1 {
      %j = affine.apply affine_map<(d0) -> (d0 * 2)>(%i)
      %v = memref.load %t[%b, %j] : memref<4x64xf32>
      memref.store %v, %o[%b, %i] : memref<4x64xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Two loops that carry a value each.

// CHECK: ok: launches 2 -> 1
// SMALL: ok: launches 2 -> 1
func.func @carried(%x: memref<4x8xf32> {llvm.noalias}, %t: memref<4xf32> {llvm.noalias}, %o: memref<4x2xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %f = arith.constant 0.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s = scf.for %i = %c0 to %c8 step %c1 iter_args(%a = %f) -> f32 {
      %v = memref.load %x[%b, %i] : memref<4x8xf32>
      %n = arith.addf %a, %v : f32
      scf.yield %n : f32
    }
    memref.store %s, %t[%b] : memref<4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %s:2 = scf.for %i = %c0 to %c8 step %c1 iter_args(%a = %f, %c = %f) -> (f32, f32) {
      %v = memref.load %x[%b, %i] : memref<4x8xf32>
      %n = arith.addf %a, %v : f32
      %m = arith.maximumf %c, %v : f32
      scf.yield %n, %m : f32, f32
    }
    memref.store %s#0, %o[%b, %c0] : memref<4x2xf32>
    memref.store %s#1, %o[%b, %c1] : memref<4x2xf32>
    gpu.terminator
  }
  return
}

// -----

// A branch and a jump lead to the store. With one edge followed, the guard is not seen: the
// second launch may read the element of another thread.

// CHECK: ok: launches 2 -> 1
// SMALL: ok: launches 2 -> 2
func.func @guarded_twice(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi eq, %b, %c4 : index
    cf.cond_br %p, ^one, ^done
  ^one:
    cf.br ^two
  ^two:
    memref.store %f, %t[%c4] : memref<16xf32>
    cf.br ^done
  ^done:
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %p = arith.cmpi eq, %b, %c4 : index
    cf.cond_br %p, ^one, ^done
  ^one:
    %v = memref.load %t[%c4] : memref<16xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    cf.br ^done
  ^done:
    gpu.terminator
  }
  return
}

// -----

// Launches with several locations, whose names the fused launch would take.

// CHECK: ok: launches 2 -> 1
// SMALL: ok: launches 2 -> 1
func.func @named_by_many(%t: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %f, %t[%b] : memref<16xf32>
    gpu.terminator
  } loc(fused["first", "of_many"])
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<16xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %t[%b] : memref<16xf32>
    gpu.terminator
  } loc(fused["second", "of_many"])
  return
}

// -----

// Of three stores the first is the one that another thread loads, and the first that
// is forgotten.

// CHECK: ok: launches 2 -> 2
// SMALL: ok: launches 2 -> 2
func.func @forgotten_store(%t: memref<48xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  %c31 = arith.constant 31 : index
  %c47 = arith.constant 47 : index
  %f = arith.constant 5.0 : f32
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.subi %c15, %b : index
    memref.store %f, %t[%i] : memref<48xf32>
    %j = arith.subi %c31, %b : index
    memref.store %f, %t[%j] : memref<48xf32>
    %k = arith.subi %c47, %b : index
    memref.store %f, %t[%k] : memref<48xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%b] : memref<48xf32>
    memref.store %v, %o[%b] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// The store is in a function that a function calls.

// CHECK: ok: launches 2 -> 2
// SMALL: ok: launches 2 -> 2
func.func private @inner(%t: memref<16xf32>, %i: index) {
  %f = arith.constant 5.0 : f32
  memref.store %f, %t[%i] : memref<16xf32>
  return
}
func.func private @outer(%t: memref<16xf32>, %i: index) {
  func.call @inner(%t, %i) : (memref<16xf32>, index) -> ()
  return
}
func.func @store_in_two_calls(%t: memref<16xf32> {llvm.noalias}, %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.subi %c15, %b : index
    func.call @outer(%t, %i) : (memref<16xf32>, index) -> ()
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

// CHECK: 6 modules, 6 ok
// SMALL: 6 modules, 6 ok
