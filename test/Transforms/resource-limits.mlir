// A group too large for one kernel is split before any merge. A group that fits
// to the last byte is not.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches{max-parameter-bytes=32764}))' --split-input-file | FileCheck %s --check-prefix=NEW
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC
// EXEC: 6 modules, 6 ok

// 48 KiB of workgroup memory.

// CHECK-LABEL: func.func @fits
//       CHECK: gpu.launch
//   CHECK-NOT: gpu.launch
func.func @fits(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %q: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<32768xi8, 3>) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16384xi8, 3>) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  return
}

// -----

// A buffer more.

// CHECK-LABEL: func.func @too_much
// CHECK-COUNT-2: gpu.launch
//   CHECK-NOT: gpu.launch
// REASON: remark: [Missed] resource-limit | Category:fuselage | Function=too_much
func.func @too_much(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %q: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<32768xi8, 3>) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16385xi8, 3>) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  return
}

// -----

// The last two fit together, though the first two do too; the one in the middle
// needs none.

// CHECK-LABEL: func.func @split_where_needed
//       CHECK: gpu.launch
//  CHECK-SAME:   workgroup(%{{.*}} : memref<32768xi8, 3>)
//       CHECK: gpu.launch
//  CHECK-SAME:   workgroup(%{{.*}} : memref<20000xi8, 3>)
//   CHECK-NOT: gpu.launch
// REASON: remark: [Missed] resource-limit | Category:fuselage | Function=split_where_needed
func.func @split_where_needed(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %q: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<32768xi8, 3>) {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<20000xi8, 3>) {
    memref.store %f, %q[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  return
}

// -----

// A reduction over a block is lowered to an exchange in workgroup memory.

// CHECK-LABEL: func.func @reduction
// CHECK-COUNT-2: gpu.launch
//   CHECK-NOT: gpu.launch
// REASON: remark: [Missed] resource-limit | Category:fuselage | Function=reduction
func.func @reduction(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %q: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    %s = gpu.all_reduce add %f uniform {} : (i32) -> (i32)
    memref.store %s, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<49152xi8, 3>) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  return
}

// -----

// Dynamic shared memory of an unknown size, beside workgroup memory.

