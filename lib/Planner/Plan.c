//===- Plan.c - Entry point and order of the checks -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planner/Capacities.h"
#include "Planner/Greedy.h"
#include "Planner/Optimal.h"
#include "Planner/Scratch.h"
#include "Planner/StageIds.h"

static FuselageStatus reportDuplicate(const PlanInput *input, size_t stage,
                                      FuselageError *error) {
  *error = (FuselageError){.status = FUSELAGE_DUPLICATE_STAGE,
                           .stageIndex = stage,
                           .stageId = input->stages[stage].id};
  return error->status;
}

/// Ids and groups are looked at block by block, since fetching the stages is
/// what a long input costs. An error in grouping waits for the ids of all
/// stages: a duplicate, wherever it is, comes first.
static FuselageStatus planGreedy(const PlanInput *input, uint32_t *words,
                                 GroupList *list, FuselageError *error) {
  IdScan ids = fuselageIdScanBegin(input->stages, words);
  size_t end;
  for (size_t begin = 0; begin < input->numStages; begin = end) {
    size_t remaining = input->numStages - begin;
    end = begin + (remaining < STAGES_PER_BLOCK ? remaining : STAGES_PER_BLOCK);
    fuselageIdScanAdvance(&ids, end);
    if (error->status == FUSELAGE_OK)
      error->status = fuselageGreedyAdvance(input, begin, end, list, error);
  }
  size_t duplicate = fuselageIdScanFindDuplicate(&ids);
  if (duplicate != FUSELAGE_NO_STAGE)
    return reportDuplicate(input, duplicate, error);
  return error->status;
}

/// The optimal planner walks segments back and forth and takes the words that
/// the duplicate check used, so the ids come first.
static FuselageStatus planOptimal(const PlanInput *input, uint32_t *words,
                                  GroupList *list, FuselageError *error) {
  IdScan ids = fuselageIdScanBegin(input->stages, words);
  fuselageIdScanAdvance(&ids, input->numStages);
  size_t duplicate = fuselageIdScanFindDuplicate(&ids);
  if (duplicate != FUSELAGE_NO_STAGE)
    return reportDuplicate(input, duplicate, error);
  return fuselagePlanOptimal(input, list, words, error);
}

/// Fills in the plan from its groups. With unique ids of 32 bits only 2^32
/// stages that all open a group have too many launches, and no input has too
/// many avoided ones.
static FuselageStatus summarize(const GroupList *list, size_t numStages,
                                FuselagePlan *plan, FuselageError *error) {
  if (list->avoidedOverflows)
    return reportOverflow(error, "total avoided intermediate bytes",
                          FUSELAGE_NO_STAGE);
  if (list->numGroups > UINT32_MAX)
    return reportOverflow(error, "launch count", FUSELAGE_NO_STAGE);
  if (numStages - list->numGroups > UINT32_MAX)
    return reportOverflow(error, "avoided launches", FUSELAGE_NO_STAGE);
  plan->groups = list->groups;
  plan->launchCount = (uint32_t)list->numGroups;
  plan->avoidedLaunches = (uint32_t)(numStages - list->numGroups);
  plan->avoidedIntermediateBytes = list->avoidedIntermediateBytes;
  return FUSELAGE_OK;
}

static FuselageStatus planStages(const PlanInput *input,
                                 FuselageObjective objective,
                                 ScratchStorage *storage, FuselagePlan *plan,
                                 FuselageError *error) {
  uint64_t requiredBytes;
  if (input->budget == 0)
    return error->status = FUSELAGE_ZERO_BUDGET;
  if (input->numStages == 0)
    return FUSELAGE_OK;
  if (input->numStages == 1 && !canOpen(input, 0, &requiredBytes))
    return fuselageReportCannotOpen(input, 0, error);
  if (fuselageScratchReserve(storage, input->numStages, error) != FUSELAGE_OK)
    return error->status;

  GroupList list = {.groups = storage->groups};
  bool isOptimal = objective == FUSELAGE_OBJECTIVE_OPTIMAL ||
                   objective == FUSELAGE_OBJECTIVE_TIME;
  FuselageStatus status = isOptimal
                              ? planOptimal(input, storage->words, &list, error)
                              : planGreedy(input, storage->words, &list, error);
  if (status != FUSELAGE_OK)
    return status;
  return summarize(&list, input->numStages, plan, error);
}

FuselageStatus fuselagePlanLaunches(const FuselageStage *stages,
                                    size_t numStages, uint64_t maxGroupBytes,
                                    const FuselagePlanOptions *optionsOrNull,
                                    FuselageScratch scratch, FuselagePlan *plan,
                                    FuselageError *error) {
  FuselagePlanOptions options = {0};
  if (optionsOrNull)
    options = *optionsOrNull;
  PlanInput input = {.stages = stages,
                     .numStages = numStages,
                     .budget = maxGroupBytes,
                     .earliestPeer = options.earliestPeer,
                     .externalInputBytes = options.externalInputBytes,
                     .joinPicoseconds = options.joinPicoseconds,
                     .isTimeFirst =
                         options.objective == FUSELAGE_OBJECTIVE_TIME};
  FuselageError unread;
  if (!error)
    error = &unread;
  *error = (FuselageError){.stageIndex = FUSELAGE_NO_STAGE};
  *plan = (FuselagePlan){0};
  return planStages(&input, options.objective, scratch.ptr, plan, error);
}
