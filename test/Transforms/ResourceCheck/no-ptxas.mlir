// Without ptxas nothing can be measured, and nothing is done in silence.

// REQUIRES: !ptxas
// RUN: not %fuselage-opt %s --pass-pipeline='builtin.module(fuselage-fuse-launches{resource-check=sm_80})' 2>&1 | FileCheck %s
// CHECK: error: option 'resource-check': ptxas was not found on PATH or in a CUDA toolkit. Fix: install the CUDA toolkit
module {}
