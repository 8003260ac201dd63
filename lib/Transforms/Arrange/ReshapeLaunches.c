//===- ReshapeLaunches.c - One shape for neighbours -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/ReshapeLaunches.h"

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Stage/ResourceLimits.h"
#include "IR/OpBuilder.h"
#include "IR/Ops.h"
#include "Transforms/Shape/CommonShape.h"
#include "Transforms/Shape/ItemAccesses.h"
#include "Transforms/Shape/LentShape.h"
#include "Transforms/Shape/PlainBody.h"
#include "Transforms/Shape/ReadItems.h"
#include "Transforms/Shape/RemapItems.h"

/// A copy of a launch whose items are easier to see there, or are more; null if
/// there is none, or it is in the place of the launch.
typedef struct LaunchCopy {
  MlirOperation op;
  FuselageSpreadNotes spread;
} LaunchCopy;

/// The launches of one block.
typedef struct Reshaper {
  const FuselagePlannedFusion *planned;
  const FuselageFusionOptions *options;
  FuselageShapeStep step;
  bool spreads;
  FuselageJournal *journal;
  FuselageReshaping *reshaping;
  FuselageSymbolTable symbols;
  FuselageIndexReader reader;
  FuselageItemAccessTable table;
  /// For each launch, the group of the plan that it is in.
  FUSELAGE_ARRAY(size_t) parts;
  FUSELAGE_ARRAY(FuselageItemMapping) mappings;
  /// For each launch, whether it may be in one chain with the one before it.
  FUSELAGE_ARRAY(bool) joins;
  /// For each launch, whether a chain has it, or has its shape.
  FUSELAGE_ARRAY(bool) taken;
  /// For each launch, the copy that the items are those of.
  FUSELAGE_ARRAY(LaunchCopy) copies;
  /// Of the chain: equal numbers have to be one value for the clean-up.
  FuselageValuePool pool;
} Reshaper;

//===----------------------------------------------------------------------===//
// One launch
//===----------------------------------------------------------------------===//

/// Builds the number of blocks that a launch of a chain takes at most. A number
/// that is no constant is there before the first launch of the chain.
static MlirValue buildBlocks(const Reshaper *reshaper,
                             const FuselageOpBuilder *host, size_t launch) {
  const FuselageWorkItems *items = &reshaper->table.launches.data[launch].items;
  const FuselageItemMapping *mapping = &reshaper->mappings.data[launch];
  int64_t blocks = fuselageItemMappingGetBlocks(items, mapping);
  return blocks >= 0 ? fuselageBuildIndexConstant(host, blocks)
                     : fuselageItemMappingBuildBlocks(host, items, mapping);
}

/// Builds the greatest number of blocks that a launch of the chain takes; null
/// when memory is out.
static MlirValue buildMostBlocks(const Reshaper *reshaper,
                                 const FuselageOpBuilder *host,
                                 const FuselageShapeChain *chain) {
  FuselagePointerMap known = {0};
  MlirValue most = {NULL};
  size_t count = chain->isUniform ? 1 : chain->count;
  bool hadMemory = true;
  for (size_t i = chain->first; hadMemory && i < chain->first + count; ++i) {
    MlirValue blocks = buildBlocks(reshaper, host, i);
    if (mlirValueIsNull(most))
      most = blocks;
    else if (fuselagePointerMapLookup(&known, blocks.ptr) ==
             FUSELAGE_POINTER_NOT_FOUND)
      most = fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MAXUI, most, blocks);
    hadMemory = fuselagePointerMapInsert(&known, blocks.ptr, 0);
  }
  fuselagePointerMapFree(&known);
  return hadMemory ? most : (MlirValue){NULL};
}

