//===- FusionRemarks.c - Remarks about groups and refusals ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/FusionRemarks.h"

#include "Analysis/Launch/WorkItems.h"
#include "Bridge/Remarks.h"
#include "IR/ByteCount.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Text.h"
#include "Transforms/Report/ReasonText.h"
#include "Transforms/Report/ShapeText.h"
#include "Transforms/Report/WitnessText.h"

#include "fuselage-c/TimeModel.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char category[] = "fuselage";

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

typedef FuselageText Text;

static Text locationOf(MlirOperation op) {
  Text text = {0};
  if (!mlirOperationIsNull(op))
    mlirLocationPrint(mlirOperationGetLocation(op), fuselageTextCallback,
                      &text);
  return text;
}

/// A byte count as text; "unknown" if it is not known.
typedef struct Number {
  char digits[32];
} Number;

static Number numberOf(uint64_t value) {
  Number number;
  snprintf(number.digits, sizeof number.digits, "%" PRIu64, value);
  return number;
}

static Number bytesOf(uint64_t bytes) {
  Number unknown = {"unknown"};
  return bytes >= FUSELAGE_UNKNOWN_BYTES ? unknown : numberOf(bytes);
}

static Number tripsOf(uint64_t trips) {
  Number unknown = {"unknown"};
  return trips >= FUSELAGE_UNKNOWN_TRIPS ? unknown : numberOf(trips);
}

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

/// Bytes that a group would need with the stage after it.
static uint64_t requiredWithNext(const FuselageRun *run,
                                 const FuselageGroup *group, size_t next) {
  uint64_t required = group->requiredBytes;
  required = fuselageByteCountAdd(required, run->stages[next].scratchBytes);
  required = fuselageByteCountAdd(required, run->stages[next].outputBytes);
  return fuselageByteCountAdd(required, run->externalInputBytes[next]);
}

static bool isAboutShapes(FuselageReason reason) {
  return reason == FUSELAGE_REASON_DIFFERENT_GRID ||
         reason == FUSELAGE_REASON_DIFFERENT_BLOCK;
}

/// Launches whose shapes may change stay apart for another reason than that
/// these are different.
static FuselageObstacle refineShapes(const FuselageRun *run, size_t stage) {
  FuselageObstacle obstacle = run->obstacles[stage];
  MlirOperation earlier = run->launches[stage - 1];
  MlirOperation later = run->launches[stage];
  MlirOperation earlierOp, laterOp;
  bool isEarlierFree = fuselageLaunchIsIndependent(earlier, &earlierOp);
  bool isLaterFree = fuselageLaunchIsIndependent(later, &laterOp);
  obstacle.reason = isEarlierFree && isLaterFree
                        ? FUSELAGE_REASON_NO_COMMON_SHAPE
                        : FUSELAGE_REASON_NOT_INDEPENDENT;
  obstacle.earlierOp = isEarlierFree ? earlier : earlierOp;
  obstacle.laterOp = isLaterFree ? later : laterOp;
  return obstacle;
}

/// Why the group `later` was not joined to the group before it.
static FuselageObstacle obstacleAt(const FuselageRun *run,
                                   const FuselagePlannedGroup *earlier,
                                   const FuselagePlannedGroup *later,
                                   const FuselageFusionOptions *options) {
  size_t stage = later->group.firstStage;
  if (run->earliestPeer[stage] > earlier->group.firstStage)
    return options->reshape && isAboutShapes(run->obstacles[stage].reason)
               ? refineShapes(run, stage)
               : run->obstacles[stage];
  FuselageObstacle obstacle = {.reason = later->isGiven
                                             ? FUSELAGE_REASON_GIVEN_PLAN
                                             : FUSELAGE_REASON_OBJECTIVE,
                               .earlierStage = stage - 1,
                               .earlierOp = run->launches[stage - 1],
                               .laterOp = run->launches[stage]};
  if (earlier->isOverBudget || later->isOverBudget ||
      requiredWithNext(run, &earlier->group, stage) > options->maxGroupBytes)
    obstacle.reason = FUSELAGE_REASON_OVER_BUDGET;
  if (later->isResourceSplit)
    obstacle.reason = FUSELAGE_REASON_RESOURCE_LIMIT;
  return obstacle;
}

