// Launches of unknown sizes may take more blocks in another shape than a device runs along x. The blocks go on along y
// then, and along z: the number of a block is made of its ids. Builds with small bounds go on after 3 along x and 2
// along y, so that all of it runs.

// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %if !sanitized %{ fuselage-test-exec --load-pass-plugin=%small-bounds-plugin %s --split-input-file --shuffles=4 --pipeline='builtin.module(fuselage-fuse-launches)' %}
// RUN: %if !sanitized %{ mlir-opt --load-pass-plugin=%small-bounds-plugin %s --split-input-file --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=SMALL %}

// A sum of each row, and what is done with it, four rows a block: a block for each row.

// CHECK-LABEL: func.func @rows_7(
// CHECK: %[[X:.*]] = arith.minui %[[N:.*]], %[[MOST:c2147483647[_0-9]*]]
// CHECK: %[[Y:.*]] = arith.ceildivui %[[N]], %[[MOST]]
// CHECK: gpu.launch blocks(%[[BX:.*]], %[[BY:.*]], %{{.*}}) in (%{{.*}} = %[[X]], %{{.*}} = %[[Y]],
// CHECK: %[[BEFORE:.*]] = arith.muli %[[BY]], %
// CHECK: arith.addi %[[BEFORE]], %[[BX]]
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @rows_7(%a: memref<?x12xi32> {llvm.noalias, fuselage.test.shape = array<i64: 7, 12>}, %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 7>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %rows = memref.dim %a, %c0 : memref<?x12xi32>
  %columns = arith.constant 12 : index
  %tiles = arith.divui %rows, %c4 : index
  %blocks = arith.addi %tiles, %c1 : index
  %strips = arith.divui %columns, %c8 : index
  %across = arith.addi %strips, %c1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      scf.for %j = %c0 to %columns step %c1 {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%i] : memref<?xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %across, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c8, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %left = arith.muli %by, %c8 : index
    %j = arith.addi %left, %ty : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      %is_column = arith.cmpi ult, %j, %columns : index
      scf.if %is_column {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.muli %v, %w : i32
        memref.store %u, %a[%i, %j] : memref<?x12xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// EXEC: ok: launches 2 -> 1
func.func @rows_1(%a: memref<?x12xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1, 12>}, %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %rows = memref.dim %a, %c0 : memref<?x12xi32>
  %columns = arith.constant 12 : index
  %tiles = arith.divui %rows, %c4 : index
  %blocks = arith.addi %tiles, %c1 : index
  %strips = arith.divui %columns, %c8 : index
  %across = arith.addi %strips, %c1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      scf.for %j = %c0 to %columns step %c1 {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%i] : memref<?xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %across, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c8, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %left = arith.muli %by, %c8 : index
    %j = arith.addi %left, %ty : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      %is_column = arith.cmpi ult, %j, %columns : index
      scf.if %is_column {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.muli %v, %w : i32
        memref.store %u, %a[%i, %j] : memref<?x12xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// EXEC: ok: launches 2 -> 1
func.func @rows_2(%a: memref<?x12xi32> {llvm.noalias, fuselage.test.shape = array<i64: 2, 12>}, %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 2>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %rows = memref.dim %a, %c0 : memref<?x12xi32>
  %columns = arith.constant 12 : index
  %tiles = arith.divui %rows, %c4 : index
  %blocks = arith.addi %tiles, %c1 : index
  %strips = arith.divui %columns, %c8 : index
  %across = arith.addi %strips, %c1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      scf.for %j = %c0 to %columns step %c1 {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%i] : memref<?xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %across, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c8, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %left = arith.muli %by, %c8 : index
    %j = arith.addi %left, %ty : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      %is_column = arith.cmpi ult, %j, %columns : index
      scf.if %is_column {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.muli %v, %w : i32
        memref.store %u, %a[%i, %j] : memref<?x12xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// EXEC: ok: launches 2 -> 1
func.func @rows_3(%a: memref<?x12xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3, 12>}, %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 3>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %rows = memref.dim %a, %c0 : memref<?x12xi32>
  %columns = arith.constant 12 : index
  %tiles = arith.divui %rows, %c4 : index
  %blocks = arith.addi %tiles, %c1 : index
  %strips = arith.divui %columns, %c8 : index
  %across = arith.addi %strips, %c1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      scf.for %j = %c0 to %columns step %c1 {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%i] : memref<?xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %across, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c8, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %left = arith.muli %by, %c8 : index
    %j = arith.addi %left, %ty : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      %is_column = arith.cmpi ult, %j, %columns : index
      scf.if %is_column {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.muli %v, %w : i32
        memref.store %u, %a[%i, %j] : memref<?x12xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// EXEC: ok: launches 2 -> 1
func.func @rows_4(%a: memref<?x12xi32> {llvm.noalias, fuselage.test.shape = array<i64: 4, 12>}, %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 4>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %rows = memref.dim %a, %c0 : memref<?x12xi32>
  %columns = arith.constant 12 : index
  %tiles = arith.divui %rows, %c4 : index
  %blocks = arith.addi %tiles, %c1 : index
  %strips = arith.divui %columns, %c8 : index
  %across = arith.addi %strips, %c1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      scf.for %j = %c0 to %columns step %c1 {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%i] : memref<?xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %across, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c8, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %left = arith.muli %by, %c8 : index
    %j = arith.addi %left, %ty : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      %is_column = arith.cmpi ult, %j, %columns : index
      scf.if %is_column {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.muli %v, %w : i32
        memref.store %u, %a[%i, %j] : memref<?x12xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// EXEC: ok: launches 2 -> 1
func.func @rows_70(%a: memref<?x12xi32> {llvm.noalias, fuselage.test.shape = array<i64: 70, 12>}, %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 70>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %rows = memref.dim %a, %c0 : memref<?x12xi32>
  %columns = arith.constant 12 : index
  %tiles = arith.divui %rows, %c4 : index
  %blocks = arith.addi %tiles, %c1 : index
  %strips = arith.divui %columns, %c8 : index
  %across = arith.addi %strips, %c1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      scf.for %j = %c0 to %columns step %c1 {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%i] : memref<?xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %across, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c8, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %left = arith.muli %by, %c8 : index
    %j = arith.addi %left, %ty : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      %is_column = arith.cmpi ult, %j, %columns : index
      scf.if %is_column {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.muli %v, %w : i32
        memref.store %u, %a[%i, %j] : memref<?x12xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// Three sizes that nothing is known of, numbered together.

// SMALL-LABEL: func.func @cube_20(
// SMALL: %[[BLOCKS:.*]] = arith.ceildivui %{{.*}}, %c256
// SMALL: %[[X:.*]] = arith.minui %[[BLOCKS]], %[[MOST:c3[_0-9]*]]
// SMALL: %[[LEFT:.*]] = arith.ceildivui %[[BLOCKS]], %[[MOST]]
// SMALL: %[[Y:.*]] = arith.minui %[[LEFT]], %[[MOST_Y:c2[_0-9]*]]
// SMALL: gpu.launch
// CHECK-LABEL: func.func @cube_20(
// CHECK: %[[BLOCKS:.*]] = arith.ceildivui %{{.*}}, %c256
// CHECK: %[[X:.*]] = arith.minui %[[BLOCKS]], %[[MOST:c2147483647[_0-9]*]]
// CHECK: %[[LEFT:.*]] = arith.ceildivui %[[BLOCKS]], %[[MOST]]
// CHECK: %[[Y:.*]] = arith.minui %[[LEFT]], %[[MOST_Y:c65535[_0-9]*]]
// CHECK: %[[PLANES:.*]] = arith.ceildivui %[[LEFT]], %[[MOST_Y]]
// CHECK: %[[Z:.*]] = arith.minui %[[PLANES]], %c128
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %[[X]], %{{.*}} = %[[Y]], %{{.*}} = %[[Z]])
// EXEC: ok: launches 1 -> 1
func.func @cube_20(%a: memref<?x?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 20, 30, 10>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = memref.dim %a, %c0 : memref<?x?x?xi32>
  %m = memref.dim %a, %c1 : memref<?x?x?xi32>
  %k = memref.dim %a, %c2 : memref<?x?x?xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %m, %gz = %k)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by, %bz] : memref<?x?x?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%bx, %by, %bz] : memref<?x?x?xi32>
    gpu.terminator
  }
  return
}

// -----

// EXEC: ok: launches 1 -> 1
func.func @cube_1(%a: memref<?x?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1, 1, 300>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = memref.dim %a, %c0 : memref<?x?x?xi32>
  %m = memref.dim %a, %c1 : memref<?x?x?xi32>
  %k = memref.dim %a, %c2 : memref<?x?x?xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %m, %gz = %k)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by, %bz] : memref<?x?x?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%bx, %by, %bz] : memref<?x?x?xi32>
    gpu.terminator
  }
  return
}

// -----

// EXEC: ok: launches 1 -> 1
func.func @cube_2(%a: memref<?x?x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 2, 256, 3>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %n = memref.dim %a, %c0 : memref<?x?x?xi32>
  %m = memref.dim %a, %c1 : memref<?x?x?xi32>
  %k = memref.dim %a, %c2 : memref<?x?x?xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %m, %gz = %k)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by, %bz] : memref<?x?x?xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%bx, %by, %bz] : memref<?x?x?xi32>
    gpu.terminator
  }
  return
}

