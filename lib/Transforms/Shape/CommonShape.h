//===- CommonShape.h - A shape that several launches can share - -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Launches one after the other fuse if what they have in common stays in a
// thread, or in a block. So a shape is wanted in which every element that two
// of them touch, and one of them writes, belongs to one thread: if the same
// dimensions index it in both. Or to one block: then only the dimensions that
// become blocks have to be the same, "a block for each row".
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_COMMONSHAPE_H
#define FUSELAGE_TRANSFORMS_SHAPE_COMMONSHAPE_H

#include "Transforms/Shape/ItemAccesses.h"
#include "Transforms/Shape/RemapItems.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stddef.h>

/// Launches that come one after the other, and are to get one shape.
typedef struct FuselageShapeChain {
  /// Numbers in the table.
  size_t first, count;
  int numBlockDims;
  /// Threads in a block.
  int64_t numThreads;
  /// The number of blocks, if that is a constant, else -1.
  int64_t numBlocks;
} FuselageShapeChain;

/// Finds the longest chain from launch `first` on that is made of whole parts:
/// `parts[i]` is the number of the part that launch i is in, and parts are
/// launches one after the other. Of equally long chains it is the one with most
/// threads. Stores the mapping of each launch in `mappings`, at the number of
/// the launch. False if there is no chain of several parts; `*outOfMemory` says
/// whether that is the reason.
FUSELAGE_NODISCARD bool
fuselageFindCommonShape(const FuselageItemAccessTable *table,
                        const size_t *parts, size_t first, int64_t blockSize,
                        FuselageShapeChain *chain,
                        FuselageItemMapping *mappings, bool *outOfMemory);

#endif // FUSELAGE_TRANSFORMS_SHAPE_COMMONSHAPE_H
