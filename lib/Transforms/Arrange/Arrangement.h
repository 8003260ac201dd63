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

#include "Transforms/Arrange/Journal.h"
#include "Transforms/Plan/PlannedFusion.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/Transforms.h"

#include "mlir-c/IR.h"
#include "mlir-c/Support.h"

#include <stdbool.h>

/// Arranges the launches under `root` and plans their fusion: `*planned`, which
/// is zeroed, is for the IR as it then is, and `*journal`, which is empty, has
/// the way back. What was replaced are copies of the host. On failure an error
/// was emitted, and the IR is as it was.
FUSELAGE_NODISCARD MlirLogicalResult fuselageArrangeAndPlan(
    MlirOperation root, const FuselageFusionOptions *options,
    FuselageJournal *journal, FuselagePlannedFusion *planned);

/// Gives the copies in groups of nothing else a group each: several copies are
/// no launch. Returns false when memory is out, with the plan as it was.
FUSELAGE_NODISCARD bool
fuselageArrangementSeparateCopies(const FuselageJournal *journal,
                                  FuselageAnalysis analysis,
                                  FuselageFusionPlan *plan);

/// Makes the copies in groups of one copies of the host again, and takes the
/// groups out of the plan. The analysis holds no more for them.
void fuselageArrangementRestoreCopies(FuselageJournal *journal,
                                      FuselagePlannedFusion *planned);

/// Gives the launches that share one with no other their ids back, once it was
/// told what keeps them apart: without their ids that would be these alone.
void fuselageArrangementRestoreIds(FuselageJournal *journal,
                                   const FuselagePlannedFusion *planned);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_ARRANGEMENT_H
