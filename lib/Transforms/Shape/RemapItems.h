//===- RemapItems.h - The same items in other blocks ----------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Gives an independent launch another grid and block. Each of its items runs
// exactly once, in some thread:
//
//   numBlockDims = 1   a block for each item along the outermost dimension, or
//                      for `numRows` of them; its threads stride over the
//                      others, or thread 0 does it all
//   numBlockDims = 0   all items are numbered, and thread n runs item n
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_REMAPITEMS_H
#define FUSELAGE_TRANSFORMS_SHAPE_REMAPITEMS_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/WorkItems.h"
#include "IR/DeviceLimits.h"
#include "IR/GridBlocks.h"
#include "IR/OpBuilder.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  /// The most operations that giving a launch another shape makes on the host.
  FUSELAGE_MAX_SHAPE_VALUES = 256
};

/// Which dimensions of the items become blocks, in which order.
typedef struct FuselageItemMapping {
  /// Dimensions of the items, each at most once: first those of the blocks,
  /// outermost first, then those of the threads, outermost first.
  uint8_t dims[FUSELAGE_MAX_ITEM_DIMS];
  uint8_t numBlockDims;
  /// Where dimensions become blocks: the items along these that share one
  /// block. More than one only where all rows are as long, by a constant.
  int64_t numRows;
  /// Threads in a block: a multiple of 32 up to FUSELAGE_MAX_BLOCK_THREADS.
  int64_t numThreads;
} FuselageItemMapping;

/// The mapping whose blocks are `numBlockDims` dimensions from `firstBlockDim`
/// on, one row each, without a number of threads. Dimensions keep their order.
FuselageItemMapping fuselageItemMappingMake(const FuselageWorkItems *items,
                                            int firstBlockDim,
                                            int numBlockDims);

/// The number of items along the dimensions that become blocks, or of all items
/// if there is none: a constant, or -1. Items in rows may be fewer: they have
/// no more columns than there are items.
int64_t fuselageItemMappingGetExtent(const FuselageWorkItems *items,
                                     const FuselageItemMapping *mapping);

/// The number of items along the dimensions of the threads, and at most where
/// items are in rows: a constant, or -1.
int64_t fuselageItemMappingGetRowItems(const FuselageWorkItems *items,
                                       const FuselageItemMapping *mapping);

/// The number of items that the threads of one block share, and at most share
/// where items are in rows: a constant, or -1.
int64_t fuselageItemMappingGetBlockItems(const FuselageWorkItems *items,
                                         const FuselageItemMapping *mapping);

/// Builds the number of these items on the host, before the launch or where
/// it is available.
MlirValue fuselageItemMappingBuildExtent(const FuselageOpBuilder *host,
                                         const FuselageWorkItems *items,
                                         const FuselageItemMapping *mapping);

/// The number of blocks that the mapping takes, and at most where items are in
/// rows: a constant, or -1.
int64_t fuselageItemMappingGetBlocks(const FuselageWorkItems *items,
                                     const FuselageItemMapping *mapping);

/// Builds the same number on the host, before the launch or where the extent is
/// available.
MlirValue fuselageItemMappingBuildBlocks(const FuselageOpBuilder *host,
                                         const FuselageWorkItems *items,
                                         const FuselageItemMapping *mapping);

/// The dimensions of a grid that certainly has room for the blocks of the
/// mapping: 1 to 3.
int fuselageItemMappingGetGridRank(const FuselageWorkItems *items,
                                   const FuselageItemMapping *mapping);

/// The smallest number of threads that are whole warps, and at least `count`.
int64_t fuselageRoundToWarps(int64_t count);

/// True if the extent can be built before `op`, which stands before the launch.
FUSELAGE_NODISCARD bool
fuselageItemMappingExtentIsAvailable(const FuselageWorkItems *items,
                                     const FuselageItemMapping *mapping,
                                     MlirOperation op);

/// True if the mapping has the order of items that it must: items in rows are
/// the first of a box, and stay so. A mapping of items of a box may have any.
FUSELAGE_NODISCARD bool
fuselageItemMappingKeepsOrder(const FuselageWorkItems *items,
                              const FuselageItemMapping *mapping);

/// True if the launch can have the mapping: it keeps the order of the items,
/// and what becomes a loop may be one.
FUSELAGE_NODISCARD bool
fuselageItemMappingIsPossible(const FuselageWorkItems *items,
                              const FuselageItemMapping *mapping);

/// The grid that a launch gets.
typedef struct FuselageItemGrid {
  /// The number of blocks: at least those that the mapping takes.
  MlirValue numBlocks;
  /// Whether these are exactly as many.
  bool isExact;
  /// The dimensions that they fill, see GridBlocks.h.
  int rank;
} FuselageItemGrid;

/// Gives `items->launch` the mapping, in place. `host` builds before the
/// launch. `reader` has just read the items. Returns false, with the launch
/// as it was, when memory is out.
FUSELAGE_NODISCARD bool fuselageRemapItems(FuselageIndexReader *reader,
                                           const FuselageOpBuilder *host,
                                           const FuselageWorkItems *items,
                                           const FuselageItemMapping *mapping,
                                           const FuselageItemGrid *grid);

/// Removes the attributes that say how large the block and the grid are: of a
/// launch that gets another shape they would be wrong.
void fuselageLaunchDropSizeAttributes(MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_SHAPE_REMAPITEMS_H
