// The rest of the module: the host code as it was, launches of the binary, and
// the binary. MLIR's own lowering of the host code takes it from there.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80 opt-level=2})' -o %t
// RUN: FileCheck %s --input-file=%t
// RUN: mlir-opt %t --pass-pipeline='builtin.module(convert-scf-to-cf,gpu-to-llvm,reconcile-unrealized-casts)' \
// RUN:   | FileCheck %s --check-prefix=HOST

// CHECK: module attributes {gpu.container_module}
// CHECK-LABEL: func.func @host
// CHECK: scf.for
// CHECK: gpu.launch_func @host_kernel::@host_kernel
// CHECK-NOT: gpu.module
// CHECK: gpu.binary @host_kernel [#gpu.object<#nvvm.target<chip = "sm_80">, properties = {O = 2 : i32}, assembly = "
// CHECK-SAME: .version 7.0
// CHECK-SAME: .target sm_80

// HOST: llvm.func @host
// HOST: gpu.launch_func @host_kernel::@host_kernel
// HOST: gpu.binary @host_kernel
func.func @host(%a: memref<32xi32>, %b: memref<32xi32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %seven = arith.constant 7 : i32
  scf.for %step = %c0 to %n step %c1 {
    gpu.launch blocks(%bx, %by, %bz) in (%gx = %c32, %gy = %c1, %gz = %c1)
               threads(%tx, %ty, %tz) in (%nx = %c1, %ny = %c1, %nz = %c1) {
      %v = memref.load %a[%bx] : memref<32xi32>
      %w = arith.muli %v, %seven : i32
      memref.store %w, %b[%bx] : memref<32xi32>
      gpu.terminator
    }
  }
  return
}
