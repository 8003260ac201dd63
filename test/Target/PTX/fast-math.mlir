// Arithmetic is exact unless fast-math asks for less: then divisions and
// functions are the approximate instructions of the chip.

// RUN: %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80},fuselage-print-ptx)' \
// RUN:   | FileCheck %s --implicit-check-not=approx --implicit-check-not=ftz
// RUN: %fuselage-opt %s -o /dev/null --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80 fast-math},fuselage-print-ptx)' \
// RUN:   | FileCheck %s --check-prefix=FAST
// RUN: fuselage-capi-ptx-test %s --chip=sm_80 --fast-math | FileCheck %s --check-prefix=FAST
// RUN: %if ptxas-sm_80 %{ fuselage-capi-ptx-test %s --chip=sm_80 --fast-math --resources | FileCheck %s --check-prefix=PTXAS %}

// CHECK: div.rn.f32
// CHECK: sqrt.rn.f32
// CHECK: add.rn.f32
// FAST: div.approx.ftz.f32
// FAST: sqrt.approx.ftz.f32
// FAST: add{{(\.rn)?}}.ftz.f32
// PTXAS: fast: {{[1-9][0-9]*}} registers
gpu.module @kernels {
  gpu.func @fast(%a: memref<f32>, %b: memref<f32>) kernel {
    %x = memref.load %a[] : memref<f32>
    %y = memref.load %b[] : memref<f32>
    %d = arith.divf %x, %y : f32
    %s = math.sqrt %d : f32
    %r = arith.addf %s, %x : f32
    memref.store %r, %b[] : memref<f32>
    gpu.return
  }
}