/// Builds the grid of a chain before its first launch: as many blocks as any of
/// its launches takes. No device launches none; where that may be so only in
/// the new shape there is one. Null when memory is out.
static MlirValue buildGrid(const Reshaper *reshaper,
                           const FuselageOpBuilder *host,
                           const FuselageShapeChain *chain) {
  if (chain->numBlocks >= 0)
    return fuselageBuildIndexConstant(host, chain->numBlocks);
  MlirValue most = buildMostBlocks(reshaper, host, chain);
  return chain->isUniform || mlirValueIsNull(most)
             ? most
             : fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MAXUI, most,
                                   fuselageBuildIndexConstant(host, 1));
}

/// Whether a launch takes all blocks of its chain. Items in rows may take fewer
/// than the constant.
static bool takesAllBlocks(const FuselageShapeChain *chain,
                           const FuselageWorkItems *items,
                           const FuselageItemMapping *mapping) {
  return chain->numBlocks < 0
             ? chain->isUniform
             : !items->isInRows && fuselageItemMappingGetBlocks(
                                       items, mapping) == chain->numBlocks;
}

static bool note(FuselageReshaping *reshaping, MlirOperation launch,
                 size_t part) {
  FuselageReshapedLaunch *slot = FUSELAGE_ARRAY_APPEND(&reshaping->launches);
  if (!slot)
    return false;
  *slot = (FuselageReshapedLaunch){
      .launch = launch, .chain = reshaping->chains.size - 1, .part = part};
  return fuselagePointerMapInsert(&reshaping->numbers, launch.ptr,
                                  (uint32_t)(reshaping->launches.size - 1));
}

/// Gives a launch the shape of its chain.
static bool remap(const FuselageOpBuilder *host,
                  const FuselageShapeChain *chain,
                  const FuselageItemMapping *mapping, MlirOperation launch,
                  MlirValue numBlocks) {
  FuselageReadItems read;
  fuselageReadItemsInit(&read, launch);
  bool succeeded = read.hasItems;
  if (succeeded) {
    FuselageItemGrid grid = {numBlocks,
                             takesAllBlocks(chain, &read.items, mapping),
                             chain->gridRank};
    succeeded =
        fuselageRemapItems(&read.reader, host, &read.items, mapping, &grid);
  }
  fuselageReadItemsFree(&read);
  return succeeded;
}

/// The copy of a launch that is to stand in its place.
static LaunchCopy takeCopy(Reshaper *reshaper, size_t number) {
  LaunchCopy copy = reshaper->copies.data[number];
  reshaper->copies.data[number] = (LaunchCopy){0};
  if (mlirOperationIsNull(copy.op))
    copy.op = mlirOperationClone(reshaper->table.launches.data[number].launch);
  return copy;
}

/// Puts a copy of the launch, with another shape, in its place.
static bool reshape(Reshaper *reshaper, const FuselageShapeChain *chain,
                    size_t number, MlirValue numBlocks) {
  FuselageJournal *journal = reshaper->journal;
  MlirOperation original = reshaper->table.launches.data[number].launch;
  const FuselageItemMapping *mapping = &reshaper->mappings.data[number];
  if (!FUSELAGE_ARRAY_RESERVE(&journal->values,
                              journal->values.size + FUSELAGE_MAX_SHAPE_VALUES))
    return false;
  LaunchCopy copy = takeCopy(reshaper, number);
  MlirOperation launch = copy.op;
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(original), original,
                                      launch);
  FuselageOpBuilder host = fuselageOpBuilderBefore(launch);
  host.created = &journal->values;
  host.pool = &reshaper->pool;
  bool succeeded =
      remap(&host, chain, mapping, launch, numBlocks) &&
      fuselageJournalReshape(journal, original, launch, &copy.spread);
  FUSELAGE_ARRAY_FREE(&copy.spread);
  if (!succeeded) {
    mlirOperationDestroy(launch);
    return false;
  }
  return note(reshaper->reshaping, launch, reshaper->parts.data[number]);
}

//===----------------------------------------------------------------------===//
// The launches of a block
//===----------------------------------------------------------------------===//

