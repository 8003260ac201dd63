//===- CommonShape.c - A shape that several launches can share ------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/CommonShape.h"

#include "Support/PointerMap.h"
#include "Transforms/Shape/ParameterRoom.h"
#include "Transforms/Shape/ShapeCost.h"

//===----------------------------------------------------------------------===//
// Buffers of a chain
//===----------------------------------------------------------------------===//

/// How the launches of a chain index one buffer.
typedef struct BufferState {
  size_t lastLaunch;
  bool isShared, isWritten;
  MlirValue base;
  /// For each dimension that becomes blocks, the indices that are this one in
  /// all accesses, as bits.
  uint32_t positions[FUSELAGE_MAX_ITEM_DIMS];
  /// Where all items are numbered: the dimension that each index is in all
  /// accesses, unless these differ; and the extents of the items.
  bool isMixed;
  int numDims;
  int8_t dims[FUSELAGE_MAX_INDEXED_RANK];
  MlirAffineExpr extents[FUSELAGE_MAX_ITEM_DIMS];
} BufferState;

typedef struct Chain {
  const FuselageItemAccessTable *table;
  size_t first;
  int numBlockDims;
  /// Whether the threads of one block have all items. Its most threads.
  bool isOneBlock;
  int64_t blockSize;
  /// Whether the blocks of some launch have several items each.
  bool hasRows;
  FuselageItemMapping *mappings;
  FuselagePointerMap numbers;
  FUSELAGE_ARRAY(BufferState) states;
  FuselageParameterRoom parameters;
  uint64_t maxParameterBytes;
  bool outOfMemory;
} Chain;

static const void *keyOf(uint32_t buffer) {
  return fuselagePointerMapKeyOfHash(2 * (uint64_t)buffer + 2);
}

static BufferState *findState(const Chain *chain, uint32_t buffer) {
  uint32_t number = fuselagePointerMapLookup(&chain->numbers, keyOf(buffer));
  return number == FUSELAGE_POINTER_NOT_FOUND ? NULL
                                              : &chain->states.data[number];
}

/// The indices of an access that are dimension `dim` of the items, as bits.
static uint32_t positionsOf(const FuselageItemAccess *access, int dim) {
  uint32_t positions = 0;
  for (int i = 0; i < access->rank; ++i)
    if (access->dims[i] == dim)
      positions |= UINT32_C(1) << i;
  return positions;
}

/// Whether every dimension of the items is an index of the access.
static bool hasAllDims(const FuselageItemAccess *access, int numDims) {
  for (int d = 0; d < numDims; ++d)
    if (positionsOf(access, d) == 0)
      return false;
  return true;
}

static BufferState stateOf(const Chain *chain, size_t launch,
                           const FuselageItemAccess *access) {
  const FuselageWorkItems *items = &chain->table->launches.data[launch].items;
  const FuselageItemMapping *mapping = &chain->mappings[launch];
  BufferState state = {.lastLaunch = launch,
                       .isWritten = access->isWrite,
                       .base = access->base,
                       .numDims = items->numDims,
                       .isMixed = !hasAllDims(access, items->numDims)};
  for (int i = 0; i < mapping->numBlockDims; ++i)
    state.positions[i] = positionsOf(access, mapping->dims[i]);
  for (int i = 0; i < access->rank; ++i)
    state.dims[i] = access->dims[i];
  for (int d = 0; d < items->numDims; ++d)
    state.extents[d] = items->dims[d].extentOrNull;
  return state;
}

static bool haveSameItems(const BufferState *a, const BufferState *b) {
  if (a->numDims != b->numDims)
    return false;
  for (int i = 0; i < FUSELAGE_MAX_INDEXED_RANK; ++i)
    if (a->dims[i] != b->dims[i])
      return false;
  // Items are numbered alike whatever the extent of the outermost dimension.
  for (int d = 1; d < a->numDims; ++d)
    if (mlirAffineExprIsNull(a->extents[d]) ||
        !mlirAffineExprEqual(a->extents[d], b->extents[d]))
      return false;
  return true;
}

