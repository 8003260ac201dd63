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

/// What plans are compared by. Saved time is a number of 128 bits in two parts,
/// the second of 32 bits.
typedef struct PlanValue {
  size_t numLaunches;
  int64_t savedHigh;
  uint64_t savedLow;
  uint64_t avoidedHigh, avoidedLow;
} PlanValue;

static void addSaved(PlanValue *value, int64_t picoseconds) {
  if (picoseconds == INT64_MIN)
    ++picoseconds;
  uint64_t low = (uint64_t)picoseconds & UINT32_MAX;
  value->savedLow += low;
  value->savedHigh += (picoseconds - (int64_t)low) / (INT64_C(1) << 32);
  if (value->savedLow > UINT32_MAX) {
    value->savedLow -= UINT64_C(1) << 32;
    ++value->savedHigh;
  }
}

/// False if a group is not valid.
static bool evaluate(const StageList *list, size_t numStages, Cuts cuts,
                     PlanValue *value) {
  *value = (PlanValue){0};
  size_t end;
  for (size_t begin = 0; begin < numStages; begin = end) {
    uint64_t requiredBytes;
    end = groupEnd(cuts, begin, numStages);
    if (referenceGroup(list, begin, end - begin, &requiredBytes) != FUSELAGE_OK)
      return false;
    value->numLaunches += 1;
    for (size_t i = begin; i + 1 < end; ++i) {
      if (!add(&value->avoidedLow, list->stages[i].outputBytes))
        value->avoidedHigh += 1;
      if (list->joinPicoseconds)
        addSaved(value, list->joinPicoseconds[i + 1]);
    }
  }
  return true;
}

/// Positive if the first number is greater, negative if it is smaller.
#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static bool isBetter(const PlanValue *a, const PlanValue *b, bool isTimeFirst) {
  int launches = COMPARE(b->numLaunches, a->numLaunches);
  int saved = COMPARE(a->savedHigh, b->savedHigh);
  if (saved == 0)
    saved = COMPARE(a->savedLow, b->savedLow);
  int avoided = COMPARE(a->avoidedHigh, b->avoidedHigh);
  if (avoided == 0)
    avoided = COMPARE(a->avoidedLow, b->avoidedLow);
  const int order[] = {isTimeFirst ? saved : launches,
                       isTimeFirst ? launches : saved, avoided};
  for (size_t i = 0; i < 3; ++i)
    if (order[i] != 0)
      return order[i] > 0;
  return false;
}

/// The best cuts of the first `numStages` stages. The search starts from the
/// plan with the longest first groups, and only a better plan replaces another.
/// So among equal plans the first one stays. The first stage's cut is therefore
/// the highest bit of the counter.
static bool findBestCuts(const StageList *list, size_t numStages, Cuts *best) {
  bool found = false;
  PlanValue bestValue = {0};
  for (Cuts counter = 0; counter >> (numStages - 1) == 0; ++counter) {
    Cuts cuts = 0;
    for (size_t i = 0; i + 1 < numStages; ++i)
      cuts |= (counter >> (numStages - 2 - i) & 1) << i;
    PlanValue value;
    if (!evaluate(list, numStages, cuts, &value) ||
        (found && !isBetter(&value, &bestValue, list->isTimeFirst)))
      continue;
    found = true;
    *best = cuts;
    bestValue = value;
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
