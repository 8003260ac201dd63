//===- FusionRemarks.c - Remarks about what was fused and what was not ----===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/FusionRemarks.h"

#include "Analysis/ByteCount.h"
#include "Analysis/Operation.h"
#include "Bridge/Remarks.h"
#include "Transforms/ReasonText.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char category[] = "fuselage";

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

/// A growing text, always terminated; what does not fit into memory is left
/// out.
typedef struct Text {
  FUSELAGE_ARRAY(char) chars;
} Text;

static void appendText(MlirStringRef added, void *userData) {
  Text *text = userData;
  size_t size = text->chars.size;
  if (!FUSELAGE_ARRAY_RESERVE(&text->chars, size + added.length + 1))
    return;
  memcpy(text->chars.data + size, added.data, added.length);
  text->chars.size = size + added.length;
  text->chars.data[text->chars.size] = '\0';
}

static const char *textOf(const Text *text) {
  return text->chars.data ? text->chars.data : "";
}

static Text locationOf(MlirOperation op) {
  Text text = {0};
  if (!mlirOperationIsNull(op))
    mlirLocationPrint(mlirOperationGetLocation(op), appendText, &text);
  return text;
}

/// Byte counts, with what is not known said to be so.
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

//===----------------------------------------------------------------------===//
// Reasons in words
//===----------------------------------------------------------------------===//

/// Appends "block (1,0,0) thread (0,0,0)".
static void appendThread(Text *text, const int64_t *thread) {
  char buffer[192];
  int length = snprintf(buffer, sizeof buffer,
                        "block (%" PRId64 ",%" PRId64 ",%" PRId64
                        ") thread (%" PRId64 ",%" PRId64 ",%" PRId64 ")",
                        thread[0], thread[1], thread[2], thread[3], thread[4],
                        thread[5]);
  appendText(mlirStringRefCreate(buffer, (size_t)length), text);
}

static void appendString(Text *text, const char *string) {
  appendText(mlirStringRefCreateFromCString(string), text);
}

/// Appends the element as the source names its buffer: "%arg0[127]".
static void appendElement(Text *text, const FuselageObstacle *obstacle,
                          MlirAsmState names) {
  mlirValuePrintAsOperand(obstacle->buffer, names, appendText, text);
  appendString(text, "[");
  for (size_t i = 0; i < obstacle->witness.rank; ++i) {
    if (i != 0)
      appendString(text, ",");
    appendString(text, numberOf((uint64_t)obstacle->witness.element[i]).digits);
  }
  appendString(text, "]");
}

/// What a thread does to the common element, by what the conflict is.
typedef struct Deeds {
  const char *later, *earlier;
} Deeds;

static Deeds deedsOf(FuselageReason reason) {
  switch (reason) {
  case FUSELAGE_REASON_CROSS_BLOCK_RAW:
    return (Deeds){"reads", "writes"};
  case FUSELAGE_REASON_CROSS_BLOCK_WAR:
    return (Deeds){"writes", "reads"};
  default:
    return (Deeds){"writes", "writes"};
  }
}

/// "block (1,0,0) thread (0,0,0) reads %t[127], which block (0,0,0) thread
/// (127,0,0) writes": "may" is said where the analysis knows only a bound of
/// what is touched.
static void describeWitness(Text *text, const FuselageObstacle *obstacle,
                            MlirAsmState names) {
  const FuselageWitness *witness = &obstacle->witness;
  if (!witness->isPresent)
    return;
  Deeds deeds = deedsOf(obstacle->reason);
  const char *may = witness->isExact ? " " : " possibly ";
  appendThread(text, witness->laterThread);
  appendString(text, may);
  appendString(text, deeds.later);
  appendString(text, " ");
  appendElement(text, obstacle, names);
  appendString(text, ", which ");
  appendThread(text, witness->earlierThread);
  appendString(text, may);
  appendString(text, deeds.earlier);
}

void fuselageSourceNamesFree(FuselageSourceNames *names) {
  if (!mlirOperationIsNull(names->function))
    mlirAsmStateDestroy(names->state);
  *names = (FuselageSourceNames){0};
}

