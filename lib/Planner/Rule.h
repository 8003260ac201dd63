//===- Rule.h - When stages may share a group ---------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rule that all objectives follow, one decision a function. They are
// inline because they run once for each stage.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLANNER_RULE_H
#define FUSELAGE_PLANNER_RULE_H

#include "fuselage-c/Planner.h"
#include "fuselage-c/Support.h"

#include <assert.h>

/// The arguments of one fuselagePlanLaunches.
typedef struct PlanInput {
  const FuselageStage *stages;
  size_t numStages;
  uint64_t budget;
  /// Null, or an entry for each stage.
  const size_t *earliestPeer;
  /// Null, or an entry for each stage.
  const uint64_t *externalInputBytes;
  /// Null, or an entry for each stage.
  const int64_t *joinPicoseconds;
  /// Whether saved time comes before the number of launches.
  bool isTimeFirst;
} PlanInput;

/// Sets `*sum` to `left + right`; false if that does not fit.
static inline bool addBytes(uint64_t left, uint64_t right, uint64_t *sum) {
  *sum = left + right;
  return *sum >= left;
}

static inline FuselageStatus reportOverflow(FuselageError *error,
                                            const char *field, size_t stage) {
  error->status = FUSELAGE_BYTE_COUNT_OVERFLOW;
  error->stageIndex = stage;
  error->field = field;
  return error->status;
}

//===----------------------------------------------------------------------===//
// Opening a group
//===----------------------------------------------------------------------===//

/// True if the stage can open a group; `*requiredBytes` is then what it needs.
static inline bool canOpen(const PlanInput *input, size_t stage,
                           uint64_t *requiredBytes) {
  const FuselageStage *opener = &input->stages[stage];
  return addBytes(opener->inputBytes, opener->outputBytes, requiredBytes) &&
         addBytes(*requiredBytes, opener->scratchBytes, requiredBytes) &&
         *requiredBytes <= input->budget;
}

/// Says why the stage, for which canOpen is false, cannot open a group.
FUSELAGE_NODISCARD FuselageStatus fuselageReportCannotOpen(
    const PlanInput *input, size_t stage, FuselageError *error);

/// Makes `group` the group of one stage, for which canOpen is true.
static inline void openGroup(const PlanInput *input, size_t stage,
                             uint64_t requiredBytes, FuselageGroup *group) {
  group->firstStage = stage;
  group->numStages = 1;
  group->layoutHash = input->stages[stage].layoutHash;
  group->requiredBytes = requiredBytes;
  group->avoidedIntermediateBytes = 0;
}

//===----------------------------------------------------------------------===//
// Joining a group
//===----------------------------------------------------------------------===//

/// True unless the stage opens a group for a reason other than bytes: a host
/// boundary, another layout than the stage before, or a dependence on a stage
/// before `firstStage`, where the group in question begins. The stage is not
/// the first of all.
static inline bool mayJoin(const PlanInput *input, size_t firstStage,
                           size_t stage) {
  const FuselageStage *joiner = &input->stages[stage];
  assert(firstStage < stage);
  return !joiner->requiresHostMaterialization &&
         joiner->layoutHash == joiner[-1].layoutHash &&
         (!input->earliestPeer || input->earliestPeer[stage] <= firstStage);
}

static inline uint64_t externalInputBytesOf(const PlanInput *input,
                                            size_t stage) {
  return input->externalInputBytes ? input->externalInputBytes[stage] : 0;
}

/// Adds to `*requiredBytes` what the stage adds to a group it joins. False if
/// the sum does not fit.
static inline bool addJoinBytes(const PlanInput *input, size_t stage,
                                uint64_t *requiredBytes) {
  const FuselageStage *joiner = &input->stages[stage];
  return addBytes(*requiredBytes, joiner->scratchBytes, requiredBytes) &&
         addBytes(*requiredBytes, joiner->outputBytes, requiredBytes) &&
         addBytes(*requiredBytes, externalInputBytesOf(input, stage),
                  requiredBytes);
}

static inline int64_t joinPicosecondsOf(const PlanInput *input, size_t stage) {
  return input->joinPicoseconds ? input->joinPicoseconds[stage] : 0;
}

/// Says which sum of addJoinBytes, which is false for a group that requires
/// `requiredBytes`, does not fit.
FUSELAGE_NODISCARD FuselageStatus
fuselageReportCannotAddJoinBytes(const PlanInput *input, size_t stage,
                                 uint64_t requiredBytes, FuselageError *error);

/// Makes the stage, the next after the group's last, part of the group. The
/// avoided bytes need no check: they are part of the required bytes.
static inline void joinGroup(const PlanInput *input, size_t stage,
                             uint64_t requiredBytes, FuselageGroup *group) {
  assert(stage == group->firstStage + group->numStages);
  group->numStages += 1;
  group->requiredBytes = requiredBytes;
  group->avoidedIntermediateBytes += input->stages[stage - 1].outputBytes;
}

//===----------------------------------------------------------------------===//
// Groups so far
//===----------------------------------------------------------------------===//

/// Groups in stage order. The total is kept along the way, because reading all
/// groups once more would cost as much as planning them.
typedef struct GroupList {
  /// Room for one group for each stage.
  FuselageGroup *groups;
  size_t numGroups;
  uint64_t avoidedIntermediateBytes;
  bool avoidedOverflows;
} GroupList;

/// Counts bytes that a group in the list has come to avoid.
static inline void countAvoidedBytes(GroupList *list, uint64_t bytes) {
  if (!addBytes(list->avoidedIntermediateBytes, bytes,
                &list->avoidedIntermediateBytes))
    list->avoidedOverflows = true;
}

#endif // FUSELAGE_PLANNER_RULE_H