static bool reshapeChain(Reshaper *reshaper, const FuselageShapeChain *chain) {
  const size_t *parts = reshaper->parts.data;
  FuselageReshapedChain *slot =
      FUSELAGE_ARRAY_APPEND(&reshaper->reshaping->chains);
  if (!slot)
    return false;
  size_t last = chain->first + chain->count - 1;
  // The launch that lends a shape is in a group, too, and launches that do not
  // join it leave the shape of the others as good as it is.
  *slot = (FuselageReshapedChain){
      .groupsBefore = parts[last] - parts[chain->first] + 1 + chain->isLent,
      .isUniform = chain->isUniform || chain->isLent,
      .isLent = chain->isLent,
      .lender = reshaper->reshaping->lenders.size - 1};
  FuselageJournal *journal = reshaper->journal;
  if (!FUSELAGE_ARRAY_RESERVE(&journal->values,
                              journal->values.size +
                                  chain->count * FUSELAGE_MAX_SHAPE_VALUES))
    return false;
  fuselageValuePoolClear(&reshaper->pool);
  FuselageOpBuilder host = fuselageOpBuilderBefore(
      reshaper->table.launches.data[chain->first].launch);
  host.created = &journal->values;
  host.pool = &reshaper->pool;
  MlirValue numBlocks = buildGrid(reshaper, &host, chain);
  if (mlirValueIsNull(numBlocks))
    return false;
  for (size_t i = chain->first; i <= last; ++i)
    if (!reshape(reshaper, chain, i, numBlocks))
      return false;
  return true;
}

/// The first launch after `launch` of another part.
static size_t nextPart(const Reshaper *reshaper, size_t launch) {
  const size_t *parts = reshaper->parts.data;
  size_t next = launch + 1;
  while (next < reshaper->parts.size && parts[next] == parts[launch])
    ++next;
  return next;
}

/// The first launch of the part that a launch is in.
static size_t startOfPart(const Reshaper *reshaper, size_t launch) {
  const size_t *parts = reshaper->parts.data;
  while (launch > 0 && parts[launch - 1] == parts[launch])
    --launch;
  return launch;
}

static bool haveSameOffer(const FuselageShapeOffer *a,
                          const FuselageShapeOffer *b) {
  return a->count == b->count && a->isSpread == b->isSpread &&
         a->shape.numBlocks == b->shape.numBlocks &&
         a->shape.numThreads == b->shape.numThreads;
}

/// Whether iterations of loops are threads in one of some launches.
static bool isSpread(const Reshaper *reshaper, size_t first, size_t count) {
  for (size_t i = first; i < first + count; ++i)
    if (reshaper->copies.data[i].spread.size != 0)
      return true;
  return false;
}

/// Notes that `count` launches from `first` on are offered a shape. Stores
/// whether they were offered it before: a plan has said that it is no help.
static bool noteOffer(Reshaper *reshaper, const FuselageLentShape *shape,
                      size_t first, size_t count, bool *isKnown) {
  FuselageReshaping *reshaping = reshaper->reshaping;
  MlirOperation launch = fuselageJournalGetUnshaped(
      reshaper->journal, reshaper->table.launches.data[first].launch);
  FuselageShapeOffer offer = {
      .shape = *shape,
      .count = count,
      .isSpread = isSpread(reshaper, first, count),
      .previous = fuselagePointerMapLookup(&reshaping->lastOffers, launch.ptr)};
  *isKnown = false;
  for (uint32_t i = offer.previous;
       i != FUSELAGE_POINTER_NOT_FOUND && !*isKnown;
       i = reshaping->offers.data[i].previous)
    *isKnown = haveSameOffer(&offer, &reshaping->offers.data[i]);
  if (*isKnown)
    return true;
  FuselageShapeOffer *slot = FUSELAGE_ARRAY_APPEND(&reshaping->offers);
  if (!slot)
    return false;
  *slot = offer;
  return fuselagePointerMapInsert(&reshaping->lastOffers, launch.ptr,
                                  (uint32_t)(reshaping->offers.size - 1));
}

static void take(Reshaper *reshaper, size_t first, size_t end) {
  for (size_t i = first; i < end; ++i)
    reshaper->taken.data[i] = true;
}

