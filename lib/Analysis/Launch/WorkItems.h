//===- WorkItems.h - The independent pieces of work of a launch -*- C -*---===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A launch is a set of pieces of work and one way to spell them out as blocks
// and threads. If its threads know nothing of each other, another way to spell
// them out is as good. An *item* is one piece: a point of a box of dimensions,
// which stand for the ids of the launch as it is written:
//
//   16 blocks of 64 threads, `block * 64 + thread` below 1000   1000 items
//   10 x 36 blocks of one thread                                10 x 36 items
//   2 blocks of 256 threads, `i / 36` and `i % 36` of i < 360   10 x 36 items
//   `i / c` and `i % c` of i < n, in rows of c (ItemRows.h)     n items
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_WORKITEMS_H
#define FUSELAGE_ANALYSIS_LAUNCH_WORKITEMS_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Index/IterationSpace.h"
#include "fuselage-c/Support.h"

#include "mlir-c/AffineExpr.h"
#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  /// The dimensions x, y, z of blocks and threads.
  FUSELAGE_NUM_AXES = 3,
  /// The most dimensions of items. Expressions over them are expressions over
  /// as many ids.
  FUSELAGE_MAX_ITEM_DIMS = FUSELAGE_NUM_IDS,
  /// The most guards that bound the items of one launch.
  FUSELAGE_MAX_ITEM_GUARDS = 8
};

/// The threads of a launch along x, y or z are numbered: the id of the block,
/// times the number of threads in a block, plus the id of the thread.
typedef struct FuselageItemAxis {
  /// The number of blocks and of threads in a block, where it is a constant;
  /// -1 where it is not. At least one of the two is a constant.
  int64_t numBlocks, numThreads;
  /// Threads from this number on do nothing: a constant, or a host value that
  /// may be above the number of threads. A negative value stands for 0 if
  /// `boundIsSigned`.
  bool hasBound, boundIsSigned;
  int64_t constantBound;
  MlirValue boundValueOrNull;
} FuselageItemAxis;

/// A dimension of the items: the number of the thread along its axis is the sum
/// of the dimensions of that axis, each times its weight.
typedef struct FuselageItemDim {
  int axis;
  /// A constant, or 0 if it is not known.
  int64_t weight;
  /// The number of items along it, if that is a constant, else -1.
  int64_t extent;
  /// The same as an expression over host values; null if there is none. Equal
  /// expressions are equal numbers.
  MlirAffineExpr extentOrNull;
  /// The host value that numbers are divided by, if that is the extent and no
  /// constant: 0 of it stands for 1. Null otherwise.
  MlirValue divisorOrNull;
} FuselageItemDim;

/// The items of one launch. Good until the launch changes.
typedef struct FuselageWorkItems {
  MlirOperation launch;
  /// How many ids of the grid number the blocks along x, see GridBlocks.h:
  /// along y, and along z, there is one block then.
  int gridRank;
  FuselageItemAxis axes[FUSELAGE_NUM_AXES];
  /// From the outermost to the innermost, the one along which most accesses are
  /// to neighbouring elements.
  FuselageItemDim dims[FUSELAGE_MAX_ITEM_DIMS];
  int numDims;
  /// Whether the items are those of the box up to a number of them, counted
  /// with the innermost dimension first, so that the last row may end early.
  /// All are along one axis, and the number of rows is not known.
  bool isInRows;
  /// The `scf.if` operations, each in the one before it, that do nothing but
  /// bound the axes: they hold for all items.
  MlirOperation guards[FUSELAGE_MAX_ITEM_GUARDS];
  int numGuards;
  /// Whether one thread may run several items one after the other.
  bool canRepeat;
} FuselageWorkItems;

/// True if no thread of the launch minds who shares its block: it has no
/// memory, barriers or collectives of a block, subgroup or cluster.
FUSELAGE_NODISCARD bool fuselageLaunchIsNeutral(MlirOperation launch);

/// True for an operation of the affine dialect that takes no index from a
/// condition or a loop of another dialect around it, but takes any directly
/// from the body of a launch.
FUSELAGE_NODISCARD bool fuselageOperationNeedsAffineScope(MlirOperation op);

/// True if the threads of the launch may run in other blocks and in any order.
/// Otherwise stores the operation of the body that keeps them from it, or the
/// launch itself.
FUSELAGE_NODISCARD bool fuselageLaunchIsIndependent(MlirOperation launch,
                                                    MlirOperation *obstacle);

/// True, with the items stored, if the launch is independent: its threads may
/// run in other blocks and in any order. Enters the launch with the reader,
/// whose symbols then have the host values that bound the items. False also
/// when memory is out, which the reader notes.
FUSELAGE_NODISCARD bool fuselageWorkItemsRead(FuselageIndexReader *reader,
                                              MlirOperation launch,
                                              FuselageWorkItems *items);

#endif // FUSELAGE_ANALYSIS_LAUNCH_WORKITEMS_H
