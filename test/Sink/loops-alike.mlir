// Loops that are alike but for one thing, on which the order of their trips hangs. What is
// known of the first, which is sunk, must not be taken for known of the second.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' --split-input-file | FileCheck %s
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches{reshape=false}))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// Another constant.

// CHECK-LABEL: func.func @constants(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: scf.for
// CHECK: gpu.launch
// EXEC: ok: launches 12 -> 7,
func.func @constants(%p: memref<96xi32> {llvm.noalias}, %q: memref<96xi32> {llvm.noalias}, %o: memref<96xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c39 = arith.constant 39 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %odd = arith.remui %k, %c2 : index
      %is_odd = arith.cmpi ne, %odd, %c0 : index
      scf.if %is_odd {
        %r = arith.addi %b, %c40 : index
        %v = memref.load %p[%r] : memref<96xi32>
        memref.store %v, %o[%b] : memref<96xi32>
      } else {
        %w = arith.addi %b, %c0 : index
        %x1 = arith.addi %k, %b : index
        %t = arith.index_cast %x1 : index to i32
        memref.store %t, %p[%w] : memref<96xi32>
      }
      gpu.terminator
    }
  }
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %odd = arith.remui %k, %c2 : index
      %is_odd = arith.cmpi ne, %odd, %c0 : index
      scf.if %is_odd {
        %r = arith.addi %b, %c39 : index
        %v = memref.load %q[%r] : memref<96xi32>
        memref.store %v, %o[%b] : memref<96xi32>
      } else {
        %w = arith.addi %b, %c0 : index
        %x1 = arith.addi %k, %b : index
        %t = arith.index_cast %x1 : index to i32
        memref.store %t, %q[%w] : memref<96xi32>
      }
      gpu.terminator
    }
  }
  return
}

// -----

// Another guard.

// CHECK-LABEL: func.func @guards(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: scf.for
// CHECK: gpu.launch
// EXEC: ok: launches 12 -> 7,
func.func @guards(%p: memref<96xi32> {llvm.noalias}, %q: memref<96xi32> {llvm.noalias}, %o: memref<96xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c16 = arith.constant 16 : index
  %c17 = arith.constant 17 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %is = arith.cmpi ult, %b, %c16 : index
      scf.if %is {
        %odd = arith.remui %k, %c2 : index
        %is_odd = arith.cmpi ne, %odd, %c0 : index
        scf.if %is_odd {
          %r = arith.addi %b, %c16 : index
          %v = memref.load %p[%r] : memref<96xi32>
          memref.store %v, %o[%b] : memref<96xi32>
        } else {
          %w = arith.addi %b, %c0 : index
          %x1 = arith.addi %k, %b : index
          %t = arith.index_cast %x1 : index to i32
          memref.store %t, %p[%w] : memref<96xi32>
        }
      }
      gpu.terminator
    }
  }
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %is = arith.cmpi ult, %b, %c17 : index
      scf.if %is {
        %odd = arith.remui %k, %c2 : index
        %is_odd = arith.cmpi ne, %odd, %c0 : index
        scf.if %is_odd {
          %r = arith.addi %b, %c16 : index
          %v = memref.load %q[%r] : memref<96xi32>
          memref.store %v, %o[%b] : memref<96xi32>
        } else {
          %w = arith.addi %b, %c0 : index
          %x1 = arith.addi %k, %b : index
          %t = arith.index_cast %x1 : index to i32
          memref.store %t, %q[%w] : memref<96xi32>
        }
      }
      gpu.terminator
    }
  }
  return
}

// -----

// Another size of the grid.

// CHECK-LABEL: func.func @sizes(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: scf.for
// CHECK: gpu.launch
// EXEC: ok: launches 12 -> 7,
func.func @sizes(%p: memref<96xi32> {llvm.noalias}, %q: memref<96xi32> {llvm.noalias}, %o: memref<96xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  %c41 = arith.constant 41 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %odd = arith.remui %k, %c2 : index
      %is_odd = arith.cmpi ne, %odd, %c0 : index
      scf.if %is_odd {
        %r = arith.addi %b, %c40 : index
        %v = memref.load %p[%r] : memref<96xi32>
        memref.store %v, %o[%b] : memref<96xi32>
      } else {
        %w = arith.addi %b, %c0 : index
        %x1 = arith.addi %k, %b : index
        %t = arith.index_cast %x1 : index to i32
        memref.store %t, %p[%w] : memref<96xi32>
      }
      gpu.terminator
    }
  }
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c41, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %odd = arith.remui %k, %c2 : index
      %is_odd = arith.cmpi ne, %odd, %c0 : index
      scf.if %is_odd {
        %r = arith.addi %b, %c40 : index
        %v = memref.load %q[%r] : memref<96xi32>
        memref.store %v, %o[%b] : memref<96xi32>
      } else {
        %w = arith.addi %b, %c0 : index
        %x1 = arith.addi %k, %b : index
        %t = arith.index_cast %x1 : index to i32
        memref.store %t, %q[%w] : memref<96xi32>
      }
      gpu.terminator
    }
  }
  return
}

