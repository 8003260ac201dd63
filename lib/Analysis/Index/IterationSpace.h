//===- IterationSpace.h - The items of a launch ----------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEX_ITERATIONSPACE_H
#define FUSELAGE_ANALYSIS_INDEX_ITERATIONSPACE_H

#include "IR/LaunchForm.h"
#include "fuselage-c/Support.h"

#include "mlir-c/AffineExpr.h"

#include <stdbool.h>
#include <stdint.h>

/// The items of a launch, a box of ids. A thread of its own runs each item.
/// Each id runs from 0 up to its extent, an expression over host values. The
/// extent is null if it is not known.
typedef struct FuselageIterationSpace {
  /// The number of blocks along x, y, z, then the number of threads in a block
  /// along x, y, z.
  MlirAffineExpr extents[FUSELAGE_NUM_IDS];
  /// The most values of an id whose extent is not a constant, if that is known:
  /// at most FUSELAGE_MAX_DYNAMIC_EXTENT; or 0.
  int64_t most[FUSELAGE_NUM_IDS];
} FuselageIterationSpace;

/// More blocks or threads than a device runs along one dimension.
#define FUSELAGE_MAX_DYNAMIC_EXTENT (INT64_C(1) << 31)

/// True, with the extent of an id stored, if it is a constant.
FUSELAGE_NODISCARD bool
fuselageIterationSpaceGetExtent(const FuselageIterationSpace *space, int id,
                                int64_t *extent);

/// An upper bound of the number of values of an id.
uint64_t fuselageIterationSpaceGetBound(const FuselageIterationSpace *space,
                                        int id);

/// True if the launch has at most one block, or at most one item.
FUSELAGE_NODISCARD bool
fuselageIterationSpaceHasOneBlock(const FuselageIterationSpace *space);
FUSELAGE_NODISCARD bool
fuselageIterationSpaceHasOneItem(const FuselageIterationSpace *space);

/// The number of blocks, and of threads; FUSELAGE_UNKNOWN_BYTES if not known.
uint64_t fuselageIterationSpaceCountBlocks(const FuselageIterationSpace *space);
uint64_t fuselageIterationSpaceCountItems(const FuselageIterationSpace *space);

/// True if both have the same grid, or the same block.
FUSELAGE_NODISCARD bool
fuselageIterationSpacesHaveSameGrid(const FuselageIterationSpace *a,
                                    const FuselageIterationSpace *b);
FUSELAGE_NODISCARD bool
fuselageIterationSpacesHaveSameBlock(const FuselageIterationSpace *a,
                                     const FuselageIterationSpace *b);

#endif // FUSELAGE_ANALYSIS_INDEX_ITERATIONSPACE_H