static void join(const Chain *chain, const BufferState *access,
                 BufferState *state) {
  state->isShared = state->isShared || state->lastLaunch != access->lastLaunch;
  state->lastLaunch = access->lastLaunch;
  state->isWritten = state->isWritten || access->isWritten;
  bool hasSameBase = mlirValueEqual(state->base, access->base);
  for (int i = 0; i < chain->numBlockDims; ++i)
    state->positions[i] &= hasSameBase ? access->positions[i] : 0;
  state->isMixed = state->isMixed || access->isMixed || !hasSameBase ||
                   !haveSameItems(state, access);
}

/// True if what the launches do to the buffer stays in a thread, or a block.
static bool isSettled(const Chain *chain, const BufferState *state) {
  if (!state->isShared || !state->isWritten || chain->isOneBlock)
    return true;
  for (int i = 0; i < chain->numBlockDims; ++i)
    if (state->positions[i] == 0)
      return false;
  return chain->numBlockDims != 0 || !state->isMixed;
}

/// Adds the accesses and parameters of a launch. False if the chain then has a
/// buffer that is not settled, a kernel has too many parameters, or memory is
/// out: the chain must end before this launch.
static bool addAccesses(Chain *chain, size_t launch) {
  const FuselageShapedLaunch *shaped = &chain->table->launches.data[launch];
  if (!fuselageParameterRoomAdd(&chain->parameters, shaped->launch)) {
    chain->outOfMemory = true;
    return false;
  }
  if (!fuselageParameterRoomIsLeft(&chain->parameters,
                                   chain->maxParameterBytes))
    return false;
  for (size_t i = 0; i < shaped->numAccesses; ++i) {
    const FuselageItemAccess *access =
        &chain->table->accesses.data[shaped->firstAccess + i];
    BufferState added = stateOf(chain, launch, access);
    BufferState *state = findState(chain, access->buffer);
    if (!state) {
      state = FUSELAGE_ARRAY_APPEND(&chain->states);
      if (!state ||
          !fuselagePointerMapInsert(&chain->numbers, keyOf(access->buffer),
                                    (uint32_t)(chain->states.size - 1))) {
        chain->outOfMemory = true;
        return false;
      }
      *state = added;
    } else {
      join(chain, &added, state);
    }
    if (!isSettled(chain, state))
      return false;
  }
  return true;
}

