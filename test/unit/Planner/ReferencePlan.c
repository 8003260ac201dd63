//===- ReferencePlan.c - Every plan of a short list -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReferencePlan.h"

#include <stdlib.h>

static bool add(uint64_t *sum, uint64_t bytes) {
  *sum += bytes;
  return *sum >= bytes;
}

FuselageStatus referenceGroup(const StageList *list, size_t firstStage,
                              size_t numStages, uint64_t *requiredBytes) {
  const FuselageStage *first = &list->stages[firstStage];
  uint64_t sum = first->inputBytes;
  if (!add(&sum, first->outputBytes) || !add(&sum, first->scratchBytes))
    return FUSELAGE_BYTE_COUNT_OVERFLOW;
  if (sum > list->budget)
    return FUSELAGE_STAGE_OVER_BUDGET;
  for (size_t i = firstStage + 1; i < firstStage + numStages; ++i) {
    const FuselageStage *stage = &list->stages[i];
    if (stage->requiresHostMaterialization ||
        stage->layoutHash != first->layoutHash ||
        (list->earliestPeer && list->earliestPeer[i] > firstStage))
      return FUSELAGE_STAGE_OVER_BUDGET;
    if (!add(&sum, stage->scratchBytes) || !add(&sum, stage->outputBytes) ||
        (list->externalInputBytes && !add(&sum, list->externalInputBytes[i])) ||
        sum > list->budget)
      return FUSELAGE_STAGE_OVER_BUDGET;
  }
  *requiredBytes = sum;
  return FUSELAGE_OK;
}

/// One way to cut a list: bit i is set if a group ends after stage i.
typedef uint32_t Cuts;

static size_t groupEnd(Cuts cuts, size_t stage, size_t numStages) {
  while (stage + 1 < numStages && !(cuts >> stage & 1))
    ++stage;
  return stage + 1;
}

/// Launches and, in two words, avoided bytes; false if a group is not valid.
static bool evaluate(const StageList *list, size_t numStages, Cuts cuts,
                     size_t *numLaunches, uint64_t avoided[2]) {
  *numLaunches = 0;
  avoided[0] = avoided[1] = 0;
  size_t end;
  for (size_t begin = 0; begin < numStages; begin = end) {
    uint64_t requiredBytes;
    end = groupEnd(cuts, begin, numStages);
    if (referenceGroup(list, begin, end - begin, &requiredBytes) != FUSELAGE_OK)
      return false;
    *numLaunches += 1;
    for (size_t i = begin; i + 1 < end; ++i)
      if (!add(&avoided[1], list->stages[i].outputBytes))
        avoided[0] += 1;
  }
  return true;
}

/// The best cuts of the first `numStages` stages. The search starts from the
/// plan with the longest first groups, and only a better plan replaces another.
/// So among equal plans the first one stays. The first stage's cut is therefore
/// the highest bit of the counter.
static bool findBestCuts(const StageList *list, size_t numStages, Cuts *best) {
  bool found = false;
  size_t bestLaunches = 0;
  uint64_t bestAvoided[2] = {0, 0};
  for (Cuts counter = 0; counter >> (numStages - 1) == 0; ++counter) {
    Cuts cuts = 0;
    for (size_t i = 0; i + 1 < numStages; ++i)
      cuts |= (counter >> (numStages - 2 - i) & 1) << i;
    size_t launches;
    uint64_t avoided[2];
    if (!evaluate(list, numStages, cuts, &launches, avoided))
      continue;
    bool better = !found || launches < bestLaunches;
    if (found && launches == bestLaunches)
      better = avoided[0] != bestAvoided[0] ? avoided[0] > bestAvoided[0]
                                            : avoided[1] > bestAvoided[1];
    if (!better)
      continue;
    found = true;
    *best = cuts;
    bestLaunches = launches;
    bestAvoided[0] = avoided[0];
    bestAvoided[1] = avoided[1];
  }
  return found;
}

static ReferencePlan planFromCuts(size_t numStages, Cuts cuts) {
  ReferencePlan plan = {.status = FUSELAGE_OK};
  size_t end;
  for (size_t begin = 0; begin < numStages; begin = end) {
    end = groupEnd(cuts, begin, numStages);
    plan.groupLength[plan.numGroups++] = end - begin;
  }
  return plan;
}

ReferencePlan referenceOptimalPlan(const StageList *list) {
  Cuts best;
  if (findBestCuts(list, list->numStages, &best))
    return planFromCuts(list->numStages, best);
  size_t placed = 0;
  while (placed + 1 <= list->numStages && findBestCuts(list, placed + 1, &best))
    ++placed;
  uint64_t requiredBytes;
  return (ReferencePlan){.status =
                             referenceGroup(list, placed, 1, &requiredBytes),
                         .stageIndex = placed};
}
