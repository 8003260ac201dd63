module @outer {
  module @inner {
    func.func @f(%a: memref<8xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
      %c1 = arith.constant 1 : index
      %c8 = arith.constant 8 : index
      gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %a[%x] : memref<8xf32>
        %w = math.exp %v : f32
        memref.store %w, %b[%x] : memref<8xf32>
        gpu.terminator
      }
      gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
        %v = memref.load %b[%x] : memref<8xf32>
        %w = math.exp %v : f32
        memref.store %w, %b[%x] : memref<8xf32>
        gpu.terminator
      }
      return
    }
  }
}

// Modules beside each other. Kernels of the second have the same names as
// kernels of the first.
module {
  func.func @f(%a: memref<8xf32>) {
    %c1 = arith.constant 1 : index
    %c8 = arith.constant 8 : index
    gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %v = memref.load %a[%x] : memref<8xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %a[%x] : memref<8xf32>
      gpu.terminator
    }
    return
  }
  module {
    gpu.module @f_kernel {
      gpu.func @f_kernel(%a: memref<8xf32>) kernel {
        %x = gpu.block_id x
        %v = arith.constant 1.0 : f32
        memref.store %v, %a[%x] : memref<8xf32>
        gpu.return
      }
    }
  }
}

func.func @f(%a: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%x] : memref<8xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %a[%x] : memref<8xf32>
    gpu.terminator
  }
  return
}
