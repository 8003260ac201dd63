// A launch before a loop of the host, and a launch in it.
func.func @f(%a: memref<256xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%bx = %c256, %by = %c1, %bz = %c1) {
    %v = memref.load %a[%tx] : memref<256xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %a[%tx] : memref<256xf32>
    gpu.terminator
  }
  scf.for %i = %c0 to %c256 step %c1 {
    gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%bx = %c256, %by = %c1, %bz = %c1) {
      %v = memref.load %a[%tx] : memref<256xf32>
      %w = arith.mulf %v, %v : f32
      memref.store %w, %a[%tx] : memref<256xf32>
      gpu.terminator
    }
  }
  return
}