// -----

// Another value of the host in one of two places, and then in both: numbers of host values
// mean others in each loop.

// CHECK-LABEL: func.func @host_values(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: scf.for
// CHECK: gpu.launch
// CHECK: gpu.launch
// CHECK: scf.for
// EXEC: ok: launches 18 -> 8,
func.func @host_values(%p: memref<96xi32> {llvm.noalias}, %q: memref<96xi32> {llvm.noalias}, %o: memref<96xi32> {llvm.noalias}, %n: index {fuselage.test.value = 3 : index}, %m: index {fuselage.test.value = 2 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %odd = arith.remui %k, %c2 : index
      %is_odd = arith.cmpi ne, %odd, %c0 : index
      scf.if %is_odd {
        %i = arith.addi %b, %n : index
        %r = arith.addi %i, %c40 : index
        %v = memref.load %p[%r] : memref<96xi32>
        memref.store %v, %o[%b] : memref<96xi32>
      } else {
        %w = arith.addi %b, %n : index
        %x1 = arith.addi %k, %b : index
        %t = arith.index_cast %x1 : index to i32
        memref.store %t, %p[%w] : memref<96xi32>
      }
      gpu.terminator
    }
  }
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %odd = arith.remui %k, %c2 : index
      %is_odd = arith.cmpi ne, %odd, %c0 : index
      scf.if %is_odd {
        %i = arith.addi %b, %m : index
        %r = arith.addi %i, %c40 : index
        %v = memref.load %q[%r] : memref<96xi32>
        memref.store %v, %o[%b] : memref<96xi32>
      } else {
        %w = arith.addi %b, %n : index
        %x1 = arith.addi %k, %b : index
        %t = arith.index_cast %x1 : index to i32
        memref.store %t, %q[%w] : memref<96xi32>
      }
      gpu.terminator
    }
  }
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c40, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %odd = arith.remui %k, %c2 : index
      %is_odd = arith.cmpi ne, %odd, %c0 : index
      scf.if %is_odd {
        %i = arith.addi %b, %m : index
        %r = arith.addi %i, %c40 : index
        %v = memref.load %p[%r] : memref<96xi32>
        memref.store %v, %o[%b] : memref<96xi32>
      } else {
        %w = arith.addi %b, %m : index
        %x1 = arith.addi %k, %b : index
        %t = arith.index_cast %x1 : index to i32
        memref.store %t, %p[%w] : memref<96xi32>
      }
      gpu.terminator
    }
  }
  return
}

// -----

// A step of the trip that is as large as the grid, and one that is smaller.

// CHECK-LABEL: func.func @trips(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: scf.for
// CHECK: gpu.launch
// EXEC: ok: launches 12 -> 7,
func.func @trips(%p: memref<96xi32> {llvm.noalias}, %q: memref<96xi32> {llvm.noalias}, %o: memref<96xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c6 = arith.constant 6 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %first = arith.muli %k, %c16 : index
      %r = arith.addi %first, %b : index
      %w = arith.addi %r, %c0 : index
      %v = memref.load %p[%r] : memref<96xi32>
      %t = arith.index_cast %b : index to i32
      %u = arith.addi %v, %t : i32
      memref.store %u, %p[%w] : memref<96xi32>
      gpu.terminator
    }
  }
  scf.for %k = %c0 to %c6 step %c1 {
    gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
               threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
      %first = arith.muli %k, %c15 : index
      %r = arith.addi %first, %b : index
      %w = arith.addi %r, %c0 : index
      %v = memref.load %q[%r] : memref<96xi32>
      %t = arith.index_cast %b : index to i32
      %u = arith.addi %v, %t : i32
      memref.store %u, %q[%w] : memref<96xi32>
      gpu.terminator
    }
  }
  return
}
