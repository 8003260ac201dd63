//===- ReportShapes.c - Remarks on reshaped launches ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/ReportShapes.h"

#include "Bridge/Remarks.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "Transforms/Report/ShapeRemarks.h"

static bool hasConstantSizes(MlirOperation launch) {
  int64_t size;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (!fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, id),
                                    &size))
      return false;
  return true;
}

/// Sums what the joins of a group save. False if something of it would be
/// assumed.
static bool sumSavings(const FuselageRun *run, const FuselageGroup *group,
                       const FuselageDevice *device, int64_t *saved) {
  *saved = 0;
  size_t end = group->firstStage + group->numStages;
  for (size_t i = group->firstStage; i < end; ++i) {
    if (!hasConstantSizes(run->launches[i]) ||
        run->stages[i].inputBytes >= FUSELAGE_UNKNOWN_BYTES ||
        run->stages[i].outputBytes >= FUSELAGE_UNKNOWN_BYTES)
      return false;
    if (i != group->firstStage)
      *saved += fuselageRunGetJoinPicoseconds(run, i, device);
  }
  return group->numStages > 1;
}

/// What the joins of one group save.
typedef struct Saving {
  bool isKnown;
  int64_t picoseconds;
} Saving;

typedef struct Savings {
  FUSELAGE_ARRAY(Saving) ofGroups;
  /// From launches to the numbers of their groups.
  FuselagePointerMap numbers;
} Savings;

static bool addGroup(Savings *savings, const FuselageRun *run,
                     const FuselageGroup *group, const FuselageDevice *device) {
  uint32_t number = (uint32_t)savings->ofGroups.size;
  Saving *slot = FUSELAGE_ARRAY_APPEND(&savings->ofGroups);
  if (!slot)
    return false;
  slot->isKnown = sumSavings(run, group, device, &slot->picoseconds);
  for (size_t i = 0; i < group->numStages; ++i)
    if (!fuselagePointerMapInsert(&savings->numbers,
                                  run->launches[group->firstStage + i].ptr,
                                  number))
      return false;
  return true;
}

static bool readSavings(const FuselagePlannedFusion *planned,
                        const FuselageDevice *device, Savings *savings) {
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    if (!addGroup(savings, &run, &group->group, device))
      return false;
  }
  return true;
}

static void freeSavings(Savings *savings) {
  FUSELAGE_ARRAY_FREE(&savings->ofGroups);
  fuselagePointerMapFree(&savings->numbers);
}

/// What the joins of a launch's group save, in picoseconds; null if it is not
/// known.
static const int64_t *findSaving(const Savings *savings, MlirOperation launch) {
  uint32_t number = fuselagePointerMapLookup(&savings->numbers, launch.ptr);
  const Saving *saving =
      number < savings->ofGroups.size ? savings->ofGroups.data + number : NULL;
  return saving && saving->isKnown ? &saving->picoseconds : NULL;
}

static void report(const FuselageJournal *journal, const Savings *savings,
                   const FuselageChange *change, const FuselageDevice *device) {
  MlirOperation launch = change->launch;
  const int64_t *savedOrNull = findSaving(savings, launch);
  for (size_t i = 0; i < change->spread.size; ++i)
    fuselageEmitSpread(launch, change->spread.data[i].location,
                       change->spread.data[i].trips, savedOrNull, device);
  fuselageEmitReshaped(fuselageJournalGetUnshaped(journal, launch), launch,
                       savedOrNull, device);
}

bool fuselageReportShapes(MlirContext context, const FuselageJournal *journal,
                          const FuselagePlannedFusion *planned,
                          const FuselageDevice *device) {
  Savings savings = {.numbers = {0}};
  if (!fuselageContextHasRemarkEngine(context) ||
      fuselageJournalCount(journal, FUSELAGE_CHANGE_RESHAPED) == 0)
    return true;
  bool succeeded = readSavings(planned, device, &savings);
  for (size_t i = 0; succeeded && i < journal->changes.size; ++i) {
    const FuselageChange *change = &journal->changes.data[i];
    // A launch that was reshaped again is not in the IR any more.
    if (change->kind == FUSELAGE_CHANGE_RESHAPED && !change->isUndone &&
        !mlirBlockIsNull(mlirOperationGetBlock(change->launch)))
      report(journal, &savings, change, device);
  }
  freeSavings(&savings);
  return succeeded;
}
