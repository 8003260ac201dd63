// A module that is outlined already, lowered already, or both in part: each
// gpu.module becomes a binary, and targets that it had make way for the
// pipeline's.

// RUN: %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80})' | FileCheck %s

// CHECK-LABEL: func.func @host
// CHECK: gpu.launch_func async
// CHECK-SAME: @outlined::@fill
// CHECK: gpu.launch_func @lowered::@nothing
// CHECK-NOT: gpu.module
// CHECK: gpu.binary @outlined [#gpu.object<#nvvm.target<O = 3, chip = "sm_80">, properties = {O = 3 : i32}, assembly = "{{.*}}.entry fill(
// CHECK: gpu.binary @lowered [#gpu.object<#nvvm.target<O = 3, chip = "sm_80">, properties = {O = 3 : i32}, assembly = "{{.*}}.entry nothing(
// CHECK: gpu.binary @empty
module attributes {gpu.container_module} {
  func.func @host(%a: memref<4xf32>) {
    %c1 = arith.constant 1 : index
    %c4 = arith.constant 4 : index
    %t0 = gpu.wait async
    %t1 = gpu.launch_func async [%t0] @outlined::@fill blocks in (%c1, %c1, %c1) threads in (%c4, %c1, %c1) args(%a : memref<4xf32>)
    gpu.wait [%t1]
    gpu.launch_func @lowered::@nothing blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1)
    return
  }
  gpu.module @outlined [#nvvm.target<chip = "sm_60">] {
    func.func private @square(%x: f32) -> f32 {
      %y = arith.mulf %x, %x : f32
      return %y : f32
    }
    gpu.func @fill(%a: memref<4xf32>) kernel {
      %i = gpu.thread_id x
      %two = arith.constant 2.0 : f32
      %four = func.call @square(%two) : (f32) -> f32
      memref.store %four, %a[%i] : memref<4xf32>
      gpu.return
    }
  }
  gpu.module @lowered {
    llvm.func @nothing() attributes {gpu.kernel, nvvm.kernel} {
      llvm.return
    }
  }
  gpu.module @empty {
  }
}