/// Gives the launches from `first` up to `end`, a part next to another, the
/// shape that a launch of the other lends. Stores whether they take it.
static bool lendTo(Reshaper *reshaper, FuselageShapeSearch *search,
                   const FuselageLentShape *shape, size_t first, size_t end,
                   bool *isTaken) {
  FuselageShapeChain chain;
  bool isKnown;
  *isTaken = !reshaper->taken.data[first] &&
             fuselageFindLentShape(search, shape, first, end - first, &chain);
  if (!*isTaken)
    return true;
  if (!noteOffer(reshaper, shape, first, end - first, &isKnown))
    return false;
  *isTaken = !isKnown;
  if (isKnown)
    return true;
  take(reshaper, first, end);
  return reshapeChain(reshaper, &chain);
}

/// Notes that the part from `first` up to `end` is to lend its shape.
static bool noteLender(Reshaper *reshaper, size_t first, size_t end) {
  FuselageReshaping *reshaping = reshaper->reshaping;
  FuselageShapeLender *slot = FUSELAGE_ARRAY_APPEND(&reshaping->lenders);
  if (!slot)
    return false;
  *slot = (FuselageShapeLender){0};
  for (size_t i = first; i < end; ++i)
    if (!fuselagePointerMapInsert(&reshaping->lenderNumbers,
                                  reshaper->table.launches.data[i].launch.ptr,
                                  (uint32_t)(reshaping->lenders.size - 1)))
      return false;
  return true;
}

/// Lends the shape of the part from `first` up to `end`, which has to keep it,
/// to the parts before and after it.
static bool lendShape(Reshaper *reshaper, FuselageShapeSearch *search,
                      size_t first, size_t end) {
  FuselageLentShape shape;
  size_t count = reshaper->parts.size;
  if (reshaper->taken.data[first] ||
      !fuselageLentShapeRead(reshaper->table.launches.data[first].launch,
                             &shape))
    return true;
  if (!noteLender(reshaper, first, end))
    return false;
  bool isTaken = true;
  for (size_t next = end, past; isTaken && next < count; next = past) {
    past = nextPart(reshaper, next);
    isTaken = reshaper->joins.data[next];
    if (isTaken && !lendTo(reshaper, search, &shape, next, past, &isTaken))
      return false;
    if (isTaken)
      take(reshaper, first, end);
  }
  isTaken = true;
  for (size_t next = first, start; isTaken && next > 0; next = start) {
    start = startOfPart(reshaper, next - 1);
    isTaken = reshaper->joins.data[next];
    if (isTaken && !lendTo(reshaper, search, &shape, start, next, &isTaken))
      return false;
    if (isTaken)
      take(reshaper, first, end);
  }
  return true;
}

/// Whether the part from `first` up to `end` has a launch that keeps its shape.
static bool isFixed(const Reshaper *reshaper, size_t first, size_t end) {
  for (size_t i = first; i < end; ++i)
    if (!reshaper->table.launches.data[i].isIndependent)
      return true;
  return false;
}

/// Whether it has a launch that was reshaped in an earlier step.
static bool isReshaped(const Reshaper *reshaper, size_t first, size_t end) {
  for (size_t i = first; i < end; ++i)
    if (fuselageJournalFindShape(reshaper->journal,
                                 reshaper->table.launches.data[i].launch))
      return true;
  return false;
}

typedef bool (*PartTest)(const Reshaper *reshaper, size_t first, size_t end);

/// Lends the shapes of parts to what no chain has, the parts in the order of
/// the step.
static bool lendShapesOf(Reshaper *reshaper, FuselageShapeSearch *search,
                         PartTest mayLend) {
  size_t count = reshaper->parts.size;
  bool isBackwards = reshaper->step == FUSELAGE_SHAPES_LENT_BACKWARDS;
  for (size_t done = 0, first, end; done < count; done += end - first) {
    first = isBackwards ? startOfPart(reshaper, count - done - 1) : done;
    end = nextPart(reshaper, first);
    if (mayLend(reshaper, first, end) &&
        !lendShape(reshaper, search, first, end))
      return false;
  }
  return true;
}

