//===- StageIds.h - Are the stage ids unique? ---------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLANNER_STAGEIDS_H
#define FUSELAGE_PLANNER_STAGEIDS_H

#include "fuselage-c/Planner.h"

/// A look at the ids of consecutive stages, block by block, so that the caller
/// may do its own work on a block while it is in the cache.
typedef struct IdScan {
  const FuselageStage *stages;
  /// Number of stages seen.
  size_t numSeen;
  /// The ids seen are strictly increasing, hence unique.
  bool increasing;
  /// Room for fuselageWordsForStages(number of stages) words. Once the ids are
  /// not increasing it begins with those seen, in order, and the next two are
  /// their range.
  uint32_t *words;
  uint32_t lowest, highest;
} IdScan;

/// A scan that has seen nothing. `words` must outlive it.
IdScan fuselageIdScanBegin(const FuselageStage *stages, uint32_t *words);

/// Looks at the stages up to `end`, which is more than have been seen.
void fuselageIdScanAdvance(IdScan *scan, size_t end);

/// The first stage, among those seen, whose id an earlier one has;
/// FUSELAGE_NO_STAGE if the ids are unique. Ends the scan.
size_t fuselageIdScanFindDuplicate(IdScan *scan);

#endif // FUSELAGE_PLANNER_STAGEIDS_H