/// Appends "%arg2", as the function prints it, if the value is an argument of a
/// function.
static bool appendArgument(Text *text, MlirValue value) {
  if (mlirValueIsNull(value) || !fuselageValueIsFunctionArgument(value))
    return false;
  fuselageTextAppendString(text, "%arg");
  fuselageTextAppendString(
      text, numberOf((uint64_t)mlirBlockArgumentGetArgNumber(value)).digits);
  return true;
}

/// It is enough to mark one of the two buffers.
static bool suggestArguments(Text *suggestion,
                             const FuselageObstacle *obstacle) {
  Text earlier = {0}, later = {0};
  bool hasEarlier = appendArgument(&earlier, obstacle->earlierBuffer);
  bool hasLater = appendArgument(&later, obstacle->buffer);
  if (hasEarlier || hasLater) {
    fuselageTextAppendString(suggestion, "mark ");
    fuselageTextAppendString(suggestion,
                             fuselageTextGet(hasEarlier ? &earlier : &later));
    if (hasEarlier && hasLater) {
      fuselageTextAppendString(suggestion, " or ");
      fuselageTextAppendString(suggestion, fuselageTextGet(&later));
    }
    fuselageTextAppendString(suggestion,
                             " llvm.noalias, or use assume-noalias-args, if "
                             "the two never overlap");
  }
  fuselageTextFree(&earlier);
  fuselageTextFree(&later);
  return hasEarlier || hasLater;
}

/// The shapes of two neighbours with different sizes.
static FuselageShapes shapesOf(const FuselageRun *run, size_t stage,
                               FuselageSourceNames *names) {
  return (FuselageShapes){
      .earlier = run->launches[stage - 1],
      .later = run->launches[stage],
      .areBlocks =
          run->obstacles[stage].reason == FUSELAGE_REASON_DIFFERENT_BLOCK,
      .names = fuselageSourceNamesAround(names, run->launches[stage])};
}

static void suggestRoom(Text *suggestion, const FuselageRun *run,
                        const FuselageGroup *earlier) {
  uint64_t required =
      requiredWithNext(run, earlier, earlier->firstStage + earlier->numStages);
  if (required >= FUSELAGE_UNKNOWN_BYTES)
    return;
  fuselageTextAppendString(suggestion, " to ");
  fuselageTextAppendNumber(suggestion, required);
}

/// Appends what is wrong, and how to fix it.
static void explain(Text *message, Text *suggestion,
                    const FuselageObstacle *obstacle, const FuselageRun *run,
                    const FuselageGroup *earlier, size_t stage,
                    FuselageSourceNames *names) {
  const FuselageReasonText *text = fuselageReasonGetText(obstacle->reason);
  fuselageTextAppendString(message, text->text);
  if (isAboutShapes(obstacle->reason)) {
    FuselageShapes shapes = shapesOf(run, stage, names);
    fuselageTextAppendString(message, ": ");
    fuselageDescribeShapes(message, &shapes);
    fuselageSuggestShapes(suggestion, &shapes);
    return;
  }
  if (obstacle->reason == FUSELAGE_REASON_NO_COMMON_SHAPE ||
      obstacle->reason == FUSELAGE_REASON_NOT_INDEPENDENT) {
    FuselageShapes shapes = shapesOf(run, stage, names);
    fuselageTextAppendString(message, " (");
    fuselageDescribeShapes(message, &shapes);
    fuselageTextAppendString(message, shapes.areBlocks ? " threads in a block)"
                                                       : " blocks)");
  }
  if (obstacle->reason == FUSELAGE_REASON_MAY_ALIAS &&
      suggestArguments(suggestion, obstacle))
    return;
  fuselageTextAppendString(suggestion, text->suggestion);
  if (obstacle->reason == FUSELAGE_REASON_OVER_BUDGET)
    suggestRoom(suggestion, run, earlier);
}

