//===- Arrangement.h - Launches made ready for fusion --------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is changed before launches are fused, so that more of them can be: host
// copies become launches, ids are permuted, independent launches change places.
// All of it can be undone, and what did not help is.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_ARRANGEMENT_H
#define FUSELAGE_TRANSFORMS_ARRANGE_ARRANGEMENT_H

#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "Transforms/Arrange/AbsorbCopies.h"
#include "Transforms/Arrange/PermuteIds.h"
#include "Transforms/Arrange/ReorderLaunches.h"
#include "Transforms/Plan/PlannedFusion.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/Transforms.h"

#include "mlir-c/IR.h"
#include "mlir-c/Support.h"

/// What was changed, so that it can be undone. A zeroed struct holds nothing.
typedef struct FuselageArrangement {
  FuselageAbsorbedCopies copies;
  FuselagePermutedLaunches permuted;
  /// From launches to entries of the two lists above.
  FuselagePointerMap copyOf, permutationOf;
  /// The old orders of the blocks that were reordered.
  FUSELAGE_ARRAY(FuselageBlockOrder) orders;
} FuselageArrangement;

/// Arranges the launches under `root` and plans their fusion: `*planned`, which
/// is zeroed, is for the IR as it then is. On failure an error was emitted, and
/// the IR is as it was.
FUSELAGE_NODISCARD MlirLogicalResult fuselageArrangeAndPlan(
    MlirOperation root, const FuselageFusionOptions *options,
    FuselageArrangement *arrangement, FuselagePlannedFusion *planned);

/// True if the launch is a copy that the host used to make.
FUSELAGE_NODISCARD bool
fuselageArrangementIsCopy(const FuselageArrangement *arrangement,
                          MlirOperation launch);

/// Gives the copies in groups of nothing else a group each: several copies are
/// no launch. Returns false when memory is out, with the plan as it was.
FUSELAGE_NODISCARD bool
fuselageArrangementSeparateCopies(const FuselageArrangement *arrangement,
                                  FuselageAnalysis analysis,
                                  FuselageFusionPlan *plan);

/// Makes the copies in groups of one copies of the host again, and takes the
/// groups out of the plan. The analysis holds no more for them.
void fuselageArrangementRestoreCopies(FuselageArrangement *arrangement,
                                      FuselagePlannedFusion *planned);

/// Gives the launches that share one with no other their ids back, once it was
/// told what keeps them apart: without their ids that would be these alone.
void fuselageArrangementRestoreIds(FuselageArrangement *arrangement,
                                   const FuselagePlannedFusion *planned);

/// Puts everything back that is still arranged. The launches have not changed
/// since.
void fuselageArrangementUndo(FuselageArrangement *arrangement);

/// Lets go of what it would take to undo the rest.
void fuselageArrangementFree(FuselageArrangement *arrangement);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_ARRANGEMENT_H
