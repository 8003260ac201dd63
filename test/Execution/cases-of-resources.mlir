// The cases of docs/Legality.md about workgroup memory and parameters. Beside
// each refused case stands its nearest legal relative. The test compares the
// outputs in several orders of blocks and threads, and looks for races.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(func.func(fuselage-fuse-launches))' --split-input-file --remarks-filter-missed=fuselage 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REASON --implicit-check-not=remark: < %t.remarks
// RUN: %test-exec %s --split-input-file --pipeline='builtin.module(func.func(fuselage-fuse-launches))' | FileCheck %s --check-prefix=EXEC --implicit-check-not='ok: launches'

// Case 12: both bodies would use the same dynamic shared memory.

// CHECK-LABEL: func.func @case_12_two_users(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] dynamic-shared-memory |{{.*}}Function=case_12_two_users
// EXEC: ok: launches 2 -> 2
func.func @case_12_two_users(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %bytes: i32 {fuselage.test.value = 64 : i32}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %bytes {
    %memory = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %memory[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<16xf32, #gpu.address_space<workgroup>>
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
    memref.store %u, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %bytes {
    %memory = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %memory[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<16xf32, #gpu.address_space<workgroup>>
    %v = memref.load %t[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
    memref.store %u, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// One of them.

// CHECK-LABEL: func.func @case_12_one_user(
// CHECK: gpu.launch blocks
// CHECK: dynamic_shared_memory_size %arg3
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_12_one_user(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias},
    %bytes: i32 {fuselage.test.value = 64 : i32}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             dynamic_shared_memory_size %bytes {
    %memory = gpu.dynamic_shared_memory : memref<?xi8, #gpu.address_space<workgroup>>
    %w = memref.view %memory[%c0][] : memref<?xi8, #gpu.address_space<workgroup>> to memref<16xf32, #gpu.address_space<workgroup>>
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<16xf32, #gpu.address_space<workgroup>>
    memref.store %u, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %v = memref.load %t[%x] : memref<16xf32>
    memref.store %v, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 14: together 64 KiB of static workgroup memory; a block has 48 KiB.

// CHECK-LABEL: func.func @case_14_workgroup_memory(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=case_14_workgroup_memory
// EXEC: ok: launches 2 -> 2
func.func @case_14_workgroup_memory(%i: memref<16xf32> {llvm.noalias},
    %t: memref<16xf32> {llvm.noalias},
    %o: memref<16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c15 = arith.constant 15 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8192xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %i[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<8192xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<8192xf32, #gpu.address_space<workgroup>>
    memref.store %u, %t[%x] : memref<16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<8192xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %t[%x] : memref<16xf32>
    memref.store %v, %w[%x] : memref<8192xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %r = arith.subi %c15, %x : index
    %u = memref.load %w[%r] : memref<8192xf32, #gpu.address_space<workgroup>>
    memref.store %u, %o[%x] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

// Each descriptor of a memref of rank 16 takes 280 bytes: 9 of them fit into the
// 4352 bytes of parameters that every kernel can have, 18 do not.

// CHECK-LABEL: func.func @case_14_parameters(
// CHECK-COUNT-2: gpu.launch blocks
// CHECK-NOT: gpu.launch
// REASON: remark: [Missed] resource-limit |{{.*}}Function=case_14_parameters
// EXEC: ok: launches 2 -> 2
func.func @case_14_parameters(%a0: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a1: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a2: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a3: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a4: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a5: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a6: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a7: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a8: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a9: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a10: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a11: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a12: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a13: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a14: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a15: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a16: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias},
    %a17: memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %v0 = memref.load %a0[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s0 = arith.addf %zero, %v0 : f32
    %v1 = memref.load %a1[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s1 = arith.addf %s0, %v1 : f32
    %v2 = memref.load %a2[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s2 = arith.addf %s1, %v2 : f32
    %v3 = memref.load %a3[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s3 = arith.addf %s2, %v3 : f32
    %v4 = memref.load %a4[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s4 = arith.addf %s3, %v4 : f32
    %v5 = memref.load %a5[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s5 = arith.addf %s4, %v5 : f32
    %v6 = memref.load %a6[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s6 = arith.addf %s5, %v6 : f32
    %v7 = memref.load %a7[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s7 = arith.addf %s6, %v7 : f32
    memref.store %s7, %a8[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c16, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    %zero = arith.constant 0.0 : f32
    %v9 = memref.load %a9[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s9 = arith.addf %zero, %v9 : f32
    %v10 = memref.load %a10[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s10 = arith.addf %s9, %v10 : f32
    %v11 = memref.load %a11[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s11 = arith.addf %s10, %v11 : f32
    %v12 = memref.load %a12[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s12 = arith.addf %s11, %v12 : f32
    %v13 = memref.load %a13[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s13 = arith.addf %s12, %v13 : f32
    %v14 = memref.load %a14[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s14 = arith.addf %s13, %v14 : f32
    %v15 = memref.load %a15[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s15 = arith.addf %s14, %v15 : f32
    %v16 = memref.load %a16[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    %s16 = arith.addf %s15, %v16 : f32
    memref.store %s16, %a17[%c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %c0, %b] : memref<1x1x1x1x1x1x1x1x1x1x1x1x1x1x1x16xf32>
    gpu.terminator
  }
  return
}

// -----

// Case 16: each body keeps a workgroup buffer of its own. A thread may be in the
// second body while another still reads the buffer of the first.

// CHECK-LABEL: func.func @case_16_workgroup_buffers(
// CHECK: gpu.launch blocks
// CHECK: workgroup(%[[W1:.*]] : {{.*}}, %[[W2:.*]] : 
// CHECK: memref.store %{{.*}}, %[[W1]]
// CHECK: gpu.barrier
// CHECK: memref.store %{{.*}}, %[[W2]]
// CHECK-NOT: gpu.launch
// EXEC: ok: launches 2 -> 1
func.func @case_16_workgroup_buffers(%i: memref<2x16xf32> {llvm.noalias},
    %t: memref<2x16xf32> {llvm.noalias},
    %o: memref<2x16xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %i[%b, %x] : memref<2x16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %next = arith.addi %x, %c1 : index
    %n = arith.remui %next, %c16 : index
    %u = memref.load %w[%n] : memref<16xf32, #gpu.address_space<workgroup>>
    %s = arith.addf %v, %u : f32
    memref.store %s, %t[%b, %x] : memref<2x16xf32>
    gpu.terminator
  }
  gpu.launch blocks(%b, %by, %bz) in (%gx = %c2, %gy = %c1, %gz = %c1)
             threads(%x, %y, %z) in (%sx = %c16, %sy = %c1, %sz = %c1)
             workgroup(%w : memref<16xf32, #gpu.address_space<workgroup>>) {
    %v = memref.load %t[%b, %x] : memref<2x16xf32>
    memref.store %v, %w[%x] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %next = arith.addi %x, %c1 : index
    %n = arith.remui %next, %c16 : index
    %u = memref.load %w[%n] : memref<16xf32, #gpu.address_space<workgroup>>
    %s = arith.addf %v, %u : f32
    memref.store %s, %o[%b, %x] : memref<2x16xf32>
    gpu.terminator
  }
  return
}

// EXEC: 5 modules, 5 ok
