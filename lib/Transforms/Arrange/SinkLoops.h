//===- SinkLoops.h - Loops of the host into launches --------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop of the host around one launch becomes a loop in the body of the launch
// where any two trips keep their order: what they have in common stays within a
// thread, or within a block, whose threads then meet at the end of each trip.
// That is the question whether two launches may be one, asked of the launch in
// one trip and the launch in a later one.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_SINKLOOPS_H
#define FUSELAGE_TRANSFORMS_ARRANGE_SINKLOOPS_H

#include "Analysis/Dependence/Conflict.h"
#include "Transforms/Report/HostSeamText.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/Transforms.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

void fuselageHeldLoopsFree(FuselageHeldLoops *held);

/// How many loops around one launch can be a part of it, and how many may once
/// the memory that each trip allocates is gone.
typedef struct FuselageLoopCounts {
  size_t sinkable, withMemory;
} FuselageLoopCounts;

/// Collects the loops under `root` around one launch, with what keeps each of
/// them on the host. The IR is the same afterwards. What isl answers is kept in
/// `answers`, as two loops that are alike need one answer, and so does one that
/// is sunk after it was examined. Returns false when memory is out. Without the
/// dialects of what is built, no loop is looked at.
FUSELAGE_NODISCARD bool
fuselageExamineLoops(MlirOperation root, const FuselageFusionOptions *options,
                     FuselageConflictAnswers *answers, FuselageHeldLoops *held,
                     FuselageLoopCounts *counts);

/// True if the stages of a run are all launches of a loop that may be a part of
/// one launch once they are one, but for what the trips have in common.
bool fuselageRunFillsLoop(const FuselageRun *run);

/// Called for each loop that becomes a part of its launch, before that.
typedef void (*FuselageSunkLoopCallback)(MlirOperation loop,
                                         MlirOperation launch, void *userData);

/// Makes the loops under `root` a part of their launches where that is legal,
/// from the inside out. Loops that were held when they were examined are not
/// asked again. Returns false when memory is out, with some loops left.
FUSELAGE_NODISCARD bool fuselageSinkLoops(MlirOperation root,
                                          const FuselageFusionOptions *options,
                                          const FuselageHeldLoops *held,
                                          FuselageConflictAnswers *answers,
                                          FuselageSunkLoopCallback callback,
                                          void *userData);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_SINKLOOPS_H
