// Kernels that were outlined before.
module attributes {gpu.container_module} {
  func.func @test(%x: memref<64xf32> {llvm.noalias}, %y: memref<64xf32> {llvm.noalias}) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %t = memref.alloc() : memref<64xf32>
    %u = memref.alloc() : memref<64xf32>
    gpu.launch_func @m::@square blocks in (%c8, %c1, %c1) threads in (%c8, %c1, %c1) args(%x : memref<64xf32>, %t : memref<64xf32>)
    gpu.launch_func @m::@square blocks in (%c8, %c1, %c1) threads in (%c8, %c1, %c1) args(%t : memref<64xf32>, %u : memref<64xf32>)
    gpu.launch_func @m::@rectify blocks in (%c8, %c1, %c1) threads in (%c8, %c1, %c1) args(%u : memref<64xf32>, %y : memref<64xf32>)
    memref.dealloc %t : memref<64xf32>
    memref.dealloc %u : memref<64xf32>
    return
  }

  // The values that @test has to compute.
  func.func @plain(%x: memref<64xf32>, %y: memref<64xf32>) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    %c64 = arith.constant 64 : index
    %limit = arith.constant 2.0 : f32
    scf.for %i = %c0 to %c64 step %c1 {
      %v = memref.load %x[%i] : memref<64xf32>
      %v2 = arith.mulf %v, %v : f32
      %v4 = arith.mulf %v2, %v2 : f32
      %less = arith.cmpf olt, %v4, %limit : f32
      %r = arith.select %less, %v4, %limit : f32
      memref.store %r, %y[%i] : memref<64xf32>
    }
    return
  }

  gpu.module @m {
    gpu.func @square(%a: memref<64xf32>, %b: memref<64xf32>) workgroup(%w: memref<8xf32, #gpu.address_space<workgroup>>) kernel {
      %c8 = arith.constant 8 : index
      %block = gpu.block_id x
      %thread = gpu.thread_id x
      %first = arith.muli %block, %c8 : index
      %i = arith.addi %first, %thread : index
      %v = memref.load %a[%i] : memref<64xf32>
      memref.store %v, %w[%thread] : memref<8xf32, #gpu.address_space<workgroup>>
      gpu.barrier
      %s = memref.load %w[%thread] : memref<8xf32, #gpu.address_space<workgroup>>
      %square = arith.mulf %s, %s : f32
      memref.store %square, %b[%i] : memref<64xf32>
      gpu.return
    }
    gpu.func @rectify(%a: memref<64xf32>, %b: memref<64xf32>) kernel {
      %c8 = arith.constant 8 : index
      %limit = arith.constant 2.0 : f32
      %block = gpu.block_id x
      %thread = gpu.thread_id x
      %first = arith.muli %block, %c8 : index
      %i = arith.addi %first, %thread : index
      %v = memref.load %a[%i] : memref<64xf32>
      %less = arith.cmpf olt, %v, %limit : f32
      cf.cond_br %less, ^keep, ^cut
    ^keep:
      memref.store %v, %b[%i] : memref<64xf32>
      gpu.return
    ^cut:
      memref.store %limit, %b[%i] : memref<64xf32>
      gpu.return
    }
  }
}
