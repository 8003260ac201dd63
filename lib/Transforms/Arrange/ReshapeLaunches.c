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
#include "Transforms/Report/ShapeRemarks.h"
#include "Transforms/Shape/CommonShape.h"
#include "Transforms/Shape/ItemAccesses.h"
#include "Transforms/Shape/LentShape.h"
#include "Transforms/Shape/RemapItems.h"

/// The launches of one block.
typedef struct Reshaper {
  const FuselagePlannedFusion *planned;
  const FuselageFusionOptions *options;
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
  /// For each launch, whether a chain has it.
  FUSELAGE_ARRAY(bool) taken;
  /// Of the chain: equal constants have to be one value for the clean-up.
  FuselageConstantPool constants;
} Reshaper;

//===----------------------------------------------------------------------===//
// One launch
//===----------------------------------------------------------------------===//

/// Builds the grid of a chain before its first launch: as many blocks as any of
/// its launches takes. No device launches none; where that may be so only in
/// the new shape there is one.
static MlirValue buildGrid(const Reshaper *reshaper,
                           const FuselageOpBuilder *host,
                           const FuselageShapeChain *chain) {
  if (chain->numBlocks >= 0)
    return fuselageBuildIndexConstant(host, chain->numBlocks);
  MlirValue most = {NULL};
  size_t count = chain->isUniform ? 1 : chain->count;
  for (size_t i = chain->first; i < chain->first + count; ++i) {
    MlirValue blocks = fuselageItemMappingBuildBlocks(
        host, &reshaper->table.launches.data[i].items,
        &reshaper->mappings.data[i]);
    most =
        mlirValueIsNull(most)
            ? blocks
            : fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MAXUI, most, blocks);
  }
  return chain->isUniform
             ? most
             : fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MAXUI, most,
                                   fuselageBuildIndexConstant(host, 1));
}

/// Whether a launch takes all blocks of its chain.
static bool takesAllBlocks(const FuselageShapeChain *chain,
                           const FuselageWorkItems *items,
                           const FuselageItemMapping *mapping) {
  return chain->numBlocks < 0
             ? chain->isUniform
             : fuselageItemMappingGetBlocks(items, mapping) == chain->numBlocks;
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

/// Gives a launch the shape of its chain. The symbols are those of this launch
/// alone: what stands for a value that is erased afterwards must not be found
/// for another one at its address.
static bool remap(const FuselageOpBuilder *host,
                  const FuselageShapeChain *chain,
                  const FuselageItemMapping *mapping, MlirOperation launch,
                  MlirValue numBlocks) {
  FuselageSymbolTable symbols = {0};
  FuselageIndexReader reader;
  fuselageIndexReaderInit(&reader, host->context, &symbols);
  FuselageWorkItems items;
  bool succeeded = fuselageWorkItemsRead(&reader, launch, &items);
  if (succeeded) {
    FuselageItemGrid grid = {numBlocks, takesAllBlocks(chain, &items, mapping)};
    succeeded = fuselageRemapItems(&reader, host, &items, mapping, &grid);
  }
  fuselageIndexReaderFree(&reader);
  fuselageSymbolTableFree(&symbols);
  return succeeded;
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
  MlirOperation launch = mlirOperationClone(original);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(original), original,
                                      launch);
  FuselageOpBuilder host = fuselageOpBuilderBefore(launch);
  host.created = &journal->values;
  host.constants = &reshaper->constants;
  bool succeeded = remap(&host, chain, mapping, launch, numBlocks) &&
                   fuselageJournalReshape(journal, original, launch);
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
      .isLent = chain->isLent};
  FuselageJournal *journal = reshaper->journal;
  if (!FUSELAGE_ARRAY_RESERVE(&journal->values,
                              journal->values.size +
                                  chain->count * FUSELAGE_MAX_SHAPE_VALUES))
    return false;
  reshaper->constants.size = 0;
  FuselageOpBuilder host = fuselageOpBuilderBefore(
      reshaper->table.launches.data[chain->first].launch);
  host.created = &journal->values;
  host.constants = &reshaper->constants;
  MlirValue numBlocks = buildGrid(reshaper, &host, chain);
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

/// Gives the launches from `first` up to `end`, a part next to another, the
/// shape that a launch of the other lends. Stores whether they take it.
static bool lendTo(Reshaper *reshaper, FuselageShapeSearch *search,
                   const FuselageLentShape *shape, size_t first, size_t end,
                   bool *isTaken) {
  FuselageShapeChain chain;
  *isTaken = !reshaper->taken.data[first] &&
             fuselageFindLentShape(search, shape, first, end - first, &chain);
  if (!*isTaken)
    return true;
  for (size_t i = first; i < end; ++i)
    reshaper->taken.data[i] = true;
  return reshapeChain(reshaper, &chain);
}

/// Lends the shape of the part from `first` up to `end`, which has to keep it,
/// to the parts before and after it.
static bool lendShape(Reshaper *reshaper, FuselageShapeSearch *search,
                      size_t first, size_t end) {
  FuselageLentShape shape;
  size_t count = reshaper->parts.size;
  if (!fuselageLentShapeRead(reshaper->table.launches.data[first].launch,
                             &shape))
    return true;
  bool isTaken = true;
  for (size_t next = end, past; isTaken && next < count; next = past) {
    past = nextPart(reshaper, next);
    isTaken = reshaper->joins.data[next];
    if (isTaken && !lendTo(reshaper, search, &shape, next, past, &isTaken))
      return false;
  }
  isTaken = true;
  for (size_t next = first, start; isTaken && next > 0; next = start) {
    start = startOfPart(reshaper, next - 1);
    isTaken = reshaper->joins.data[next];
    if (isTaken && !lendTo(reshaper, search, &shape, start, next, &isTaken))
      return false;
  }
  return true;
}

