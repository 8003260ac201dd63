// Launches of outlined kernels that stay as they are, and one that is inlined.
module attributes {gpu.container_module} {
  func.func @stay(%x: memref<8xf32>, %n: i32) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    %one = arith.constant 1 : i32
    gpu.launch_func @m::@names_a_symbol blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<8xf32>)
    gpu.launch_func @m::@plain blocks in (%n, %one, %one) threads in (%one, %one, %one) : i32 args(%x : memref<8xf32>)
    gpu.launch_func @lowered::@k blocks in (%c8, %c1, %c1) threads in (%c1, %c1, %c1)
    return
  }
  gpu.module @m {
    func.func @helper(%v: f32) -> f32 {
      %w = arith.negf %v : f32
      return %w : f32
    }
    gpu.func @names_a_symbol(%a: memref<8xf32>) kernel {
      %i = gpu.block_id x
      %v = memref.load %a[%i] : memref<8xf32>
      %w = func.call @helper(%v) : (f32) -> f32
      memref.store %w, %a[%i] : memref<8xf32>
      gpu.return
    }
    gpu.func @plain(%a: memref<8xf32>) kernel {
      gpu.return
    }
  }
  func.func @go(%x: memref<8xf32>) {
    %c1 = arith.constant 1 : index
    gpu.launch_func @n::@inlined blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<8xf32>)
    return
  }
  gpu.module @n {
    gpu.func @inlined(%a: memref<8xf32>) kernel {
      %i = gpu.block_id x
      %v = arith.constant 1.0 : f32
      memref.store %v, %a[%i] : memref<8xf32>
      gpu.return
    }
    // Nothing here launches it, but something else may.
    gpu.func @other(%a: memref<8xf32>) kernel {
      gpu.return
    }
  }
  gpu.module @lowered {
    llvm.func @k() attributes {gpu.kernel, nvvm.kernel} {
      llvm.return
    }
  }
}
