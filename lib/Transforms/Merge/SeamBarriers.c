//===- SeamBarriers.c - The places of barriers between bodies -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Merge/SeamBarriers.h"

/// Places a barrier as late as possible, before the first stage that needs it:
/// there it serves the most later stages.
bool fuselageSeamBarriersPlace(const FuselageRun *run,
                               const FuselageGroup *group,
                               FuselageSeamBarriers *barriers) {
  if (!FUSELAGE_ARRAY_RESERVE(barriers, group->numStages))
    return false;
  size_t sinceBarrier = group->firstStage;
  for (size_t i = 0; i < group->numStages; ++i) {
    size_t stage = group->firstStage + i;
    size_t peer = run->barrierPeer[stage];
    barriers->data[i] = peer != FUSELAGE_NO_STAGE && peer >= sinceBarrier;
    if (barriers->data[i])
      sinceBarrier = stage;
  }
  barriers->size = group->numStages;
  return true;
}
