//===- FusionPlan.c - Plans for the runs of an analysis -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Plan/FusionPlan.h"

#include "fuselage-c/TimeModel.h"

#include "mlir-c/Diagnostics.h"

#include <stdlib.h>

/// The state for planning one run after the other.
typedef struct Planning {
  FuselageFusionPlan *plan;
  const FuselageFusionOptions *options;
  FuselageScratch scratch;
  /// The earliest peers of the current part of a run, counted from its start.
  FUSELAGE_ARRAY(size_t) earliestPeers;
  /// The times that joins of the run save; empty where no objective reads them.
  FUSELAGE_ARRAY(int64_t) joinPicoseconds;
} Planning;

void fuselageEmitPlannerError(MlirOperation op, const FuselageError *error) {
  size_t length = fuselageErrorPrint(error, NULL, 0);
  char *message = malloc(length + 1);
  if (message)
    fuselageErrorPrint(error, message, length + 1);
  mlirEmitError(mlirOperationGetLocation(op),
                message ? message : fuselageStatusGetName(error->status));
  free(message);
}

static MlirLogicalResult failOutOfMemory(MlirOperation op) {
  mlirEmitError(mlirOperationGetLocation(op),
                "out of memory while planning launch fusion");
  return mlirLogicalResultFailure();
}

static bool addGroup(Planning *planning, size_t run, FuselageGroup group,
                     bool isOverBudget) {
  FuselagePlannedGroup *slot = FUSELAGE_ARRAY_APPEND(&planning->plan->groups);
  if (!slot)
    return false;
  *slot = (FuselagePlannedGroup){
      .run = run, .group = group, .isOverBudget = isOverBudget};
  return true;
}

static bool readsTimes(const FuselageFusionOptions *options) {
  return fuselageObjectiveReadsJoinTimes(options->objective);
}

static bool reserve(Planning *planning, size_t numStages) {
  return FUSELAGE_ARRAY_RESERVE(&planning->earliestPeers, numStages) &&
         (!readsTimes(planning->options) ||
          FUSELAGE_ARRAY_RESERVE(&planning->joinPicoseconds, numStages));
}

static void readJoinTimes(Planning *planning, const FuselageRun *run) {
  const FuselageDevice *device =
      fuselageDeviceFindOrDefault(planning->options->device);
  for (size_t i = 0; i < run->numStages; ++i)
    planning->joinPicoseconds.data[i] =
        fuselageRunGetJoinPicoseconds(run, i, device);
}

/// Plans the stages from `first` up to `end` of a run.
static FuselageStatus planPart(Planning *planning, const FuselageRun *run,
                               size_t first, size_t end, FuselagePlan *plan,
                               FuselageError *error) {
  for (size_t i = first; i < end; ++i) {
    size_t peer = run->earliestPeer[i];
    planning->earliestPeers.data[i - first] = peer > first ? peer - first : 0;
  }
  FuselagePlanOptions options = {
      .earliestPeer = planning->earliestPeers.data,
      .externalInputBytes = run->externalInputBytes + first,
      .objective = planning->options->objective,
      .joinPicoseconds = readsTimes(planning->options)
                             ? planning->joinPicoseconds.data + first
                             : NULL};
  FuselageStatus status = fuselagePlanLaunches(
      run->stages + first, end - first, planning->options->maxGroupBytes,
      &options, planning->scratch, plan, error);
  if (status != FUSELAGE_OK && error->stageIndex != FUSELAGE_NO_STAGE)
    error->stageIndex += first;
  return status;
}

static bool addGroups(Planning *planning, size_t run, size_t first,
                      const FuselagePlan *plan) {
  for (uint32_t i = 0; i < plan->launchCount; ++i) {
    FuselageGroup group = plan->groups[i];
    group.firstStage += first;
    if (!addGroup(planning, run, group, false))
      return false;
  }
  return true;
}

/// Plans a run. If the options say so, a stage that alone exceeds the budget is
/// left out: the stages before it are planned again without it, and the stages
/// after it are planned on their own. So every stage is planned at most twice.
static MlirLogicalResult planRun(Planning *planning, size_t runNumber,
                                 const FuselageRun *run) {
  size_t first = 0, end = run->numStages;
  while (first < end) {
    FuselagePlan plan;
    FuselageError error;
    FuselageStatus status = planPart(planning, run, first, end, &plan, &error);
    size_t refused = end;
    if (status == FUSELAGE_STAGE_OVER_BUDGET &&
        planning->options->overBudget == FUSELAGE_OVER_BUDGET_SKIP) {
      refused = error.stageIndex;
      status = planPart(planning, run, first, refused, &plan, &error);
    }
    if (status != FUSELAGE_OK) {
      size_t stage = error.stageIndex < end ? error.stageIndex : first;
      fuselageEmitPlannerError(run->launches[stage], &error);
      return mlirLogicalResultFailure();
    }
    if (!addGroups(planning, runNumber, first, &plan))
      return failOutOfMemory(run->launches[0]);
    if (refused < end) {
      FuselageGroup alone = {.firstStage = refused, .numStages = 1};
      if (!addGroup(planning, runNumber, alone, true))
        return failOutOfMemory(run->launches[0]);
    }
    first = refused + 1;
  }
  return mlirLogicalResultSuccess();
}

static MlirLogicalResult planRuns(Planning *planning, MlirOperation root,
                                  FuselageAnalysis analysis) {
  for (size_t i = 0; i < fuselageAnalysisGetNumRuns(analysis); ++i) {
    FuselageRun run = fuselageAnalysisGetRun(analysis, i);
    if (!reserve(planning, run.numStages))
      return failOutOfMemory(root);
    if (readsTimes(planning->options))
      readJoinTimes(planning, &run);
    if (mlirLogicalResultIsFailure(planRun(planning, i, &run)))
      return mlirLogicalResultFailure();
  }
  return mlirLogicalResultSuccess();
}

/// A budget of zero is an error. For a root without launches the planner is not
/// called and does not check it.
static bool budgetIsZero(MlirOperation root, FuselageScratch scratch,
                         const FuselageFusionOptions *options) {
  FuselagePlan plan;
  FuselageError error;
  if (fuselagePlanLaunches(NULL, 0, options->maxGroupBytes, NULL, scratch,
                           &plan, &error) == FUSELAGE_OK)
    return false;
  fuselageEmitPlannerError(root, &error);
  return true;
}

MlirLogicalResult
fuselageFusionPlanCompute(FuselageFusionPlan *plan, MlirOperation root,
                          FuselageAnalysis analysis,
                          const FuselageFusionOptions *options) {
  Planning planning = {.plan = plan,
                       .options = options,
                       .scratch = fuselageScratchCreate(0, NULL)};
  if (fuselageScratchIsNull(planning.scratch))
    return failOutOfMemory(root);
  MlirLogicalResult result = budgetIsZero(root, planning.scratch, options)
                                 ? mlirLogicalResultFailure()
                                 : planRuns(&planning, root, analysis);
  fuselageScratchDestroy(planning.scratch);
  FUSELAGE_ARRAY_FREE(&planning.earliestPeers);
  FUSELAGE_ARRAY_FREE(&planning.joinPicoseconds);
  return result;
}

void fuselageFusionPlanFree(FuselageFusionPlan *plan) {
  FUSELAGE_ARRAY_FREE(&plan->groups);
}