/// Launches that were reshaped could have another shape, so those come first
/// that could not.
static bool lendShapes(Reshaper *reshaper, FuselageShapeSearch *search) {
  return lendShapesOf(reshaper, search, isFixed) &&
         lendShapesOf(reshaper, search, isReshaped);
}

static bool reshapeChains(Reshaper *reshaper, FuselageShapeSearch *search) {
  for (size_t first = 0; first < reshaper->table.launches.size;) {
    FuselageShapeChain chain;
    bool found = fuselageFindCommonShape(search, first, &chain);
    if (search->outOfMemory || (found && !reshapeChain(reshaper, &chain)))
      return false;
    if (found)
      take(reshaper, first, first + chain.count);
    first = found ? first + chain.count : nextPart(reshaper, first);
  }
  return true;
}

static bool chooseShapes(Reshaper *reshaper) {
  FuselageShapeSearch search = {
      .table = &reshaper->table,
      .parts = reshaper->parts.data,
      .joins = reshaper->joins.data,
      .blockSize = (int64_t)reshaper->options->blockSize,
      .device = fuselageDeviceFindOrDefault(reshaper->options->device),
      .isForTime = reshaper->options->objective == FUSELAGE_OBJECTIVE_TIME,
      .maxParameterBytes =
          fuselageParameterLimit(reshaper->options->maxParameterBytes),
      .mappings = reshaper->mappings.data};
  return (reshaper->step != FUSELAGE_SHAPES_ANY ||
          reshapeChains(reshaper, &search)) &&
         lendShapes(reshaper, &search);
}

/// Whether another shape may bring two neighbours together: nothing that the
/// host does, and no property of a kernel, is between them.
static bool isAboutShape(FuselageReason reason) {
  switch (reason) {
  case FUSELAGE_REASON_NONE:
  case FUSELAGE_REASON_DIFFERENT_GRID:
  case FUSELAGE_REASON_DIFFERENT_BLOCK:
  case FUSELAGE_REASON_CROSS_BLOCK_RAW:
  case FUSELAGE_REASON_CROSS_BLOCK_WAR:
  case FUSELAGE_REASON_WAW_ORDER:
    return true;
  default:
    return false;
  }
}

/// Stores the loops of a launch whose iterations are to be threads, or null.
static bool findLoops(const Reshaper *reshaper, MlirOperation launch,
                      const FuselageSpreadLoops **loopsOrNull) {
  *loopsOrNull = NULL;
  return !reshaper->spreads ||
         fuselageSpreadTableFind(&reshaper->reshaping->spreads, launch,
                                 loopsOrNull);
}

/// Makes the iterations of loops threads of a copy.
static bool spreadCopy(const Reshaper *reshaper,
                       const FuselageSpreadLoops *loops, LaunchCopy *copy) {
  FuselageOperationList *values = &reshaper->journal->values;
  ++reshaper->reshaping->numSpread;
  return FUSELAGE_ARRAY_RESERVE(values,
                                values->size + FUSELAGE_MAX_SPREAD_LOOPS) &&
         fuselageSpreadLoops(copy->op, loops, values, &copy->spread);
}

/// Puts a copy before a launch whose items are easier to see there, or are
/// more: one that was reshaped, as it was, or one with barriers and memory that
/// may do nothing, or with loops whose iterations may be threads. Makes none
/// where the launch itself is as good.
static bool makeCopy(const Reshaper *reshaper, MlirOperation launch,
                     LaunchCopy *copy) {
  MlirOperation unshaped =
      fuselageJournalGetUnshaped(reshaper->journal, launch);
  bool mayBePlainer = fuselageLaunchMayBePlainer(unshaped);
  const FuselageSpreadLoops *loops;
  if (!findLoops(reshaper, unshaped, &loops))
    return false;
  if (!mayBePlainer && !loops && mlirOperationEqual(launch, unshaped))
    return true;
  copy->op = mlirOperationClone(unshaped);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(launch), launch,
                                      copy->op);
  return (!loops || spreadCopy(reshaper, loops, copy)) &&
         (!mayBePlainer || fuselageLaunchMakePlain(
                               copy->op, reshaper->options->assumeNoaliasArgs));
}

