// Sizes that are known when the program runs.
func.func @dynamic(%n: index, %x: memref<?xf32>, %out: memref<?xf32>) {
  %c1 = arith.constant 1 : index
  %t = memref.alloc(%n) : memref<?xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %x[%bx] : memref<?xf32>
    memref.store %v, %t[%bx] : memref<?xf32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%bx] : memref<?xf32>
    %w = arith.negf %v : f32
    memref.store %w, %out[%bx] : memref<?xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<?xf32>
  return
}
