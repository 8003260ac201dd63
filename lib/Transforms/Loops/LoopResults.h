//===- LoopResults.h - Loops whose results are stored -------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_LOOPRESULTS_H
#define FUSELAGE_TRANSFORMS_LOOPS_LOOPRESULTS_H

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Moves a loop with results, what computes values of them and what stores
/// these, into a `gpu.launch` of one thread, which is returned; null where the
/// host needs a result, or where it touches memory in between. `*outOfMemory`
/// is set when memory is out. Nothing is changed then.
FUSELAGE_NODISCARD MlirOperation
fuselageLaunchLoopWithStores(MlirOperation loop, bool *outOfMemory);

/// A `gpu.launch` of one thread in front of `op`; returns the end of its body.
MlirOperation fuselageBuildLaunchOfOne(MlirOperation op, MlirOperation *launch);

#endif // FUSELAGE_TRANSFORMS_LOOPS_LOOPRESULTS_H
