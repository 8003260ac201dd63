// Where a launch gets other blocks, iterations of its loops become threads if no two of
// them touch an element that one of them writes.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-passed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --implicit-check-not='remark: [Passed] spread' < %t.remarks
// RUN: %test-exec %s --split-input-file --shuffles=8 --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// A loop over columns in a thread for each row.

// CHECK-LABEL: func.func @elements(
// CHECK: threads({{.*}}) in (%{{.*}} = %c64
// CHECK: arith.cmpi ult, %{{.*}}, %c48
// CHECK: memref.store
// REMARK: remark: [Passed] spread |{{.*}}Function=elements |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @elements(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %a[%bx, %c] : memref<6x8xi32>
      memref.store %v, %b[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The variable starts above 0, and its last step ends before the bound.

// CHECK-LABEL: func.func @steps(
// CHECK: arith.muli %{{.*}}, %c4
// CHECK: arith.addi %{{.*}}, %c3
// CHECK: memref.store
// REMARK: remark: [Passed] spread |{{.*}}Function=steps |{{.*}}Trips=5
// EXEC: ok: launches 1 -> 1
func.func @steps(%a: memref<6x32xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c6 = arith.constant 6 : index
  %c20 = arith.constant 20 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.index_cast %bx : index to i32
    scf.for %c = %c3 to %c20 step %c4 {
      %v = memref.load %a[%bx, %c] : memref<6x32xi32>
      %k = arith.index_cast %c : index to i32
      %s = arith.addi %k, %i : i32
      %w = arith.muli %v, %s : i32
      memref.store %w, %a[%bx, %c] : memref<6x32xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The outer loop adds to one element, trip after trip: it stays, with its order. The
// inner one has an element for each iteration.

// CHECK-LABEL: func.func @sum_stays(
// CHECK: threads({{.*}}) in (%{{.*}} = %c32
// CHECK: scf.for
// CHECK: memref.store
// REMARK: remark: [Passed] spread |{{.*}}Function=sum_stays |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @sum_stays(%a: memref<7x8xf32> {llvm.noalias}, %sum: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %h = %c0 to %c7 step %c1 {
      scf.for %c = %c0 to %c8 step %c1 {
        %v = memref.load %a[%h, %c] : memref<7x8xf32>
        %s = memref.load %sum[%c] : memref<8xf32>
        %t = arith.addf %s, %v : f32
        memref.store %t, %sum[%c] : memref<8xf32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// Both loops have eight trips, and only the outer one is independent.

// CHECK-LABEL: func.func @equal_trips(
// CHECK: threads({{.*}}) in (%{{.*}} = %c32
// CHECK: scf.for
// CHECK: memref.load %{{.*}}[%{{.*}}, %{{.*}}]
// REMARK: remark: [Passed] spread |{{.*}}Function=equal_trips |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @equal_trips(%a: memref<8x8xf32> {llvm.noalias}, %sum: memref<8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      scf.for %h = %c0 to %c8 step %c1 {
        %v = memref.load %a[%c, %h] : memref<8x8xf32>
        %s = memref.load %sum[%c] : memref<8xf32>
        %t = arith.addf %s, %v : f32
        memref.store %t, %sum[%c] : memref<8xf32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// Rows and columns, in one thread.

// CHECK-LABEL: func.func @both(
// CHECK: threads({{.*}}) in (%{{.*}} = %c64
// REMARK: remark: [Passed] spread |{{.*}}Function=both |{{.*}}Trips=8
// REMARK: remark: [Passed] spread |{{.*}}Function=both |{{.*}}Trips=6
// EXEC: ok: launches 1 -> 1
func.func @both(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %r = %c0 to %c6 step %c1 {
      scf.for %c = %c0 to %c8 step %c1 {
        %v = memref.load %a[%r, %c] : memref<6x8xi32>
        memref.store %v, %b[%r, %c] : memref<6x8xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// Loops of as many trips, one after the other: a thread runs one iteration of each, and
// the later reads what the earlier wrote.

// CHECK-LABEL: func.func @side_by_side(
// CHECK: threads({{.*}}) in (%{{.*}} = %c32
// REMARK: remark: [Passed] spread |{{.*}}Function=side_by_side |{{.*}}Trips=8
// REMARK: remark: [Passed] spread |{{.*}}Function=side_by_side |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @side_by_side(%a: memref<8xi32> {llvm.noalias}, %b: memref<24xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c8 = arith.constant 8 : index
  %c24 = arith.constant 24 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %a[%c] : memref<8xi32>
      %w = arith.muli %v, %v : i32
      memref.store %w, %a[%c] : memref<8xi32>
    }
    scf.for %c = %c1 to %c24 step %c3 {
      %d = arith.divui %c, %c3 : index
      %v = memref.load %a[%d] : memref<8xi32>
      memref.store %v, %b[%c] : memref<24xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The later loop reads what other iterations of the earlier one wrote.

// CHECK-LABEL: func.func @crosswise(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @crosswise(%a: memref<8xi32> {llvm.noalias}, %b: memref<8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %k = arith.index_cast %c : index to i32
      memref.store %k, %a[%c] : memref<8xi32>
    }
    scf.for %c = %c0 to %c8 step %c1 {
      %m = arith.subi %c7, %c : index
      %v = memref.load %a[%m] : memref<8xi32>
      memref.store %v, %b[%c] : memref<8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Eight and seven iterations.

// CHECK-LABEL: func.func @other_trips(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @other_trips(%a: memref<8xi32> {llvm.noalias}, %b: memref<8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %a[%c] : memref<8xi32>
      %w = arith.muli %v, %v : i32
      memref.store %w, %a[%c] : memref<8xi32>
    }
    scf.for %c = %c0 to %c7 step %c1 {
      %v = memref.load %a[%c] : memref<8xi32>
      memref.store %v, %b[%c] : memref<8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Each iteration reads what the one before wrote.

// CHECK-LABEL: func.func @carried(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @carried(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c1 to %c8 step %c1 {
      %p = arith.subi %c, %c1 : index
      %v = memref.load %a[%bx, %p] : memref<6x8xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// All iterations write one element: the last one counts.

// CHECK-LABEL: func.func @one_element(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @one_element(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %b[%bx, %c] : memref<6x8xi32>
      memref.store %v, %a[%bx, %c0] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Iterations 0 and 4 write one element.

// CHECK-LABEL: func.func @folded(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @folded(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %m = arith.remui %c, %c4 : index
      %v = memref.load %b[%bx, %c] : memref<6x8xi32>
      memref.store %v, %a[%bx, %m] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The arguments may share memory.

// CHECK-LABEL: func.func @may_alias(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @may_alias(%a: memref<6x8xi32>, %b: memref<6x8xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %a[%bx, %c] : memref<6x8xi32>
      memref.store %v, %b[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// What is loaded before the loop is one value for all iterations.

// CHECK-LABEL: func.func @load_before(
// REMARK: remark: [Passed] spread |{{.*}}Function=load_before |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @load_before(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %x = memref.load %b[%bx, %c3] : memref<6x8xi32>
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %a[%bx, %c] : memref<6x8xi32>
      %w = arith.muli %v, %x : i32
      memref.store %w, %a[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// An iteration writes what is loaded before the loop.

// CHECK-LABEL: func.func @load_before_is_written(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @load_before_is_written(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %x = memref.load %a[%bx, %c3] : memref<6x8xi32>
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %a[%bx, %c] : memref<6x8xi32>
      %w = arith.muli %v, %x : i32
      memref.store %w, %a[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A store that is in no loop.

// CHECK-LABEL: func.func @store_beside(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @store_beside(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %x = memref.load %a[%bx, %c3] : memref<6x8xi32>
    memref.store %x, %b[%bx, %c3] : memref<6x8xi32>
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %b[%bx, %c] : memref<6x8xi32>
      memref.store %v, %a[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The id and the size along the dimension that the iterations take are 0 and 1.

// CHECK-LABEL: func.func @ids_as_values(
// REMARK: remark: [Passed] spread |{{.*}}Function=ids_as_values |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @ids_as_values(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %s0 = arith.addi %by, %gy : index
      %s1 = arith.addi %ty, %sy : index
      %s2 = arith.addi %bz, %gz : index
      %s3 = arith.addi %s0, %s1 : index
      %s4 = arith.addi %s2, %s3 : index
      %k = arith.index_cast %s4 : index to i32
      %v = memref.load %b[%bx, %c] : memref<6x8xi32>
      %w = arith.muli %v, %k : i32
      memref.store %w, %a[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The same where threads take them: no dimension has one block.

// CHECK-LABEL: func.func @threads_as_values(
// CHECK: threads({{.*}}) in (%{{.*}} = %c192
// REMARK: remark: [Passed] spread |{{.*}}Function=threads_as_values |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @threads_as_values(%a: memref<2x3x4x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c2, %gy = %c3, %gz = %c4)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %s0 = arith.addi %tx, %sx : index
      %s1 = arith.muli %s0, %gx : index
      %k = arith.index_cast %s1 : index to i32
      memref.store %k, %a[%bx, %by, %bz, %c] : memref<2x3x4x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Iterations that threads of a block would be meet in one block.

// CHECK-LABEL: func.func @carried_in_threads(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @carried_in_threads(%a: memref<2x3x4x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c2, %gy = %c3, %gz = %c4)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c1 to %c8 step %c1 {
      %p = arith.subi %c, %c1 : index
      %v = memref.load %a[%bx, %by, %bz, %p] : memref<2x3x4x8xi32>
      %w = arith.addi %v, %v : i32
      memref.store %w, %a[%bx, %by, %bz, %c] : memref<2x3x4x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// More iterations than a block has threads, and a grid in three dimensions.

// CHECK-LABEL: func.func @no_dimension_left(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @no_dimension_left(%a: memref<2x3x4x1025xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c4 = arith.constant 4 : index
  %c1025 = arith.constant 1025 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c2, %gy = %c3, %gz = %c4)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 7 : i8
    scf.for %c = %c0 to %c1025 step %c1 {
      memref.store %k, %a[%bx, %by, %bz, %c] : memref<2x3x4x1025xi8>
    }
    gpu.terminator
  }
  return
}

// -----

// More iterations than a grid has blocks along y.

// CHECK-LABEL: func.func @many(
// CHECK: in (%{{.*}} = %c274
// REMARK: remark: [Passed] spread |{{.*}}Function=many |{{.*}}Trips=70000
// EXEC: ok: launches 1 -> 1
func.func @many(%a: memref<70000xi8> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c70000 = arith.constant 70000 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 7 : i8
    scf.for %c = %c0 to %c70000 step %c1 {
      memref.store %k, %a[%c] : memref<70000xi8>
    }
    gpu.terminator
  }
  return
}

// -----

// An operation that asks for an id would get that of an iteration.

// CHECK-LABEL: func.func @id_operation(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @id_operation(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %id = gpu.block_id y
      %k = arith.index_cast %id : index to i32
      memref.store %k, %a[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The memory is one for all iterations of a thread.

// CHECK-LABEL: func.func @stack(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @stack(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = memref.alloca() : memref<2xi32>
    %zero = arith.constant 0 : i32
    memref.store %zero, %m[%c0] : memref<2xi32>
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %b[%bx, %c] : memref<6x8xi32>
      %s = memref.load %m[%c0] : memref<2xi32>
      %t = arith.addi %s, %v : i32
      memref.store %t, %m[%c0] : memref<2xi32>
      memref.store %t, %a[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Also where each iteration has its own.

// CHECK-LABEL: func.func @stack_of_iteration(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @stack_of_iteration(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %m = memref.alloca() : memref<2xi32>
      %v = memref.load %b[%bx, %c] : memref<6x8xi32>
      %u = arith.muli %v, %v : i32
      memref.store %u, %m[%c0] : memref<2xi32>
      memref.store %v, %m[%c1] : memref<2xi32>
      %q = arith.remui %c, %c2 : index
      %w = memref.load %m[%q] : memref<2xi32>
      memref.store %w, %a[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// One thread adds in the order of the loop.

// CHECK-LABEL: func.func @atomics(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @atomics(%a: memref<8xf32> {llvm.noalias}, %sum: memref<1xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %v = memref.load %a[%c] : memref<8xf32>
      %old = memref.atomic_rmw addf %v, %sum[%c0] : (f32, memref<1xf32>) -> f32
    }
    gpu.terminator
  }
  return
}

// -----

// The loop carries a value.

// CHECK-LABEL: func.func @carried_values(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @carried_values(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0 : i32
    %sum = scf.for %c = %c0 to %c8 step %c1 iter_args(%s = %zero) -> i32 {
      %v = memref.load %b[%bx, %c] : memref<6x8xi32>
      %t = arith.addi %s, %v : i32
      memref.store %t, %a[%bx, %c] : memref<6x8xi32>
      scf.yield %t : i32
    }
    gpu.terminator
  }
  return
}

// -----

// A loop in each iteration carries a value.

// CHECK-LABEL: func.func @sum_of_iteration(
// REMARK: remark: [Passed] spread |{{.*}}Function=sum_of_iteration |{{.*}}Trips=6
// EXEC: ok: launches 1 -> 1
func.func @sum_of_iteration(%a: memref<6x8xf32> {llvm.noalias}, %sum: memref<6xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    scf.for %r = %c0 to %c6 step %c1 {
      %sum0 = scf.for %c = %c0 to %c8 step %c1 iter_args(%s = %zero) -> f32 {
        %v = memref.load %a[%r, %c] : memref<6x8xf32>
        %t = arith.addf %s, %v : f32
        scf.yield %t : f32
      }
      memref.store %sum0, %sum[%r] : memref<6xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// The last step leaves 64 bits, and the loop starts over from below: it has more
// iterations than between its bounds.

// CHECK-LABEL: func.func @starts_over(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @starts_over(%a: memref<6x16xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c60 = arith.constant 60 : index
  %c3458764513820540928 = arith.constant 3458764513820540928 : index
  %c8070450532247928832 = arith.constant 8070450532247928832 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 7 : i32
    %fifteen = arith.constant 15 : index
    scf.for %c = %c0 to %c8070450532247928832 step %c3458764513820540928 {
      %d = arith.shrui %c, %c60 : index
      %j = arith.andi %d, %fifteen : index
      memref.store %k, %a[%bx, %j] : memref<6x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The last step just stays in 64 bits.

// CHECK-LABEL: func.func @ends_at_the_top(
// REMARK: remark: [Passed] spread |{{.*}}Function=ends_at_the_top |{{.*}}Trips=3
// EXEC: ok: launches 1 -> 1
func.func @ends_at_the_top(%a: memref<6x16xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c60 = arith.constant 60 : index
  %c2305843009213693952 = arith.constant 2305843009213693952 : index
  %c6917529027641081856 = arith.constant 6917529027641081856 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 7 : i32
    scf.for %c = %c0 to %c6917529027641081856 step %c2305843009213693952 {
      %j = arith.shrui %c, %c60 : index
      memref.store %k, %a[%bx, %j] : memref<6x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A lower bound below zero.

// CHECK-LABEL: func.func @far_down(
// REMARK: remark: [Passed] spread |{{.*}}Function=far_down |{{.*}}Trips=4
// EXEC: ok: launches 1 -> 1
func.func @far_down(%a: memref<6x16xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %c7 = arith.constant 7 : index
  %c9 = arith.constant 9 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %low = arith.constant -9 : index
    scf.for %c = %low to %c7 step %c5 {
      %j = arith.addi %c, %c9 : index
      %k = arith.index_cast %c : index to i32
      memref.store %k, %a[%bx, %j] : memref<6x16xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Without the loop the guard bounds the items by a number of the host: two dimensions, one of unknown size.

// CHECK-LABEL: func.func @guard_of_host(
// CHECK: threads({{.*}}) in (%{{.*}} = %c256
// CHECK-NOT: scf.for
// REMARK: remark: [Passed] spread |{{.*}}Function=guard_of_host |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @guard_of_host(%a: memref<6x8xi32> {llvm.noalias}, %n: index {fuselage.test.value = 5 : index}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 7 : i32
    scf.for %c = %c0 to %c8 step %c1 {
      %low = arith.cmpi ult, %c, %n : index
      scf.if %low {
        memref.store %k, %a[%bx, %c] : memref<6x8xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// A loop without iterations would be a launch without threads.

// CHECK-LABEL: func.func @no_trip(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @no_trip(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 7 : i32
    scf.for %c = %c8 to %c8 step %c1 {
      memref.store %k, %a[%bx, %c] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A guard around the loop, and one in it.

// CHECK-LABEL: func.func @guarded(
// REMARK: remark: [Passed] spread |{{.*}}Function=guarded |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @guarded(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 7 : i32
    %odd = arith.remui %bx, %c2 : index
    %is = arith.cmpi eq, %odd, %c1 : index
    scf.if %is {
      scf.for %c = %c0 to %c8 step %c1 {
        %low = arith.cmpi ult, %c, %bx : index
        scf.if %low {
          memref.store %k, %a[%bx, %c] : memref<6x8xi32>
        }
      }
    }
    gpu.terminator
  }
  return
}

// -----

// One of two loops runs: each has iterations of its own.

// CHECK-LABEL: func.func @otherwise(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @otherwise(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %k = arith.constant 7 : i32
    %odd = arith.remui %bx, %c2 : index
    %is = arith.cmpi eq, %odd, %c1 : index
    scf.if %is {
      scf.for %c = %c0 to %c8 step %c1 {
        memref.store %k, %a[%bx, %c] : memref<6x8xi32>
      }
    } else {
      scf.for %c = %c0 to %c8 step %c1 {
        memref.store %k, %b[%bx, %c] : memref<6x8xi32>
      }
    }
    gpu.terminator
  }
  return
}

// -----

// A loop that says so itself, in one that does not.

// CHECK-LABEL: func.func @declared_parallel(
// CHECK: threads({{.*}}) in (%{{.*}} = %c32
// CHECK: scf.for
// REMARK: remark: [Passed] spread |{{.*}}Function=declared_parallel |{{.*}}Trips=8
// EXEC: ok: launches 1 -> 1
func.func @declared_parallel(%a: memref<7x8xf32> {llvm.noalias}, %sum: memref<8xf32> {llvm.noalias}) {
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
    gpu.terminator
  }
  return
}

// -----

// The loop counts in 32 bits.

// CHECK-LABEL: func.func @other_counter(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @other_counter(%a: memref<6x8xi32> {llvm.noalias}, %b: memref<6x8xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %z = arith.constant 0 : i32
    %o = arith.constant 1 : i32
    %n = arith.constant 8 : i32
    scf.for %c = %z to %n step %o : i32 {
      %j = arith.index_cast %c : i32 to index
      memref.store %c, %a[%bx, %j] : memref<6x8xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Each iteration stores four elements, of which the next one stores three again.

// CHECK-LABEL: func.func @wide_stores(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @wide_stores(%a: memref<6x12xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.index_cast %bx : index to i32
    scf.for %c = %c0 to %c8 step %c1 {
      %k = arith.index_cast %c : index to i32
      %s = arith.addi %k, %i : i32
      %v = vector.broadcast %s : i32 to vector<4xi32>
      vector.store %v, %a[%bx, %c] : memref<6x12xi32>, vector<4xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The same, four elements apart.

// CHECK-LABEL: func.func @wide_stores_apart(
// REMARK: remark: [Passed] spread |{{.*}}Function=wide_stores_apart |{{.*}}Trips=3
// EXEC: ok: launches 1 -> 1
func.func @wide_stores_apart(%a: memref<6x12xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c6 = arith.constant 6 : index
  %c12 = arith.constant 12 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %i = arith.index_cast %bx : index to i32
    scf.for %c = %c0 to %c12 step %c4 {
      %k = arith.index_cast %c : index to i32
      %s = arith.addi %k, %i : i32
      %v = vector.broadcast %s : i32 to vector<4xi32>
      vector.store %v, %a[%bx, %c] : memref<6x12xi32>, vector<4xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A buffer of the host that two values name: the iterations read what others write.

// CHECK-LABEL: func.func @same_argument(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @same_argument(%a: memref<9xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %b = memref.cast %a : memref<9xi32> to memref<?xi32>
    scf.for %c = %c0 to %c8 step %c1 {
      %n = arith.addi %c, %c1 : index
      %v = memref.load %b[%n] : memref<?xi32>
      memref.store %v, %a[%c] : memref<9xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Two views of one buffer with an element in common.

// CHECK-LABEL: func.func @touching_views(
// CHECK: scf.
// EXEC: ok: launches 1 -> 1
func.func @touching_views(%a: memref<48xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c24 = arith.constant 24 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %x = memref.subview %a[0] [24] [1] : memref<48xi32> to memref<24xi32, strided<[1]>>
    %y = memref.subview %a[23] [24] [1] : memref<48xi32> to memref<24xi32, strided<[1], offset: 23>>
    scf.for %c = %c0 to %c24 step %c1 {
      %v = memref.load %y[%c] : memref<24xi32, strided<[1], offset: 23>>
      memref.store %v, %x[%c] : memref<24xi32, strided<[1]>>
    }
    gpu.terminator
  }
  return
}

// -----

// The same, with nothing in common.

// CHECK-LABEL: func.func @apart_views(
// REMARK: remark: [Passed] spread |{{.*}}Function=apart_views |{{.*}}Trips=24
// EXEC: ok: launches 1 -> 1
func.func @apart_views(%a: memref<48xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c24 = arith.constant 24 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %x = memref.subview %a[0] [24] [1] : memref<48xi32> to memref<24xi32, strided<[1]>>
    %y = memref.subview %a[24] [24] [1] : memref<48xi32> to memref<24xi32, strided<[1], offset: 24>>
    scf.for %c = %c0 to %c24 step %c1 {
      %v = memref.load %y[%c] : memref<24xi32, strided<[1], offset: 24>>
      memref.store %v, %x[%c] : memref<24xi32, strided<[1]>>
    }
    gpu.terminator
  }
  return
}

// -----

// A sum of each row, by a reduction in a loop over the rows: threads for the rows, and the sum in its order.

// CHECK-LABEL: func.func @reductions(
// CHECK: threads({{.*}}) in (%{{.*}} = %c64
// CHECK: scf.for
// CHECK-NOT: scf.for
// CHECK: return
// REMARK: remark: [Passed] spread |{{.*}}Function=reductions |{{.*}}Trips=40
// EXEC: ok: launches 1 -> 1
func.func @reductions(%a: memref<40x6xf32> {llvm.noalias}, %b: memref<40xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %init = arith.constant 0.5 : f32
    scf.for %i = %c0 to %c40 step %c1 {
      %s = scf.parallel (%j) = (%c0) to (%c6) step (%c1) init (%init) -> f32 {
        %v = memref.load %a[%i, %j] : memref<40x6xf32>
        scf.reduce(%v : f32) {
        ^bb0(%x: f32, %y: f32):
          %z = arith.addf %x, %y : f32
          scf.reduce.return %z : f32
        }
      }
      memref.store %s, %b[%i] : memref<40xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Each sum goes where the next row reads it.

// CHECK-LABEL: func.func @reduction_of_the_next(
// CHECK: scf.for
// CHECK: scf.parallel
// EXEC: ok: launches 1 -> 1
func.func @reduction_of_the_next(%a: memref<41x6xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %init = arith.constant 1 : i32
    scf.for %i = %c0 to %c40 step %c1 {
      %next = arith.addi %i, %c1 : index
      %s = scf.parallel (%j) = (%c0) to (%c6) step (%c1) init (%init) -> i32 {
        %v = memref.load %a[%i, %j] : memref<41x6xi32>
        scf.reduce(%v : i32) {
        ^bb0(%x: i32, %y: i32):
          %z = arith.addi %x, %y : i32
          scf.reduce.return %z : i32
        }
      }
      memref.store %s, %a[%next, %c0] : memref<41x6xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// The operation that reduces reads what the next row writes.

// CHECK-LABEL: func.func @reads_in_the_reduction(
// CHECK: scf.for
// CHECK: scf.parallel
// EXEC: ok: launches 1 -> 1
func.func @reads_in_the_reduction(%a: memref<40x6xi32> {llvm.noalias}, %b: memref<41xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %init = arith.constant 1 : i32
    scf.for %i = %c0 to %c40 step %c1 {
      %next = arith.addi %i, %c1 : index
      %s = scf.parallel (%j) = (%c0) to (%c6) step (%c1) init (%init) -> i32 {
        %v = memref.load %a[%i, %j] : memref<40x6xi32>
        scf.reduce(%v : i32) {
        ^bb0(%x: i32, %y: i32):
          %w = memref.load %b[%next] : memref<41xi32>
          %z = arith.addi %x, %y : i32
          %u = arith.addi %z, %w : i32
          scf.reduce.return %u : i32
        }
      }
      memref.store %s, %b[%i] : memref<41xi32>
    }
    gpu.terminator
  }
  return
}
