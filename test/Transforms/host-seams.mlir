// Launches in different blocks of the host are neighbours where one may follow
// the other without a third between. Nothing else is a pair. The pairs come in
// the order of the later launch; those of a block come before those within it.

// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-fuse-launches{sink-loops=false})' --remarks-filter-missed=fuselage -o /dev/null 2>%t.remarks
// RUN: %python %S/Inputs/list-pairs.py < %t.remarks | FileCheck %s

// A launch before a loop, in it and after it. The loop runs, so that the first
// and the last have one between them: that pair is the run's.

// CHECK-LABEL: loop
// CHECK-NEXT: host-loop 1 B C
// CHECK-NEXT: host-loop 1 A C
// CHECK-NEXT: host-loop 256 A B
// CHECK-NEXT: host-loop 256 B B
func.func @loop(%m: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c256 = arith.constant 256 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  } loc("A":1:1)
  scf.for %n = %c0 to %c256 step %c1 {
    gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
      %f = memref.load %m[%x] : memref<8xf32>
      memref.store %f, %m[%y] : memref<8xf32>
      gpu.terminator
    } loc("B":1:1)
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  } loc("C":1:1)
  return
}

// -----

// Loops in loops: trips multiply; what they begin and end with meets.

// CHECK-LABEL: nest
// CHECK-NEXT: host-loop unknown A A
// CHECK-NEXT: host-loop unknown B A
// CHECK-NEXT: host-loop 35 A B
// CHECK-NEXT: host-loop 35 B B
func.func @nest(%m: memref<8xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  affine.for %o = 0 to 5 {
    scf.for %p = %c0 to %n step %c1 {
      gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
        %f = memref.load %m[%x] : memref<8xf32>
        memref.store %f, %m[%y] : memref<8xf32>
        gpu.terminator
      } loc("A":1:1)
    }
    scf.forall (%q) = (0) to (14) step (2) {
      gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
        %f = memref.load %m[%x] : memref<8xf32>
        memref.store %f, %m[%y] : memref<8xf32>
        gpu.terminator
      } loc("B":1:1)
    }
  }
  return
}

// -----

// The two sides of a condition are no pair. Without an else, what was before the
// condition is before what comes after it.

// CHECK-LABEL: sides
// CHECK-NEXT: host-branch 1 B E
// CHECK-NEXT: host-branch 1 C E
// CHECK-NEXT: host-branch 1 D E
// CHECK-NEXT: host-branch 1 A E
// CHECK-NEXT: host-branch 1 A B
// CHECK-NEXT: host-branch 1 A C
// CHECK-NEXT: host-branch 1 B D
// CHECK-NEXT: host-branch 1 C D
func.func @sides(%m: memref<8xf32>, %p: i1) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  } loc("A":1:1)
  scf.if %p {
    gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
      %f = memref.load %m[%x] : memref<8xf32>
      memref.store %f, %m[%y] : memref<8xf32>
      gpu.terminator
    } loc("B":1:1)
  } else {
    gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
      %f = memref.load %m[%x] : memref<8xf32>
      memref.store %f, %m[%y] : memref<8xf32>
      gpu.terminator
    } loc("C":1:1)
  }
  scf.if %p {
    gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
      %f = memref.load %m[%x] : memref<8xf32>
      memref.store %f, %m[%y] : memref<8xf32>
      gpu.terminator
    } loc("D":1:1)
  }
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  } loc("E":1:1)
  return
}

// -----

// A loop of one trip has no next one; of none, nothing follows; a while loop, and
// an operation that nobody knows, may run any number of times.

// CHECK-LABEL: few
// CHECK-NEXT: host-loop 0 A B
// CHECK-NEXT: host-loop unknown A C
// CHECK-NEXT: host-loop unknown B C
// CHECK-NEXT: host-loop unknown C C
// CHECK-NOT: host
func.func @few(%m: memref<8xf32>, %p: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %n = %c0 to %c1 step %c1 {
    gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
      %f = memref.load %m[%x] : memref<8xf32>
      memref.store %f, %m[%y] : memref<8xf32>
      gpu.terminator
    } loc("A":1:1)
  }
  scf.for %n = %c1 to %c0 step %c1 {
    gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
      %f = memref.load %m[%x] : memref<8xf32>
      memref.store %f, %m[%y] : memref<8xf32>
      gpu.terminator
    } loc("B":1:1)
  }
  scf.while : () -> () {
    scf.condition(%p)
  } do {
    gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
      %f = memref.load %m[%x] : memref<8xf32>
      memref.store %f, %m[%y] : memref<8xf32>
      gpu.terminator
    } loc("C":1:1)
    scf.yield
  }
  return
}
// Launches of another function are not neighbours.
func.func @other(%m: memref<8xf32>) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  } loc("D":1:1)
  return
}

// -----

// Branches: A, then a loop of B, with C on one way to D.

// CHECK-LABEL: branches
// CHECK-NEXT: host-loop unknown A B
// CHECK-NEXT: host-loop unknown B B
// CHECK-NEXT: host-branch 1 A C
// CHECK-NEXT: host-loop 1 B C
// CHECK-NEXT: host-branch 1 A D
// CHECK-NEXT: host-loop 1 B D
// CHECK-NEXT: host-branch 1 C D
// CHECK-NOT: host
func.func @branches(%m: memref<8xf32>, %p: i1, %q: i1) {
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  } loc("A":1:1)
  cf.br ^head
^head:
  cf.cond_br %p, ^body, ^exit
^body:
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  } loc("B":1:1)
  cf.br ^head
^exit:
  cf.cond_br %q, ^more, ^end
^more:
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  } loc("C":1:1)
  cf.br ^end
^end:
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%i, %j, %k) in (%bx = %c1, %by = %c1, %bz = %c1) {
    %f = memref.load %m[%x] : memref<8xf32>
    memref.store %f, %m[%y] : memref<8xf32>
    gpu.terminator
  } loc("D":1:1)
  return
}
