//===- ShapeRemarks.c - Remarks about shapes ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/ShapeRemarks.h"

#include "Analysis/Host/HostTrips.h"
#include "Bridge/Remarks.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "Support/OutOfMemory.h"
#include "Support/Text.h"
#include "fuselage-c/Analysis.h"

#include <stdio.h>

/// Appends three sizes, without those of 1 at the end.
static void appendSizes(FuselageText *text, MlirOperation launch, int first) {
  int64_t sizes[FUSELAGE_NUM_GRID_IDS];
  int rank = 1;
  for (int i = 0; i < FUSELAGE_NUM_GRID_IDS; ++i) {
    if (!fuselageValueIsConstantInt(
            fuselageLaunchGetSizeOperand(launch, first + i), &sizes[i]))
      sizes[i] = -1;
    if (sizes[i] != 1)
      rank = i + 1;
  }
  for (int i = 0; i < rank; ++i) {
    if (i != 0)
      fuselageTextAppendString(text, "x");
    if (sizes[i] < 0)
      fuselageTextAppendString(text, "?");
    else
      fuselageTextAppendNumber(text, (uint64_t)sizes[i]);
  }
}

static FuselageText describe(MlirOperation before, MlirOperation launch,
                             int first) {
  FuselageText text = {0};
  appendSizes(&text, before, first);
  fuselageTextAppendString(&text, " to ");
  appendSizes(&text, launch, first);
  return text;
}

static FuselageText describeNumber(MlirOperation before, int64_t size,
                                   int first) {
  FuselageText text = {0};
  appendSizes(&text, before, first);
  fuselageTextAppendString(&text, " to ");
  if (size < 0)
    fuselageTextAppendString(&text, "?");
  else
    fuselageTextAppendNumber(&text, (uint64_t)size);
  return text;
}

static bool isHeard(MlirOperation launch) {
  return fuselageContextHasRemarkEngine(mlirOperationGetContext(launch));
}

/// Emits a remark with a message and two or three arguments.
static void emit(MlirOperation launch, const char *name, const char *message,
                 const FuselageRemarkArg *args, const char *thirdName,
                 const FuselageText *third) {
  FuselageRemarkArg all[] = {{"Remark", message},
                             args[0],
                             args[1],
                             {thirdName, fuselageTextGet(third)}};
  fuselageRemarkEmit(FUSELAGE_REMARK_PASSED, mlirOperationGetLocation(launch),
                     name, "fuselage", fuselageOperationGetFunctionName(launch),
                     all, third->length != 0 ? 4 : 3);
}

//===----------------------------------------------------------------------===//
// Gains
//===----------------------------------------------------------------------===//

static void appendTime(FuselageText *text, double microseconds) {
  char digits[64];
  snprintf(digits, sizeof digits, "%.2f us", microseconds);
  fuselageTextAppendString(text, digits);
}

static void appendDevice(FuselageText *text, const FuselageDevice *device) {
  fuselageTextAppendString(text, " on ");
  fuselageTextAppendString(text, device->name);
}

static FuselageText describeSaving(double microseconds,
                                   const FuselageDevice *device) {
  FuselageText text = {0};
  appendTime(&text, microseconds);
  appendDevice(&text, device);
  return text;
}

/// Both launches touch the same bytes, and the lower of two upper bounds is
/// good for both.
static FuselageText describeGain(const FuselageLaunchWork *before,
                                 const FuselageLaunchWork *after,
                                 const FuselageDevice *device) {
  FuselageText text = {0};
  FuselageLaunchWork from = *before, to = *after;
  if (from.memoryBytes < to.memoryBytes)
    to.memoryBytes = from.memoryBytes;
  from.memoryBytes = to.memoryBytes;
  appendTime(&text, fuselageTimeModelLaunch(device, &from));
  fuselageTextAppendString(&text, " to ");
  appendTime(&text, fuselageTimeModelLaunch(device, &to));
  appendDevice(&text, device);
  return text;
}

//===----------------------------------------------------------------------===//
// Launches with other launches, or loops
//===----------------------------------------------------------------------===//

/// What a group saves; empty if that is not known.
static FuselageText describeGroup(const int64_t *picosecondsOrNull,
                                  const FuselageDevice *device) {
  static const double picosecondsPerMicrosecond = 1e6;
  return picosecondsOrNull ? describeSaving((double)*picosecondsOrNull /
                                                picosecondsPerMicrosecond,
                                            device)
                           : (FuselageText){0};
}

void fuselageEmitReshaped(MlirOperation before, MlirOperation launch,
                          const int64_t *savedOrNull,
                          const FuselageDevice *device) {
  if (!isHeard(launch))
    return;
  FuselageText grid = describe(before, launch, 0);
  FuselageText block = describe(before, launch, FUSELAGE_NUM_GRID_IDS);
  FuselageText saved = describeGroup(savedOrNull, device);
  FuselageRemarkArg args[] = {{"Grid", fuselageTextGet(&grid)},
                              {"Block", fuselageTextGet(&block)}};
  emit(launch, "reshaped", "gave a launch the shape of its neighbours", args,
       "ModelledSaving", &saved);
  fuselageTextFree(&saved);
  fuselageTextFree(&block);
  fuselageTextFree(&grid);
}

static FuselageText describePlace(MlirLocation loop) {
  FuselageText place = {0};
  mlirLocationPrint(loop, fuselageTextCallback, &place);
  return place;
}

