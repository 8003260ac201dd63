// R rows of C elements, and their sums.
func.func @rows(%a: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: @R@, @C@>},
                %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: @R@>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = memref.dim %a, %c0 : memref<?x?xi32>
  %c = memref.dim %a, %c1 : memref<?x?xi32>
  scf.parallel (%i) = (%c0) to (%r) step (%c1) {
    scf.for %j = %c0 to %c step %c1 {
      %v = memref.load %a[%i, %j] : memref<?x?xi32>
      %w = memref.load %s[%i] : memref<?xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%i] : memref<?xi32>
    }
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    %v = memref.load %a[%i, %j] : memref<?x?xi32>
    %w = memref.load %s[%i] : memref<?xi32>
    %u = arith.muli %v, %w : i32
    memref.store %u, %a[%i, %j] : memref<?x?xi32>
  }
  scf.parallel (%i) = (%c0) to (%r) step (%c1) {
    scf.for %j = %c0 to %c step %c1 {
      %v = memref.load %a[%i, %j] : memref<?x?xi32>
      %w = memref.load %s[%i] : memref<?xi32>
      %u = arith.subi %w, %v : i32
      memref.store %u, %s[%i] : memref<?xi32>
    }
  }
  return
}

// -----

// The sums of the columns: a block for each column.
func.func @columns(%a: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: @R@, @C@>},
                   %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: @C@>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = memref.dim %a, %c0 : memref<?x?xi32>
  %c = memref.dim %a, %c1 : memref<?x?xi32>
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    %v = memref.load %a[%i, %j] : memref<?x?xi32>
    %w = memref.load %s[%j] : memref<?xi32>
    %u = arith.muli %v, %w : i32
    memref.store %u, %a[%i, %j] : memref<?x?xi32>
  }
  scf.parallel (%j) = (%c0) to (%c) step (%c1) {
    scf.for %i = %c0 to %r step %c1 {
      %v = memref.load %a[%i, %j] : memref<?x?xi32>
      %w = memref.load %s[%j] : memref<?xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%j] : memref<?xi32>
    }
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    %v = memref.load %a[%i, %j] : memref<?x?xi32>
    %w = memref.load %s[%j] : memref<?xi32>
    %u = arith.subi %v, %w : i32
    memref.store %u, %a[%i, %j] : memref<?x?xi32>
  }
  return
}

// -----

// R planes of C x 4 elements, and the sums of their rows: a block for each plane.
func.func @strips(%a: memref<?x?x4xi32> {llvm.noalias, fuselage.test.shape = array<i64: @R@, @C@, 4>},
                  %s: memref<?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: @R@, @C@>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %r = memref.dim %a, %c0 : memref<?x?x4xi32>
  %c = memref.dim %a, %c1 : memref<?x?x4xi32>
  scf.parallel (%i, %j, %k) = (%c0, %c0, %c0) to (%r, %c, %c4) step (%c1, %c1, %c1) {
    %v = memref.load %a[%i, %j, %k] : memref<?x?x4xi32>
    %w = memref.load %s[%i, %j] : memref<?x?xi32>
    %u = arith.muli %v, %w : i32
    memref.store %u, %a[%i, %j, %k] : memref<?x?x4xi32>
  }
  scf.parallel (%i, %j) = (%c0, %c0) to (%r, %c) step (%c1, %c1) {
    scf.for %k = %c0 to %c4 step %c1 {
      %v = memref.load %a[%i, %j, %k] : memref<?x?x4xi32>
      %w = memref.load %s[%i, %j] : memref<?x?xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%i, %j] : memref<?x?xi32>
    }
  }
  return
}
