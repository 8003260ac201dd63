//===- Greedy.c - Groups that take all they can ---------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planner/Greedy.h"

/// Lets the stages from `stage` up to `end` join the last group, until one does
/// not. Returns that one, or `end`. The group is a copy, so that its sums stay
/// in registers.
static size_t takeJoiners(const PlanInput *input, size_t stage, size_t end,
                          GroupList *list, FuselageError *error) {
  FuselageGroup *last = &list->groups[list->numGroups - 1];
  FuselageGroup group = *last;
  for (; stage < end && mayJoin(input, group.firstStage, stage); ++stage) {
    uint64_t requiredBytes = group.requiredBytes;
    if (!addJoinBytes(input, stage, &requiredBytes)) {
      error->status = fuselageReportCannotAddJoinBytes(
          input, stage, group.requiredBytes, error);
      break;
    }
    if (requiredBytes > input->budget)
      break;
    joinGroup(input, stage, requiredBytes, &group);
  }
  countAvoidedBytes(list, group.avoidedIntermediateBytes -
                              last->avoidedIntermediateBytes);
  *last = group;
  return stage;
}

FuselageStatus fuselageGreedyAdvance(const PlanInput *input, size_t begin,
                                     size_t end, GroupList *list,
                                     FuselageError *error) {
  size_t stage = begin;
  if (list->numGroups > 0)
    stage = takeJoiners(input, stage, end, list, error);
  while (stage < end && error->status == FUSELAGE_OK) {
    uint64_t requiredBytes;
    if (!canOpen(input, stage, &requiredBytes))
      return fuselageReportCannotOpen(input, stage, error);
    openGroup(input, stage, requiredBytes, &list->groups[list->numGroups++]);
    stage = takeJoiners(input, stage + 1, end, list, error);
  }
  return error->status;
}
