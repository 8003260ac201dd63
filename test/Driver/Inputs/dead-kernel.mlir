module attributes {gpu.container_module} {
  gpu.module @k {
    gpu.func @k(%a: index) kernel attributes {known_block_size = array<i32: 1, 1, 1>} {
      gpu.return
    }
  }
  func.func @f(%x: tensor<4x4xf32>) {
    %p = llvm.mlir.constant(128 : i64) : i64
    %q = llvm.mlir.constant(1 : i64) : i64
    %n = builtin.unrealized_conversion_cast %p : i64 to index
    %o = builtin.unrealized_conversion_cast %q : i64 to index
    %w = gpu.wait async
    %l = gpu.launch_func async [%w] @k::@k blocks in (%o, %o, %o) threads in (%o, %o, %o) args(%n : index)
    return
  }
}