// CHECK-LABEL: func.func @unknown_dynamic_size
// CHECK-COUNT-2: gpu.launch
//   CHECK-NOT: gpu.launch
// REASON: remark: [Missed] resource-limit | Category:fuselage | Function=unknown_dynamic_size
func.func @unknown_dynamic_size(%o: memref<8x2xi32> {llvm.noalias}, %p: memref<8x2xi32> {llvm.noalias}, %f: i32 {fuselage.test.value = 64 : i32}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %f {
    memref.store %f, %o[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xi8, 3>) {
    memref.store %f, %p[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  return
}

// -----

// Parameters: 78 memrefs of rank 2 and a scalar take 4376 bytes, and a version of
// PTX before 8.1 has 4352. The memref of the last launch is one of the first's.

// CHECK-LABEL: func.func @parameters
//       CHECK: gpu.launch
// CHECK-COUNT-77: memref.store
//       CHECK: gpu.launch
// CHECK-COUNT-2: memref.store
//   CHECK-NOT: gpu.launch
//   NEW-LABEL: func.func @parameters
//         NEW: gpu.launch
//     NEW-NOT: gpu.launch
// REASON: remark: [Missed] resource-limit | Category:fuselage | Function=parameters
func.func @parameters(%a0: memref<8x2xi32> {llvm.noalias}, %a1: memref<8x2xi32> {llvm.noalias}, %a2: memref<8x2xi32> {llvm.noalias}, %a3: memref<8x2xi32> {llvm.noalias}, %a4: memref<8x2xi32> {llvm.noalias}, %a5: memref<8x2xi32> {llvm.noalias}, %a6: memref<8x2xi32> {llvm.noalias}, %a7: memref<8x2xi32> {llvm.noalias}, %a8: memref<8x2xi32> {llvm.noalias}, %a9: memref<8x2xi32> {llvm.noalias}, %a10: memref<8x2xi32> {llvm.noalias}, %a11: memref<8x2xi32> {llvm.noalias}, %a12: memref<8x2xi32> {llvm.noalias}, %a13: memref<8x2xi32> {llvm.noalias}, %a14: memref<8x2xi32> {llvm.noalias}, %a15: memref<8x2xi32> {llvm.noalias}, %a16: memref<8x2xi32> {llvm.noalias}, %a17: memref<8x2xi32> {llvm.noalias}, %a18: memref<8x2xi32> {llvm.noalias}, %a19: memref<8x2xi32> {llvm.noalias}, %a20: memref<8x2xi32> {llvm.noalias}, %a21: memref<8x2xi32> {llvm.noalias}, %a22: memref<8x2xi32> {llvm.noalias}, %a23: memref<8x2xi32> {llvm.noalias}, %a24: memref<8x2xi32> {llvm.noalias}, %a25: memref<8x2xi32> {llvm.noalias}, %a26: memref<8x2xi32> {llvm.noalias}, %a27: memref<8x2xi32> {llvm.noalias}, %a28: memref<8x2xi32> {llvm.noalias}, %a29: memref<8x2xi32> {llvm.noalias}, %a30: memref<8x2xi32> {llvm.noalias}, %a31: memref<8x2xi32> {llvm.noalias}, %a32: memref<8x2xi32> {llvm.noalias}, %a33: memref<8x2xi32> {llvm.noalias}, %a34: memref<8x2xi32> {llvm.noalias}, %a35: memref<8x2xi32> {llvm.noalias}, %a36: memref<8x2xi32> {llvm.noalias}, %a37: memref<8x2xi32> {llvm.noalias}, %a38: memref<8x2xi32> {llvm.noalias}, %a39: memref<8x2xi32> {llvm.noalias}, %a40: memref<8x2xi32> {llvm.noalias}, %a41: memref<8x2xi32> {llvm.noalias}, %a42: memref<8x2xi32> {llvm.noalias}, %a43: memref<8x2xi32> {llvm.noalias}, %a44: memref<8x2xi32> {llvm.noalias}, %a45: memref<8x2xi32> {llvm.noalias}, %a46: memref<8x2xi32> {llvm.noalias}, %a47: memref<8x2xi32> {llvm.noalias}, %a48: memref<8x2xi32> {llvm.noalias}, %a49: memref<8x2xi32> {llvm.noalias}, %a50: memref<8x2xi32> {llvm.noalias}, %a51: memref<8x2xi32> {llvm.noalias}, %a52: memref<8x2xi32> {llvm.noalias}, %a53: memref<8x2xi32> {llvm.noalias}, %a54: memref<8x2xi32> {llvm.noalias}, %a55: memref<8x2xi32> {llvm.noalias}, %a56: memref<8x2xi32> {llvm.noalias}, %a57: memref<8x2xi32> {llvm.noalias}, %a58: memref<8x2xi32> {llvm.noalias}, %a59: memref<8x2xi32> {llvm.noalias}, %a60: memref<8x2xi32> {llvm.noalias}, %a61: memref<8x2xi32> {llvm.noalias}, %a62: memref<8x2xi32> {llvm.noalias}, %a63: memref<8x2xi32> {llvm.noalias}, %a64: memref<8x2xi32> {llvm.noalias}, %a65: memref<8x2xi32> {llvm.noalias}, %a66: memref<8x2xi32> {llvm.noalias}, %a67: memref<8x2xi32> {llvm.noalias}, %a68: memref<8x2xi32> {llvm.noalias}, %a69: memref<8x2xi32> {llvm.noalias}, %a70: memref<8x2xi32> {llvm.noalias}, %a71: memref<8x2xi32> {llvm.noalias}, %a72: memref<8x2xi32> {llvm.noalias}, %a73: memref<8x2xi32> {llvm.noalias}, %a74: memref<8x2xi32> {llvm.noalias}, %a75: memref<8x2xi32> {llvm.noalias}, %a76: memref<8x2xi32> {llvm.noalias}, %a77: memref<8x2xi32> {llvm.noalias}, %f: i32) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %a0[%b, %x] : memref<8x2xi32>
    memref.store %f, %a1[%b, %x] : memref<8x2xi32>
    memref.store %f, %a2[%b, %x] : memref<8x2xi32>
    memref.store %f, %a3[%b, %x] : memref<8x2xi32>
    memref.store %f, %a4[%b, %x] : memref<8x2xi32>
    memref.store %f, %a5[%b, %x] : memref<8x2xi32>
    memref.store %f, %a6[%b, %x] : memref<8x2xi32>
    memref.store %f, %a7[%b, %x] : memref<8x2xi32>
    memref.store %f, %a8[%b, %x] : memref<8x2xi32>
    memref.store %f, %a9[%b, %x] : memref<8x2xi32>
    memref.store %f, %a10[%b, %x] : memref<8x2xi32>
    memref.store %f, %a11[%b, %x] : memref<8x2xi32>
    memref.store %f, %a12[%b, %x] : memref<8x2xi32>
    memref.store %f, %a13[%b, %x] : memref<8x2xi32>
    memref.store %f, %a14[%b, %x] : memref<8x2xi32>
    memref.store %f, %a15[%b, %x] : memref<8x2xi32>
    memref.store %f, %a16[%b, %x] : memref<8x2xi32>
    memref.store %f, %a17[%b, %x] : memref<8x2xi32>
    memref.store %f, %a18[%b, %x] : memref<8x2xi32>
    memref.store %f, %a19[%b, %x] : memref<8x2xi32>
    memref.store %f, %a20[%b, %x] : memref<8x2xi32>
    memref.store %f, %a21[%b, %x] : memref<8x2xi32>
    memref.store %f, %a22[%b, %x] : memref<8x2xi32>
    memref.store %f, %a23[%b, %x] : memref<8x2xi32>
    memref.store %f, %a24[%b, %x] : memref<8x2xi32>
    memref.store %f, %a25[%b, %x] : memref<8x2xi32>
    memref.store %f, %a26[%b, %x] : memref<8x2xi32>
    memref.store %f, %a27[%b, %x] : memref<8x2xi32>
    memref.store %f, %a28[%b, %x] : memref<8x2xi32>
    memref.store %f, %a29[%b, %x] : memref<8x2xi32>
    memref.store %f, %a30[%b, %x] : memref<8x2xi32>
    memref.store %f, %a31[%b, %x] : memref<8x2xi32>
    memref.store %f, %a32[%b, %x] : memref<8x2xi32>
    memref.store %f, %a33[%b, %x] : memref<8x2xi32>
    memref.store %f, %a34[%b, %x] : memref<8x2xi32>
    memref.store %f, %a35[%b, %x] : memref<8x2xi32>
    memref.store %f, %a36[%b, %x] : memref<8x2xi32>
    memref.store %f, %a37[%b, %x] : memref<8x2xi32>
    memref.store %f, %a38[%b, %x] : memref<8x2xi32>
    memref.store %f, %a39[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %a40[%b, %x] : memref<8x2xi32>
    memref.store %f, %a41[%b, %x] : memref<8x2xi32>
    memref.store %f, %a42[%b, %x] : memref<8x2xi32>
    memref.store %f, %a43[%b, %x] : memref<8x2xi32>
    memref.store %f, %a44[%b, %x] : memref<8x2xi32>
    memref.store %f, %a45[%b, %x] : memref<8x2xi32>
    memref.store %f, %a46[%b, %x] : memref<8x2xi32>
    memref.store %f, %a47[%b, %x] : memref<8x2xi32>
    memref.store %f, %a48[%b, %x] : memref<8x2xi32>
    memref.store %f, %a49[%b, %x] : memref<8x2xi32>
    memref.store %f, %a50[%b, %x] : memref<8x2xi32>
    memref.store %f, %a51[%b, %x] : memref<8x2xi32>
    memref.store %f, %a52[%b, %x] : memref<8x2xi32>
    memref.store %f, %a53[%b, %x] : memref<8x2xi32>
    memref.store %f, %a54[%b, %x] : memref<8x2xi32>
    memref.store %f, %a55[%b, %x] : memref<8x2xi32>
    memref.store %f, %a56[%b, %x] : memref<8x2xi32>
    memref.store %f, %a57[%b, %x] : memref<8x2xi32>
    memref.store %f, %a58[%b, %x] : memref<8x2xi32>
    memref.store %f, %a59[%b, %x] : memref<8x2xi32>
    memref.store %f, %a60[%b, %x] : memref<8x2xi32>
    memref.store %f, %a61[%b, %x] : memref<8x2xi32>
    memref.store %f, %a62[%b, %x] : memref<8x2xi32>
    memref.store %f, %a63[%b, %x] : memref<8x2xi32>
    memref.store %f, %a64[%b, %x] : memref<8x2xi32>
    memref.store %f, %a65[%b, %x] : memref<8x2xi32>
    memref.store %f, %a66[%b, %x] : memref<8x2xi32>
    memref.store %f, %a67[%b, %x] : memref<8x2xi32>
    memref.store %f, %a68[%b, %x] : memref<8x2xi32>
    memref.store %f, %a69[%b, %x] : memref<8x2xi32>
    memref.store %f, %a70[%b, %x] : memref<8x2xi32>
    memref.store %f, %a71[%b, %x] : memref<8x2xi32>
    memref.store %f, %a72[%b, %x] : memref<8x2xi32>
    memref.store %f, %a73[%b, %x] : memref<8x2xi32>
    memref.store %f, %a74[%b, %x] : memref<8x2xi32>
    memref.store %f, %a75[%b, %x] : memref<8x2xi32>
    memref.store %f, %a76[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %a77[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c8, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c2, %sy = %c1, %sz = %c1) {
    memref.store %f, %a0[%b, %x] : memref<8x2xi32>
    gpu.terminator
  }
  return
}
