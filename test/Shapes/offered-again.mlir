// Launches that were offered one shape are offered others: that of the launch on the
// other side, and, once several have a common shape, that of a launch which keeps its own.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK --implicit-check-not='Passed] reshaped' --implicit-check-not=Missed < %t.remarks
// RUN: %test-exec %s --split-input-file --shuffles=4 --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// Between two launches that keep their shapes: the first one's blocks are no help, since
// the elements come the other way round; the second one's are.

// CHECK-LABEL: func.func @between_two(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c4{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c32
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c2{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c64
// CHECK: gpu.all_reduce
// CHECK-NOT: gpu.launch
// REMARK: remark: [Missed] not-independent |{{.*}}Function=between_two |{{.*}}(4 and 2 blocks)
// REMARK: remark: [Passed] reshaped |{{.*}}Function=between_two |{{.*}}Block="1 to 64", Grid="128 to 2"
// EXEC: ok: launches 3 -> 2
func.func @between_two(%a: memref<128xi32> {llvm.noalias}, %b: memref<128xi32> {llvm.noalias}, %c: memref<128xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
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
    memref.store %v, %c[%i] : memref<128xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %v = memref.load %c[%n] : memref<128xi32>
    %s = gpu.all_reduce add %v uniform {} : (i32) -> i32
    memref.store %s, %a[%n] : memref<128xi32>
    gpu.terminator
  }
  return
}

// -----

// Two launches with a common shape take the one that a third launch has to keep. The
// remarks tell of the shapes at the beginning and at the end.

// CHECK-LABEL: func.func @from_a_common_shape(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c12{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c64
// CHECK: gpu.all_reduce
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] reshaped |{{.*}}Function=from_a_common_shape |{{.*}}Block="1 to 64", Grid="12x30 to 12"
// REMARK: remark: [Passed] reshaped |{{.*}}Function=from_a_common_shape |{{.*}}Block="8 to 64", Grid="45 to 12"
// EXEC: ok: launches 3 -> 1
func.func @from_a_common_shape(%a: memref<12x30xi32> {llvm.noalias}, %b: memref<12x30xi32> {llvm.noalias}, %s: memref<12xi32> {llvm.noalias}, %t: memref<12x64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c12 = arith.constant 12 : index
  %c30 = arith.constant 30 : index
  %c45 = arith.constant 45 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c12, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%i, %x] : memref<12x64xi32>
    %r = gpu.all_reduce add %v uniform {} : (i32) -> i32
    %first = arith.cmpi eq, %x, %c0 : index
    scf.if %first {
      memref.store %r, %s[%i] : memref<12xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c12, %gy = %c30, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<12x30xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %b[%i, %j] : memref<12x30xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c45, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %row = arith.divui %n, %c30 : index
    %column = arith.remui %n, %c30 : index
    %v = memref.load %b[%row, %column] : memref<12x30xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %a[%row, %column] : memref<12x30xi32>
    gpu.terminator
  }
  return
}

// -----

// A launch without rows takes the blocks of two that have one for each row.

// CHECK-LABEL: func.func @from_rows(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c16{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c32
// CHECK-NOT: gpu.launch
// REMARK: remark: [Passed] reshaped |{{.*}}Function=from_rows |{{.*}}Block="1 to 32", Grid="16x20 to 16"
// REMARK: remark: [Passed] reshaped |{{.*}}Function=from_rows |{{.*}}Block="1 to 32", Grid="16 to 16"
// REMARK: remark: [Passed] reshaped |{{.*}}Function=from_rows |{{.*}}Block="1 to 32", Grid="400 to 16"
// EXEC: ok: launches 3 -> 1
func.func @from_rows(%a: memref<16x20xi32> {llvm.noalias}, %s: memref<16xi32> {llvm.noalias}, %q: memref<400xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %c20 = arith.constant 20 : index
  %c400 = arith.constant 400 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c16, %gy = %c20, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<16x20xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %a[%i, %j] : memref<16x20xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    scf.for %k = %c0 to %c20 step %c1 {
      %v = memref.load %a[%i, %k] : memref<16x20xi32>
      %o = memref.load %s[%i] : memref<16xi32>
      %w = arith.addi %o, %v : i32
      memref.store %w, %s[%i] : memref<16xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c400, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %q[%i] : memref<400xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %q[%i] : memref<400xi32>
    gpu.terminator
  }
  return
}

