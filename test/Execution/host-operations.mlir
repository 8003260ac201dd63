// Launches and host operations that form a chain of tokens run in program
// order; launches in host loops and branches run as often as these say.
// RUN: %test-exec %s --candidate=expected | FileCheck %s
// CHECK: host-operations.mlir: ok: launches 4 -> 0

func.func @test(%in: memref<8xf32>, %n: index {fuselage.test.value = 8 : index},
                %on: i1 {fuselage.test.value = true}) -> memref<?xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %one = arith.constant 1.0 : f32
  %t0 = gpu.wait async
  %a, %t1 = gpu.alloc async [%t0] (%n) : memref<?xf32>
  %b, %t2 = gpu.alloc async [%t1] () : memref<8xf32, 1>
  %t3 = gpu.memset async [%t2] %a, %one : memref<?xf32>, f32
  %t4 = gpu.memcpy async [%t3] %b, %in : memref<8xf32, 1>, memref<8xf32>
  %t5 = gpu.launch async [%t4] blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %n, %sy = %c1, %sz = %c1) {
    %x = memref.load %a[%tx] : memref<?xf32>
    %y = memref.load %b[%tx] : memref<8xf32, 1>
    %z = arith.addf %x, %y : f32
    memref.store %z, %a[%tx] : memref<?xf32>
    gpu.terminator
  }
  %t6 = gpu.dealloc async [%t5] %b : memref<8xf32, 1>
  gpu.wait [%t6]
  scf.for %i = %c0 to %c3 step %c1 {
    scf.if %on {
      gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
                 threads(%tx, %ty, %tz) in (%sx = %n, %sy = %c1, %sz = %c1) {
        %x = memref.load %a[%tx] : memref<?xf32>
        %z = arith.addf %x, %x : f32
        memref.store %z, %a[%tx] : memref<?xf32>
        gpu.terminator
      }
    }
  }
  return %a : memref<?xf32>
}

func.func @expected(%in: memref<8xf32>, %n: index,
                    %on: i1) -> memref<?xf32> {
  %one = arith.constant 1.0 : f32
  %eight = arith.constant 8.0 : f32
  %a = memref.alloc(%n) : memref<?xf32>
  affine.for %i = 0 to 8 {
    %x = affine.load %in[%i] : memref<8xf32>
    %y = arith.addf %x, %one : f32
    %z = arith.mulf %y, %eight : f32
    affine.store %z, %a[%i] : memref<?xf32>
  }
  return %a : memref<?xf32>
}
