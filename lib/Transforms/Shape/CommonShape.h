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
// become blocks have to be the same, "a block for each row". A few items of any
// kind may be the threads of one block.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_COMMONSHAPE_H
#define FUSELAGE_TRANSFORMS_SHAPE_COMMONSHAPE_H

#include "Transforms/Shape/ItemAccesses.h"
#include "Transforms/Shape/RemapItems.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/TimeModel.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Launches that come one after the other, and are to get one shape.
typedef struct FuselageShapeChain {
  /// Numbers in the table.
  size_t first, count;
  int numBlockDims;
  /// Whether one block has all items.
  bool isOneBlock;
  /// Rows that share a block.
  int64_t numRows;
  /// Threads in a block.
  int64_t numThreads;
  /// Dimensions of the grid.
  int gridRank;
  /// The number of blocks, if that is a constant, else -1.
  int64_t numBlocks;
  /// Whether all launches take that many blocks, known or not.
  bool isUniform;
  /// Whether the shape is that of a launch next to the chain.
  bool isLent;
} FuselageShapeChain;

/// What a shape is looked for with.
typedef struct FuselageShapeSearch {
  const FuselageItemAccessTable *table;
  /// parts[i] is the number of the part that launch i is in. Parts are launches
  /// one after the other.
  const size_t *parts;
  /// joins[i] says whether launch i may be in one chain with launch i - 1.
  const bool *joins;
  /// Threads in a block: a multiple of 32 up to FUSELAGE_MAX_BLOCK_THREADS.
  int64_t blockSize;
  const FuselageDevice *device;
  /// Whether a chain that saves more time is better than a longer one.
  bool isForTime;
  /// The most bytes of parameters that a kernel can have.
  uint64_t maxParameterBytes;
  /// Room for a mapping of each launch.
  FuselageItemMapping *mappings;
  /// Set when memory ran out.
  bool outOfMemory;
} FuselageShapeSearch;

/// Finds the longest chain from launch `first` on that is made of whole parts,
/// and takes no longer by the model of time than its parts. Of equally long
/// chains it is the fastest. If the search is for time, it is the chain that
/// saves most time, and of several the longest. Stores the mapping of each
/// launch at its number. False if there is no chain of several parts, or memory
/// is out.
FUSELAGE_NODISCARD bool fuselageFindCommonShape(FuselageShapeSearch *search,
                                                size_t first,
                                                FuselageShapeChain *chain);

#endif // FUSELAGE_TRANSFORMS_SHAPE_COMMONSHAPE_H