/// Reads a launch, or the copy that is to stand in its place. A launch that
/// stands for a copy of the host may have to become one again, and keeps its
/// shape.
static bool readLaunch(Reshaper *reshaper, MlirOperation launch) {
  LaunchCopy *copy = FUSELAGE_ARRAY_APPEND(&reshaper->copies);
  if (!copy)
    return false;
  *copy = (LaunchCopy){0};
  bool keepsShape = fuselageJournalFindReplacement(reshaper->journal, launch);
  bool succeeded = keepsShape || makeCopy(reshaper, launch, copy);
  bool isCopied = !mlirOperationIsNull(copy->op);
  succeeded = succeeded &&
              fuselageItemAccessTableAdd(&reshaper->table, &reshaper->reader,
                                         isCopied ? copy->op : launch);
  if (isCopied)
    mlirOperationRemoveFromParent(copy->op);
  if (!succeeded)
    return false;
  FuselageShapedLaunch *shaped =
      &reshaper->table.launches.data[reshaper->table.launches.size - 1];
  shaped->launch = shaped->items.launch = launch;
  shaped->isIndependent = shaped->isIndependent && !keepsShape;
  return true;
}

/// Reads the launches of a run and the groups that they are in.
static bool readRun(Reshaper *reshaper, const FuselageRun *run,
                    size_t firstGroup, size_t endGroup) {
  size_t numStages = run->numStages;
  if (!FUSELAGE_ARRAY_RESERVE(&reshaper->parts, numStages) ||
      !FUSELAGE_ARRAY_RESERVE(&reshaper->mappings, numStages) ||
      !FUSELAGE_ARRAY_RESERVE(&reshaper->joins, numStages) ||
      !FUSELAGE_ARRAY_RESERVE(&reshaper->taken, numStages))
    return false;
  for (size_t i = 0; i < numStages; ++i) {
    reshaper->joins.data[i] = isAboutShape(run->obstacles[i].reason);
    reshaper->taken.data[i] = false;
  }
  for (size_t i = firstGroup; i < endGroup; ++i) {
    const FuselageGroup *group = &reshaper->planned->plan.groups.data[i].group;
    for (size_t j = 0; j < group->numStages; ++j)
      reshaper->parts.data[group->firstStage + j] = i;
  }
  reshaper->parts.size = reshaper->mappings.size = numStages;
  for (size_t i = 0; i < numStages; ++i)
    if (!readLaunch(reshaper, run->launches[i]))
      return false;
  return true;
}

static void freeReshaper(Reshaper *reshaper) {
  fuselageIndexReaderFree(&reshaper->reader);
  fuselageSymbolTableFree(&reshaper->symbols);
  fuselageItemAccessTableFree(&reshaper->table);
  for (size_t i = 0; i < reshaper->copies.size; ++i) {
    LaunchCopy *copy = &reshaper->copies.data[i];
    if (!mlirOperationIsNull(copy->op))
      mlirOperationDestroy(copy->op);
    FUSELAGE_ARRAY_FREE(&copy->spread);
  }
  FUSELAGE_ARRAY_FREE(&reshaper->parts);
  FUSELAGE_ARRAY_FREE(&reshaper->mappings);
  FUSELAGE_ARRAY_FREE(&reshaper->joins);
  FUSELAGE_ARRAY_FREE(&reshaper->taken);
  FUSELAGE_ARRAY_FREE(&reshaper->copies);
  fuselageValuePoolFree(&reshaper->pool);
}

