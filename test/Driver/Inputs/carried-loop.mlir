// Each trip reads what other blocks wrote in the trip before.
func.func @f(%a: memref<65xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c10 = arith.constant 10 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c10 step %c1 {
    gpu.launch blocks(%x, %y, %z) in (%gx = %c64, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%bx = %c1, %by = %c1, %bz = %c1) {
      %n = arith.addi %x, %c1 : index
      %v = memref.load %a[%x] : memref<65xf32>
      memref.store %v, %a[%n] : memref<65xf32>
      gpu.terminator
    }
  }
  return
}
