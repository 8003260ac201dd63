// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-fuse-launches{device=t4 block-size=64})' | FileCheck %s
// RUN: %test-exec %s --split-input-file --shuffles=1 --pipeline='builtin.module(fuselage-fuse-launches{device=t4 block-size=64})' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// Blocks of one short row each would be more than a device runs at a time. Several rows share a block then: a T4 holds
// 640 blocks of 32 threads. Short rows fill a warp together where there are blocks enough for all multiprocessors.

// Eight rows a block fill a warp, and no guard is needed.

// CHECK-LABEL: func.func @whole(
// CHECK-DAG: %[[BLOCKS:.*]] = arith.constant 160 : index
// CHECK-DAG: %[[ROWS:.*]] = arith.constant 8 : index
// CHECK: gpu.launch blocks(%[[BLOCK:[^,]*]], {{.*}} in (%{{.*}} = %[[BLOCKS]],
// CHECK: arith.cmpi ult, %[[THREAD:.*]], %[[ROWS]]
// CHECK: arith.muli %[[BLOCK]], %[[ROWS]]
// CHECK: gpu.barrier
// CHECK: arith.divui
// CHECK-NOT: arith.cmpi
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 3 -> 1
func.func @whole(%a: memref<1280x4xi32> {llvm.noalias}, %s: memref<1280xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1280 : index
  %w = arith.constant 4 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1280x4xi32>
      %x = memref.load %s[%bx] : memref<1280xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1280xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<1280x4xi32>
    %x = memref.load %s[%bx] : memref<1280xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %a[%bx, %by] : memref<1280x4xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1280x4xi32>
      %x = memref.load %s[%bx] : memref<1280xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1280xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Eight rows a block leave six for the last.

// CHECK-LABEL: func.func @rest(
// CHECK-DAG: %[[BLOCKS:.*]] = arith.constant 163 : index
// CHECK: gpu.launch blocks({{.*}} in (%{{.*}} = %[[BLOCKS]],
// CHECK: arith.cmpi ult, %{{.*}}, %c1302
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 3 -> 1
func.func @rest(%a: memref<1302x4xi32> {llvm.noalias}, %s: memref<1302xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1302 : index
  %w = arith.constant 4 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1302x4xi32>
      %x = memref.load %s[%bx] : memref<1302xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1302xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<1302x4xi32>
    %x = memref.load %s[%bx] : memref<1302xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %a[%bx, %by] : memref<1302x4xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1302x4xi32>
      %x = memref.load %s[%bx] : memref<1302xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1302xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// Two rows of 50 are more items than a block of 64 has threads: each has a block.

// CHECK-LABEL: func.func @long_rows(
// CHECK: gpu.launch blocks({{.*}} in (%{{.*}} = %c1302{{.*}},
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @long_rows(%a: memref<1302x50xi32> {llvm.noalias}, %s: memref<1302xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1302 : index
  %w = arith.constant 50 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1302x50xi32>
      %x = memref.load %s[%bx] : memref<1302xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1302xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<1302x50xi32>
    %x = memref.load %s[%bx] : memref<1302xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %a[%bx, %by] : memref<1302x50xi32>
    gpu.terminator
  }
  return
}

// -----

// The length of the rows divides the threads, which take several items each.

// CHECK-LABEL: func.func @turns(
// CHECK: gpu.launch
// CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %c64
// CHECK: arith.cmpi ult, %{{.*}}, %c1302
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @turns(%a: memref<1302x32xi32> {llvm.noalias}, %s: memref<1302xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1302 : index
  %w = arith.constant 32 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1302x32xi32>
      %x = memref.load %s[%bx] : memref<1302xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1302xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<1302x32xi32>
    %x = memref.load %s[%bx] : memref<1302xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %a[%bx, %by] : memref<1302x32xi32>
    gpu.terminator
  }
  return
}

// -----

// Rows of another matrix are longer, and another launch has fewer of them.

// CHECK-LABEL: func.func @other_lengths(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 3 -> 1
func.func @other_lengths(%a: memref<1302x4xi32> {llvm.noalias}, %b: memref<1000x6xi32> {llvm.noalias}, %s: memref<1302xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1302 : index
  %w = arith.constant 4 : index
  %r2 = arith.constant 1000 : index
  %w2 = arith.constant 6 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1302x4xi32>
      %x = memref.load %s[%bx] : memref<1302xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1302xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r2, %gy = %w2, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%bx, %by] : memref<1000x6xi32>
    %x = memref.load %s[%bx] : memref<1302xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %b[%bx, %by] : memref<1000x6xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<1302x4xi32>
    %x = memref.load %s[%bx] : memref<1302xi32>
    %y = arith.addi %v, %x : i32
    memref.store %y, %a[%bx, %by] : memref<1302x4xi32>
    gpu.terminator
  }
  return
}

// -----

// Several columns share a block.