static bool reshapeRun(Reshaper *reshaper, size_t firstGroup, size_t endGroup) {
  size_t runNumber = reshaper->planned->plan.groups.data[firstGroup].run;
  FuselageRun run =
      fuselageAnalysisGetRun(reshaper->planned->analysis, runNumber);
  fuselageIndexReaderInit(
      &reshaper->reader,
      mlirOperationGetContext(mlirBlockGetParentOperation(run.block)),
      &reshaper->symbols);
  bool succeeded =
      readRun(reshaper, &run, firstGroup, endGroup) && chooseShapes(reshaper);
  freeReshaper(reshaper);
  return succeeded;
}

static void forget(FuselageReshaping *reshaping) {
  reshaping->launches.size = 0;
  reshaping->chains.size = 0;
  fuselagePointerMapClear(&reshaping->numbers);
  reshaping->lenders.size = 0;
  fuselagePointerMapClear(&reshaping->lenderNumbers);
}

bool fuselageReshapeLaunches(const FuselagePlannedFusion *planned,
                             const FuselageFusionOptions *options,
                             FuselageShapeStep step, bool spreads,
                             FuselageJournal *journal,
                             FuselageReshaping *reshaping) {
  forget(reshaping);
  reshaping->spreads.search.options = (FuselageAnalysisOptions){
      .assumeNoaliasArgs = options->assumeNoaliasArgs,
      .maxParameterBytes = fuselageParameterLimit(options->maxParameterBytes)};
  size_t numGroups = planned->plan.groups.size;
  const FuselagePlannedGroup *groups = planned->plan.groups.data;
  for (size_t first = 0, end; first < numGroups; first = end) {
    end = first + 1;
    while (end < numGroups && groups[end].run == groups[first].run)
      ++end;
    Reshaper reshaper = {.planned = planned,
                         .options = options,
                         .step = step,
                         .spreads = spreads,
                         .journal = journal,
                         .reshaping = reshaping};
    if (end - first > 1 && !reshapeRun(&reshaper, first, end))
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// What did not help
//===----------------------------------------------------------------------===//

static FuselageReshapedLaunch *find(const FuselageReshaping *reshaping,
                                    MlirOperation launch) {
  uint32_t number = fuselagePointerMapLookup(&reshaping->numbers, launch.ptr);
  if (number == FUSELAGE_POINTER_NOT_FOUND ||
      mlirOperationIsNull(reshaping->launches.data[number].launch))
    return NULL;
  return &reshaping->launches.data[number];
}

/// Counts a group for each lender that has launches in it, one after the other.
static void countForLenders(FuselageReshaping *reshaping,
                            const FuselageRun *run,
                            const FuselageGroup *group) {
  uint32_t last = FUSELAGE_POINTER_NOT_FOUND;
  for (size_t i = 0; i < group->numStages; ++i) {
    uint32_t lender = fuselagePointerMapLookup(
        &reshaping->lenderNumbers, run->launches[group->firstStage + i].ptr);
    if (lender != FUSELAGE_POINTER_NOT_FOUND && lender != last)
      ++reshaping->lenders.data[lender].groupsAfter;
    last = lender;
  }
}

/// Counts the groups that have launches of each chain, and of each lender.
static void countGroups(FuselageReshaping *reshaping,
                        const FuselagePlannedFusion *planned) {
  for (size_t i = 0; i < reshaping->chains.size; ++i)
    reshaping->chains.data[i].groupsAfter = 0;
  for (size_t i = 0; i < reshaping->lenders.size; ++i)
    reshaping->lenders.data[i].groupsAfter = 0;
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    countForLenders(reshaping, &run, &group->group);
    size_t lastChain = SIZE_MAX;
    for (size_t j = 0; j < group->group.numStages; ++j) {
      const FuselageReshapedLaunch *launch =
          find(reshaping, run.launches[group->group.firstStage + j]);
      if (launch && launch->chain != lastChain) {
        lastChain = launch->chain;
        ++reshaping->chains.data[lastChain].groupsAfter;
      }
    }
  }
}

/// Whether a group joins launches that different groups had.
static bool joinsParts(const FuselageReshaping *reshaping,
                       const FuselageRun *run, const FuselageGroup *group) {
  const FuselageReshapedLaunch *first =
      find(reshaping, run->launches[group->firstStage]);
  for (size_t i = 1; i < group->numStages; ++i) {
    const FuselageReshapedLaunch *launch =
        find(reshaping, run->launches[group->firstStage + i]);
    if (!first != !launch || (first && first->part != launch->part))
      return true;
  }
  return false;
}

/// Whether a group has a launch whose shape is its own: it may have lent that
/// to the others, which without it may have too many blocks.
static bool hasOwnShape(const FuselageReshaping *reshaping,
                        const FuselageRun *run, const FuselageGroup *group) {
  for (size_t i = 0; i < group->numStages; ++i)
    if (!find(reshaping, run->launches[group->firstStage + i]))
      return true;
  return false;
}

static size_t restore(FuselageJournal *journal,
                      FuselageReshapedLaunch *launch) {
  FuselageChange *change = fuselageJournalFindShape(journal, launch->launch);
  if (!change)
    return 0;
  fuselageJournalUndoChange(journal, change);
  launch->launch = (MlirOperation){NULL};
  return 1;
}

/// Whether the launches of a chain are in fewer groups than before. A group
/// that lends its shape and loses launches to the chain makes no fewer.
static bool makesFewer(const FuselageReshaping *reshaping,
                       const FuselageReshapedChain *chain) {
  return chain->groupsAfter < chain->groupsBefore &&
         (!chain->isLent ||
          reshaping->lenders.data[chain->lender].groupsAfter == 1);
}

/// Finds the chains whose launches are all to get their shapes back: those that
/// are no fewer groups, and those of which a part is taken back. A grid that is
/// as large as the largest of a chain wants is too large for the rest.
static void judgeChains(FuselageReshaping *reshaping,
                        const FuselagePlannedFusion *planned) {
  for (size_t i = 0; i < reshaping->chains.size; ++i)
    reshaping->chains.data[i].isGivenUp =
        !makesFewer(reshaping, &reshaping->chains.data[i]);
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    if (joinsParts(reshaping, &run, &group->group))
      continue;
    for (size_t j = 0; j < group->group.numStages; ++j) {
      const FuselageReshapedLaunch *launch =
          find(reshaping, run.launches[group->group.firstStage + j]);
      if (launch && !reshaping->chains.data[launch->chain].isUniform)
        reshaping->chains.data[launch->chain].isGivenUp = true;
    }
  }
}