/// How the source names the values of the function around `op`.
static MlirAsmState namesAround(FuselageSourceNames *names, MlirOperation op) {
  MlirOperation outermost = op;
  for (MlirOperation parent = mlirOperationGetParentOperation(op);
       !mlirOperationIsNull(parent) &&
       !fuselageOperationIsA(parent, "builtin.module");
       parent = mlirOperationGetParentOperation(parent))
    outermost = parent;
  if (mlirOperationEqual(names->function, outermost))
    return names->state;
  fuselageSourceNamesFree(names);
  MlirOpPrintingFlags flags = mlirOpPrintingFlagsCreate();
  mlirOpPrintingFlagsUseLocalScope(flags);
  names->function = outermost;
  names->state = mlirAsmStateCreateForOperation(outermost, flags);
  mlirOpPrintingFlagsDestroy(flags);
  return names->state;
}

//===----------------------------------------------------------------------===//
// Remarks
//===----------------------------------------------------------------------===//

/// Bytes that a group would need with the stage after it.
static uint64_t requiredWithNext(const FuselageRun *run,
                                 const FuselageGroup *group, size_t next) {
  uint64_t required = group->requiredBytes;
  required = fuselageByteCountAdd(required, run->stages[next].scratchBytes);
  required = fuselageByteCountAdd(required, run->stages[next].outputBytes);
  return fuselageByteCountAdd(required, run->externalInputBytes[next]);
}

