// N elements in blocks of one and in blocks of 48, R rows of C elements and their sums.
func.func @sizes(%a: memref<@N@xi32> {llvm.noalias}, %b: memref<@R@x@C@xi32> {llvm.noalias},
    %s: memref<@R@xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c48 = arith.constant 48 : index
  %n = arith.constant @N@ : index
  %r = arith.constant @R@ : index
  %c = arith.constant @C@ : index
  %blocks = arith.ceildivui %n, %c48 : index
  gpu.launch blocks(%k, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c48, %sy = %c1, %sz = %c1) {
    %f = arith.muli %k, %c48 : index
    %i = arith.addi %f, %x : index
    %is = arith.cmpi ult, %i, %n : index
    scf.if %is {
      %v = memref.load %a[%i] : memref<@N@xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%i] : memref<@N@xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<@N@xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i] : memref<@N@xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %j, %bz) in (%gx = %r, %gy = %c, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%i, %j] : memref<@R@x@C@xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %b[%i, %j] : memref<@R@x@C@xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %c step %c1 {
      %v = memref.load %b[%i, %j] : memref<@R@x@C@xi32>
      %w = memref.load %s[%i] : memref<@R@xi32>
      %t = arith.addi %v, %w : i32
      memref.store %t, %s[%i] : memref<@R@xi32>
    }
    gpu.terminator
  }
  return
}
