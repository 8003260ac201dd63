// No chip before sm_90 has the instruction, and the operation does not say so.
gpu.module @kernels {
  llvm.func @k() attributes {gpu.kernel, nvvm.kernel} {
    nvvm.cluster.arrive
    llvm.return
  }
}
