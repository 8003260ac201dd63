// Variables in workgroup memory have the alignment that vectors like, unless
// padding between them may take more than a block has: with 16 bytes for each,
// these take 16 bytes too many in this order.

// RUN: %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx,fuselage-print-ptx)' | FileCheck %s
// CHECK-NOT: .align 16 .b8
// CHECK: .shared .align 4 .b8 {{.*}}[24560]
// CHECK: .shared .align 4 .b8 {{.*}}[24576]

module attributes {gpu.container_module} {
  gpu.module @kernels {
    gpu.func @k(%out: memref<?xf32>, %flags: memref<?xi8>)
        workgroup(%a: memref<1xi8, 3>, %b: memref<6140xf32, 3>,
                  %c: memref<1xi8, 3>, %d: memref<6144xf32, 3>) kernel {
      %i = gpu.thread_id x
      %c0 = arith.constant 0 : index
      %v = memref.load %out[%i] : memref<?xf32>
      %f = memref.load %flags[%i] : memref<?xi8>
      memref.store %f, %a[%c0] : memref<1xi8, 3>
      memref.store %f, %c[%c0] : memref<1xi8, 3>
      memref.store %v, %b[%i] : memref<6140xf32, 3>
      memref.store %v, %d[%i] : memref<6144xf32, 3>
      gpu.barrier
      %w = memref.load %b[%c0] : memref<6140xf32, 3>
      %x = memref.load %d[%c0] : memref<6144xf32, 3>
      %g = memref.load %a[%c0] : memref<1xi8, 3>
      %h = memref.load %c[%c0] : memref<1xi8, 3>
      %s = arith.addf %w, %x : f32
      %t = arith.addi %g, %h : i8
      memref.store %s, %out[%i] : memref<?xf32>
      memref.store %t, %flags[%i] : memref<?xi8>
      gpu.return
    }
  }
}