// -----

// Two guards bound what the threads do, and none of them the threads: a block for each thread would be 255 blocks for
// nothing in the worst case.

// CHECK-LABEL: func.func @two_guards(
// CHECK: gpu.launch
// CHECK: gpu.launch
// EXEC: ok: launches 2 -> 2
func.func @two_guards(%a: memref<?x12xi32> {llvm.noalias, fuselage.test.shape = array<i64: 30, 12>}, %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 30>}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c12 = arith.constant 12 : index
  %c256 = arith.constant 256 : index
  %rows = memref.dim %a, %c0 : memref<?x12xi32>
  %full = arith.divui %rows, %c256 : index
  %blocks = arith.addi %full, %c1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %blocks, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c256, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c256 : index
    %i = arith.addi %before, %tx : index
    %is = arith.cmpi ult, %i, %rows : index
    scf.if %is {
      scf.for %j = %c0 to %c12 step %c1 {
        %v = memref.load %a[%i, %j] : memref<?x12xi32>
        %w = memref.load %s[%i] : memref<?xi32>
        %u = arith.addi %v, %w : i32
        memref.store %u, %s[%i] : memref<?xi32>
      }
    }
    %half = arith.divui %rows, %c2 : index
    %is_low = arith.cmpi ult, %i, %half : index
    scf.if %is_low {
      %v = memref.load %s[%i] : memref<?xi32>
      %w = arith.muli %v, %v : i32
      memref.store %w, %s[%i] : memref<?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %rows, %gy = %c12, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<?x12xi32>
    %w = memref.load %s[%bx] : memref<?xi32>
    %u = arith.muli %v, %w : i32
    memref.store %u, %a[%bx, %by] : memref<?x12xi32>
    gpu.terminator
  }
  return
}

