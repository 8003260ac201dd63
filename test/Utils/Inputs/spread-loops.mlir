// Two loops side by side, of which one says that it is parallel, in a loop that keeps its
// order: memory runs out while iterations are compared, and while they become threads.

func.func @spread(%a: memref<7x8xf32> {llvm.noalias}, %sum: memref<8xf32> {llvm.noalias}, %b: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %h = %c0 to %c7 step %c1 {
      scf.parallel (%c) = (%c0) to (%c8) step (%c1) {
        %v = memref.load %a[%h, %c] : memref<7x8xf32>
        %s = memref.load %sum[%c] : memref<8xf32>
        %t = arith.addf %s, %v : f32
        memref.store %t, %sum[%c] : memref<8xf32>
        scf.reduce
      }
    }
    scf.for %c = %c0 to %c8 step %c1 {
      %s = memref.load %sum[%c] : memref<8xf32>
      memref.store %s, %b[%c] : memref<8xf32>
    }
    gpu.terminator
  }
  return
}