/// Says what the join costs: with time first, a pair may be apart that would be
/// a launch fewer in one.
static void explainTime(Text *message, Text *suggestion, const FuselageRun *run,
                        size_t stage, const FuselageFusionOptions *options) {
  int64_t saved = fuselageRunGetJoinPicoseconds(
      run, stage, fuselageDeviceFindOrDefault(options->device));
  Number nanoseconds = numberOf((uint64_t)(saved < 0 ? -saved : saved) / 1000);
  fuselageTextAppendString(
      message, "the plan takes no less time with this pair in one: by the "
               "model its join ");
  fuselageTextAppendString(message, saved < 0 ? "costs " : "saves ");
  fuselageTextAppendString(message, nanoseconds.digits);
  fuselageTextAppendString(message, saved < 0
                                        ? " ns, for a barrier in each block"
                                        : " ns, and another join saves more");
  fuselageTextAppendString(suggestion,
                           "use objective=optimal for fewest launches");
}

/// For a group that fits into one kernel which would make poor use of the chip.
static const char resourceSeamText[] =
    "as one kernel the launches spill registers, keep far fewer warps on the "
    "chip, or cannot be compiled for it";

static MlirLocation placeOf(MlirOperation opOrNull) {
  return mlirOperationIsNull(opOrNull) ? (MlirLocation){NULL}
                                       : mlirOperationGetLocation(opOrNull);
}

void fuselageDescribeRefusal(const FuselageRun *run,
                             const FuselagePlannedGroup *earlier,
                             const FuselagePlannedGroup *later,
                             const FuselageFusionOptions *options,
                             FuselageSourceNames *names,
                             FuselageRefusalCallback callback, void *userData) {
  size_t stage = later->group.firstStage;
  MlirOperation launch = run->launches[stage];
  FuselageObstacle obstacle = obstacleAt(run, earlier, later, options);
  Text message = {0}, suggestion = {0}, witness = {0};
  if (later->isResourceSplit) {
    fuselageTextAppendString(&message, resourceSeamText);
    fuselageTextAppendString(&suggestion,
                             "let bodies keep fewer values in registers at a "
                             "time, or leave resource-check out");
  } else if (obstacle.reason == FUSELAGE_REASON_OBJECTIVE &&
             options->objective == FUSELAGE_OBJECTIVE_TIME) {
    explainTime(&message, &suggestion, run, stage, options);
  } else {
    explain(&message, &suggestion, &obstacle, run, &earlier->group, stage,
            names);
  }
  if (obstacle.witness.isPresent)
    fuselageDescribeWitness(&witness, &obstacle,
                            fuselageSourceNamesAround(names, launch));
  FuselageRefusal refusal = {.run = later->run,
                             .stage = stage,
                             .function =
                                 fuselageOperationGetFunctionName(launch),
                             .earlierLaunch = run->launches[stage - 1],
                             .laterLaunch = launch,
                             .obstacle = obstacle,
                             .earlier = placeOf(obstacle.earlierOp),
                             .later = placeOf(obstacle.laterOp),
                             .message = fuselageTextGetRef(&message),
                             .suggestion = fuselageTextGetRef(&suggestion),
                             .witness = fuselageTextGetRef(&witness),
                             .earlierRun = later->run,
                             .earlierStage = stage - 1};
  callback(&refusal, userData);
  fuselageTextFree(&witness);
  fuselageTextFree(&suggestion);
  fuselageTextFree(&message);
}

//===----------------------------------------------------------------------===//
// Remarks
//===----------------------------------------------------------------------===//

