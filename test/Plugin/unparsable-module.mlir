// A module that does not parse is refused by the host, at the place, before any
// pass of the plugin runs.

// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches)' -o %t.none 2>&1 | FileCheck %s
// RUN: not test -e %t.none

// CHECK: unparsable-module.mlir:[[#@LINE+2]]:{{[0-9]+}}: error:
func.func @f(%t: memref<8xf32>) {
  gpu.launch blocks(%b) {
