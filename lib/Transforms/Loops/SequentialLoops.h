//===- SequentialLoops.h - Parallel loops of one thread -----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_SEQUENTIALLOOPS_H
#define FUSELAGE_TRANSFORMS_LOOPS_SEQUENTIALLOOPS_H

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Replaces each `scf.parallel` in the regions of `root` by loops that run its
/// iterations one after the other, the last dimension innermost. A reduction
/// starts from its initial value and takes the iterations in that order. False
/// if memory is out; some loops then stay as they were.
FUSELAGE_NODISCARD bool fuselageMakeLoopsSequential(MlirOperation root);

#endif // FUSELAGE_TRANSFORMS_LOOPS_SEQUENTIALLOOPS_H
