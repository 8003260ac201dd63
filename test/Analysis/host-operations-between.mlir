// Operations of the host that do not keep launches apart.

// RUN: %fuselage-opt %s --split-input-file --pass-pipeline='builtin.module(fuselage-fuse-launches)' --remarks-filter=fuselage -o /dev/null 2>%t
// RUN: FileCheck %s --implicit-check-not=remark: < %t

// Registering memory for the device may happen earlier.

// CHECK: remark: [Passed] fused {{.*}}Function=registration
func.func @registration(%a: memref<32xf32> {llvm.noalias}, %b: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<32xf32>
    %w = arith.addf %v, %v : f32
    memref.store %w, %a[%i] : memref<32xf32>
    gpu.terminator
  }
  %u = memref.cast %b : memref<32xf32> to memref<*xf32>
  gpu.host_register %u : memref<*xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<32xf32>
    memref.store %v, %b[%i] : memref<32xf32>
    gpu.terminator
  }
  return
}

// -----

// Unregistering may not: the first launch still needs the memory.

// CHECK: remark: [Missed] unknown-effects {{.*}}Function=taken_back
func.func @taken_back(%a: memref<32xf32> {llvm.noalias}, %b: memref<32xf32> {llvm.noalias}) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %v = memref.load %a[%i] : memref<32xf32>
    memref.store %v, %b[%i] : memref<32xf32>
    gpu.terminator
  }
  %u = memref.cast %a : memref<32xf32> to memref<*xf32>
  gpu.host_unregister %u : memref<*xf32>
  gpu.launch blocks(%x, %y, %z) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%i, %j, %k) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    %v = memref.load %b[%i] : memref<32xf32>
    memref.store %v, %b[%i] : memref<32xf32>
    gpu.terminator
  }
  return
}