// CHECK-LABEL: func.func @columns(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @columns(%a: memref<4x1302xi32> {llvm.noalias}, %s: memref<1302xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1302 : index
  %w = arith.constant 4 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %w step %c1 {
      %v = memref.load %a[%i, %bx] : memref<4x1302xi32>
      %x = memref.load %s[%bx] : memref<1302xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1302xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %w, %gy = %r, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<4x1302xi32>
    %x = memref.load %s[%by] : memref<1302xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %a[%bx, %by] : memref<4x1302xi32>
    gpu.terminator
  }
  return
}

// -----

// The rows of several planes, numbered.

// CHECK-LABEL: func.func @planes(
// CHECK: gpu.launch
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @planes(%a: memref<31x42x4xi32> {llvm.noalias}, %s: memref<31x42xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %p = arith.constant 31 : index
  %r = arith.constant 42 : index
  %w = arith.constant 4 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %p, %gy = %r, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %by, %j] : memref<31x42x4xi32>
      %x = memref.load %s[%bx, %by] : memref<31x42xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx, %by] : memref<31x42xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %p, %gy = %r, %gz = %w)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by, %bz] : memref<31x42x4xi32>
    %x = memref.load %s[%bx, %by] : memref<31x42xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %a[%bx, %by, %bz] : memref<31x42x4xi32>
    gpu.terminator
  }
  return
}

// -----

// Rows of unknown length have a block each.

// CHECK-LABEL: func.func @unknown_length(
// CHECK: gpu.launch blocks({{.*}} in (%{{.*}} = %c1302{{.*}},
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
func.func @unknown_length(%a: memref<1302x?xi32> {llvm.noalias, fuselage.test.shape = array<i64: 1302, 3>}, %s: memref<1302xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1302 : index
  %w = memref.dim %a, %c1 : memref<1302x?xi32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1302x?xi32>
      %x = memref.load %s[%bx] : memref<1302xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1302xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<1302x?xi32>
    %x = memref.load %s[%bx] : memref<1302xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %a[%bx, %by] : memref<1302x?xi32>
    gpu.terminator
  }
  return
}

// -----

// A row that waits for another row shares no block with it for certain.

// CHECK-LABEL: func.func @other_rows(
// CHECK: gpu.launch
// CHECK: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 2
func.func @other_rows(%a: memref<1280x4xi32> {llvm.noalias}, %b: memref<1280x4xi32> {llvm.noalias}, %s: memref<1280xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1280 : index
  %w = arith.constant 4 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %b[%bx, %j] : memref<1280x4xi32>
      %x = memref.load %s[%bx] : memref<1280xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1280xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %other = arith.xori %bx, %c1 : index
    %v = memref.load %a[%bx, %by] : memref<1280x4xi32>
    %x = memref.load %s[%other] : memref<1280xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %a[%bx, %by] : memref<1280x4xi32>
    gpu.terminator
  }
  return
}

// -----

// Buffers go on after the last row: what no item touches keeps its elements, also where threads take several items.

// CHECK-LABEL: func.func @rows_that_stay(
// CHECK: gpu.launch
// CHECK: scf.for %{{.*}} = %{{.*}} to %{{.*}} step %c64
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 3 -> 1
func.func @rows_that_stay(%a: memref<1400x32xi32> {llvm.noalias}, %b: memref<1400x64xi32> {llvm.noalias}, %s: memref<1400xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1302 : index
  %w = arith.constant 32 : index
  %w2 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1400x32xi32>
      %x = memref.load %s[%bx] : memref<1400xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1400xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%bx, %by] : memref<1400x32xi32>
    %x = memref.load %s[%bx] : memref<1400xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %a[%bx, %by] : memref<1400x32xi32>
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w2, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%bx, %by] : memref<1400x64xi32>
    %x = memref.load %s[%bx] : memref<1400xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %b[%bx, %by] : memref<1400x64xi32>
    gpu.terminator
  }
  return
}

// -----

// Row i waits for the last row but i, which is in another block.

// CHECK-LABEL: func.func @reversed_rows(
// CHECK: gpu.launch
// CHECK: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 2
func.func @reversed_rows(%a: memref<1400x32xi32> {llvm.noalias}, %b: memref<1400x64xi32> {llvm.noalias}, %s: memref<1400xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = arith.constant 1302 : index
  %w = arith.constant 32 : index
  %w2 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %j = %c0 to %w step %c1 {
      %v = memref.load %a[%bx, %j] : memref<1400x32xi32>
      %x = memref.load %s[%bx] : memref<1400xi32>
      %y = arith.addi %v, %x : i32
      memref.store %y, %s[%bx] : memref<1400xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %r, %gy = %w2, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %last = arith.subi %r, %c1 : index
    %i = arith.subi %last, %bx : index
    %v = memref.load %b[%bx, %by] : memref<1400x64xi32>
    %x = memref.load %s[%i] : memref<1400xi32>
    %y = arith.muli %v, %x : i32
    memref.store %y, %b[%bx, %by] : memref<1400x64xi32>
    gpu.terminator
  }
  return
}
