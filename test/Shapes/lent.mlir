// A launch whose threads work together keeps its blocks, and the launches next to it
// take them on.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --implicit-check-not='Passed] reshaped' --implicit-check-not=Missed < %t.remarks
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// A thread for each item, after the launch and before it, with a guard for the rest.

// CHECK-LABEL: func.func @elements(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c4{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c32
// CHECK: gpu.all_reduce
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] reshaped |{{.*}}Function=elements |{{.*}}Block="8 to 32", Grid="16 to 4"
// REMARK: remark: [Passed] reshaped |{{.*}}Function=elements |{{.*}}Block="1 to 32", Grid="100 to 4"
// EXEC: ok: launches 3 -> 1
func.func @elements(%a: memref<128xi32> {llvm.noalias}, %b: memref<128xi32> {llvm.noalias}, %c: memref<100xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c8 = arith.constant 8 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %c100 = arith.constant 100 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c100, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<128xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %c[%i] : memref<100xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %v = memref.load %a[%n] : memref<128xi32>
    %s = gpu.all_reduce add %v uniform {} : (i32) -> i32
    memref.store %s, %b[%n] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %v = memref.load %b[%n] : memref<128xi32>
    %w = memref.load %a[%n] : memref<128xi32>
    %r = arith.addi %v, %w : i32
    memref.store %r, %a[%n] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// A block for each row, and its first thread for what has only rows.

// CHECK-LABEL: func.func @rows(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c6{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c64
// CHECK: gpu.all_reduce
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] reshaped |{{.*}}Function=rows |{{.*}}Block="1 to 64", Grid="6 to 6"
// REMARK: remark: [Passed] reshaped |{{.*}}Function=rows |{{.*}}Block="1 to 64", Grid="6x100 to 6"
// EXEC: ok: launches 3 -> 1
func.func @rows(%a: memref<6x100xi32> {llvm.noalias}, %s: memref<6xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c6 = arith.constant 6 : index
  %c64 = arith.constant 64 : index
  %c100 = arith.constant 100 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c6, %gy = %c100, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<6x100xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i, %j] : memref<6x100xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %x] : memref<6x100xi32>
    %r = gpu.all_reduce add %v uniform {} : (i32) -> i32
    %first = arith.cmpi eq, %x, %c0 : index
    scf.if %first {
      memref.store %r, %s[%i] : memref<6xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c6, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %s[%i] : memref<6xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %s[%i] : memref<6xi32>
    gpu.terminator
  }
  return
}

// -----

// What needs another block stays: elements the other way round.

// CHECK-LABEL: func.func @reversed(
// CHECK-COUNT-2: gpu.launch
// REMARK: remark: [Missed] not-independent |{{.*}}Function=reversed |{{.*}}(4 and 128 blocks)
// EXEC: ok: launches 2 -> 2
func.func @reversed(%a: memref<128xi32> {llvm.noalias}, %b: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  %c127 = arith.constant 127 : index
  %c128 = arith.constant 128 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %v = memref.load %a[%n] : memref<128xi32>
    %s = gpu.all_reduce add %v uniform {} : (i32) -> i32
    memref.store %s, %b[%n] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c128, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = arith.subi %c127, %i : index
    %v = memref.load %b[%m] : memref<128xi32>
    memref.store %v, %a[%i] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// More items than threads stay, and so do blocks that are no whole warps.

// CHECK-LABEL: func.func @too_many(
// CHECK-COUNT-2: gpu.launch
// REMARK: remark: [Missed] not-independent |{{.*}}Function=too_many |{{.*}}(4 and 129 blocks)
// EXEC: ok: launches 2 -> 2
func.func @too_many(%a: memref<129xi32> {llvm.noalias}, %b: memref<129xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  %c129 = arith.constant 129 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %v = memref.load %a[%n] : memref<129xi32>
    %s = gpu.all_reduce add %v uniform {} : (i32) -> i32
    memref.store %s, %b[%n] : memref<129xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c129, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%i] : memref<129xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %b[%i] : memref<129xi32>
    gpu.terminator
  }
  return
}

// -----

// Two launches that could join each other in the shape that a third one lends, but not
// the third, get their own back: it has many more blocks than they have items.

// CHECK-LABEL: func.func @not_without_the_lender(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c1000{{[_0-9]*}},
// CHECK-NOT: = %c1000
// REMARK: remark: [Missed] not-independent |{{.*}}Function=not_without_the_lender |
// REMARK: remark: [Missed] no-common-shape |{{.*}}Function=not_without_the_lender |
// EXEC: ok: launches 3 -> 3
func.func @not_without_the_lender(%a: memref<512xi32> {llvm.noalias}, %b: memref<512xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c511 = arith.constant 511 : index
  %c64 = arith.constant 64 : index
  %c512 = arith.constant 512 : index
  %c1000 = arith.constant 1000 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c1000, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %n = arith.index_cast %x : index to i32
    %s = gpu.all_reduce add %n uniform {} : (i32) -> i32
    %g = gpu.global_id x
    %first = arith.cmpi eq, %g, %c1000 : index
    scf.if %first {
      memref.store %s, %a[%c0] : memref<512xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c512, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %m = arith.subi %c511, %i : index
    %v = memref.load %a[%m] : memref<512xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %b[%m] : memref<512xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c64, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %v = memref.load %b[%n] : memref<512xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%n] : memref<512xi32>
    gpu.terminator
  }
  return
}
