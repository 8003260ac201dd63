// Iterations of loops become threads before neighbours are planned: the launch then has the items that the others have,
// and shares a shape with them. Where that brings nothing, the loops stay for the last step.

// RUN: %test-exec %s --split-input-file --shuffles=6 --pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file --remarks-filter-passed=fuselage -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK --implicit-check-not='[Passed] spread'
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' --split-input-file | FileCheck %s

// A scale of each channel in one thread, and the channels of all pixels: a block for each channel.

// CHECK-LABEL: func.func @channels(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %[[BLOCKS:c8[_0-9]*]],
// CHECK-NOT: scf.for
// CHECK: gpu.terminator
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
// REMARK: remark: [Passed] spread |{{.*}}Function=channels |{{.*}}ModelledSaving="2.38 us on a100", {{.*}}Trips=8
// REMARK: remark: [Passed] reshaped |{{.*}}Function=channels | Block="1 to 32", Grid="1 to 8"
// REMARK: remark: [Passed] spread |{{.*}}Function=channels |{{.*}}Trips=8
// REMARK: remark: [Passed] reshaped |{{.*}}Function=channels | Block="1 to 32", Grid="30 to 8"
func.func @channels(%v: memref<8xf32> {llvm.noalias}, %s: memref<8xf32> {llvm.noalias},
                    %x: memref<30x8xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c30 = arith.constant 30 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %a = memref.load %v[%c] : memref<8xf32>
      %b = arith.mulf %a, %a : f32
      memref.store %b, %s[%c] : memref<8xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c30, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %c = %c0 to %c8 step %c1 {
      %a = memref.load %s[%c] : memref<8xf32>
      %b = memref.load %x[%bx, %c] : memref<30x8xf32>
      %d = arith.mulf %a, %b : f32
      memref.store %d, %x[%bx, %c] : memref<30x8xf32>
    }
    gpu.terminator
  }
  return
}

// -----

// Each element needs the one before it: the loop stays, and the launch has one item, which one block has room for.

// CHECK-LABEL: func.func @carried(
// CHECK: gpu.launch
// CHECK: scf.for
// EXEC: ok: launches 2 -> 1
// REMARK: remark: [Passed] reshaped |{{.*}}Function=carried | Block="1 to 256", Grid="1 to 1"
// REMARK: remark: [Passed] reshaped |{{.*}}Function=carried | Block="1 to 256", Grid="64 to 1"
func.func @carried(%s: memref<65xf32> {llvm.noalias}, %x: memref<64xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c64 step %c1 {
      %next = arith.addi %i, %c1 : index
      %a = memref.load %s[%i] : memref<65xf32>
      %b = memref.load %s[%next] : memref<65xf32>
      %c = arith.addf %a, %b : f32
      memref.store %c, %s[%next] : memref<65xf32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.load %s[%bx] : memref<65xf32>
    %b = memref.load %x[%bx] : memref<64xf32>
    %d = arith.mulf %a, %b : f32
    memref.store %d, %x[%bx] : memref<64xf32>
    gpu.terminator
  }
  return
}

// -----

// The sum in a row is carried, the rows are not: threads for rows alone.

// CHECK-LABEL: func.func @rows(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK-NOT: scf.for
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
// REMARK: remark: [Passed] spread |{{.*}}Function=rows |{{.*}}Trips=40
// REMARK: remark: [Passed] reshaped |{{.*}}Function=rows | Block="1 to {{[0-9]+}}",
func.func @rows(%s: memref<40xi32> {llvm.noalias}, %x: memref<40x6xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c40 = arith.constant 40 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c40 step %c1 {
      scf.for %j = %c0 to %c6 step %c1 {
        %a = memref.load %x[%i, %j] : memref<40x6xi32>
        %b = memref.load %s[%i] : memref<40xi32>
        %c = arith.addi %a, %b : i32
        memref.store %c, %s[%i] : memref<40xi32>
      }
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c40, %gy = %c6, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %a = memref.load %s[%bx] : memref<40xi32>
    %b = memref.load %x[%bx, %by] : memref<40x6xi32>
    %d = arith.muli %a, %b : i32
    memref.store %d, %x[%bx, %by] : memref<40x6xi32>
    gpu.terminator
  }
  return
}

// -----

// A fixed neighbour of one block: 2,048 threads would not fit it, the one thread of the launch as it is does. Its loop
// is spread in no step, as it has a barrier after it then.

// CHECK-LABEL: func.func @one_block(
// CHECK: gpu.launch
// CHECK: scf.for
// CHECK: gpu.barrier
// CHECK-NOT: gpu.launch
// CHECK: return
// EXEC: ok: launches 2 -> 1
// REMARK: remark: [Passed] reshaped |{{.*}}Function=one_block | Block="1 to 64", Grid="1 to 1"
func.func @one_block(%s: memref<2048xi32> {llvm.noalias}, %y: memref<64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %c2048 = arith.constant 2048 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %i = %c0 to %c2048 step %c1 {
      %a = memref.load %s[%i] : memref<2048xi32>
      %c = arith.addi %a, %a : i32
      memref.store %c, %s[%i] : memref<2048xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %last = arith.subi %c2048, %tx : index
    %i = arith.subi %last, %c1 : index
    %a = memref.load %s[%i] : memref<2048xi32>
    %r = gpu.all_reduce add %a uniform {} : (i32) -> i32
    memref.store %r, %y[%tx] : memref<64xi32>
    gpu.terminator
  }
  return
}
