// Launches that may share a launch, and launches that may not.
func.func @mixed(%x: memref<512xf32>, %out: memref<512xf32>) {
  %c1 = arith.constant 1 : index
  %c512 = arith.constant 512 : index
  %t = memref.alloc() : memref<512xf32>
  %u = memref.alloc() : memref<512xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c512, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%bx] : memref<512xf32>
    %w = arith.mulf %v, %v : f32
    memref.store %w, %t[%bx] : memref<512xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c512, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%bx] : memref<512xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %u[%bx] : memref<512xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c512, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %c511 = arith.constant 511 : index
    %r = arith.subi %c511, %bx : index
    %v = memref.load %u[%r] : memref<512xf32>
    %w = arith.negf %v : f32
    memref.store %w, %out[%bx] : memref<512xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<512xf32>
  memref.dealloc %u : memref<512xf32>
  return
}

func.func @alone(%x: memref<512xf32>) {
  %c1 = arith.constant 1 : index
  %c512 = arith.constant 512 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c512, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%bx] : memref<512xf32>
    %w = math.absf %v : f32
    memref.store %w, %x[%bx] : memref<512xf32>
    gpu.terminator
  }
  return
}
