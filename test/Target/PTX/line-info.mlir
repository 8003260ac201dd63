// With line-info the PTX says where each instruction comes from, and ptxas
// takes it. Without, it says nothing.

// RUN: %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80 line-info},fuselage-print-ptx)' \
// RUN:   | FileCheck %s
// RUN: fuselage-capi-ptx-test %s --chip=sm_80 --line-info | FileCheck %s
// RUN: %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80},fuselage-print-ptx)' \
// RUN:   | FileCheck %s --check-prefix=NONE --implicit-check-not=.loc --implicit-check-not=.file
// RUN: %if ptxas-sm_80 %{ fuselage-capi-ptx-test %s --chip=sm_80 --line-info --resources | FileCheck %s --check-prefix=PTXAS %}

// NONE: .entry lines(
// PTXAS: lines: {{[1-9][0-9]*}} registers

// CHECK: .entry lines(
gpu.module @kernels {
  gpu.func @lines(%a: memref<f32>, %b: memref<f32>) kernel {
    // CHECK: .loc 1 [[@LINE+1]] 10
    %x = memref.load %a[] : memref<f32>
    // CHECK: .loc 1 [[@LINE+1]] 10
    %r = arith.addf %x, %x : f32
    // CHECK: .loc 1 [[@LINE+1]] 5
    memref.store %r, %b[] : memref<f32>
    gpu.return
  }
}
// CHECK: .file 1 "{{(.*line-info.mlir|-)}}"
