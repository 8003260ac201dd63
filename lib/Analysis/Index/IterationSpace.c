//===- IterationSpace.c - The items of a launch ---------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Index/IterationSpace.h"

#include "Analysis/Index/IndexExpr.h"
#include "IR/ByteCount.h"
#include "fuselage-c/Analysis.h"

bool fuselageIterationSpaceGetExtent(const FuselageIterationSpace *space,
                                     int id, int64_t *extent) {
  return fuselageExprIsConstant(space->extents[id], extent);
}

uint64_t fuselageIterationSpaceGetBound(const FuselageIterationSpace *space,
                                        int id) {
  int64_t extent;
  if (!fuselageIterationSpaceGetExtent(space, id, &extent))
    return space->most[id] > 0 ? (uint64_t)space->most[id]
                               : (uint64_t)FUSELAGE_MAX_DYNAMIC_EXTENT;
  return extent < 0 ? 0 : (uint64_t)extent;
}

static bool haveOneValue(const FuselageIterationSpace *space, int numIds) {
  for (int id = 0; id < numIds; ++id)
    if (fuselageIterationSpaceGetBound(space, id) > 1)
      return false;
  return true;
}

bool fuselageIterationSpaceHasOneBlock(const FuselageIterationSpace *space) {
  return haveOneValue(space, FUSELAGE_NUM_GRID_IDS);
}

bool fuselageIterationSpaceHasOneItem(const FuselageIterationSpace *space) {
  return haveOneValue(space, FUSELAGE_NUM_IDS);
}

static uint64_t countValues(const FuselageIterationSpace *space, int numIds) {
  uint64_t product = 1;
  for (int id = 0; id < numIds; ++id) {
    int64_t extent;
    if (!fuselageIterationSpaceGetExtent(space, id, &extent) || extent < 0)
      return FUSELAGE_UNKNOWN_BYTES;
    product = fuselageByteCountMul(product, (uint64_t)extent);
  }
  return product;
}

uint64_t
fuselageIterationSpaceCountBlocks(const FuselageIterationSpace *space) {
  return countValues(space, FUSELAGE_NUM_GRID_IDS);
}

uint64_t fuselageIterationSpaceCountItems(const FuselageIterationSpace *space) {
  return countValues(space, FUSELAGE_NUM_IDS);
}

static bool areSame(const MlirAffineExpr *a, const MlirAffineExpr *b,
                    int count) {
  for (int i = 0; i < count; ++i)
    if (mlirAffineExprIsNull(a[i]) || !mlirAffineExprEqual(a[i], b[i]))
      return false;
  return true;
}

bool fuselageIterationSpacesHaveSameGrid(const FuselageIterationSpace *a,
                                         const FuselageIterationSpace *b) {
  return areSame(a->extents, b->extents, FUSELAGE_NUM_GRID_IDS);
}

bool fuselageIterationSpacesHaveSameBlock(const FuselageIterationSpace *a,
                                          const FuselageIterationSpace *b) {
  return areSame(a->extents + FUSELAGE_NUM_GRID_IDS,
                 b->extents + FUSELAGE_NUM_GRID_IDS,
                 FUSELAGE_NUM_IDS - FUSELAGE_NUM_GRID_IDS);
}
