// Softmax by rows: three loops are left, for the maximum, for the exponentials and
// their sum, and for the quotients; of the buffers, one row in private memory.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s
// RUN: %test-exec %s --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC: ok: launches 6 -> 1

// CHECK-LABEL: func.func @softmax
//   CHECK-NOT:   memref.alloc()
//       CHECK:   %[[ROW:.*]] = memref.alloca() : memref<4xf32>
//       CHECK:   %[[MAX:.*]] = scf.for {{.*}} iter_args
//       CHECK:     arith.maximumf
//       CHECK:   %[[SUM:.*]] = scf.for {{.*}} iter_args
//       CHECK:     %[[D:.*]] = arith.subf %{{.*}}, %[[MAX]]
//  CHECK-NEXT:     %[[E:.*]] = math.exp %[[D]]
//  CHECK-NEXT:     memref.store %[[E]], %[[ROW]]
//  CHECK-NEXT:     arith.addf %[[E]]
//       CHECK:   scf.for
//  CHECK-NEXT:     %[[L:.*]] = memref.load %[[ROW]]
//  CHECK-NEXT:     arith.divf %[[L]], %[[SUM]]
//  CHECK-NEXT:     memref.store %{{.*}}, %arg1
//   CHECK-NOT:   memref.dealloc
func.func @softmax(%x: memref<8x4xf32> {llvm.noalias}, %out: memref<8x4xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = arith.constant 8 : index
  %ninf = arith.constant 0xFF800000 : f32
  %z = arith.constant 0.0 : f32
  %m = memref.alloc() : memref<8xf32>
  %s = memref.alloc() : memref<8xf32>
  %e = memref.alloc() : memref<8x4xf32>
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %y, %zz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %ninf, %m[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %y, %zz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %a = memref.load %x[%b, %i] : memref<8x4xf32>
      %o = memref.load %m[%b] : memref<8xf32>
      %r = arith.maximumf %a, %o : f32
      memref.store %r, %m[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %y, %zz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %a = memref.load %x[%b, %i] : memref<8x4xf32>
      %o = memref.load %m[%b] : memref<8xf32>
      %d = arith.subf %a, %o : f32
      %r = math.exp %d : f32
      memref.store %r, %e[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %y, %zz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %z, %s[%b] : memref<8xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %y, %zz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %a = memref.load %e[%b, %i] : memref<8x4xf32>
      %o = memref.load %s[%b] : memref<8xf32>
      %r = arith.addf %a, %o : f32
      memref.store %r, %s[%b] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %y, %zz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c4 step %c1 {
      %a = memref.load %e[%b, %i] : memref<8x4xf32>
      %o = memref.load %s[%b] : memref<8xf32>
      %r = arith.divf %a, %o : f32
      memref.store %r, %out[%b, %i] : memref<8x4xf32>
    }
    gpu.terminator
  }
  memref.dealloc %m : memref<8xf32>
  memref.dealloc %s : memref<8xf32>
  memref.dealloc %e : memref<8x4xf32>
  return
}