/// Lends the shapes of launches that keep theirs to what no chain has.
static bool lendShapes(Reshaper *reshaper, FuselageShapeSearch *search) {
  size_t count = reshaper->parts.size;
  for (size_t first = 0, end; first < count; first = end) {
    end = nextPart(reshaper, first);
    bool isFixed = false;
    for (size_t i = first; i < end; ++i)
      isFixed = isFixed || !reshaper->table.launches.data[i].isIndependent;
    if (isFixed && !lendShape(reshaper, search, first, end))
      return false;
  }
  return true;
}

/// The name was checked before.
static const FuselageDevice *deviceOf(const FuselageFusionOptions *options) {
  return options->device ? fuselageDeviceFind(options->device)
                         : fuselageDeviceGetDefault();
}

static bool reshapeChains(Reshaper *reshaper) {
  FuselageShapeSearch search = {
      .table = &reshaper->table,
      .parts = reshaper->parts.data,
      .joins = reshaper->joins.data,
      .blockSize = (int64_t)reshaper->options->blockSize,
      .device = deviceOf(reshaper->options),
      .maxParameterBytes =
          fuselageParameterLimit(reshaper->options->maxParameterBytes),
      .mappings = reshaper->mappings.data};
  for (size_t first = 0; first < reshaper->table.launches.size;) {
    FuselageShapeChain chain;
    bool found = fuselageFindCommonShape(&search, first, &chain);
    if (search.outOfMemory || (found && !reshapeChain(reshaper, &chain)))
      return false;
    for (size_t i = 0; found && i < chain.count; ++i)
      reshaper->taken.data[first + i] = true;
    first = found ? first + chain.count : nextPart(reshaper, first);
  }
  return lendShapes(reshaper, &search);
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

/// Reads the launches of a run and the groups that they are in. A launch that
/// stands for a copy may have to become one again, and keeps its shape.
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
  for (size_t i = 0; i < numStages; ++i) {
    if (!fuselageItemAccessTableAdd(&reshaper->table, &reshaper->reader,
                                    run->launches[i]))
      return false;
    if (fuselageJournalFindReplacement(reshaper->journal, run->launches[i]))
      reshaper->table.launches.data[i].isIndependent = false;
  }
  return true;
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
      readRun(reshaper, &run, firstGroup, endGroup) && reshapeChains(reshaper);
  fuselageIndexReaderFree(&reshaper->reader);
  fuselageSymbolTableFree(&reshaper->symbols);
  fuselageItemAccessTableFree(&reshaper->table);
  FUSELAGE_ARRAY_FREE(&reshaper->parts);
  FUSELAGE_ARRAY_FREE(&reshaper->mappings);
  FUSELAGE_ARRAY_FREE(&reshaper->joins);
  FUSELAGE_ARRAY_FREE(&reshaper->taken);
  FUSELAGE_ARRAY_FREE(&reshaper->constants);
  return succeeded;
}

bool fuselageReshapeLaunches(const FuselagePlannedFusion *planned,
                             const FuselageFusionOptions *options,
                             FuselageJournal *journal,
                             FuselageReshaping *reshaping) {
  size_t numGroups = planned->plan.groups.size;
  const FuselagePlannedGroup *groups = planned->plan.groups.data;
  for (size_t first = 0, end; first < numGroups; first = end) {
    end = first + 1;
    while (end < numGroups && groups[end].run == groups[first].run)
      ++end;
    Reshaper reshaper = {.planned = planned,
                         .options = options,
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

/// Counts the groups that have launches of each chain.
static void countGroups(FuselageReshaping *reshaping,
                        const FuselagePlannedFusion *planned) {
  for (size_t i = 0; i < reshaping->chains.size; ++i)
    reshaping->chains.data[i].groupsAfter = 0;
  for (size_t i = 0; i < planned->plan.groups.size; ++i) {
    const FuselagePlannedGroup *group = &planned->plan.groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(planned->analysis, group->run);
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

/// Finds the chains whose launches are all to get their shapes back: those that
/// are no fewer groups, and those of which a part is taken back. A grid that is
/// as large as the largest of a chain wants is too large for the rest.
static void judgeChains(FuselageReshaping *reshaping,
                        const FuselagePlannedFusion *planned) {
  for (size_t i = 0; i < reshaping->chains.size; ++i)
    reshaping->chains.data[i].isGivenUp =
        reshaping->chains.data[i].groupsAfter >=
        reshaping->chains.data[i].groupsBefore;
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
}

void fuselageReportShapes(const FuselageJournal *journal) {
  for (size_t i = 0; i < journal->changes.size; ++i) {
    const FuselageChange *change = &journal->changes.data[i];
    if (change->kind == FUSELAGE_CHANGE_RESHAPED && !change->isUndone)
      fuselageEmitReshaped(change->replaced, change->launch);
  }
}