// -----

// As many rows in both, and no bound on them: blocks past the last row do nothing all the same.

// CHECK-LABEL: func.func @as_many(
// CHECK: %[[ROWS:.*]] = arith.muli
// CHECK: %[[GRID:.*]] = arith.maxui %[[ROWS]], %
// CHECK: %[[X:.*]] = arith.minui %[[GRID]], %[[MOST:c2147483647[_0-9]*]]
// CHECK: %[[Y:.*]] = arith.ceildivui %[[GRID]], %[[MOST]]
// CHECK: gpu.launch blocks(%[[BX:.*]], %[[BY:.*]], %{{.*}}) in (%{{.*}} = %[[X]], %{{.*}} = %[[Y]],
// CHECK: %[[BEFORE:.*]] = arith.muli %[[BY]], %
// CHECK: %[[ROW:.*]] = arith.addi %[[BEFORE]], %[[BX]]
// CHECK: %[[IS_ROW:.*]] = arith.cmpi ult, %[[ROW]], %[[ROWS]]
// CHECK: scf.if %[[IS_ROW]]
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @as_many(%a: memref<?x12xi32> {llvm.noalias, fuselage.test.shape = array<i64: 28, 12>}, %s: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 28>}, %n: index {fuselage.test.value = 7 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c12 = arith.constant 12 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    scf.for %j = %c0 to %c12 step %c1 {
      %v = memref.load %a[%i, %j] : memref<?x12xi32>
      %w = memref.load %s[%i] : memref<?xi32>
      %u = arith.addi %v, %w : i32
      memref.store %u, %s[%i] : memref<?xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %c12, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c4, %sy = %c1, %sz = %c1) {
    %before = arith.muli %bx, %c4 : index
    %i = arith.addi %before, %tx : index
    %v = memref.load %a[%i, %by] : memref<?x12xi32>
    %w = memref.load %s[%i] : memref<?xi32>
    %u = arith.muli %v, %w : i32
    memref.store %u, %a[%i, %by] : memref<?x12xi32>
    gpu.terminator
  }
  return
}

// -----

// A grid that is filled in this way is read as one row of blocks: by builds with small bounds, as it goes on after 3. The
// launch gets whole warps like any other.