// -----

// Launches with a common shape keep it where that of a third one is no help: its threads
// read the elements of others.

// CHECK-LABEL: func.func @back_to_a_common_shape(
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c2{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c256
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c12{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c64
// CHECK: gpu.all_reduce
// CHECK-NOT: gpu.launch
// REMARK: remark: [Missed] not-independent |{{.*}}Function=back_to_a_common_shape |
// REMARK: remark: [Passed] reshaped |{{.*}}Function=back_to_a_common_shape |{{.*}}Block="1 to 256", Grid="12x30 to 2"
// REMARK: remark: [Passed] reshaped |{{.*}}Function=back_to_a_common_shape |{{.*}}Block="8 to 256", Grid="45 to 2"
// EXEC: ok: launches 3 -> 2
func.func @back_to_a_common_shape(%a: memref<12x30xi32> {llvm.noalias}, %b: memref<12x30xi32> {llvm.noalias}, %s: memref<12xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c11 = arith.constant 11 : index
  %c12 = arith.constant 12 : index
  %c30 = arith.constant 30 : index
  %c45 = arith.constant 45 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c12, %gy = %c30, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<12x30xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %b[%i, %j] : memref<12x30xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c45, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c8, %sy = %c1, %sz = %c1) {
    %n = gpu.global_id x
    %row = arith.divui %n, %c30 : index
    %column = arith.remui %n, %c30 : index
    %v = memref.load %b[%row, %column] : memref<12x30xi32>
    %w = arith.addi %v, %v : i32
    memref.store %w, %a[%row, %column] : memref<12x30xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c12, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %row = arith.subi %c11, %i : index
    %v = memref.load %a[%row, %c0] : memref<12x30xi32>
    %r = gpu.all_reduce add %v uniform {} : (i32) -> i32
    %first = arith.cmpi eq, %x, %c0 : index
    scf.if %first {
      memref.store %r, %s[%i] : memref<12xi32>
    }
    gpu.terminator
  }
  return
}

// -----

// A launch does not take a shape in which it would join one launch of a group and part it
// from the other.

// CHECK-LABEL: func.func @not_in_place_of_another(
// CHECK: gpu.launch
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c12{{[_0-9]*}}, {{.*}}) threads({{.*}}) in (%{{.*}} = %c64
// CHECK: gpu.all_reduce
// CHECK: gpu.all_reduce
// CHECK-NOT: gpu.launch
// REMARK: remark: [Missed] not-independent |{{.*}}Function=not_in_place_of_another |{{.*}}(12x12 and 12x1 blocks)
// REMARK: remark: [Passed] fused |{{.*}}Function=not_in_place_of_another |{{.*}}Launches=2
// EXEC: ok: launches 3 -> 2
func.func @not_in_place_of_another(%a: memref<12x12xi32> {llvm.noalias}, %c: memref<12x12xi32> {llvm.noalias}, %s: memref<12xi32> {llvm.noalias}, %t: memref<12x64xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c12 = arith.constant 12 : index
  %c64 = arith.constant 64 : index
  gpu.launch blocks(%i, %j, %bz) in (%gx = %c12, %gy = %c12, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i, %j] : memref<12x12xi32>
    %w = arith.muli %v, %v : i32
    memref.store %w, %c[%i, %j] : memref<12x12xi32>
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c12, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%i, %x] : memref<12x64xi32>
    %r = gpu.all_reduce add %v uniform {} : (i32) -> i32
    %first = arith.cmpi eq, %x, %c0 : index
    scf.if %first {
      memref.store %r, %s[%i] : memref<12xi32>
    }
    gpu.terminator
  }
  gpu.launch blocks(%i, %by, %bz) in (%gx = %c12, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c64, %sy = %c1, %sz = %c1) {
    %k = arith.remui %x, %c12 : index
    %v = memref.load %c[%k, %i] : memref<12x12xi32>
    %o = memref.load %s[%i] : memref<12xi32>
    %w = arith.muli %v, %o : i32
    %r = gpu.all_reduce add %w uniform {} : (i32) -> i32
    memref.store %r, %t[%i, %x] : memref<12x64xi32>
    gpu.terminator
  }
  return
}