static FuselageText describeTrips(uint64_t numTrips) {
  FuselageText trips = {0};
  if (numTrips < FUSELAGE_UNKNOWN_TRIPS)
    fuselageTextAppendNumber(&trips, numTrips);
  else
    fuselageTextAppendString(&trips, "unknown");
  return trips;
}

static const char spreadMessage[] = "gave each iteration of a loop a thread";

void fuselageEmitSpread(MlirOperation launch, MlirLocation loop,
                        int64_t numTrips, const int64_t *savedOrNull,
                        const FuselageDevice *device) {
  if (!isHeard(launch))
    return;
  FuselageText place = describePlace(loop);
  FuselageText trips = describeTrips((uint64_t)numTrips);
  FuselageText saved = describeGroup(savedOrNull, device);
  FuselageRemarkArg args[] = {{"Loop", fuselageTextGet(&place)},
                              {"Trips", fuselageTextGet(&trips)}};
  emit(launch, "spread", spreadMessage, args, "ModelledSaving", &saved);
  fuselageTextFree(&saved);
  fuselageTextFree(&trips);
  fuselageTextFree(&place);
}

void fuselageEmitSunk(MlirOperation loop, MlirOperation launch,
                      const FuselageDevice *device) {
  static const double nanosecondsPerMicrosecond = 1000;
  if (!isHeard(launch))
    return;
  uint64_t numTrips = fuselageHostLoopGetTrips(loop);
  FuselageText place = describePlace(mlirOperationGetLocation(loop));
  FuselageText trips = describeTrips(numTrips);
  FuselageText saved = {0};
  FuselageRemarkArg args[] = {{"Loop", fuselageTextGet(&place)},
                              {"Trips", fuselageTextGet(&trips)}};
  // Without trips there was no launch, and now there is one.
  if (numTrips > 0 && numTrips < FUSELAGE_UNKNOWN_TRIPS)
    saved = describeSaving((double)(numTrips - 1) * device->launchNanoseconds /
                               nanosecondsPerMicrosecond,
                           device);
  emit(launch, "sunk", "made a loop of the host a part of its launch", args,
       "ModelledSaving", &saved);
  fuselageTextFree(&saved);
  fuselageTextFree(&trips);
  fuselageTextFree(&place);
}

//===----------------------------------------------------------------------===//
// Launches by themselves
//===----------------------------------------------------------------------===//

void fuselageShapeRemarksBegin(FuselageShapeRemarks *remarks,
                               MlirOperation launch) {
  if (!isHeard(launch))
    return;
  remarks->launch = launch;
  remarks->isKnown = fuselageLaunchCountWork(launch, &remarks->before);
}

/// Adds a remark; null when memory is out.
static FuselageShapeRemark *append(FuselageShapeRemarks *remarks,
                                   MlirOperation launch) {
  FuselageShapeRemark *slot = FUSELAGE_ARRAY_APPEND(&remarks->remarks);
  if (!slot) {
    fuselageOutOfMemoryNote();
    return NULL;
  }
  *slot = (FuselageShapeRemark){
      .launch = launch, .isKnown = remarks->isKnown, .before = remarks->before};
  return slot;
}

void fuselageShapeRemarksAddReblocked(FuselageShapeRemarks *remarks,
                                      MlirOperation launch, int64_t numBlocks,
                                      int64_t numThreads) {
  if (!mlirOperationEqual(remarks->launch, launch))
    fuselageShapeRemarksBegin(remarks, launch);
  FuselageShapeRemark *remark =
      isHeard(launch) ? append(remarks, launch) : NULL;
  if (!remark)
    return;
  remark->name = "reblocked";
  remark->message = "gave a launch blocks of whole warps";
  remark->argNames[0] = "Grid";
  remark->args[0] = describeNumber(launch, numBlocks, 0);
  remark->argNames[1] = "Block";
  remark->args[1] = describeNumber(launch, numThreads, FUSELAGE_NUM_GRID_IDS);
}

void fuselageShapeRemarksAddSpread(FuselageShapeRemarks *remarks,
                                   MlirOperation launch, MlirLocation loop,
                                   int64_t numTrips) {
  FuselageShapeRemark *remark =
      isHeard(launch) ? append(remarks, launch) : NULL;
  if (!remark)
    return;
  remark->name = "spread";
  remark->message = spreadMessage;
  remark->argNames[0] = "Loop";
  remark->args[0] = describePlace(loop);
  remark->argNames[1] = "Trips";
  remark->args[1] = describeTrips((uint64_t)numTrips);
}

static void emitAndFree(FuselageShapeRemark *remark,
                        const FuselageDevice *device) {
  FuselageLaunchWork after;
  FuselageText gain = {0};
  FuselageRemarkArg args[] = {
      {remark->argNames[0], fuselageTextGet(&remark->args[0])},
      {remark->argNames[1], fuselageTextGet(&remark->args[1])}};
  if (remark->isKnown && fuselageLaunchCountWork(remark->launch, &after))
    gain = describeGain(&remark->before, &after, device);
  emit(remark->launch, remark->name, remark->message, args, "ModelledTime",
       &gain);
  fuselageTextFree(&gain);
  fuselageTextFree(&remark->args[0]);
  fuselageTextFree(&remark->args[1]);
}

void fuselageShapeRemarksEmit(FuselageShapeRemarks *remarks,
                              const FuselageDevice *device) {
  for (size_t i = 0; i < remarks->remarks.size; ++i)
    emitAndFree(&remarks->remarks.data[i], device);
  FUSELAGE_ARRAY_FREE(&remarks->remarks);
  *remarks = (FuselageShapeRemarks){0};
}