// SMALL-LABEL: func.func @digits(
// SMALL: gpu.launch {{.*}} threads({{.*}}) in (%{{.*}} = %c256
// EXEC: ok: launches 1 -> 1
func.func @digits(%a: memref<40xi32>, %n: index {fuselage.test.value = 20 : index}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %x = arith.minui %n, %c3 : index
  %y = arith.ceildivui %n, %c3 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %y, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %c3 : index
    %block = arith.addi %before, %bx : index
    %is = arith.cmpi ult, %block, %n : index
    scf.if %is {
      %v = memref.load %a[%block] : memref<40xi32>
      %w = arith.muli %v, %v : i32
      memref.store %w, %a[%block] : memref<40xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Nothing bounds the blocks, of which there are 21. Ids and sizes stay what they were.

// SMALL-LABEL: func.func @digits_apart(
// SMALL: gpu.launch {{.*}} threads({{.*}}) in (%{{.*}} = %c256
// EXEC: ok: launches 1 -> 1
func.func @digits_apart(%a: memref<40x8xindex>, %n: index {fuselage.test.value = 20 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %x = arith.minui %n, %c3 : index
  %y = arith.ceildivui %n, %c3 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %y, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %c3 : index
    %block = arith.addi %before, %bx : index
    %first = arith.cmpi eq, %tx, %c0 : index
    %global_x = gpu.global_id x
    %global_y = gpu.global_id y
    %grid_x = gpu.grid_dim x
    %grid_y = gpu.grid_dim y
    scf.if %first {
      memref.store %bx, %a[%block, %c0] : memref<40x8xindex>
      memref.store %by, %a[%block, %c1] : memref<40x8xindex>
      memref.store %grid_x, %a[%block, %c2] : memref<40x8xindex>
      memref.store %grid_y, %a[%block, %c3] : memref<40x8xindex>
      memref.store %global_x, %a[%block, %c4] : memref<40x8xindex>
      memref.store %global_y, %a[%block, %c5] : memref<40x8xindex>
    } else {
      memref.store %global_x, %a[%block, %c6] : memref<40x8xindex>
    }
    gpu.terminator
  }
  return
}

// -----

// The blocks along y are those of another number: a grid of two dimensions, and 2 x 20 blocks.

// EXEC: ok: launches 1 -> 1
func.func @other_rows(%a: memref<64x4xi32>, %n: index {fuselage.test.value = 2 : index}, %m: index {fuselage.test.value = 60 : index}) {
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %x = arith.minui %n, %c3 : index
  %y = arith.ceildivui %m, %c3 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %y, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%by, %bx] : memref<64x4xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%by, %bx] : memref<64x4xi32>
    gpu.terminator
  }
  return
}

// -----

// The same with a number that the constants of every build fit: 2^31 + 3 blocks make two rows along y.

// EXEC: ok: launches 1 -> 1
func.func @other_full_rows(%a: memref<64x4xi32>, %n: index {fuselage.test.value = 2 : index}, %m: index {fuselage.test.value = 2147483651 : index}) {
  %c1 = arith.constant 1 : index
  %most = arith.constant 2147483647 : index
  %x = arith.minui %n, %most : index
  %y = arith.ceildivui %m, %most : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %y, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%by, %bx] : memref<64x4xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%by, %bx] : memref<64x4xi32>
    gpu.terminator
  }
  return
}

// -----

// The id along x is a part of the number of the block, and not the number: a body that asks for it gets the part.

// CHECK-LABEL: func.func @id_along_x(
// CHECK: gpu.launch
// CHECK: %[[PART:.*]] = arith.remui %{{.*}}, %c2147483647
// CHECK: %[[ONCE:.*]] = arith.muli %[[PART]], %c1
// CHECK: arith.index_cast %[[ONCE]]
// CHECK: return
// EXEC: ok: launches 1 -> 1
func.func @id_along_x(%a: memref<?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 20>}, %n: index {fuselage.test.value = 20 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %most = arith.constant 2147483647 : index
  %x = arith.minui %n, %most : index
  %y = arith.ceildivui %n, %most : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %x, %gy = %y, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %before = arith.muli %by, %most : index
    %number = arith.addi %before, %bx : index
    %is = arith.cmpi ult, %number, %n : index
    scf.if %is {
      %once = arith.muli %bx, %c1 : index
      %v = arith.index_cast %once : index to i32
      memref.store %v, %a[%number] : memref<?xi32>
    }
    gpu.terminator
  }
  return
}
