//===- Reblock.c - Whole warps for launches that are left -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/Reblock.h"

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/WorkItems.h"
#include "IR/DeviceLimits.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/Bounds.h"
#include "Transforms/Shape/ParameterRoom.h"
#include "Transforms/Shape/ReadItems.h"
#include "Transforms/Shape/RemapItems.h"
#include "Transforms/Shape/SpreadLoops.h"

typedef struct Reblocking {
  FUSELAGE_ARRAY(MlirOperation) launches;
  /// On the host, for the launch in hand.
  FuselageOperationList created;
  const FuselageReblockOptions *options;
  FuselageSpreadSearch search;
  bool outOfMemory;
} Reblocking;

//===----------------------------------------------------------------------===//
// Choosing
//===----------------------------------------------------------------------===//

/// Whether blocks are whole warps already, or may be.
static bool hasWarps(const FuselageWorkItems *items) {
  int64_t threads = 1;
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis) {
    if (items->axes[axis].numThreads < 0)
      return true;
    threads *= items->axes[axis].numThreads;
  }
  return threads % FUSELAGE_WARP_SIZE == 0;
}

/// All items, numbered.
static FuselageItemMapping numberAll(const FuselageWorkItems *items,
                                     int64_t blockSize) {
  FuselageItemMapping mapping = fuselageItemMappingMake(items, 0, 0);
  mapping.numThreads = blockSize;
  int64_t count = fuselageItemMappingGetExtent(items, &mapping);
  if (count >= 0 && count < blockSize)
    mapping.numThreads = fuselageRoundToWarps(count);
  return mapping;
}

/// Finds a mapping.
static bool chooseMapping(const FuselageWorkItems *items, int64_t blockSize,
                          FuselageItemMapping *mapping) {
  *mapping = numberAll(items, blockSize);
  int64_t count = fuselageItemMappingGetExtent(items, mapping);
  return count != 0 && count != 1 &&
         fuselageItemMappingGetBlocks(items, mapping) <= FUSELAGE_MAX_GRID_X &&
         fuselageItemMappingIsPossible(items, mapping);
}

static bool hasRoom(Reblocking *reblocking, MlirOperation launch) {
  FuselageParameterRoom room = {.bytes = 0};
  bool isLeft = fuselageParameterRoomAdd(&room, launch) &&
                fuselageParameterRoomIsLeft(
                    &room, reblocking->options->maxParameterBytes);
  reblocking->outOfMemory = reblocking->outOfMemory || room.outOfMemory;
  fuselageParameterRoomFree(&room);
  return isLeft;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// Whether a grid of no blocks is one before: nothing but the blocks of the
/// launch says how many items there are.
static bool isUnbounded(const FuselageWorkItems *items) {
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis)
    if (items->axes[axis].hasBound)
      return false;
  return true;
}

static FuselageItemGrid buildGrid(const FuselageOpBuilder *host,
                                  const FuselageWorkItems *items,
                                  const FuselageItemMapping *mapping) {
  int64_t count = fuselageItemMappingGetBlocks(items, mapping);
  if (count >= 0)
    return (FuselageItemGrid){fuselageBuildIndexConstant(host, count), true, 1};
  MlirValue blocks = fuselageItemMappingBuildBlocks(host, items, mapping);
  int rank = fuselageItemMappingGetGridRank(items, mapping);
  if (isUnbounded(items))
    return (FuselageItemGrid){blocks, true, rank};
  MlirValue one = fuselageBuildIndexConstant(host, 1);
  return (FuselageItemGrid){
      fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MAXUI, blocks, one), false,
      rank};
}

/// A value comes after those that it is made of.
static void dropUnused(FuselageOperationList *created) {
  for (size_t i = created->size; i-- > 0;)
    if (!fuselageOperationHasUses(created->data[i]))
      mlirOperationDestroy(created->data[i]);
  created->size = 0;
}

static bool rebuild(Reblocking *reblocking, FuselageIndexReader *reader,
                    const FuselageWorkItems *items,
                    const FuselageItemMapping *mapping) {
  FuselageValuePool pool = {0};
  FuselageOpBuilder host = fuselageOpBuilderBefore(items->launch);
  host.created = &reblocking->created;
  host.pool = &pool;
  FuselageItemGrid grid = buildGrid(&host, items, mapping);
  const FuselageReblockOptions *options = reblocking->options;
  options->reblocked(items->launch,
                     fuselageItemMappingGetBlocks(items, mapping),
                     mapping->numThreads, options->userData);
  bool succeeded = fuselageRemapItems(reader, &host, items, mapping, &grid);
  fuselageValuePoolFree(&pool);
  return succeeded;
}

