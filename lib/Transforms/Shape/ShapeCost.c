//===- ShapeCost.c - The work of launches in a shape ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/ShapeCost.h"

#include "IR/ByteCount.h"
#include "IR/DeviceLimits.h"

enum {
  sectorBytes = 32,
  /// The items along a dimension of unknown extent.
  assumedExtent = 1024,
  /// The threads of a block of unknown size.
  assumedThreads = 128
};

/// How the items of one launch are spread over a device.
typedef struct Spread {
  uint64_t numBlocks, threadsPerBlock;
  /// Items in all, and at most in one thread.
  uint64_t items, itemsOfThread;
  /// Threads of a warp that have an item, and the dimension that neighbouring
  /// threads differ in; -1 if they differ in none.
  uint64_t lanes;
  int laneDim;
} Spread;

static uint64_t divideUp(uint64_t count, uint64_t by) {
  return count / by + (count % by != 0);
}

static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }
static uint64_t larger(uint64_t a, uint64_t b) { return a > b ? a : b; }

static uint64_t extentOf(const FuselageWorkItems *items, int dim) {
  int64_t extent = items->dims[dim].extent;
  return extent < 0 ? assumedExtent : (uint64_t)extent;
}

/// The items along all dimensions.
static uint64_t countAll(const FuselageWorkItems *items) {
  uint64_t product = 1;
  for (int d = 0; d < items->numDims; ++d)
    product = fuselageByteCountMul(product, extentOf(items, d));
  return product;
}

/// The items along some dimensions of a mapping.
static uint64_t countItems(const FuselageWorkItems *items,
                           const FuselageItemMapping *mapping, int first,
                           int last) {
  uint64_t product = 1;
  for (int i = first; i < last; ++i)
    product = fuselageByteCountMul(product, extentOf(items, mapping->dims[i]));
  return product;
}

//===----------------------------------------------------------------------===//
// Spreads
//===----------------------------------------------------------------------===//

static Spread spreadBefore(const FuselageWorkItems *items) {
  Spread spread = {.threadsPerBlock = 1, .itemsOfThread = 1, .laneDim = -1};
  int laneAxis = -1;
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis) {
    int64_t threads = items->axes[axis].numThreads;
    spread.threadsPerBlock =
        fuselageByteCountMul(spread.threadsPerBlock,
                             threads < 0 ? assumedThreads : (uint64_t)threads);
    if (laneAxis < 0 && threads != 1)
      laneAxis = axis;
  }
  for (int d = 0; d < items->numDims; ++d)
    if (items->dims[d].axis == laneAxis && items->dims[d].weight == 1)
      spread.laneDim = d;
  spread.items = countAll(items);
  spread.numBlocks = divideUp(spread.items, spread.threadsPerBlock);
  spread.lanes = smaller(spread.threadsPerBlock, FUSELAGE_WARP_SIZE);
  return spread;
}

static Spread spreadAfter(const FuselageWorkItems *items,
                          const FuselageItemMapping *mapping) {
  uint64_t threads = (uint64_t)mapping->numThreads;
  Spread spread = {.threadsPerBlock = threads,
                   .itemsOfThread = 1,
                   .items = countAll(items),
                   .laneDim = -1};
  // Threads of rows of one item are rows.
  if (items->numDims > 0 &&
      (items->numDims > mapping->numBlockDims ||
       (mapping->numBlockDims != 0 && mapping->numRows > 1)))
    spread.laneDim = mapping->dims[items->numDims - 1];
  if (mapping->numBlockDims == 0) {
    spread.numBlocks = divideUp(spread.items, threads);
    spread.lanes = smaller(spread.items, FUSELAGE_WARP_SIZE);
    return spread;
  }
  uint64_t itemsOfBlock = fuselageByteCountMul(
      (uint64_t)mapping->numRows,
      countItems(items, mapping, mapping->numBlockDims, items->numDims));
  spread.numBlocks =
      divideUp(countItems(items, mapping, 0, mapping->numBlockDims),
               (uint64_t)mapping->numRows);
  spread.itemsOfThread = divideUp(itemsOfBlock, threads);
  spread.lanes = smaller(itemsOfBlock, FUSELAGE_WARP_SIZE);
  return spread;
}

