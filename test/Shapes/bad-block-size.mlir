// A block size that no launch can have is refused before anything changes.

// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{block-size=100})' 2>&1 | FileCheck %s
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{block-size=16})' 2>&1 | FileCheck %s
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{block-size=2048})' 2>&1 | FileCheck %s

// CHECK: error: the block size is not a multiple of 32 from 32 to 1024. Fix: give one, such as 256

func.func @nothing() {
  return
}