/// Finds a mapping for which the kernel has room.
static bool findMapping(Reblocking *reblocking, const FuselageWorkItems *items,
                        FuselageItemMapping *mapping) {
  return chooseMapping(items, reblocking->options->blockSize, mapping) &&
         hasRoom(reblocking, items->launch);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// Whether a launch whose loops were spread has whole warps, or gets them:
/// without its loops its items may be others, and have no constant number.
static bool getsWarps(MlirOperation copy, void *userData) {
  Reblocking *reblocking = userData;
  FuselageReadItems read;
  FuselageItemMapping mapping;
  fuselageReadItemsInit(&read, copy);
  bool areWarps =
      read.hasItems &&
      (hasWarps(&read.items) || findMapping(reblocking, &read.items, &mapping));
  reblocking->outOfMemory = reblocking->outOfMemory || read.reader.outOfMemory;
  fuselageReadItemsFree(&read);
  return areWarps;
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

/// Spreads the loops of a launch, and reads it again if it has such loops.
static bool spread(Reblocking *reblocking, FuselageReadItems *read) {
  const FuselageReblockOptions *options = reblocking->options;
  MlirOperation launch = read->items.launch;
  FuselageSpreadLoops loops;
  if (!fuselageSpreadLoopsFind(&reblocking->search, &read->items, getsWarps,
                               reblocking, &loops))
    return false;
  if (loops.count == 0)
    return true;
  FuselageSpreadNotes notes = {0};
  options->beginSpread(launch, options->userData);
  bool succeeded =
      !read->reader.outOfMemory &&
      fuselageSpreadLoops(launch, &loops, &reblocking->created, &notes);
  for (size_t i = 0; i < notes.size; ++i)
    options->spread(launch, &notes.data[i], options->userData);
  FUSELAGE_ARRAY_FREE(&notes);
  fuselageReadItemsFree(read);
  fuselageReadItemsInit(read, launch);
  return succeeded;
}

static bool reblock(Reblocking *reblocking, MlirOperation launch) {
  FuselageReadItems read;
  FuselageItemMapping mapping;
  if (!FUSELAGE_ARRAY_RESERVE(&reblocking->created,
                              FUSELAGE_MAX_SPREAD_LOOPS +
                                  2 * FUSELAGE_MAX_SHAPE_VALUES))
    return false;
  fuselageReadItemsInit(&read, launch);
  bool succeeded =
      !read.hasItems || hasWarps(&read.items) || spread(reblocking, &read);
  if (succeeded && read.hasItems && !hasWarps(&read.items) &&
      findMapping(reblocking, &read.items, &mapping))
    succeeded = rebuild(reblocking, &read.reader, &read.items, &mapping);
  succeeded = succeeded && !read.reader.outOfMemory && !reblocking->outOfMemory;
  fuselageReadItemsFree(&read);
  dropUnused(&reblocking->created);
  return succeeded;
}

static MlirWalkResult collect(MlirOperation op, void *userData) {
  Reblocking *reblocking = userData;
  if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
    return MlirWalkResultAdvance;
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&reblocking->launches);
  reblocking->outOfMemory = !slot;
  if (slot)
    *slot = op;
  return slot ? MlirWalkResultSkip : MlirWalkResultInterrupt;
}

bool fuselageReblock(MlirOperation root,
                     const FuselageReblockOptions *options) {
  Reblocking reblocking = {
      .options = options,
      .search.options = {.assumeNoaliasArgs = options->assumeNoaliasArgs,
                         .maxParameterBytes = options->maxParameterBytes}};
  mlirOperationWalk(root, collect, &reblocking, MlirWalkPreOrder);
  bool succeeded = !reblocking.outOfMemory;
  for (size_t i = 0; succeeded && i < reblocking.launches.size; ++i)
    succeeded = reblock(&reblocking, reblocking.launches.data[i]);
  FUSELAGE_ARRAY_FREE(&reblocking.launches);
  FUSELAGE_ARRAY_FREE(&reblocking.created);
  fuselageConflictAnswersFree(&reblocking.search.answers);
  return succeeded;
}
