//===- GridBlocks.h - Blocks that fill a grid ------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blocks are numbered from 0 on. A device takes so many along x and no more;
// further blocks go on along y, and then along z:
//
//   number = (z * FUSELAGE_MAX_BLOCKS_ALONG_Y + y)
//                * FUSELAGE_MAX_BLOCKS_ALONG_X + x
//
// The rank of a grid is the number of dimensions that its blocks may fill. With
// a rank above 1 a grid may have more blocks than were asked for.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_GRIDBLOCKS_H
#define FUSELAGE_IR_GRIDBLOCKS_H

#include "IR/DeviceLimits.h"
#include "IR/LaunchForm.h"
#include "IR/OpBuilder.h"
#include "Support/Bounds.h"

#include "mlir-c/IR.h"

#include <stdint.h>

/// Blocks past these many along x, and then along y, go on along the next
/// dimension.
enum {
  FUSELAGE_MAX_BLOCKS_ALONG_X = FUSELAGE_BOUND(FUSELAGE_MAX_GRID_X, 3),
  FUSELAGE_MAX_BLOCKS_ALONG_Y = FUSELAGE_BOUND(FUSELAGE_MAX_GRID_YZ, 2)
};

/// The most threads of a grid of unknown size whose blocks fill x, y and z: the
/// number of a thread then stays far below 2^63, as proofs need it. A device
/// runs so many for weeks.
#define FUSELAGE_MAX_GRID_THREADS (INT64_C(1) << 62)

/// The most blocks of a grid.
#define FUSELAGE_MAX_GRID_BLOCKS                                               \
  ((uint64_t)FUSELAGE_MAX_BLOCKS_ALONG_X * FUSELAGE_MAX_BLOCKS_ALONG_Y *       \
   FUSELAGE_MAX_GRID_YZ)

/// The rank of a grid that has room for so many blocks: 1 to 3.
int fuselageGridGetRankFor(uint64_t numBlocks);

/// The sizes of a grid of at least `numBlocks` blocks, along x, y and z.
/// Returns its rank. `numBlocks` is at most FUSELAGE_MAX_GRID_BLOCKS.
int fuselageGridGetSizes(uint64_t numBlocks,
                         uint64_t sizes[FUSELAGE_NUM_GRID_IDS]);

/// Builds the sizes of a grid of this rank, of at least `numBlocks` blocks of
/// `numThreads` threads. Stores as many sizes as the rank says.
void fuselageGridBuildSizes(const FuselageOpBuilder *host, MlirValue numBlocks,
                            int rank, int64_t numThreads,
                            MlirValue sizes[FUSELAGE_NUM_GRID_IDS]);

/// Builds the number of the block from the ids of a grid of this rank.
/// `entry` is the first block of the body.
MlirValue fuselageGridBuildBlockNumber(const FuselageOpBuilder *body, int rank,
                                       MlirBlock entry);

/// Builds the ids from the number of the block: as many as the rank says.
void fuselageGridBuildIds(const FuselageOpBuilder *body, int rank,
                          MlirValue number,
                          MlirValue ids[FUSELAGE_NUM_GRID_IDS]);

/// How far the number of the block goes up with an id of the grid.
int64_t fuselageGridGetWeight(int id);

/// The rank of a launch whose sizes were built by fuselageGridBuildSizes, 2 or
/// 3, so that its ids are digits of a number that leaves out none; 1 if they
/// were not. The threads of such a launch are constants.
int fuselageLaunchGetGridRank(MlirOperation launch);

#endif // FUSELAGE_IR_GRIDBLOCKS_H
