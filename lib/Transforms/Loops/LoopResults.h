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

/// Moves a loop with results into a `gpu.launch` of one thread, together with
/// the operations that compute with the results and store them. Returns the
/// launch. Returns null, with nothing changed, if the host needs a result, if
/// the host touches memory in between, or if memory is out. `*outOfMemory`
/// tells the last case.
FUSELAGE_NODISCARD MlirOperation
fuselageLaunchLoopWithStores(MlirOperation loop, bool *outOfMemory);

/// Builds a `gpu.launch` of one thread before `op`; returns the end of its
/// body.
MlirOperation fuselageBuildLaunchOfOne(MlirOperation op, MlirOperation *launch);

#endif // FUSELAGE_TRANSFORMS_LOOPS_LOOPRESULTS_H
