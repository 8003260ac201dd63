//===- LentShape.c - The shape of a fixed launch --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/LentShape.h"

#include "IR/DeviceLimits.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "Transforms/Shape/ShapeCost.h"

bool fuselageLentShapeRead(MlirOperation launch, FuselageLentShape *shape) {
  int64_t sizes[FUSELAGE_NUM_IDS];
  if (fuselageLaunchGetForm(launch).hasClusters)
    return false;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    if (!fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, id),
                                    &sizes[id]) ||
        sizes[id] < 1 || (id % FUSELAGE_NUM_GRID_IDS != 0 && sizes[id] != 1))
      return false;
  *shape = (FuselageLentShape){.numBlocks = sizes[0],
                               .numThreads = sizes[FUSELAGE_NUM_GRID_IDS]};
  return shape->numBlocks <= FUSELAGE_MAX_GRID_X &&
         shape->numThreads <= FUSELAGE_MAX_BLOCK_THREADS &&
         fuselageRoundToWarps(shape->numThreads) == shape->numThreads;
}

static bool hasItems(const FuselageWorkItems *items) {
  for (int d = 0; d < items->numDims; ++d)
    if (items->dims[d].extent < 1)
      return false;
  return true;
}

static bool fits(const FuselageWorkItems *items, const FuselageLentShape *shape,
                 FuselageItemMapping *mapping) {
  bool hasBlockForEach =
      items->numDims != 0 && items->dims[0].extent == shape->numBlocks;
  *mapping = fuselageItemMappingMake(items, 0, hasBlockForEach);
  mapping->numThreads = shape->numThreads;
  int64_t blocks = fuselageItemMappingGetBlocks(items, mapping);
  return hasItems(items) && blocks >= 0 && blocks <= shape->numBlocks &&
         fuselageItemMappingIsPossible(items, mapping);
}

bool fuselageFindLentShape(FuselageShapeSearch *search,
                           const FuselageLentShape *shape, size_t first,
                           size_t count, FuselageShapeChain *chain) {
  for (size_t i = first; i < first + count; ++i) {
    const FuselageShapedLaunch *launch = &search->table->launches.data[i];
    if (!launch->isIndependent ||
        !fits(&launch->items, shape, &search->mappings[i]))
      return false;
  }
  *chain =
      (FuselageShapeChain){.first = first,
                           .count = count,
                           .numBlockDims = search->mappings[first].numBlockDims,
                           .numRows = 1,
                           .numThreads = shape->numThreads,
                           .gridRank = 1,
                           .numBlocks = shape->numBlocks,
                           .isLent = true};
  double before = fuselageShapeCostBefore(search->table, search->parts, chain,
                                          search->device);
  double after = fuselageShapeCostAfter(search->table, search->mappings, chain,
                                        search->device);
  return after - search->device->launchNanoseconds / 1000 <= before;
}
