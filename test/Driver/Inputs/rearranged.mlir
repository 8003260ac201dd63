// Two interleaved chains. One of them passes through a copy of the host, and
// its last launch has its ids the other way round.
func.func @test(%a: memref<8x4xf32> {llvm.noalias}, %b: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %two = arith.constant 2.0 : f32
  %t = memref.alloc() : memref<8x4xf32>
  %u = memref.alloc() : memref<8x4xf32>
  %v = memref.alloc() : memref<16xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c8, %gy = %c4, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %a[%x, %y] : memref<8x4xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %t[%x, %y] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %b[%x] : memref<16xf32>
    %1 = arith.mulf %0, %two : f32
    memref.store %1, %v[%x] : memref<16xf32>
    gpu.terminator
  }
  memref.copy %t, %u : memref<8x4xf32> to memref<8x4xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c4, %gy = %c8, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %u[%y, %x] : memref<8x4xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %a[%y, %x] : memref<8x4xf32>
    gpu.terminator
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c16, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %0 = memref.load %v[%x] : memref<16xf32>
    %1 = arith.addf %0, %two : f32
    memref.store %1, %b[%x] : memref<16xf32>
    gpu.terminator
  }
  memref.dealloc %t : memref<8x4xf32>
  memref.dealloc %u : memref<8x4xf32>
  memref.dealloc %v : memref<16xf32>
  return
}
