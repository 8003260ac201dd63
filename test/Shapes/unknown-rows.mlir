// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// Items in rows of unknown length: a body divides the number of its thread by a host value. unknown-rows.test runs
// matrices of many sizes; here is what else the divisor and the number of items may be.

// The last row ends early: no product of rows and columns is known to be what bounds the items.
// CHECK-LABEL: func.func @short(
// CHECK-DAG: %[[ROW:.*]] = arith.maxui %[[C:[^,]*]], %c1
// CHECK-DAG: %[[ROWS:.*]] = arith.ceildivui %[[ITEMS:.*]], %[[ROW]]
// CHECK: gpu.launch
// CHECK: gpu.barrier
// CHECK: arith.cmpi ult, %[[BLOCK:.*]], %[[ROWS]]
// CHECK: %[[BEFORE:.*]] = arith.muli %[[BLOCK]], %[[ROW]]
// CHECK: %[[LEFT:.*]] = arith.subi %[[ITEMS]], %[[BEFORE]]
// CHECK: arith.minui %[[ROW]], %[[LEFT]]
// CHECK-NOT: arith.divui
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @short(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %c: index {fuselage.test.value = 7 : index},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Fewer threads than items: the grid bounds the items.
// EXEC: ok: launches 2 -> 1
func.func @few_threads(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %c: index {fuselage.test.value = 7 : index},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 1 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A row is longer than there are items.
// EXEC: ok: launches 2 -> 1
func.func @long(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %c: index {fuselage.test.value = 1099511627776 : index},
    %n_items: index {fuselage.test.value = 13 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// No columns: no thread divides by 0, and the host must not either.
// EXEC: ok: launches 2 -> 1
func.func @none(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 0 : index},
    %c: index {fuselage.test.value = 0 : index},
    %n_items: index {fuselage.test.value = 0 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// No columns, and items all the same: they take no row apart.
// EXEC: ok: launches 2 -> 1
func.func @unless_none(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 3 : index},
    %c: index {fuselage.test.value = 0 : index},
    %n_items: index {fuselage.test.value = 8 : index},
    %blocks: index {fuselage.test.value = 4 : index},
    %b: memref<8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %is_row = arith.cmpi ne, %c, %c0 : index
      scf.if %is_row {
        %i = arith.divui %n, %c : index
        %j = arith.remui %n, %c : index
        %v = memref.load %a[%i, %j] : memref<8x16xi32>
        %w = memref.load %s[%i] : memref<8xi32>
        %u = arith.muli %v, %w : i32
        memref.store %u, %a[%i, %j] : memref<8x16xi32>
      } else {
        %last = arith.subi %r, %c1 : index
        %from_last = arith.subi %last, %n : index
        %t = arith.index_cast %n : index to i32
        memref.store %t, %b[%from_last] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// The number of the item as a value.
// EXEC: ok: launches 2 -> 1
func.func @number(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %c: index {fuselage.test.value = 7 : index},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %x = arith.muli %v, %w : i32
      %t = arith.index_cast %n : index to i32
      %u = arith.addi %x, %t : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The ids of the launch as values.
// EXEC: ok: launches 2 -> 1
func.func @ids(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %c: index {fuselage.test.value = 7 : index},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %x = arith.muli %v, %w : i32
      %id = arith.muli %bx, %tx : index
      %t = arith.index_cast %id : index to i32
      %u = arith.addi %x, %t : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A signed division: where the divisor is negative, so is the row.
// EXEC: ok: launches 2 -> 2
func.func @signed(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %c: index {fuselage.test.value = -3 : index},
    %n_items: index {fuselage.test.value = 2 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divsi %n, %c : index
      %j = arith.remsi %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A signed division by a size, which is never negative.
// EXEC: ok: launches 2 -> 1
func.func @signed_size(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %sized: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 7>},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c = memref.dim %sized, %c0 : memref<?xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divsi %n, %c : index
      %j = arith.remsi %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The number of columns is known only between the launches.
// EXEC: ok: launches 2 -> 2
func.func @late(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 4 : index},
    %counts: memref<1xindex> {llvm.noalias, fuselage.test.range = array<i64: 7, 8>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  %k = memref.load %counts[%c0] : memref<1xindex>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %k : index
      %j = arith.remui %n, %k : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A divisor of each thread.
// EXEC: ok: launches 2 -> 2
func.func @inside(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 4 : index},
    %counts: memref<64xindex> {llvm.noalias, fuselage.test.range = array<i64: 7, 8>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %k = memref.load %counts[%n] : memref<64xindex>
      %i = arith.divui %n, %k : index
      %j = arith.remui %n, %k : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Rows of one length, and columns of another: only one of them is a digit.
// EXEC: ok: launches 2 -> 1
func.func @two_divisors(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<8xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %c: index {fuselage.test.value = 7 : index},
    %d: index {fuselage.test.value = 9 : index},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      scf.for %j = %c0 to %m step %c1 {
        %v = memref.load %a[%n, %j] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<8xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<8xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %d : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%i] : memref<8xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A block for each column: the last columns have one item less.
// CHECK-LABEL: func.func @short_columns(
// CHECK-DAG: %[[ROW:.*]] = arith.maxui %[[C:[^,]*]], %c1
// CHECK-DAG: %[[COLUMNS:.*]] = arith.minui %[[ITEMS:.*]], %[[ROW]]
// CHECK: gpu.launch
// CHECK: arith.cmpi ult, %[[BLOCK:.*]], %[[COLUMNS]]
// CHECK: %[[LEFT:.*]] = arith.subi %[[ITEMS]], %[[BLOCK]]
// CHECK: arith.ceildivui %[[LEFT]], %[[ROW]]
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @short_columns(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<16xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %m: index {fuselage.test.value = 7 : index},
    %c: index {fuselage.test.value = 7 : index},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%j] : memref<16xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %m : index
    scf.if %is {
      scf.for %i = %c0 to %r step %c1 {
        %v = memref.load %a[%i, %n] : memref<8x16xi32>
        %w = memref.load %s[%n] : memref<16xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<16xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// Fewer items than columns, and as many blocks for the sums as there are columns.
// EXEC: ok: launches 2 -> 1
func.func @long_columns(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<16xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %c: index {fuselage.test.value = 14 : index},
    %n_items: index {fuselage.test.value = 5 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%j] : memref<16xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%n, %by, %bz) in (%gx = %c, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %r step %c1 {
      %v = memref.load %a[%i, %n] : memref<8x16xi32>
      %w = memref.load %s[%n] : memref<16xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%n] : memref<16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The same in another order: the grid is that of the sums.
// EXEC: ok: launches 2 -> 1
func.func @long_columns_first(
    %a: memref<8x16xi32> {llvm.noalias}, %s: memref<16xi32> {llvm.noalias},
    %r: index {fuselage.test.value = 8 : index},
    %c: index {fuselage.test.value = 14 : index},
    %n_items: index {fuselage.test.value = 5 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%n, %by, %bz) in (%gx = %c, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %r step %c1 {
      %v = memref.load %a[%i, %n] : memref<8x16xi32>
      %w = memref.load %s[%n] : memref<16xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%n] : memref<16xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c : index
      %j = arith.remui %n, %c : index
      %v = memref.load %a[%i, %j] : memref<8x16xi32>
      %w = memref.load %s[%j] : memref<16xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<8x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The last plane ends in the middle of a row.
// EXEC: ok: launches 2 -> 1
func.func @planes(
    %a: memref<4x4x16xi32> {llvm.noalias}, %s: memref<4xi32> {llvm.noalias},
    %p: index {fuselage.test.value = 4 : index},
    %c: index {fuselage.test.value = 5 : index},
    %d: index {fuselage.test.value = 3 : index},
    %n_items: index {fuselage.test.value = 41 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %p : index
    scf.if %is {
      %v = memref.load %a[%n, %c0, %c1] : memref<4x4x16xi32>
      %w = memref.load %s[%n] : memref<4xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%n] : memref<4xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %k = arith.remui %n, %c : index
      %q = arith.divui %n, %c : index
      %j = arith.remui %q, %d : index
      %i = arith.divui %q, %d : index
      %v = memref.load %a[%i, %j, %k] : memref<4x4x16xi32>
      %w = memref.load %s[%i] : memref<4xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j, %k] : memref<4x4x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The items of a plane, as rows and columns, are more than 2^64.
// EXEC: ok: launches 2 -> 1
func.func @huge_planes(
    %a: memref<4x4x16xi32> {llvm.noalias}, %s: memref<4xi32> {llvm.noalias},
    %p: index {fuselage.test.value = 4 : index},
    %c: index {fuselage.test.value = 1099511627776 : index},
    %d: index {fuselage.test.value = 1099511627776 : index},
    %n_items: index {fuselage.test.value = 13 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %p : index
    scf.if %is {
      %v = memref.load %a[%n, %c0, %c1] : memref<4x4x16xi32>
      %w = memref.load %s[%n] : memref<4xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%n] : memref<4xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %k = arith.remui %n, %c : index
      %q = arith.divui %n, %c : index
      %j = arith.remui %q, %d : index
      %i = arith.divui %q, %d : index
      %v = memref.load %a[%i, %j, %k] : memref<4x4x16xi32>
      %w = memref.load %s[%i] : memref<4xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j, %k] : memref<4x4x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A plane is one row that is longer than there are items.
// EXEC: ok: launches 2 -> 1
func.func @huge_rows(
    %a: memref<4x4x16xi32> {llvm.noalias}, %s: memref<4xi32> {llvm.noalias},
    %p: index {fuselage.test.value = 4 : index},
    %c: index {fuselage.test.value = -9223372036854775808 : index},
    %d: index {fuselage.test.value = 3 : index},
    %n_items: index {fuselage.test.value = 13 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %p : index
    scf.if %is {
      %v = memref.load %a[%n, %c0, %c1] : memref<4x4x16xi32>
      %w = memref.load %s[%n] : memref<4xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%n] : memref<4xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %k = arith.remui %n, %c : index
      %q = arith.divui %n, %c : index
      %j = arith.remui %q, %d : index
      %i = arith.divui %q, %d : index
      %v = memref.load %a[%i, %j, %k] : memref<4x4x16xi32>
      %w = memref.load %s[%i] : memref<4xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j, %k] : memref<4x4x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The middle digit is no block: the rows of a block would not be next to each other.
// EXEC: ok: launches 2 -> 2
func.func @middle(
    %a: memref<4x4x16xi32> {llvm.noalias}, %s: memref<4xi32> {llvm.noalias},
    %p: index {fuselage.test.value = 3 : index},
    %c: index {fuselage.test.value = 5 : index},
    %d: index {fuselage.test.value = 3 : index},
    %n_items: index {fuselage.test.value = 41 : index},
    %blocks: index {fuselage.test.value = 4 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %p : index
    scf.if %is {
      %v = memref.load %a[%c1, %n, %c0] : memref<4x4x16xi32>
      %w = memref.load %s[%n] : memref<4xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%n] : memref<4xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %k = arith.remui %n, %c : index
      %q = arith.divui %n, %c : index
      %j = arith.remui %q, %d : index
      %i = arith.divui %q, %d : index
      %v = memref.load %a[%i, %j, %k] : memref<4x4x16xi32>
      %w = memref.load %s[%j] : memref<4xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j, %k] : memref<4x4x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Elements that are numbered like the threads: they are no rows.
// CHECK-LABEL: func.func @whole_number(
// CHECK-NOT: arith.ceildivui %{{.*}}, %arg2
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @whole_number(
    %a: memref<128xi32> {llvm.noalias}, %s: memref<128xi32> {llvm.noalias},
    %c: index {fuselage.test.value = 7 : index},
    %n_items: index {fuselage.test.value = 50 : index},
    %blocks: index {fuselage.test.value = 4 : index},
    %m: index {fuselage.test.value = 50 : index},
    %tiles: index {fuselage.test.value = 2 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %j = arith.remui %n, %c : index
      %v = memref.load %s[%j] : memref<128xi32>
      %w = memref.load %a[%n] : memref<128xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%n] : memref<128xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %tiles, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %m : index
    scf.if %is {
      %v = memref.load %a[%n] : memref<128xi32>
      %u = arith.addi %v, %v : i32
      memref.store %u, %a[%n] : memref<128xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The number of columns is known, but there are fewer items.
// EXEC: ok: launches 2 -> 1
func.func @fewer_items_than_columns(%a: memref<16x7xi32> {llvm.noalias}, %s: memref<7xi32> {llvm.noalias},
    %n_items: index {fuselage.test.value = 3 : index},
    %r: index {fuselage.test.value = 5 : index},
    %blocks: index {fuselage.test.value = 2 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c7 : index
      %j = arith.remui %n, %c7 : index
      %v = memref.load %a[%i, %j] : memref<16x7xi32>
      %w = memref.load %s[%j] : memref<7xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<16x7xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c7, %sy = %c1, %sz = %c1) {
      scf.for %j = %c0 to %r step %c1 {
        %v = memref.load %a[%j, %tx] : memref<16x7xi32>
        %w = memref.load %s[%tx] : memref<7xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%tx] : memref<7xi32>
      }
    gpu.terminator
  }
  return
}

// -----

// The same, with a number of items that is known after the first launch.
// EXEC: ok: launches 3 -> 1
func.func @late_items(%a: memref<16x7xi32> {llvm.noalias}, %s: memref<7xi32> {llvm.noalias},
    %later: index {fuselage.test.value = 5 : index},
    %r: index {fuselage.test.value = 5 : index},
    %cols: index {fuselage.test.value = 1 : index},
    %blocks: index {fuselage.test.value = 2 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      %i = arith.divui %n, %cols : index
      %j = arith.remui %n, %cols : index
      %v = memref.load %a[%i, %j] : memref<16x7xi32>
      %w = memref.load %s[%j] : memref<7xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<16x7xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %cols : index
    scf.if %is {
      scf.for %j = %c0 to %r step %c1 {
        %v = memref.load %a[%j, %n] : memref<16x7xi32>
        %w = memref.load %s[%n] : memref<7xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<7xi32>
      }
    }
    gpu.terminator
  }
  %lat2 = arith.addi %later, %c0 : index
  %big = arith.cmpi ugt, %later, %c7 : index
  %n_items = scf.if %big -> index { scf.yield %c7 : index } else { scf.yield %lat2 : index }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c7 : index
      %j = arith.remui %n, %c7 : index
      %v = memref.load %a[%i, %j] : memref<16x7xi32>
      %w = memref.load %s[%j] : memref<7xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<16x7xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// There are no items at all.
// EXEC: ok: launches 2 -> 1
func.func @no_items_of_known_columns(%a: memref<16x7xi32> {llvm.noalias}, %s: memref<7xi32> {llvm.noalias},
    %n_items: index {fuselage.test.value = 0 : index},
    %r: index {fuselage.test.value = 5 : index},
    %blocks: index {fuselage.test.value = 2 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c7 : index
      %j = arith.remui %n, %c7 : index
      %v = memref.load %a[%i, %j] : memref<16x7xi32>
      %w = memref.load %s[%j] : memref<7xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<16x7xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c7, %sy = %c1, %sz = %c1) {
      scf.for %j = %c0 to %r step %c1 {
        %v = memref.load %a[%j, %tx] : memref<16x7xi32>
        %w = memref.load %s[%tx] : memref<7xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%tx] : memref<7xi32>
      }
    gpu.terminator
  }
  return
}

// -----

// The number of items is loaded after the first launch: the grid has a block for each column.
// EXEC: ok: launches 3 -> 1
func.func @loaded_items(%a: memref<16x7xi32> {llvm.noalias}, %s: memref<7xi32> {llvm.noalias},
    %first: index {fuselage.test.value = 1 : index}, %later: index {fuselage.test.value = 5 : index},
    %r: index {fuselage.test.value = 5 : index},
    %cols: index {fuselage.test.value = 1 : index},
    %blocks: index {fuselage.test.value = 2 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c32 = arith.constant 32 : index
  %m = memref.alloc() : memref<1xindex>
  memref.store %first, %m[%c0] : memref<1xindex>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %r : index
    scf.if %is {
      %i = arith.divui %n, %cols : index
      %j = arith.remui %n, %cols : index
      %v = memref.load %a[%i, %j] : memref<16x7xi32>
      %w = memref.load %s[%j] : memref<7xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<16x7xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %cols : index
    scf.if %is {
      scf.for %j = %c0 to %r step %c1 {
        %v = memref.load %a[%j, %n] : memref<16x7xi32>
        %w = memref.load %s[%n] : memref<7xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%n] : memref<7xi32>
      }
    }
    gpu.terminator
  }
  memref.store %later, %m[%c0] : memref<1xindex>
  %n_items = memref.load %m[%c0] : memref<1xindex>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c32 : index
    %n = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %n, %n_items : index
    scf.if %is {
      %i = arith.divui %n, %c7 : index
      %j = arith.remui %n, %c7 : index
      %v = memref.load %a[%i, %j] : memref<16x7xi32>
      %w = memref.load %s[%j] : memref<7xi32>
      %u = arith.muli %v, %w : i32
      memref.store %u, %a[%i, %j] : memref<16x7xi32>
    }
    gpu.terminator
  }
  memref.dealloc %m : memref<1xindex>
  return
}
