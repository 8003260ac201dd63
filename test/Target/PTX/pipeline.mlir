// The pipeline is a list of passes with options, so that what it is can be
// printed, changed and run again.

// RUN: %fuselage-opt %s -o %t.a --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80 libdevice=none})' --dump-pass-pipeline 2>%t.txt
// RUN: FileCheck %s --input-file=%t.txt
// CHECK: builtin.module(
// CHECK: gpu-kernel-outlining
// CHECK: fuselage-prepare-launches
// CHECK: fuselage-prepare-kernels{chip=sm_80 fast-math=false libdevice=none}
// CHECK: convert-gpu-to-nvvm
// CHECK: fuselage-emit-ptx{chip=sm_80
// RUN: sed -e '/^Pass Manager/d' -e 's/^ *//' %t.txt | tr -d '\n' > %t.pipeline
// RUN: %fuselage-opt %s -o %t.b --pass-pipeline='%{readfile:%t.pipeline}'
// RUN: diff %t.a %t.b

// The output is the same each time, and with one thread.
// RUN: %fuselage-opt %s -o %t.c --pass-pipeline='builtin.module(fuselage-to-ptx{chip=sm_80 libdevice=none})' --mlir-disable-threading
// RUN: diff %t.a %t.c

gpu.module @a { gpu.func @k(%p: memref<4xf32>) kernel { gpu.return } }
gpu.module @b { gpu.func @k(%p: memref<4xf32>) kernel { gpu.return } }
gpu.module @c { gpu.func @k(%p: memref<4xf32>) kernel { gpu.return } }