/// Why the group that `later` opens was not joined to the one before.
static FuselageObstacle obstacleAt(const FuselageRun *run,
                                   const FuselagePlannedGroup *earlier,
                                   const FuselagePlannedGroup *later,
                                   const FuselageFusionOptions *options) {
  size_t stage = later->group.firstStage;
  if (run->earliestPeer[stage] > earlier->group.firstStage)
    return run->obstacles[stage];
  FuselageObstacle obstacle = {.reason = FUSELAGE_REASON_OBJECTIVE,
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

/// "%arg2", as the function prints it, if the value is an argument of one.
static bool appendArgument(Text *text, MlirValue value) {
  if (mlirValueIsNull(value) || !fuselageValueIsFunctionArgument(value))
    return false;
  appendString(text, "%arg");
  appendString(text,
               numberOf((uint64_t)mlirBlockArgumentGetArgNumber(value)).digits);
  return true;
}

/// One of two buffers that is marked is enough.
static bool suggestArguments(Text *suggestion,
                             const FuselageObstacle *obstacle) {
  Text earlier = {0}, later = {0};
  bool hasEarlier = appendArgument(&earlier, obstacle->earlierBuffer);
  bool hasLater = appendArgument(&later, obstacle->buffer);
  if (hasEarlier || hasLater) {
    appendString(suggestion, "mark ");
    appendString(suggestion, textOf(hasEarlier ? &earlier : &later));
    if (hasEarlier && hasLater) {
      appendString(suggestion, " or ");
      appendString(suggestion, textOf(&later));
    }
    appendString(suggestion, " llvm.noalias, or use assume-noalias-args, if "
                             "the two never overlap");
  }
  FUSELAGE_ARRAY_FREE(&earlier.chars);
  FUSELAGE_ARRAY_FREE(&later.chars);
  return hasEarlier || hasLater;
}

static void suggest(Text *suggestion, const FuselageObstacle *obstacle,
                    const FuselageRun *run, const FuselageGroup *earlier) {
  if (obstacle->reason == FUSELAGE_REASON_MAY_ALIAS &&
      suggestArguments(suggestion, obstacle))
    return;
  appendString(suggestion, fuselageReasonGetText(obstacle->reason)->suggestion);
  if (obstacle->reason != FUSELAGE_REASON_OVER_BUDGET)
    return;
  uint64_t required =
      requiredWithNext(run, earlier, earlier->firstStage + earlier->numStages);
  if (required >= FUSELAGE_UNKNOWN_BYTES)
    return;
  appendString(suggestion, " to ");
  appendString(suggestion, numberOf(required).digits);
}

/// A kernel that has room for the group, and makes poor use of the chip.
static const char resourceSeamText[] =
    "as one kernel the launches spill registers, keep far fewer warps on the "
    "chip, or cannot be compiled for it";

static MlirStringRef stringOf(const Text *text) {
  return mlirStringRefCreate(textOf(text), text->chars.size);
}

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
  Text suggestion = {0}, witness = {0};
  if (later->isResourceSplit)
    appendString(&suggestion,
                 "give bodies less to keep in registers at a time, "
                 "or do without resource-check");
  else
    suggest(&suggestion, &obstacle, run, &earlier->group);
  if (obstacle.witness.isPresent)
    describeWitness(&witness, &obstacle, namesAround(names, launch));
  FuselageRefusal refusal = {
      .run = later->run,
      .stage = stage,
      .function = fuselageOperationGetFunctionName(launch),
      .earlierLaunch = run->launches[stage - 1],
      .laterLaunch = launch,
      .obstacle = obstacle,
      .earlier = placeOf(obstacle.earlierOp),
      .later = placeOf(obstacle.laterOp),
      .message = mlirStringRefCreateFromCString(
          later->isResourceSplit
              ? resourceSeamText
              : fuselageReasonGetText(obstacle.reason)->text),
      .suggestion = stringOf(&suggestion),
      .witness = stringOf(&witness)};
  callback(&refusal, userData);
  FUSELAGE_ARRAY_FREE(&witness.chars);
  FUSELAGE_ARRAY_FREE(&suggestion.chars);
}

static void emitMissed(const FuselageRefusal *refusal, void *userData) {
  (void)userData;
  Text earlierLaunch = locationOf(refusal->earlierLaunch);
  Text earlierAt = locationOf(refusal->obstacle.earlierOp);
  Text laterAt = locationOf(refusal->obstacle.laterOp);
  FuselageRemarkArg args[] = {
      {"Remark", refusal->message.data},
      {"Suggestion", refusal->suggestion.data},
      {"EarlierLaunch", textOf(&earlierLaunch)},
      {"Earlier", textOf(&earlierAt)},
      {"Later", textOf(&laterAt)},
      {"Witness", refusal->witness.data},
  };
  intptr_t numArgs = sizeof args / sizeof args[0];
  fuselageRemarkEmit(FUSELAGE_REMARK_MISSED,
                     mlirOperationGetLocation(refusal->laterLaunch),
                     fuselageReasonGetName(refusal->obstacle.reason), category,
                     refusal->function, args,
                     refusal->witness.length != 0 ? numArgs : numArgs - 1);
  FUSELAGE_ARRAY_FREE(&earlierLaunch.chars);
  FUSELAGE_ARRAY_FREE(&earlierAt.chars);
  FUSELAGE_ARRAY_FREE(&laterAt.chars);
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

void fuselageEmitFusionRemarks(const FuselageFusionPlan *plan,
                               FuselageAnalysis analysis,
                               const FuselageFusionOptions *options,
                               bool withMissed) {
  if (plan->groups.size == 0 || options->omitRemarks)
    return;
  FuselageRun run = fuselageAnalysisGetRun(analysis, 0);
  if (!fuselageContextHasRemarkEngine(mlirOperationGetContext(run.launches[0])))
    return;
  FuselageSourceNames names = {0};
  for (size_t i = 0; i < plan->groups.size; ++i) {
    const FuselagePlannedGroup *planned = &plan->groups.data[i];
    run = fuselageAnalysisGetRun(analysis, planned->run);
    // The resource check has said more about its seams than is known here.
    if (withMissed && planned->group.firstStage != 0 &&
        !planned->isResourceSplit)
      fuselageDescribeRefusal(&run, planned - 1, planned, options, &names,
                              emitMissed, NULL);
    if (planned->group.numStages > 1)
      emitPassed(&run, &planned->group);
  }
  fuselageSourceNamesFree(&names);
}
