//===- SeamBarriers.h - Barriers between fused bodies --------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGE_SEAMBARRIERS_H
#define FUSELAGE_TRANSFORMS_MERGE_SEAMBARRIERS_H

#include "Support/Array.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// For each stage of a group: whether a barrier stands before its body.
typedef FUSELAGE_ARRAY(bool) FuselageSeamBarriers;

/// A buffer that a stage of a run touches, and the number of the run.
typedef struct FuselageSeamUse {
  size_t run, stage, buffer;
} FuselageSeamUse;

/// What stages touch, in the order of runs and of their stages.
typedef FUSELAGE_ARRAY(FuselageSeamUse) FuselageSeamUses;

/// Appends what the stages of run number `run` touch, before any launch of the
/// analysis changes. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageSeamUsesAdd(FuselageAnalysis analysis,
                                            size_t run, FuselageSeamUses *uses);

/// Places the fewest barriers such that one stands between any two stages of
/// the group that need one, and each where it parts the fewest stages that
/// touch one buffer: bodies between two barriers can share what they load and
/// store. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageSeamBarriersPlace(
    const FuselageRun *run, size_t runNumber, const FuselageGroup *group,
    const FuselageSeamUses *uses, FuselageSeamBarriers *barriers);

#endif // FUSELAGE_TRANSFORMS_MERGE_SEAMBARRIERS_H
