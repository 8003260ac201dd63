// A guard whose condition implies an earlier guard's condition goes into the
// earlier one, so that the later need not load the stored values.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file | FileCheck %s
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC
// RUN: %test-exec --split-input-file %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))'
// EXEC-COUNT-5: ok: launches 2 -> 1

// Equal conditions.

// CHECK-LABEL: func.func @equal
//   CHECK-NOT:   memref.alloc
//       CHECK:   scf.if
//   CHECK-NOT:   scf.if
//       CHECK:     memref.load %arg0
//   CHECK-NEXT:     memref.store %{{.*}}, %arg1
//   CHECK-NOT:   scf.if
//       CHECK:   return
func.func @equal(%x: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      %v = memref.load %x[%b] : memref<8xf32>
      memref.store %v, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8xf32>
  return
}

// -----

// Conditions that say the same in other words.

// CHECK-LABEL: func.func @other_words
//   CHECK-NOT:   memref.alloc
//       CHECK:   scf.if
//   CHECK-NOT:   scf.if
//       CHECK:     memref.load %arg0
//   CHECK-NEXT:     memref.store %{{.*}}, %arg1
//   CHECK-NOT:   scf.if
//       CHECK:   return
func.func @other_words(%x: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      %v = memref.load %x[%b] : memref<8xf32>
      memref.store %v, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.addi %c2, %c1 : index
    %c = arith.cmpi sge, %k, %b : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8xf32>
  return
}

// -----

// The later one is narrower: it has one condition more.

// CHECK-LABEL: func.func @narrower
//   CHECK-NOT:   memref.alloc
//       CHECK:   scf.if
//       CHECK:     %[[V:.*]] = memref.load %arg0
//       CHECK:     scf.if
//       CHECK:       memref.store %[[V]], %arg1
//       CHECK:   return
func.func @narrower(%x: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      %v = memref.load %x[%b] : memref<8xf32>
      memref.store %v, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %d = arith.cmpi slt, %b, %c4 : index
    %e = arith.cmpi sge, %b, %c1 : index
    %c = arith.andi %e, %d : i1
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8xf32>
  return
}

// -----

// The later one is wider: its threads have nothing from the earlier one.

// CHECK-LABEL: func.func @wider
//       CHECK:   scf.if
//   CHECK-NEXT:     memref.load
//   CHECK-NEXT:     memref.store
//   CHECK-NEXT:   }
//       CHECK:   scf.if
//       CHECK:     memref.load
//       CHECK:   return
func.func @wider(%x: memref<8xf32> {llvm.noalias}, %t: memref<8xf32> {llvm.noalias}, %o: memref<8xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c2 : index
    scf.if %c {
      %v = memref.load %x[%b] : memref<8xf32>
      memref.store %v, %t[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      %v = memref.load %t[%b] : memref<8xf32>
      memref.store %v, %o[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Loops under one condition.

// CHECK-LABEL: func.func @loops
//   CHECK-NOT:   memref.alloc
//       CHECK:   scf.if
//       CHECK:     scf.for
//       CHECK:       memref.load %arg0
//   CHECK-NEXT:       memref.store %{{.*}}, %arg1
//   CHECK-NOT:   scf.for
//   CHECK-NOT:   scf.if
//       CHECK:   return
func.func @loops(%x: memref<8x4xf32> {llvm.noalias}, %o: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %t = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      scf.for %i = %c0 to %c4 step %c1 {
        %v = memref.load %x[%b, %i] : memref<8x4xf32>
        memref.store %v, %t[%b, %i] : memref<8x4xf32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%h, %hy, %hz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c = arith.cmpi slt, %b, %c4 : index
    scf.if %c {
      scf.for %i = %c0 to %c4 step %c1 {
        %v = memref.load %t[%b, %i] : memref<8x4xf32>
        memref.store %v, %o[%b, %i] : memref<8x4xf32>
      }
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  return
}