//===----------------------------------------------------------------------===//
// Work
//===----------------------------------------------------------------------===//

/// The sectors that one access of a warp touches.
static uint64_t sectorsOf(const FuselageItemAccess *access,
                          const Spread *spread) {
  if (access->rank == 0 || spread->laneDim < 0)
    return spread->laneDim < 0 ? 1 : spread->lanes;
  switch (access->steps[spread->laneDim]) {
  case FUSELAGE_STEP_NONE:
    return 1;
  case FUSELAGE_STEP_NEXT:
    return divideUp(fuselageByteCountMul(spread->lanes, access->elementBytes),
                    sectorBytes);
  case FUSELAGE_STEP_FAR:
    break;
  }
  return spread->lanes;
}

/// Adds the work of one launch to that of others which it shares one with.
static void addWork(const FuselageItemAccessTable *table,
                    const FuselageShapedLaunch *launch, const Spread *spread,
                    FuselageLaunchWork *work) {
  uint64_t warps =
      spread->lanes == 0 ? 0 : divideUp(spread->items, spread->lanes);
  uint64_t loads = 0;
  for (size_t i = 0; i < launch->numAccesses; ++i) {
    const FuselageItemAccess *access =
        &table->accesses.data[launch->firstAccess + i];
    uint64_t accesses = fuselageByteCountMul(warps, access->trips);
    work->sectors = fuselageByteCountAdd(
        work->sectors,
        fuselageByteCountMul(accesses, sectorsOf(access, spread)));
    // Loads before a loop, or of different buffers, wait together.
    if (!access->isWrite)
      loads = larger(loads, access->trips);
  }
  work->warpInstructions = fuselageByteCountAdd(
      work->warpInstructions, fuselageByteCountMul(warps, launch->operations));
  work->longestInstructions = fuselageByteCountAdd(
      work->longestInstructions,
      fuselageByteCountMul(spread->itemsOfThread, launch->operations));
  work->longestLoads = fuselageByteCountAdd(
      work->longestLoads, fuselageByteCountMul(spread->itemsOfThread, loads));
  work->numBlocks = larger(work->numBlocks, spread->numBlocks);
  work->threadsPerBlock =
      larger(work->threadsPerBlock, spread->threadsPerBlock);
}

double fuselageShapeCostBefore(const FuselageItemAccessTable *table,
                               const size_t *parts,
                               const FuselageShapeChain *chain,
                               const FuselageDevice *device) {
  double time = 0;
  size_t end = chain->first + chain->count;
  for (size_t i = chain->first; i < end;) {
    FuselageLaunchWork work = {0};
    for (size_t part = parts[i]; i < end && parts[i] == part; ++i) {
      const FuselageShapedLaunch *launch = &table->launches.data[i];
      Spread spread = spreadBefore(&launch->items);
      addWork(table, launch, &spread, &work);
    }
    time += fuselageTimeModelLaunch(device, &work);
  }
  return time;
}

double fuselageShapeCostAfter(const FuselageItemAccessTable *table,
                              const FuselageItemMapping *mappings,
                              const FuselageShapeChain *chain,
                              const FuselageDevice *device) {
  FuselageLaunchWork work = {0};
  for (size_t i = chain->first; i < chain->first + chain->count; ++i) {
    const FuselageShapedLaunch *launch = &table->launches.data[i];
    Spread spread = spreadAfter(&launch->items, &mappings[i]);
    addWork(table, launch, &spread, &work);
  }
  if (chain->numBlockDims != 0 || chain->isOneBlock)
    work.longestBarriers = chain->count - 1;
  return fuselageTimeModelLaunch(device, &work);
}
