//===- ModelledTime.c - The time of launches by the model -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelledTime.h"

#include <math.h>
#include <stdio.h>

static uint64_t addTimes(uint64_t a, uint64_t b) {
  uint64_t sum;
  return a == UNKNOWN_TIME || b == UNKNOWN_TIME ||
                 __builtin_add_overflow(a, b, &sum)
             ? UNKNOWN_TIME
             : sum;
}

static uint64_t repeat(uint64_t nanoseconds, uint64_t trips) {
  uint64_t product;
  return trips >= FUSELAGE_UNKNOWN_TRIPS || nanoseconds == UNKNOWN_TIME ||
                 __builtin_mul_overflow(nanoseconds, trips, &product)
             ? UNKNOWN_TIME
             : product;
}

static uint64_t timeOf(const FuselageLaunchWork *work,
                       const FuselageDevice *device) {
  static const double most = 1e18;
  double nanoseconds = 1000 * fuselageTimeModelLaunch(device, work);
  return nanoseconds < most ? (uint64_t)llround(nanoseconds) : UNKNOWN_TIME;
}

void modelledTimeOfStages(Record *record, FuselageFusion fusion,
                          const FuselageDevice *device) {
  FuselageLaunchWork work;
  for (size_t i = 0; i < record->runs.size; ++i) {
    const RunRecord *run = &record->runs.data[i];
    for (size_t j = 0; j < run->numStages; ++j)
      if (fuselageFusionCountWork(fusion, i, j, &work))
        record->stages.data[run->firstStage + j].nanoseconds =
            timeOf(&work, device);
  }
}

uint64_t modelledTimeOfStage(const StageRecord *stage) {
  return repeat(stage->nanoseconds, stage->trips);
}

uint64_t modelledTimeOfGroup(const Record *record, const GroupRecord *group) {
  const StageRecord *stages = &record->stages.data[group->firstStage];
  uint64_t sum = 0;
  if (group->numStages == 1 && stages[0].isCopy)
    return 0;
  for (size_t i = 0; i < group->numStages; ++i)
    sum = addTimes(sum, modelledTimeOfStage(&stages[i]));
  return sum;
}

uint64_t modelledTimeOfRecord(const Record *record) {
  uint64_t sum = 0;
  for (size_t i = 0; i < record->groups.size; ++i)
    sum = addTimes(sum, modelledTimeOfGroup(record, &record->groups.data[i]));
  return sum;
}

typedef struct Sum {
  const FuselageDevice *device;
  uint64_t nanoseconds;
} Sum;

static MlirWalkResult addLaunch(MlirOperation op, void *userData) {
  Sum *sum = userData;
  FuselageLaunchWork work;
  if (!mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                          mlirStringRefCreateFromCString("gpu.launch")))
    return MlirWalkResultAdvance;
  uint64_t once = fuselageLaunchCountWork(op, &work)
                      ? timeOf(&work, sum->device)
                      : UNKNOWN_TIME;
  sum->nanoseconds =
      addTimes(sum->nanoseconds, repeat(once, fuselageLaunchGetTrips(op)));
  return sum->nanoseconds == UNKNOWN_TIME ? MlirWalkResultInterrupt
                                          : MlirWalkResultSkip;
}

uint64_t modelledTimeOfModule(MlirOperation module,
                              const FuselageDevice *device) {
  Sum sum = {.device = device};
  mlirOperationWalk(module, addLaunch, &sum, MlirWalkPreOrder);
  return sum.nanoseconds;
}

const char *modelledTimeToString(uint64_t nanoseconds, char buffer[32]) {
  if (nanoseconds == UNKNOWN_TIME)
    snprintf(buffer, 32, "unknown");
  else
    snprintf(buffer, 32, "%.2f us", (double)nanoseconds / 1000);
  return buffer;
}