static bool isAcrossBlocks(FuselageReason reason) {
  return reason == FUSELAGE_REASON_HOST_LOOP ||
         reason == FUSELAGE_REASON_HOST_BRANCH ||
         reason == FUSELAGE_REASON_LOOP_CARRIED;
}

static void emitMissed(const FuselageRefusal *refusal, void *userData) {
  (void)userData;
  Text earlierLaunch = locationOf(refusal->earlierLaunch);
  Text earlierAt = locationOf(refusal->obstacle.earlierOp);
  Text laterAt = locationOf(refusal->obstacle.laterOp);
  FuselageRemarkArg args[8] = {
      {"Remark", refusal->message.data},
      {"Suggestion", refusal->suggestion.data},
      {"EarlierLaunch", fuselageTextGet(&earlierLaunch)},
      {"Earlier", fuselageTextGet(&earlierAt)},
      {"Later", fuselageTextGet(&laterAt)},
  };
  intptr_t numArgs = 5;
  Number trips = tripsOf(fuselageLaunchGetTrips(refusal->laterLaunch));
  if (refusal->witness.length != 0)
    args[numArgs++] = (FuselageRemarkArg){"Witness", refusal->witness.data};
  if (isAcrossBlocks(refusal->obstacle.reason))
    args[numArgs++] = (FuselageRemarkArg){"Trips", trips.digits};
  fuselageRemarkEmit(FUSELAGE_REMARK_MISSED,
                     mlirOperationGetLocation(refusal->laterLaunch),
                     fuselageReasonGetName(refusal->obstacle.reason), category,
                     refusal->function, args, numArgs);
  fuselageTextFree(&earlierLaunch);
  fuselageTextFree(&earlierAt);
  fuselageTextFree(&laterAt);
}

static void emitPassed(const FuselageRun *run, const FuselageGroup *group) {
  MlirOperation launch = run->launches[group->firstStage];
  Number launches = numberOf(group->numStages);
  Number avoided = bytesOf(group->avoidedIntermediateBytes);
  Number required = bytesOf(group->requiredBytes);
  FuselageRemarkArg args[] = {
      {"Remark", "fused adjacent launches into one"},
      {"Launches", launches.digits},
      {"AvoidedIntermediateBytes", avoided.digits},
      {"RequiredBytes", required.digits},
  };
  fuselageRemarkEmit(FUSELAGE_REMARK_PASSED, mlirOperationGetLocation(launch),
                     "fused", category,
                     fuselageOperationGetFunctionName(launch), args,
                     sizeof args / sizeof args[0]);
}

void fuselageEmitFusionRemarks(const FuselagePlannedGroup *groups,
                               size_t numGroups, FuselageAnalysis analysis,
                               const FuselageFusionOptions *options,
                               const FuselageHeldLoops *held, bool withMissed) {
  if (numGroups == 0 || options->omitRemarks)
    return;
  FuselageRun run = fuselageAnalysisGetRun(analysis, 0);
  if (!fuselageContextHasRemarkEngine(mlirOperationGetContext(run.launches[0])))
    return;
  FuselageSourceNames names = {0};
  size_t nextSeam = 0;
  for (size_t i = 0; i < numGroups; ++i) {
    const FuselagePlannedGroup *planned = &groups[i];
    run = fuselageAnalysisGetRun(analysis, planned->run);
    if (withMissed)
      fuselageDescribeHostSeams(analysis, held, &run, &planned->group,
                                &nextSeam, &names, emitMissed, NULL);
    // The resource check has already reported its seams, in more detail.
    if (withMissed && planned->group.firstStage != 0 &&
        !planned->isResourceSplit)
      fuselageDescribeRefusal(&run, planned - 1, planned, options, &names,
                              emitMissed, NULL);
    if (planned->group.numStages > 1)
      emitPassed(&run, &planned->group);
  }
  fuselageSourceNamesFree(&names);
}