size_t fuselageReshapingRestore(FuselageReshaping *reshaping,
                                const FuselagePlannedFusion *planned,
                                FuselageJournal *journal) {
  size_t numRestored = 0;
  countGroups(reshaping, planned);
  judgeChains(reshaping, planned);
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
    bool helps = joinsParts(reshaping, &run, &group->group);
    bool hasLender = hasOwnShape(reshaping, &run, &group->group);
    for (size_t j = 0; j < group->group.numStages; ++j) {
      FuselageReshapedLaunch *launch =
          find(reshaping, run.launches[group->group.firstStage + j]);
      if (!launch)
        continue;
      const FuselageReshapedChain *chain =
          &reshaping->chains.data[launch->chain];
      if (!helps || chain->isGivenUp || (chain->isLent && !hasLender))
        numRestored += restore(journal, launch);
    }
  }
  return numRestored;
}

void fuselageReshapingFree(FuselageReshaping *reshaping) {
  FUSELAGE_ARRAY_FREE(&reshaping->launches);
  FUSELAGE_ARRAY_FREE(&reshaping->chains);
  fuselagePointerMapFree(&reshaping->numbers);
  FUSELAGE_ARRAY_FREE(&reshaping->lenders);
  fuselagePointerMapFree(&reshaping->lenderNumbers);
  FUSELAGE_ARRAY_FREE(&reshaping->offers);
  fuselagePointerMapFree(&reshaping->lastOffers);
  fuselageSpreadTableFree(&reshaping->spreads);
}
