//===- GivenPlan.c - Plans of the caller ----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Plan/GivenPlan.h"

#include "Transforms/Report/FusionRemarks.h"

#include "mlir-c/Diagnostics.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/// The state for checking one group after the other.
typedef struct Check {
  FuselageFusionPlan *plan;
  MlirOperation root;
  const FuselageFusionOptions *options;
  FuselageScratch scratch;
  /// The earliest peers of a group's stages, counted from its start.
  FUSELAGE_ARRAY(size_t) earliestPeers;
} Check;

static MlirLogicalResult fail(MlirOperation op, const char *message) {
  mlirEmitError(mlirOperationGetLocation(op), message);
  return mlirLogicalResultFailure();
}

static MlirLogicalResult failOutOfMemory(MlirOperation op) {
  return fail(op, "out of memory while checking a fusion plan");
}

/// The ids of a group's first stage and of the stage that cannot join it.
typedef struct Pair {
  uint32_t earlierId, laterId;
} Pair;

__attribute__((format(printf, 2, 3))) static void
emitFormatted(MlirOperation op, const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, arguments);
  char *text = malloc((size_t)length + 1);
  if (text)
    vsnprintf(text, (size_t)length + 1, format, again);
  mlirEmitError(mlirOperationGetLocation(op), text ? text : format);
  free(text);
  va_end(again);
  va_end(arguments);
}

static void emitRefusal(const FuselageRefusal *refusal, void *userData) {
  const Pair *pair = userData;
  emitFormatted(refusal->laterLaunch,
                "stage %" PRIu32 " cannot share a launch with stage %" PRIu32
                ": %s: %s%s%s. Fix: open a group at stage %" PRIu32 ", or %s.",
                pair->laterId, pair->earlierId,
                fuselageReasonGetName(refusal->obstacle.reason),
                refusal->message.data, refusal->witness.length ? ": " : "",
                refusal->witness.data, pair->laterId, refusal->suggestion.data);
}

/// Reports that the planner opened a new group inside the given group.
static MlirLogicalResult refuse(const Check *check, const FuselageRun *run,
                                size_t runNumber, size_t first,
                                const FuselagePlan *plan) {
  FuselagePlannedGroup earlier = {.run = runNumber, .group = plan->groups[0]};
  FuselagePlannedGroup later = {.run = runNumber, .group = plan->groups[1]};
  earlier.group.firstStage += first;
  later.group.firstStage += first;
  Pair pair = {run->stages[first].id, run->stages[later.group.firstStage].id};
  FuselageSourceNames names = {0};
  fuselageDescribeRefusal(run, &earlier, &later, check->options, &names,
                          emitRefusal, &pair);
  fuselageSourceNamesFree(&names);
  return mlirLogicalResultFailure();
}

static bool addGroup(Check *check, size_t run, FuselageGroup group,
                     bool isOverBudget) {
  FuselagePlannedGroup *slot = FUSELAGE_ARRAY_APPEND(&check->plan->groups);
  if (!slot)
    return false;
  *slot = (FuselagePlannedGroup){.run = run,
                                 .group = group,
                                 .isOverBudget = isOverBudget,
                                 .isGiven = true};
  return true;
}

/// Asks the planner for the group's stages alone. The planner joins every stage
/// that may join, so it returns one group if and only if the given group is
/// legal.
static MlirLogicalResult checkGroup(Check *check, const FuselageRun *run,
                                    const FuselageGivenGroup *given) {
  size_t first = given->firstStage;
  if (!FUSELAGE_ARRAY_RESERVE(&check->earliestPeers, given->numStages))
    return failOutOfMemory(check->root);
  for (size_t i = 0; i < given->numStages; ++i) {
    size_t peer = run->earliestPeer[first + i];
    check->earliestPeers.data[i] = peer > first ? peer - first : 0;
  }
  FuselagePlanOptions options = {.earliestPeer = check->earliestPeers.data,
                                 .externalInputBytes =
                                     run->externalInputBytes + first};
  FuselagePlan plan;
  FuselageError error;
  FuselageStatus status = fuselagePlanLaunches(
      run->stages + first, given->numStages, check->options->maxGroupBytes,
      &options, check->scratch, &plan, &error);
  FuselageGroup group = {.firstStage = first, .numStages = 1};
  bool isOverBudget = status == FUSELAGE_STAGE_OVER_BUDGET &&
                      given->numStages == 1 &&
                      check->options->overBudget == FUSELAGE_OVER_BUDGET_SKIP;
  if (status != FUSELAGE_OK && !isOverBudget) {
    size_t stage = error.stageIndex < given->numStages ? error.stageIndex : 0;
    fuselageEmitPlannerError(run->launches[first + stage], &error);
    return mlirLogicalResultFailure();
  }
  if (status == FUSELAGE_OK && plan.launchCount > 1)
    return refuse(check, run, given->run, first, &plan);
  if (status == FUSELAGE_OK) {
    group = plan.groups[0];
    group.firstStage += first;
  }
  return addGroup(check, given->run, group, isOverBudget)
             ? mlirLogicalResultSuccess()
             : failOutOfMemory(check->root);
}

static MlirLogicalResult checkGroups(Check *check, FuselageAnalysis analysis,
                                     const FuselageGivenGroup *groups,
                                     size_t numGroups) {
  size_t next = 0;
  for (size_t i = 0; i < fuselageAnalysisGetNumRuns(analysis); ++i) {
    FuselageRun run = fuselageAnalysisGetRun(analysis, i);
    for (size_t stage = 0; stage < run.numStages; ++next) {
      if (next == numGroups || groups[next].run != i ||
          groups[next].firstStage != stage || groups[next].numStages == 0 ||
          groups[next].numStages > run.numStages - stage)
        return fail(
            run.launches[stage],
            "the plan has no group for this launch at its place in the order. "
            "Fix: let the groups hold each stage of each run once, in order");
      if (mlirLogicalResultIsFailure(checkGroup(check, &run, &groups[next])))
        return mlirLogicalResultFailure();
      stage += groups[next].numStages;
    }
  }
  if (next == numGroups)
    return mlirLogicalResultSuccess();
  return fail(check->root,
              "the plan has groups after the last launch of the module. Fix: "
              "let the groups hold each stage of each run once, in order");
}

MlirLogicalResult fuselageFusionPlanCheckGroups(
    FuselageFusionPlan *plan, MlirOperation root, FuselageAnalysis analysis,
    const FuselageFusionOptions *options, const FuselageGivenGroup *groups,
    size_t numGroups) {
  Check check = {.plan = plan,
                 .root = root,
                 .options = options,
                 .scratch = fuselageScratchCreate(0, NULL)};
  if (fuselageScratchIsNull(check.scratch))
    return failOutOfMemory(root);
  MlirLogicalResult result = checkGroups(&check, analysis, groups, numGroups);
  fuselageScratchDestroy(check.scratch);
  FUSELAGE_ARRAY_FREE(&check.earliestPeers);
  return result;
}