/// The same question, with nothing added.
static bool canAdd(const Chain *chain, size_t launch) {
  const FuselageShapedLaunch *shaped = &chain->table->launches.data[launch];
  for (size_t i = 0; i < shaped->numAccesses; ++i) {
    const FuselageItemAccess *access =
        &chain->table->accesses.data[shaped->firstAccess + i];
    const BufferState *known = findState(chain, access->buffer);
    if (!known)
      continue;
    BufferState added = stateOf(chain, launch, access), state = *known;
    join(chain, &added, &state);
    if (!isSettled(chain, &state))
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Mappings of one launch
//===----------------------------------------------------------------------===//

/// True if the items of both launches are as many along the dimensions of their
/// mappings from `first` up to `end`.
static bool haveSameExtents(const Chain *chain, size_t a, size_t b, int first,
                            int end) {
  const FuselageWorkItems *itemsA = &chain->table->launches.data[a].items;
  const FuselageWorkItems *itemsB = &chain->table->launches.data[b].items;
  for (int i = first; i < end; ++i) {
    MlirAffineExpr extentA =
        itemsA->dims[chain->mappings[a].dims[i]].extentOrNull;
    MlirAffineExpr extentB =
        itemsB->dims[chain->mappings[b].dims[i]].extentOrNull;
    if (mlirAffineExprIsNull(extentA) || !mlirAffineExprEqual(extentA, extentB))
      return false;
  }
  return true;
}

/// True if a launch shares a buffer with the chain that one of them writes.
static bool isLinked(const Chain *chain, size_t launch) {
  const FuselageShapedLaunch *shaped = &chain->table->launches.data[launch];
  for (size_t i = 0; i < shaped->numAccesses; ++i) {
    const FuselageItemAccess *access =
        &chain->table->accesses.data[shaped->firstAccess + i];
    const BufferState *state = findState(chain, access->buffer);
    if (state && (state->isWritten || access->isWrite))
      return true;
  }
  return false;
}

/// Gives the items of a launch the threads of one block. False if they may be
/// more.
static bool mapToBlock(const Chain *chain, size_t launch) {
  const FuselageWorkItems *items = &chain->table->launches.data[launch].items;
  FuselageItemMapping *mapping = &chain->mappings[launch];
  *mapping = fuselageItemMappingMake(items, 0, 0);
  int64_t extent = fuselageItemMappingGetExtent(items, mapping);
  return extent >= 0 && extent <= chain->blockSize;
}

/// Whether the blocks of a launch have several items each.
static bool hasRows(const Chain *chain, size_t launch) {
  return chain->table->launches.data[launch].items.numDims >
         chain->numBlockDims;
}

/// True if a launch that has nothing to do with the chain may have as many
/// blocks along the outermost dimension. If one number is not known, guards
/// decide between rows: a block for each of unknown elements would be far too
/// many.
static bool mayHaveSameRows(const Chain *chain, size_t launch) {
  const FuselageShapedLaunch *launches = chain->table->launches.data;
  int64_t rows =
      launches[launch].items.dims[chain->mappings[launch].dims[0]].extent;
  int64_t ofFirst = launches[chain->first]
                        .items.dims[chain->mappings[chain->first].dims[0]]
                        .extent;
  if (rows >= 0 && ofFirst >= 0)
    return rows == ofFirst;
  return haveSameExtents(chain, chain->first, launch, 0, 1) ||
         (chain->hasRows && hasRows(chain, launch));
}

/// Finds a mapping with which a launch may join the chain.
static bool findMapping(Chain *chain, size_t launch) {
  const FuselageWorkItems *items = &chain->table->launches.data[launch].items;
  if (chain->isOneBlock)
    return mapToBlock(chain, launch);
  int numBlockDims = chain->numBlockDims;
  bool needsRows = numBlockDims != 0 && !isLinked(chain, launch);
  int last = numBlockDims == 1 ? items->numDims - 1 : 0;
  if (numBlockDims > items->numDims)
    return false;
  for (int first = 0; first <= last; ++first) {
    chain->mappings[launch] =
        fuselageItemMappingMake(items, first, numBlockDims);
    if (haveSameExtents(chain, chain->first, launch, 1, numBlockDims) &&
        fuselageItemMappingKeepsOrder(items, &chain->mappings[launch]) &&
        (!needsRows || mayHaveSameRows(chain, launch)) && canAdd(chain, launch))
      return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Sizes
//===----------------------------------------------------------------------===//

static int64_t greater(int64_t a, int64_t b) { return a > b ? a : b; }

/// The most items that one row of some launch has, -1 if that is not known.
static int64_t itemsOfLongestRow(const Chain *chain, size_t count) {
  int64_t most = 1;
  for (size_t i = chain->first; i < chain->first + count && most >= 0; ++i) {
    int64_t items = fuselageItemMappingGetRowItems(
        &chain->table->launches.data[i].items, &chain->mappings[i]);
    most = items < 0 ? -1 : greater(most, items);
  }
  return most;
}

/// The number of threads for a block: enough for the items that one block of
/// some launch has, if that is known, in whole warps. Chains without dimensions
/// of blocks all have the same number, so that later launches find it.
static int64_t threadsFor(const Chain *chain, size_t count, int64_t numRows) {
  if (chain->numBlockDims == 0)
    return chain->blockSize;
  int64_t most = itemsOfLongestRow(chain, count);
  return most < 0 || most > chain->blockSize / numRows
             ? chain->blockSize
             : fuselageRoundToWarps(most * numRows);
}

/// Whether a launch takes as many blocks as the first of the chain, without a
/// bound on either: a launch of no blocks then is one as it is, too.
static bool sharesGrid(const Chain *chain, size_t launch) {
  const FuselageWorkItems *items = &chain->table->launches.data[launch].items;
  const FuselageWorkItems *first =
      &chain->table->launches.data[chain->first].items;
  if (items->isInRows || first->isInRows)
    return false;
  if (chain->numBlockDims != 0)
    return haveSameExtents(chain, chain->first, launch, 0, chain->numBlockDims);
  return items->numDims == first->numDims &&
         haveSameExtents(chain, chain->first, launch, 0, items->numDims);
}

/// Whether blocks for each item along a dimension may be far more than there is
/// work: without a bound the last block of a launch as it is may have one
/// thread that does something.
static bool mayBeIdle(const FuselageWorkItems *items, int dim) {
  const FuselageItemAxis *axis = &items->axes[items->dims[dim].axis];
  return items->dims[dim].extent < 0 && !axis->hasBound &&
         axis->numThreads > FUSELAGE_WARP_SIZE;
}

/// Whether a launch of unknown size may take part: the grid of all of them is
/// known before the first, and has room for any size.
static bool mayHaveUnknownSize(const Chain *chain, size_t launch) {
  const FuselageShapedLaunch *launches = chain->table->launches.data;
  const FuselageWorkItems *items = &launches[launch].items;
  const FuselageItemMapping *mapping = &chain->mappings[launch];
  for (int i = 0; i < mapping->numBlockDims; ++i)
    if (mayBeIdle(items, mapping->dims[i]))
      return false;
  return fuselageItemMappingExtentIsAvailable(items, mapping,
                                              launches[chain->first].launch);
}

/// Sizes the chain for so many rows and threads in a block; false if it cannot
/// be launched.
static bool sizeFor(const Chain *chain, size_t count, int64_t numRows,
                    int64_t numThreads, FuselageShapeChain *sized) {
  *sized = (FuselageShapeChain){.first = chain->first,
                                .count = count,
                                .numBlockDims = chain->numBlockDims,
                                .isOneBlock = chain->isOneBlock,
                                .numRows = numRows,
                                .numThreads = numThreads,
                                .gridRank = 1,
                                .numBlocks = 1,
                                .isUniform = true};
  for (size_t i = chain->first; i < chain->first + count; ++i) {
    const FuselageWorkItems *items = &chain->table->launches.data[i].items;
    FuselageItemMapping *mapping = &chain->mappings[i];
    mapping->numRows = sized->numRows;
    mapping->numThreads = sized->numThreads;
    int64_t blocks = fuselageItemMappingGetBlocks(items, mapping);
    if (!fuselageItemMappingIsPossible(items, mapping) ||
        blocks > FUSELAGE_MAX_GRID_X ||
        (blocks < 0 && !mayHaveUnknownSize(chain, i)))
      return false;
    if (blocks < 0)
      sized->gridRank = (int)greater(
          sized->gridRank, fuselageItemMappingGetGridRank(items, mapping));
    if (sized->numBlocks >= 0)
      sized->numBlocks = blocks < 0 ? -1 : greater(sized->numBlocks, blocks);
    sized->isUniform =
        sized->isUniform && (chain->isOneBlock || sharesGrid(chain, i));
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Chains
//===----------------------------------------------------------------------===//

/// Extends the chain as far as it goes. Returns the number of launches in its
/// whole parts, and stores how many parts these are.
static size_t extend(Chain *chain, const size_t *parts, const bool *joins,
                     size_t *numParts) {
  size_t numLaunches = chain->table->launches.size, whole = chain->first;
  *numParts = 0;
  for (size_t i = chain->first; i < numLaunches; ++i) {
    if (!chain->table->launches.data[i].isIndependent ||
        (i != chain->first && (!joins[i] || !findMapping(chain, i))) ||
        !addAccesses(chain, i))
      break;
    chain->hasRows = chain->hasRows || hasRows(chain, i);
    if (i + 1 == numLaunches || parts[i + 1] != parts[i]) {
      whole = i + 1;
      ++*numParts;
    }
  }
  return whole - chain->first;
}

static void freeChain(Chain *chain) {
  fuselageParameterRoomFree(&chain->parameters);
  fuselagePointerMapFree(&chain->numbers);
  FUSELAGE_ARRAY_FREE(&chain->states);
}

/// The kinds of mapping that are tried, those with most threads first.
typedef struct MappingKind {
  int firstBlockDim, numBlockDims;
  bool isOneBlock;
} MappingKind;

enum { maxKinds = 2 * FUSELAGE_MAX_ITEM_DIMS + 1 };

static int listKinds(int numDims, MappingKind *kinds) {
  int count = 0;
  kinds[count++] = (MappingKind){0, 0, false};
  for (int blockDims = numDims; blockDims >= 1; --blockDims)
    kinds[count++] = (MappingKind){0, blockDims, false};
  for (int first = 1; first < numDims; ++first)
    kinds[count++] = (MappingKind){first, 1, false};
  kinds[count++] = (MappingKind){0, 0, true};
  return count;
}

/// A chain, how many parts it has, how long it takes, and how much less that is
/// than its parts take.
typedef struct Candidate {
  FuselageShapeChain chain;
  size_t numParts;
  double time, saved;
} Candidate;

/// Whether a device may have to run the blocks one wave after the other.
static bool mayHaveWaves(const FuselageShapeChain *chain,
                         const FuselageDevice *device) {
  uint64_t held = device->maxThreads / (uint64_t)chain->numThreads;
  if (held > device->maxBlocks)
    held = device->maxBlocks;
  return chain->numBlocks < 0 ||
         (uint64_t)chain->numBlocks > held * device->numMultiprocessors;
}

/// Takes another size of the chain if that is faster. Returns whether the chain
/// can have it, which is stored.
static bool trySize(FuselageShapeSearch *search, const Chain *chain,
                    size_t count, int64_t numRows, int64_t numThreads,
                    FuselageShapeChain *sized, Candidate *candidate) {
  if (!sizeFor(chain, count, numRows, numThreads, sized))
    return false;
  double time = fuselageShapeCostAfter(search->table, search->mappings, sized,
                                       search->device);
  // Of rows that take no longer together, fewer lanes are idle.
  if (time < candidate->time ||
      (time == candidate->time && sized->numRows > candidate->chain.numRows)) {
    candidate->time = time;
    candidate->chain = *sized;
  }
  return true;
}

/// Fewer threads than there are items in a row.
static void tryFewerThreads(FuselageShapeSearch *search, const Chain *chain,
                            size_t count, Candidate *candidate) {
  FuselageShapeChain sized = candidate->chain;
  while (
      mayHaveWaves(&sized, search->device) &&
      sized.numThreads % (2 * FUSELAGE_WARP_SIZE) == 0 &&
      trySize(search, chain, count, 1, sized.numThreads / 2, &sized, candidate))
    continue;
}

/// Whether more rows in a block may be faster: the device cannot run all blocks
/// at once, or half of a warp is idle and there are blocks enough.
static bool mayWantRows(const Chain *chain, size_t count,
                        const FuselageShapeChain *sized,
                        const FuselageDevice *device) {
  if (sized->numBlocks < 0)
    return false;
  return mayHaveWaves(sized, device) ||
         ((uint64_t)sized->numBlocks >=
              2 * (uint64_t)device->numMultiprocessors &&
          itemsOfLongestRow(chain, count) <=
              FUSELAGE_WARP_SIZE / 2 / sized->numRows);
}

/// Whether whole rows of each launch are as many items as a block has threads.
static bool rowsDivideBlock(const Chain *chain, size_t count) {
  for (size_t i = chain->first; i < chain->first + count; ++i) {
    int64_t items = fuselageItemMappingGetRowItems(
        &chain->table->launches.data[i].items, &chain->mappings[i]);
    if (items <= 0 || chain->blockSize % items != 0)
      return false;
  }
  return true;
}

/// Several rows in a block. If its threads take several items each, the item of
/// a row must be the same in each turn: otherwise the proof often takes too
/// long. Of an unknown number of rows, each has a block.
static void tryMoreRows(FuselageShapeSearch *search, const Chain *chain,
                        size_t count, Candidate *candidate) {
  enum { maxRows = 1024 };
  int64_t longest = itemsOfLongestRow(chain, count);
  bool mayTakeTurns = rowsDivideBlock(chain, count);
  FuselageShapeChain sized = candidate->chain;
  while (longest > 0 && sized.numRows < maxRows &&
         (mayTakeTurns || longest <= chain->blockSize / (2 * sized.numRows)) &&
         mayWantRows(chain, count, &sized, search->device) &&
         trySize(search, chain, count, 2 * sized.numRows,
                 threadsFor(chain, count, 2 * sized.numRows), &sized,
                 candidate))
    continue;
}

/// Sizes the chain, and stores how long it takes; false if it cannot be
/// launched. Where a device cannot run all blocks at once, blocks of fewer
/// threads or of several rows may take less time.
static bool size(FuselageShapeSearch *search, const Chain *chain, size_t count,
                 Candidate *candidate) {
  if (!sizeFor(chain, count, 1, threadsFor(chain, count, 1), &candidate->chain))
    return false;
  candidate->time = fuselageShapeCostAfter(search->table, search->mappings,
                                           &candidate->chain, search->device);
  if (chain->numBlockDims == 0)
    return true;
  Candidate rows = *candidate;
  tryFewerThreads(search, chain, count, candidate);
  tryMoreRows(search, chain, count, &rows);
  if (rows.time <= candidate->time)
    *candidate = rows;
  return sizeFor(chain, count, candidate->chain.numRows,
                 candidate->chain.numThreads, &candidate->chain);
}

/// Finds the chain whose first launch has a mapping of this kind. It has no
/// parts if it takes longer than the launches as they are.
static Candidate tryKind(FuselageShapeSearch *search, size_t first,
                         MappingKind kind) {
  Chain chain = {.table = search->table,
                 .first = first,
                 .numBlockDims = kind.numBlockDims,
                 .isOneBlock = kind.isOneBlock,
                 .blockSize = search->blockSize,
                 .mappings = search->mappings};
  chain.mappings[first] =
      fuselageItemMappingMake(&search->table->launches.data[first].items,
                              kind.firstBlockDim, kind.numBlockDims);
  Candidate candidate = {.numParts = 0};
  chain.maxParameterBytes = search->maxParameterBytes;
  size_t count =
      kind.isOneBlock && !mapToBlock(&chain, first)
          ? 0
          : extend(&chain, search->parts, search->joins, &candidate.numParts);
  if (candidate.numParts > 1 && size(search, &chain, count, &candidate)) {
    double before = fuselageShapeCostBefore(search->table, search->parts,
                                            &candidate.chain, search->device);
    candidate.saved = before - candidate.time;
    if (candidate.time > before)
      candidate.numParts = 0;
  } else {
    candidate.numParts = 0;
  }
  search->outOfMemory = search->outOfMemory || chain.outOfMemory;
  freeChain(&chain);
  return candidate;
}

/// No candidate without parts is better than none: it saves no time.
static bool isBetter(const Candidate *a, const Candidate *b, bool isForTime) {
  if (isForTime && a->saved != b->saved)
    return a->saved > b->saved;
  return a->numParts != b->numParts ? a->numParts > b->numParts
                                    : a->time < b->time;
}

bool fuselageFindCommonShape(FuselageShapeSearch *search, size_t first,
                             FuselageShapeChain *chain) {
  const FuselageShapedLaunch *launch = &search->table->launches.data[first];
  if (!launch->isIndependent)
    return false;
  MappingKind kinds[maxKinds], bestKind = {0, 0, false};
  int numKinds = listKinds(launch->items.numDims, kinds);
  Candidate best = {.numParts = 0};
  for (int i = 0; i < numKinds; ++i) {
    Candidate candidate = tryKind(search, first, kinds[i]);
    if (isBetter(&candidate, &best, search->isForTime)) {
      best = candidate;
      bestKind = kinds[i];
    }
  }
  if (best.numParts < 2 || search->outOfMemory)
    return false;
  // The mappings are those of the last kind that was tried.
  *chain = tryKind(search, first, bestKind).chain;
  return !search->outOfMemory;
}
