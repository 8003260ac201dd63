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
#include "Transforms/Shape/LentShape.h"
#include "Transforms/Shape/SpreadTable.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/Transforms.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
  /// Whether the shape is that of a group next to the chain; and its number.
  bool isLent;
  size_t lender;
} FuselageReshapedChain;

/// A group that lends its shape: one before, and as many after.
typedef struct FuselageShapeLender {
  size_t groupsAfter;
} FuselageShapeLender;

/// A shape that launches were offered, from the first of them on.
typedef struct FuselageShapeOffer {
  FuselageLentShape shape;
  size_t count;
  /// Whether iterations of their loops were threads.
  bool isSpread;
  /// The number of the offer before it to the same launch, or
  /// FUSELAGE_POINTER_NOT_FOUND.
  uint32_t previous;
} FuselageShapeOffer;

/// What was reshaped at one time, and all that was offered so far. A zeroed
/// struct is nothing.
typedef struct FuselageReshaping {
  FUSELAGE_ARRAY(FuselageReshapedLaunch) launches;
  FUSELAGE_ARRAY(FuselageReshapedChain) chains;
  /// From launches to their numbers.
  FuselagePointerMap numbers;
  FUSELAGE_ARRAY(FuselageShapeLender) lenders;
  /// From launches to the numbers of the lenders that they are in.
  FuselagePointerMap lenderNumbers;
  FUSELAGE_ARRAY(FuselageShapeOffer) offers;
  /// From launches, as they were written, to their last offers.
  FuselagePointerMap lastOffers;
  /// What launches can be spread over, and how often one was.
  FuselageSpreadTable spreads;
  size_t numSpread;
} FuselageReshaping;

/// Which shapes launches get.
typedef enum FuselageShapeStep {
  /// Common ones, and those of launches that keep theirs.
  FUSELAGE_SHAPES_ANY,
  /// Those of other groups, if they have not been offered yet: of launches that
  /// keep theirs or were reshaped. The first or the last group comes first.
  FUSELAGE_SHAPES_LENT_FORWARDS,
  FUSELAGE_SHAPES_LENT_BACKWARDS
} FuselageShapeStep;

/// Reshapes launches of different groups of the plan, which no longer holds
/// then. With `spreads`, iterations of loops are threads first, where they may
/// be. Forgets what was reshaped before. Returns false when memory is out; what
/// was reshaped is in the journal.
FUSELAGE_NODISCARD bool
fuselageReshapeLaunches(const FuselagePlannedFusion *planned,
                        const FuselageFusionOptions *options,
                        FuselageShapeStep step, bool spreads,
                        FuselageJournal *journal, FuselageReshaping *reshaping);

/// Gives those launches their shape back that the new plan does not fuse with
/// launches which they were not fused with before. Returns how many these are.
size_t fuselageReshapingRestore(FuselageReshaping *reshaping,
                                const FuselagePlannedFusion *planned,
                                FuselageJournal *journal);

void fuselageReshapingFree(FuselageReshaping *reshaping);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_RESHAPELAUNCHES_H
