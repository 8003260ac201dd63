//===- KernelOps.h - Operations of loops and kernels --------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_KERNELOPS_H
#define FUSELAGE_TRANSFORMS_LOOPS_KERNELOPS_H

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Why a loop cannot become a launch, and how to fix that; both texts are
/// constants.
typedef struct FuselageHostOnly {
  const char *reason;
  const char *suggestion;
} FuselageHostOnly;

/// True if an operation in the regions of `loop`, or `loop` itself, can run
/// only on the host. Stores the cause for the first such operation.
bool fuselageFindHostOnlyOp(MlirOperation loop, FuselageHostOnly *hostOnly);

#endif // FUSELAGE_TRANSFORMS_LOOPS_KERNELOPS_H
