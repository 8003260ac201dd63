// A buffer is doubled into %t, and %t is added to the buffer: two launches of
// 1,000 elements in blocks of 256 threads, and 4,000 bytes that pass from one to
// the other through device memory.
func.func @double_add(%x: memref<1000xf32>, %y: memref<1000xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c256 = arith.constant 256 : index
  %c1000 = arith.constant 1000 : index
  %t = memref.alloc() : memref<1000xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %b = arith.muli %bx, %c256 : index
    %i = arith.addi %b, %tx : index
    %in = arith.cmpi slt, %i, %c1000 : index
    scf.if %in {
      %v = memref.load %x[%i] : memref<1000xf32>
      %d = arith.addf %v, %v : f32
      memref.store %d, %t[%i] : memref<1000xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %b = arith.muli %bx, %c256 : index
    %i = arith.addi %b, %tx : index
    %in = arith.cmpi slt, %i, %c1000 : index
    scf.if %in {
      %v = memref.load %t[%i] : memref<1000xf32>
      %w = memref.load %x[%i] : memref<1000xf32>
      %s = arith.addf %v, %w : f32
      memref.store %s, %y[%i] : memref<1000xf32>
    }
    gpu.terminator
  }
  memref.dealloc %t : memref<1000xf32>
  return
}
