//===- GridBlocks.c - Blocks that fill a grid -----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/GridBlocks.h"

#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include <assert.h>
#include <stdbool.h>

static const uint64_t blocksOfPlane =
    (uint64_t)FUSELAGE_MAX_BLOCKS_ALONG_X * FUSELAGE_MAX_BLOCKS_ALONG_Y;

static int64_t maxBlocksAlong(int id) {
  return id == 0 ? FUSELAGE_MAX_BLOCKS_ALONG_X : FUSELAGE_MAX_BLOCKS_ALONG_Y;
}

int64_t fuselageGridGetWeight(int id) {
  int64_t weight = 1;
  for (int before = 0; before < id; ++before)
    weight *= maxBlocksAlong(before);
  return weight;
}

int fuselageGridGetRankFor(uint64_t numBlocks) {
  if (numBlocks <= FUSELAGE_MAX_BLOCKS_ALONG_X)
    return 1;
  return numBlocks <= blocksOfPlane ? 2 : 3;
}

/// The most blocks along z, so that the number of each thread is below
/// FUSELAGE_MAX_GRID_THREADS: at least 1, as no block has more than 1,024
/// threads.
static int64_t maxBlocksAlongZ(int64_t numThreads) {
  int64_t most =
      FUSELAGE_MAX_GRID_THREADS / ((int64_t)blocksOfPlane * numThreads);
  return most < FUSELAGE_MAX_GRID_YZ ? most : FUSELAGE_MAX_GRID_YZ;
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

int fuselageGridGetSizes(uint64_t numBlocks,
                         uint64_t sizes[FUSELAGE_NUM_GRID_IDS]) {
  int rank = fuselageGridGetRankFor(numBlocks);
  uint64_t left = numBlocks;
  for (int id = 0; id < FUSELAGE_NUM_GRID_IDS; ++id) {
    uint64_t most = (uint64_t)maxBlocksAlong(id);
    bool isLast = id >= rank - 1;
    sizes[id] = isLast || left < most ? left : most;
    left = isLast ? 1 : (left / most) + (left % most != 0);
  }
  assert(sizes[FUSELAGE_NUM_GRID_IDS - 1] <= FUSELAGE_MAX_GRID_YZ);
  return rank;
}

static MlirValue buildMinimum(const FuselageOpBuilder *host, MlirValue value,
                              int64_t most) {
  return fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MINUI, value,
                             fuselageBuildIndexConstant(host, most));
}

void fuselageGridBuildSizes(const FuselageOpBuilder *host, MlirValue numBlocks,
                            int rank, int64_t numThreads,
                            MlirValue sizes[FUSELAGE_NUM_GRID_IDS]) {
  MlirValue left = numBlocks;
  for (int id = 0; id < rank - 1; ++id) {
    MlirValue most = fuselageBuildIndexConstant(host, maxBlocksAlong(id));
    sizes[id] = fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MINUI, left, most);
    left = fuselageBuildBinary(host, FUSELAGE_OP_ARITH_CEILDIVUI, left, most);
  }
  sizes[rank - 1] = rank < FUSELAGE_NUM_GRID_IDS
                        ? left
                        : buildMinimum(host, left, maxBlocksAlongZ(numThreads));
}

//===----------------------------------------------------------------------===//
// Ids
//===----------------------------------------------------------------------===//

MlirValue fuselageGridBuildBlockNumber(const FuselageOpBuilder *body, int rank,
                                       MlirBlock entry) {
  MlirValue number = mlirBlockGetArgument(entry, rank - 1);
  for (int id = rank - 1; id-- > 0;)
    number = fuselageBuildBinary(
        body, FUSELAGE_OP_ARITH_ADDI,
        fuselageBuildBinary(
            body, FUSELAGE_OP_ARITH_MULI, number,
            fuselageBuildIndexConstant(body, maxBlocksAlong(id))),
        mlirBlockGetArgument(entry, id));
  return number;
}

void fuselageGridBuildIds(const FuselageOpBuilder *body, int rank,
                          MlirValue number,
                          MlirValue ids[FUSELAGE_NUM_GRID_IDS]) {
  for (int id = 0; id < rank - 1; ++id) {
    MlirValue most = fuselageBuildIndexConstant(body, maxBlocksAlong(id));
    ids[id] = fuselageBuildBinary(body, FUSELAGE_OP_ARITH_REMUI, number, most);
    number = fuselageBuildBinary(body, FUSELAGE_OP_ARITH_DIVUI, number, most);
  }
  ids[rank - 1] = number;
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

/// True, with the other operand stored, if `value` is what an operation of this
/// kind makes of it and a constant of at most `most`, or of `most` alone.
static bool isMadeBy(MlirValue value, FuselageOp kind, int64_t most,
                     bool isExact, MlirValue *operand) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  int64_t constant;
  if (mlirOperationIsNull(op) || !fuselageOperationIs(op, kind) ||
      !fuselageValueIsConstantInt(mlirOperationGetOperand(op, 1), &constant) ||
      constant < 1 || constant > most || (isExact && constant != most))
    return false;
  *operand = mlirOperationGetOperand(op, 0);
  return true;
}

/// True, with the number of threads in a block stored, if a device runs it.
static bool hasThreads(MlirOperation launch, int64_t *numThreads) {
  *numThreads = 1;
  for (int id = FUSELAGE_NUM_GRID_IDS; id < FUSELAGE_NUM_IDS; ++id) {
    int64_t size;
    if (!fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, id),
                                    &size) ||
        size < 1 || size > fuselageMaxSizeAlong(id))
      return false;
    *numThreads *= size;
  }
  return *numThreads <= FUSELAGE_MAX_BLOCK_THREADS;
}

/// The blocks fill x before there are several along y, and x and y before there
/// are several along z.
int fuselageLaunchGetGridRank(MlirOperation launch) {
  int64_t threads, alongZ;
  MlirValue x = fuselageLaunchGetSizeOperand(launch, 0);
  MlirValue y = fuselageLaunchGetSizeOperand(launch, 1);
  MlirValue z = fuselageLaunchGetSizeOperand(launch, 2);
  MlirValue blocks, rows, planes, divided;
  if (!hasThreads(launch, &threads) ||
      !isMadeBy(x, FUSELAGE_OP_ARITH_MINUI, FUSELAGE_MAX_BLOCKS_ALONG_X, true,
                &blocks))
    return 1;
  bool isPlane = fuselageValueIsConstantInt(z, &alongZ) && alongZ == 1;
  if (isPlane)
    rows = y;
  else if (!isMadeBy(y, FUSELAGE_OP_ARITH_MINUI, FUSELAGE_MAX_BLOCKS_ALONG_Y,
                     true, &rows) ||
           !isMadeBy(z, FUSELAGE_OP_ARITH_MINUI, maxBlocksAlongZ(threads),
                     false, &planes) ||
           !isMadeBy(planes, FUSELAGE_OP_ARITH_CEILDIVUI,
                     FUSELAGE_MAX_BLOCKS_ALONG_Y, true, &divided) ||
           !mlirValueEqual(divided, rows))
    return 1;
  if (!isMadeBy(rows, FUSELAGE_OP_ARITH_CEILDIVUI, FUSELAGE_MAX_BLOCKS_ALONG_X,
                true, &divided) ||
      !mlirValueEqual(divided, blocks))
    return 1;
  return isPlane ? 2 : 3;
}
