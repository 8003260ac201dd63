gpu.module @kernels {
  gpu.func @empty() kernel {
    gpu.return
  }
}
