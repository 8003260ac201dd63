// The fused kernel loads each input element once and stores only the result.
// Its functions are inlined: nothing is called, and nothing is local memory.

// RUN: %fuselage-opt %S/Inputs/tail.mlir -o /dev/null \
// RUN:   --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_90 libdevice=none},fuselage-print-ptx{output=%t.none.ptx})' \
// RUN:   2>&1 | FileCheck %s --check-prefix=WARN
// RUN: FileCheck %s --input-file=%t.none.ptx

// RUN: %if libdevice %{ %fuselage-opt %S/Inputs/tail.mlir -o /dev/null \
// RUN:   --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_90},fuselage-print-ptx{output=%t.lib.ptx})' \
// RUN:   2>&1 | count 0 %}
// RUN: %if libdevice %{ FileCheck %s --input-file=%t.lib.ptx %}

// WARN: tail.mlir:{{[0-9]+}}:10: warning: math.exp, math.tanh: expanded into approximations, because libdevice is switched off (libdevice=none)

// CHECK: .version 7.8
// CHECK: .target sm_90
// CHECK-NOT: .extern
// CHECK: .visible .entry tail_kernel(
// CHECK: .reqntid 1, 1, 1
// CHECK: {
// CHECK-NOT: {{ld\.local|st\.local|ld\.b32|st\.b32|call}}
// CHECK-COUNT-4: ld.global.b32
// CHECK-NOT: {{ld\.global|ld\.local|st\.local|ld\.b32|call}}
// CHECK: st.global.b32
// CHECK-NOT: {{ld\.global|st\.global|ld\.local|st\.local|call}}
// CHECK: ret;
