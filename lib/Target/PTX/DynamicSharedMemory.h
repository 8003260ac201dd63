//===- DynamicSharedMemory.h - The size of dynamic shared memory  -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TARGET_PTX_DYNAMICSHAREDMEMORY_H
#define FUSELAGE_TARGET_PTX_DYNAMICSHAREDMEMORY_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

/// Replaces each `memref.dim` of `gpu.dynamic_shared_memory` by the size that
/// the launch asked for. Upstream's lowering gives 0.
FUSELAGE_NODISCARD FuselagePTXError
dynamicSharedMemoryRewrite(MlirOperation gpuModule);

#endif // FUSELAGE_TARGET_PTX_DYNAMICSHAREDMEMORY_H
