//===- ReshapeLaunches.h - One shape for neighbours ------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Launches that the plan keeps apart get a common shape, where they can have
// one: a new launch stands in place of each. Another plan then says whether it
// helped, and what did not help is taken back.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_RESHAPELAUNCHES_H
#define FUSELAGE_TRANSFORMS_ARRANGE_RESHAPELAUNCHES_H

#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "Transforms/Arrange/Journal.h"
#include "Transforms/Plan/PlannedFusion.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/Transforms.h"

#include <stdbool.h>
#include <stddef.h>

/// A launch that was reshaped.
typedef struct FuselageReshapedLaunch {
  MlirOperation launch;
  /// Its chain, and its group in the plan before.
  size_t chain, part;
} FuselageReshapedLaunch;

/// Launches that got one shape together.
typedef struct FuselageReshapedChain {
  /// How many groups they were in.
  size_t groupsBefore, groupsAfter;
  /// Whether each takes as many blocks as the others; and whether all are to
  /// get their shapes back.
  bool isUniform, isGivenUp;
  /// Whether the shape is that of a launch next to the chain.
  bool isLent;
} FuselageReshapedChain;

/// What was reshaped at one time. A zeroed struct is nothing.
typedef struct FuselageReshaping {
  FUSELAGE_ARRAY(FuselageReshapedLaunch) launches;
  FUSELAGE_ARRAY(FuselageReshapedChain) chains;
  /// From launches to their numbers.
  FuselagePointerMap numbers;
} FuselageReshaping;

/// Reshapes launches of different groups of the plan, which no longer holds
/// then. Returns false when memory is out; what was reshaped is in the journal.
FUSELAGE_NODISCARD bool
fuselageReshapeLaunches(const FuselagePlannedFusion *planned,
                        const FuselageFusionOptions *options,
                        FuselageJournal *journal, FuselageReshaping *reshaping);

/// Gives those launches their shape back that the new plan does not fuse with
/// launches which they were not fused with before. Returns how many these are.
size_t fuselageReshapingRestore(FuselageReshaping *reshaping,
                                const FuselagePlannedFusion *planned,
                                FuselageJournal *journal);

void fuselageReshapingFree(FuselageReshaping *reshaping);

/// Emits a remark for each launch that has another shape.
void fuselageReportShapes(const FuselageJournal *journal);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_RESHAPELAUNCHES_H
