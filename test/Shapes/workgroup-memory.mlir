// Workgroup memory that is no attribution is shared by the threads of a block all the
// same. The emulation takes a global of this kind for one of the device, so that only
// the text is compared.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' | FileCheck %s
// CHECK: gpu.launch blocks({{.*}}) in (%{{.*}} = %c4, {{.*}}) threads({{.*}}) in (%{{.*}} = %c16,

memref.global "private" @w : memref<32xi32, #gpu.address_space<workgroup>> = uninitialized
func.func @f(%a: memref<64xi32> {llvm.noalias}, %b: memref<64xi32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  gpu.launch blocks(%k, %by, %bz) in (%gx = %c4, %gy = %c1, %gz = %c1)
             threads(%t, %ty, %tz) in (%sx = %c16, %sy = %c1, %sz = %c1) {
    %i = gpu.global_id x
    %w = memref.get_global @w : memref<32xi32, #gpu.address_space<workgroup>>
    %v = memref.load %a[%i] : memref<64xi32>
    %v2 = arith.addi %v, %v : i32
    %t2 = arith.addi %t, %c16 : index
    memref.store %v, %w[%t] : memref<32xi32, #gpu.address_space<workgroup>>
    memref.store %v2, %w[%t2] : memref<32xi32, #gpu.address_space<workgroup>>
    %vi = arith.index_cast %v : i32 to index
    %bit = arith.remui %vi, %c2 : index
    %o = arith.muli %bit, %c16 : index
    %at = arith.addi %o, %t : index
    %s = memref.load %w[%at] : memref<32xi32, #gpu.address_space<workgroup>>
    memref.store %s, %b[%i] : memref<64xi32>
    gpu.terminator
  }
  return
}
