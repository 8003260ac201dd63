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

/// Maps the launches to the numbers of their groups.
static bool mapGroups(const FuselagePlannedFusion *planned,
                      FuselagePointerMap *groups) {
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    for (size_t j = 0; j < group->group.numStages; ++j)
      if (!fuselagePointerMapInsert(
              groups, run.launches[group->group.firstStage + j].ptr,
              (uint32_t)i))
        return false;
  }
  return true;
}

static void report(const FuselageJournal *journal,
                   const FuselagePlannedFusion *planned,
                   const FuselagePointerMap *groups,
                   const FuselageChange *change, const FuselageDevice *device) {
  MlirOperation launch = change->launch;
  int64_t saved = 0;
  bool isKnown = false;
  uint32_t number = fuselagePointerMapLookup(groups, launch.ptr);
  if (number != FUSELAGE_POINTER_NOT_FOUND) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[number];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    isKnown = sumSavings(&run, &group->group, device, &saved);
  }
  const int64_t *savedOrNull = isKnown ? &saved : NULL;
  for (size_t i = 0; i < change->spread.size; ++i)
    fuselageEmitSpread(launch, change->spread.data[i].location,
                       change->spread.data[i].trips, savedOrNull, device);
  fuselageEmitReshaped(fuselageJournalGetUnshaped(journal, launch), launch,
                       savedOrNull, device);
}

bool fuselageReportShapes(const FuselageJournal *journal,
                          const FuselagePlannedFusion *planned,
                          const FuselageDevice *device) {
  FuselagePointerMap groups = {0};
  if (fuselageJournalCount(journal, FUSELAGE_CHANGE_RESHAPED) == 0)
    return true;
  bool succeeded = mapGroups(planned, &groups);
  for (size_t i = 0; succeeded && i < journal->changes.size; ++i) {
    const FuselageChange *change = &journal->changes.data[i];
    // A launch that was reshaped again is not in the IR any more.
    if (change->kind == FUSELAGE_CHANGE_RESHAPED && !change->isUndone &&
        !mlirBlockIsNull(mlirOperationGetBlock(change->launch)))
      report(journal, planned, &groups, change, device);
  }
  fuselagePointerMapFree(&groups);
  return succeeded;
}
