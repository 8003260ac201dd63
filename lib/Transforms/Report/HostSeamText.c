//===- HostSeamText.c - Launches across host code, in words ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/HostSeamText.h"

#include "Analysis/Host/HostSeams.h"
#include "IR/Operation.h"
#include "Support/Text.h"
#include "Transforms/Report/ReasonText.h"
#include "Transforms/Report/WitnessText.h"

/// The place of a launch, by its number in the analysis.
typedef struct Place {
  size_t run, stage;
  FuselageRun inRun;
} Place;

static Place placeOfLaunch(FuselageAnalysis analysis, uint32_t number) {
  size_t first = 0, end = fuselageAnalysisGetNumRuns(analysis);
  while (end - first > 1) {
    size_t middle = first + (end - first) / 2;
    FuselageRun run = fuselageAnalysisGetRun(analysis, middle);
    if (run.stages[0].id - 1 <= number)
      first = middle;
    else
      end = middle;
  }
  Place place = {.run = first,
                 .inRun = fuselageAnalysisGetRun(analysis, first)};
  place.stage = number + 1 - place.inRun.stages[0].id;
  return place;
}

static void appendTrips(FuselageText *text, uint64_t trips) {
  if (trips >= FUSELAGE_UNKNOWN_TRIPS)
    fuselageTextAppendString(text, "an unknown number of");
  else
    fuselageTextAppendNumber(text, trips);
}

/// Describes how often each of the two runs for one call of the function.
static void describeTrips(FuselageText *text, const FuselageHostSeam *seam,
                          uint64_t earlierTrips, uint64_t laterTrips) {
  if (earlierTrips == 1 && laterTrips == 1)
    return;
  fuselageTextAppendString(text, seam->earlier == seam->later ? ": it runs "
                                                              : ": they run ");
  appendTrips(text, earlierTrips);
  if (seam->earlier != seam->later) {
    fuselageTextAppendString(text, " and ");
    appendTrips(text, laterTrips);
  }
  fuselageTextAppendString(text, " times");
}

bool fuselageReasonIsBetweenBlocks(FuselageReason reason) {
  return reason == FUSELAGE_REASON_CROSS_BLOCK_RAW ||
         reason == FUSELAGE_REASON_CROSS_BLOCK_WAR ||
         reason == FUSELAGE_REASON_WAW_ORDER;
}

/// What is known of the loop, if the seam is a launch after itself; or null.
static const FuselageHeldLoop *findLoop(const FuselageHeldLoops *held,
                                        const FuselageHostSeam *seam) {
  uint32_t number =
      seam->earlier == seam->later
          ? fuselagePointerMapLookup(&held->numbers, seam->hostOp.ptr)
          : FUSELAGE_POINTER_NOT_FOUND;
  return number == FUSELAGE_POINTER_NOT_FOUND ? NULL
                                              : &held->loops.data[number];
}

/// True if the loop becomes a part of the launch.
static bool goes(const FuselageHeldLoops *held, const FuselageHeldLoop *loop) {
  return loop && !held->areAllLeft && !loop->text &&
         loop->obstacle.reason == FUSELAGE_REASON_NONE;
}

/// Why the loop stays, where it is not for elements that blocks have in common.
static void explainLoop(FuselageText *message, FuselageText *suggestion,
                        const FuselageHeldLoop *loop) {
  const char *text = loop->text, *fix = loop->suggestion;
  if (!text && loop->obstacle.reason == FUSELAGE_REASON_NONE) {
    text = "a given plan leaves loops on the host";
    fix = "fuse without a plan";
  } else if (!text) {
    const FuselageReasonText *reason =
        fuselageReasonGetText(loop->obstacle.reason);
    fuselageTextAppendString(message, "; as one launch: ");
    fuselageTextAppendString(message, reason->text);
    fuselageTextAppendString(suggestion, reason->suggestion);
    return;
  }
  fuselageTextAppendString(message, "; ");
  fuselageTextAppendString(message, text);
  fuselageTextAppendString(suggestion, fix);
}

static void describeHostSeam(FuselageAnalysis analysis,
                             const FuselageHostSeam *seam,
                             const FuselageHeldLoop *loopOrNull,
                             FuselageSourceNames *names,
                             FuselageRefusalCallback callback, void *userData) {
  Place earlier = placeOfLaunch(analysis, seam->earlier);
  Place later = placeOfLaunch(analysis, seam->later);
  bool isCarried =
      loopOrNull && fuselageReasonIsBetweenBlocks(loopOrNull->obstacle.reason);
  FuselageReason reason =
      isCarried ? FUSELAGE_REASON_LOOP_CARRIED : seam->reason;
  const FuselageReasonText *text = fuselageReasonGetText(reason);
  FuselageText message = {0}, suggestion = {0}, witness = {0};
  fuselageTextAppendString(&message, text->text);
  describeTrips(&message, seam, earlier.inRun.trips, later.inRun.trips);
  if (loopOrNull && !isCarried)
    explainLoop(&message, &suggestion, loopOrNull);
  else
    fuselageTextAppendString(&suggestion, text->suggestion);
  FuselageRefusal refusal = {
      .run = later.run,
      .stage = later.stage,
      .earlierLaunch = earlier.inRun.launches[earlier.stage],
      .laterLaunch = later.inRun.launches[later.stage],
      .obstacle = {.reason = reason,
                   .earlierStage = earlier.stage,
                   .earlierOp = seam->hostOp},
      .earlier = mlirOperationIsNull(seam->hostOp)
                     ? (MlirLocation){NULL}
                     : mlirOperationGetLocation(seam->hostOp),
      .message = fuselageTextGetRef(&message),
      .suggestion = fuselageTextGetRef(&suggestion),
      .earlierRun = earlier.run,
      .earlierStage = earlier.stage};
  refusal.function = fuselageOperationGetFunctionName(refusal.laterLaunch);
  refusal.obstacle.laterOp = refusal.laterLaunch;
  if (isCarried) {
    const FuselageObstacle *obstacle = &loopOrNull->obstacle;
    refusal.obstacle = *obstacle;
    refusal.obstacle.reason = reason;
    refusal.obstacle.earlierStage = earlier.stage;
    refusal.earlier = mlirOperationGetLocation(obstacle->earlierOp);
    if (obstacle->witness.isPresent)
      fuselageDescribeWitness(
          &witness, obstacle,
          fuselageSourceNamesAround(names, refusal.laterLaunch));
  }
  refusal.witness = fuselageTextGetRef(&witness);
  refusal.later = mlirOperationGetLocation(refusal.obstacle.laterOp);
  callback(&refusal, userData);
  fuselageTextFree(&witness);
  fuselageTextFree(&suggestion);
  fuselageTextFree(&message);
}

void fuselageDescribeHostSeams(FuselageAnalysis analysis,
                               const FuselageHeldLoops *held,
                               const FuselageRun *run,
                               const FuselageGroup *group, size_t *next,
                               FuselageSourceNames *names,
                               FuselageRefusalCallback callback,
                               void *userData) {
  const FuselageHostSeams *seams = fuselageAnalysisGetHostSeams(analysis);
  size_t first = run->stages[group->firstStage].id - 1;
  for (; *next < seams->size &&
         seams->data[*next].later < first + group->numStages;
       ++*next) {
    const FuselageHostSeam *seam = &seams->data[*next];
    const FuselageHeldLoop *loop = findLoop(held, seam);
    if (!goes(held, loop))
      describeHostSeam(analysis, seam, loop, names, callback, userData);
  }
}
