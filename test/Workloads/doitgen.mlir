// doitgen, of multiresolution analysis: A[r, q, p] = sum over s of A[r, q, s] C[s, p],
// through a temporary: it is cleared, summed into, and copied back. The reference
// multiplies each A[r, q, :] by the transpose of C.
//
// RUN: %workload %s | FileCheck %s
// CHECK: untiled: ok, {{[0-9]+}} values as expected
// CHECK: tiled: ok, {{[0-9]+}} values as expected
// CHECK: launches: ok, {{[0-9]+}} values as expected

func.func @doitgen(%a: memref<5x6x10xf32> {llvm.noalias}, %c: memref<10x10xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %num_r = arith.constant 5 : index
  %num_q = arith.constant 6 : index
  %num_p = arith.constant 10 : index
  %zero = arith.constant 0.0 : f32
  %sum = memref.alloc() : memref<5x6x10xf32>
  scf.parallel (%r, %q, %p) = (%c0, %c0, %c0) to (%num_r, %num_q, %num_p) step (%c1, %c1, %c1) {
    memref.store %zero, %sum[%r, %q, %p] : memref<5x6x10xf32>
  }
  scf.parallel (%r, %q, %p) = (%c0, %c0, %c0) to (%num_r, %num_q, %num_p) step (%c1, %c1, %c1) {
    scf.for %s = %c0 to %num_p step %c1 {
      %0 = memref.load %sum[%r, %q, %p] : memref<5x6x10xf32>
      %1 = memref.load %a[%r, %q, %s] : memref<5x6x10xf32>
      %2 = memref.load %c[%s, %p] : memref<10x10xf32>
      %3 = arith.mulf %1, %2 : f32
      %4 = arith.addf %0, %3 : f32
      memref.store %4, %sum[%r, %q, %p] : memref<5x6x10xf32>
    }
  }
  scf.parallel (%r, %q, %p) = (%c0, %c0, %c0) to (%num_r, %num_q, %num_p) step (%c1, %c1, %c1) {
    %0 = memref.load %sum[%r, %q, %p] : memref<5x6x10xf32>
    memref.store %0, %a[%r, %q, %p] : memref<5x6x10xf32>
  }
  memref.dealloc %sum : memref<5x6x10xf32>
  return
}
