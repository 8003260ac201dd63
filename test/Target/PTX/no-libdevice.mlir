// UNSUPPORTED: libdevice

// On a machine without CUDA the default works for what can be expanded, and
// the warning says where libdevice was looked for.

// RUN: env -u CUDA_PATH -u CUDA_ROOT CUDA_HOME=%t.nowhere %fuselage-opt %S/Inputs/tail.mlir -o /dev/null \
// RUN:   --pass-pipeline='builtin.module(fuselage-to-ptx)' 2>&1 | FileCheck %s

// CHECK: warning: math.exp, math.tanh: expanded into approximations, because libdevice was not found; looked for {{.*}}.nowhere/nvvm/libdevice/libdevice.10.bc, {{.*}}/usr/local/cuda/nvvm/libdevice/libdevice.10.bc
