//===- Scratch.h - Storage behind FuselageScratch -----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLANNER_SCRATCH_H
#define FUSELAGE_PLANNER_SCRATCH_H

#include "fuselage-c/Planner.h"
#include "fuselage-c/Support.h"

/// Room for a group, or for what the optimal planner keeps in its place.
typedef union PlanEntry {
  FuselageGroup group;
  uint64_t words[5];
} PlanEntry;

/// What a FuselageScratch points to. Both arrays hold nothing from one call to
/// the next but the groups of the last plan.
typedef struct ScratchStorage {
  FuselageAllocator allocator;
  /// Number of stages that both arrays are large enough for.
  size_t stageCapacity;
  /// A group for each stage, in the room of as many PlanEntry.
  FuselageGroup *groups;
  /// fuselageWordsForStages(stageCapacity) entries: first for the duplicate
  /// check, then, when that is over, for the optimal planner.
  uint32_t *words;
} ScratchStorage;

/// Number of slots of the hash table that the duplicate check uses for
/// `numStages` ids: a power of two, at least twice and less than four times
/// their number.
size_t fuselageIdSlotsForStages(size_t numStages);

/// Number of words that planning `numStages` stages needs.
size_t fuselageWordsForStages(size_t numStages);

/// Makes room for `numStages` stages; does nothing when there is. On failure
/// `*error` is set and the storage is as it was.
FUSELAGE_NODISCARD FuselageStatus fuselageScratchReserve(
    ScratchStorage *storage, size_t numStages, FuselageError *error);

#endif // FUSELAGE_PLANNER_SCRATCH_H
