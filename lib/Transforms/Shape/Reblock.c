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
#include "Transforms/Shape/RemapItems.h"
#include "Transforms/Shape/SpreadLoops.h"

typedef struct Reblocking {
  FUSELAGE_ARRAY(MlirOperation) launches;
  const FuselageReblockOptions *options;
  /// The number of loops that may still be asked about.
  unsigned spreadBudget;
  bool outOfMemory;
} Reblocking;

/// Past this many loops whose iterations were compared, the others stay: a
/// module with ever so many must not take forever.
enum { maxSpreadLoops = FUSELAGE_BOUND(10000, 2) };

/// More items than any device runs threads at a time gain nothing from being
/// more.
enum { enoughItems = 1 << 18 };

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

/// Finds a mapping. Without constants, a single dimension becomes fewer blocks
/// than the device runs as it is. A product of several dimensions may be more
/// blocks than a device has, and its first one may be too few to keep it busy.
static bool chooseMapping(const FuselageWorkItems *items, int64_t blockSize,
                          FuselageItemMapping *mapping) {
  *mapping = numberAll(items, blockSize);
  int64_t count = fuselageItemMappingGetExtent(items, mapping);
  if (count < 0 && (items->numDims != 1 ||
                    items->axes[items->dims[0].axis].numThreads > blockSize))
    return false;
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
    return (FuselageItemGrid){fuselageBuildIndexConstant(host, count), true};
  MlirValue blocks = fuselageItemMappingBuildBlocks(host, items, mapping);
  if (isUnbounded(items))
    return (FuselageItemGrid){blocks, true};
  MlirValue one = fuselageBuildIndexConstant(host, 1);
  return (FuselageItemGrid){
      fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MAXUI, blocks, one), false};
}

/// A value comes after those that it is made of.
static void dropUnused(const FuselageOperationList *created) {
  for (size_t i = created->size; i-- > 0;)
    if (!fuselageOperationHasUses(created->data[i]))
      mlirOperationDestroy(created->data[i]);
}

static bool rebuild(Reblocking *reblocking, FuselageIndexReader *reader,
                    const FuselageWorkItems *items,
                    const FuselageItemMapping *mapping) {
  FuselageOperationList created = {0};
  FuselageConstantPool constants = {0};
  if (!FUSELAGE_ARRAY_RESERVE(&created, 2 * FUSELAGE_MAX_SHAPE_VALUES))
    return false;
  FuselageOpBuilder host = fuselageOpBuilderBefore(items->launch);
  host.created = &created;
  host.constants = &constants;
  FuselageItemGrid grid = buildGrid(&host, items, mapping);
  const FuselageReblockOptions *options = reblocking->options;
  options->reblocked(items->launch,
                     fuselageItemMappingGetBlocks(items, mapping),
                     mapping->numThreads, options->userData);
  bool succeeded = fuselageRemapItems(reader, &host, items, mapping, &grid);
  dropUnused(&created);
  FUSELAGE_ARRAY_FREE(&created);
  FUSELAGE_ARRAY_FREE(&constants);
  return succeeded;
}

/// The symbols are those of one launch alone: what stands for a value that is
/// erased must not be found for another one at its address.
static bool reblock(Reblocking *reblocking, MlirOperation launch) {
  FuselageSymbolTable symbols = {0};
  FuselageIndexReader reader;
  fuselageIndexReaderInit(&reader, mlirOperationGetContext(launch), &symbols);
  FuselageWorkItems items;
  FuselageItemMapping mapping;
  bool succeeded = true;
  if (fuselageWorkItemsRead(&reader, launch, &items) && !hasWarps(&items) &&
      chooseMapping(&items, reblocking->options->blockSize, &mapping) &&
      hasRoom(reblocking, launch))
    succeeded = rebuild(reblocking, &reader, &items, &mapping);
  succeeded = succeeded && !reader.outOfMemory && !reblocking->outOfMemory;
  fuselageIndexReaderFree(&reader);
  fuselageSymbolTableFree(&symbols);
  return succeeded;
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// Whether a launch whose loops were spread has whole warps, or gets them:
/// without its loops its items may be others, and have no constant number.
static bool getsWarps(MlirOperation copy, void *userData) {
  Reblocking *reblocking = userData;
  FuselageSymbolTable symbols = {0};
  FuselageIndexReader reader;
  fuselageIndexReaderInit(&reader, mlirOperationGetContext(copy), &symbols);
  FuselageWorkItems items;
  FuselageItemMapping mapping;
  bool hasItems = fuselageWorkItemsRead(&reader, copy, &items);
  bool areWarps =
      hasItems &&
      (hasWarps(&items) ||
       (chooseMapping(&items, reblocking->options->blockSize, &mapping) &&
        hasRoom(reblocking, copy)));
  reblocking->outOfMemory = reblocking->outOfMemory || reader.outOfMemory;
  fuselageIndexReaderFree(&reader);
  fuselageSymbolTableFree(&symbols);
  return areWarps;
}

/// Finds the loops to spread: those of a launch that gets other blocks, or has
/// one item, and few items for a device.
static bool findLoops(Reblocking *reblocking, MlirOperation launch,
                      FuselageSpreadLoops *loops) {
  FuselageSymbolTable symbols = {0};
  FuselageIndexReader reader;
  fuselageIndexReaderInit(&reader, mlirOperationGetContext(launch), &symbols);
  FuselageWorkItems items;
  FuselageAnalysisOptions options = {
      .assumeNoaliasArgs = reblocking->options->assumeNoaliasArgs,
      .maxParameterBytes = reblocking->options->maxParameterBytes};
  bool succeeded = true;
  *loops = (FuselageSpreadLoops){.count = 0};
  if (fuselageWorkItemsRead(&reader, launch, &items) && !hasWarps(&items)) {
    FuselageItemMapping all = numberAll(&items, reblocking->options->blockSize);
    int64_t count = fuselageItemMappingGetExtent(&items, &all);
    if (count > 0 && count < enoughItems)
      succeeded = fuselageSpreadLoopsFind(&items, count, &options,
                                          &reblocking->spreadBudget, getsWarps,
                                          reblocking, loops);
  }
  succeeded = succeeded && !reader.outOfMemory && !reblocking->outOfMemory;
  fuselageIndexReaderFree(&reader);
  fuselageSymbolTableFree(&symbols);
  return succeeded;
}

/// Makes iterations of loops threads, which reblocking gives blocks.
static bool spread(Reblocking *reblocking, MlirOperation launch) {
  const FuselageReblockOptions *options = reblocking->options;
  FuselageSpreadLoops loops;
  if (!findLoops(reblocking, launch, &loops))
    return false;
  return loops.count == 0 ||
         fuselageSpreadLoops(launch, &loops, options->spread,
                             options->userData);
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

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
  Reblocking reblocking = {.options = options, .spreadBudget = maxSpreadLoops};
  mlirOperationWalk(root, collect, &reblocking, MlirWalkPreOrder);
  bool succeeded = !reblocking.outOfMemory;
  for (size_t i = 0; succeeded && i < reblocking.launches.size; ++i)
    succeeded = spread(&reblocking, reblocking.launches.data[i]) &&
                reblock(&reblocking, reblocking.launches.data[i]);
  FUSELAGE_ARRAY_FREE(&reblocking.launches);
  return succeeded;
}
