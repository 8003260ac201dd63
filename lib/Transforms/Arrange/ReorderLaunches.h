//===- ReorderLaunches.h - Launches moved together -----------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `A1 B1 A2 B2`, where A and B are configurations and the two chains have
// nothing to do with each other, is as good as `A1 A2 B1 B2`, which makes two
// launches instead of four. Whether it is better is for the planner to say.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_REORDERLAUNCHES_H
#define FUSELAGE_TRANSFORMS_ARRANGE_REORDERLAUNCHES_H

#include "Transforms/Arrange/Journal.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stddef.h>

/// Moves the operations in the block of a run so that launches of one
/// configuration stand together, as far as all dependences allow, if that
/// changes the order of launches; otherwise nothing moves. Takes time linear in
/// the block but for the search in sorted lists. Returns false, with nothing
/// moved, when memory is out. The analysis holds no more for a block that
/// changed.
FUSELAGE_NODISCARD bool fuselageReorderLaunches(FuselageAnalysis analysis,
                                                size_t run,
                                                FuselageJournal *journal);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_REORDERLAUNCHES_H
