//===- ReferencePlan.h - Every plan of a short list ---------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The planner's rule in its plainest form: it tells which groups are valid, and
// finds the best of all ways to cut a list into valid groups. Slow on purpose.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_UNIT_PLANNER_REFERENCEPLAN_H
#define FUSELAGE_TEST_UNIT_PLANNER_REFERENCEPLAN_H

#include "fuselage-c/Planner.h"

enum { MAX_REFERENCE_STAGES = 16 };

/// A list to plan.
typedef struct StageList {
  const FuselageStage *stages;
  size_t numStages;
  uint64_t budget;
  /// Either may be null.
  const size_t *earliestPeer;
  const uint64_t *externalInputBytes;
  /// May be null.
  const int64_t *joinPicoseconds;
  /// Whether the best plan is the one of FUSELAGE_OBJECTIVE_TIME.
  bool isTimeFirst;
} StageList;

/// The best plan, or why the list has none.
typedef struct ReferencePlan {
  FuselageStatus status;
  /// On failure: the stage at fault.
  size_t stageIndex;
  /// On success: the number of stages of each group.
  size_t numGroups;
  size_t groupLength[MAX_REFERENCE_STAGES];
} ReferencePlan;

/// The status of the group of `numStages` stages from `firstStage` on: OK, or
/// the error that makes it invalid. Sets `*requiredBytes` if it is valid.
FuselageStatus referenceGroup(const StageList *list, size_t firstStage,
                              size_t numStages, uint64_t *requiredBytes);

/// The best of all possible plans by FUSELAGE_OBJECTIVE_OPTIMAL, or by
/// FUSELAGE_OBJECTIVE_TIME if the list says so. The ids must be unique, and the
/// list must not be empty.
ReferencePlan referenceOptimalPlan(const StageList *list);

#endif // FUSELAGE_TEST_UNIT_PLANNER_REFERENCEPLAN_H
