// Values that stand for bounds and sizes belong to one launch. Another launch, another
// branch of the host, or a value that is gone may have an equal one.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{sink-loops=false block-size=32})' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(fuselage-fuse-launches{sink-loops=false block-size=32})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// Both bodies ask for the size that bounds them.

// CHECK-LABEL: func.func @f(
// EXEC: ok: launches 2 -> 1
func.func @f(%m: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 50>}, %o: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %n: index {fuselage.test.value = 3 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c32 = arith.constant 32 : index
  %c2 = arith.constant 2 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = memref.dim %m, %c0 : memref<?xi32>
    %is = arith.cmpi ult, %i, %d : index
    scf.if %is {
    %v = memref.load %m[%i] : memref<?xi32>
    memref.store %v, %o[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %d = memref.dim %m, %c0 : memref<?xi32>
    %is = arith.cmpi ult, %i, %d : index
    scf.if %is {
    %v = memref.load %o[%i] : memref<64xi32>
    memref.store %v, %q[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Each branch of the host asks for the size by itself.

// CHECK-LABEL: func.func @f(
// EXEC: ok: launches 1 -> 1
func.func @f(%m: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 50>}, %o: memref<64xi32> {llvm.noalias}, %c: i1 {fuselage.test.value = 0 : i1}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  scf.if %c {
    %n = memref.dim %m, %c0 : memref<?xi32>
    gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %is = arith.cmpi ult, %i, %n : index
      scf.if %is {
        %v = memref.load %m[%i] : memref<?xi32>
        memref.store %v, %o[%i] : memref<64xi32>
      }
      gpu.terminator
    }
  } else {
    %n = memref.dim %m, %c0 : memref<?xi32>
    gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %is = arith.cmpi ult, %i, %n : index
      scf.if %is {
        %v = memref.load %m[%i] : memref<?xi32>
        %w = arith.addi %v, %v : i32
        memref.store %w, %o[%i] : memref<64xi32>
      }
      gpu.terminator
    }
  }
  return
}

// -----

// The size in the first body is not needed any more when the second is read.

// CHECK-LABEL: func.func @f(
// EXEC: ok: launches 2 -> 2
func.func @f(%m: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 50>}, %o: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c50 = arith.constant 50 : index
  %c64 = arith.constant 64 : index
  scf.for %k = %c0 to %c1 step %c1 {
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = memref.dim %m, %c0 : memref<?xi32>
    %e = arith.subi %d, %d : index
    %j = arith.addi %i, %e : index
    %v = memref.load %o[%j] : memref<64xi32>
    memref.store %v, %o[%j] : memref<64xi32>
    gpu.terminator
  }
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c50, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = memref.dim %m, %c0 : memref<?xi32>
    %is = arith.cmpi ult, %i, %d : index
    scf.if %is {
    %v = memref.load %o[%i] : memref<64xi32>
    memref.store %v, %q[%i] : memref<64xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Many sizes of views go, and others of the same kind come.

// CHECK-LABEL: func.func @f(
// EXEC: ok: launches 2 -> 1
func.func @f(%m: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 64>}, %o: memref<64xi32> {llvm.noalias}, %q: memref<64xi32> {llvm.noalias}, %p: memref<3x128xi32> {llvm.noalias}, %n: index {fuselage.test.value = 7 : index}, %k: index {fuselage.test.value = 9 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %o[%i] : memref<64xi32>
    memref.store %v, %q[%i] : memref<64xi32>
    %sv0 = memref.subview %m[0][%n][1] : memref<?xi32> to memref<?xi32, strided<[1]>>
    %d0 = memref.dim %sv0, %c0 : memref<?xi32, strided<[1]>>
    %sv1 = memref.subview %m[0][%n][1] : memref<?xi32> to memref<?xi32, strided<[1]>>
    %d1 = memref.dim %sv1, %c0 : memref<?xi32, strided<[1]>>
    %sv2 = memref.subview %m[0][%n][1] : memref<?xi32> to memref<?xi32, strided<[1]>>
    %d2 = memref.dim %sv2, %c0 : memref<?xi32, strided<[1]>>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%t, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %sv0 = memref.subview %m[0][%k][1] : memref<?xi32> to memref<?xi32, strided<[1]>>
    %sv1 = memref.subview %m[0][%k][1] : memref<?xi32> to memref<?xi32, strided<[1]>>
    %sv2 = memref.subview %m[0][%k][1] : memref<?xi32> to memref<?xi32, strided<[1]>>
    %s0 = index.add %c3, %c4
    %s1 = index.add %c3, %c4
    %s2 = index.add %c3, %c4
    %s3 = index.add %c3, %c4
    %s4 = index.add %c3, %c4
    %s5 = index.add %c3, %c4
    %d0 = memref.dim %sv0, %c0 : memref<?xi32, strided<[1]>>
    %d1 = memref.dim %sv1, %c0 : memref<?xi32, strided<[1]>>
    %d2 = memref.dim %sv2, %c0 : memref<?xi32, strided<[1]>>
    %e0 = index.sub %d0, %s0
    %j0 = index.add %i, %e0
    %w0 = arith.index_cast %s0 : index to i32
    memref.store %w0, %p[%c0, %j0] : memref<3x128xi32>
    %e1 = index.sub %d1, %s0
    %j1 = index.add %i, %e1
    %w1 = arith.index_cast %s1 : index to i32
    memref.store %w1, %p[%c1, %j1] : memref<3x128xi32>
    %e2 = index.sub %d2, %s0
    %j2 = index.add %i, %e2
    %w2 = arith.index_cast %s2 : index to i32
    memref.store %w2, %p[%c2, %j2] : memref<3x128xi32>

    %v = memref.load %q[%i] : memref<64xi32>
    %vv = arith.addi %v, %v : i32
    memref.store %vv, %q[%i] : memref<64xi32>
    gpu.terminator
  }
  return
}
