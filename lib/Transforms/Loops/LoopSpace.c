//===- LoopSpace.c - The iterations of a nest as threads ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Loops/LoopSpace.h"

#include "Analysis/Index/IndexRange.h"
#include "IR/DeviceLimits.h"
#include "IR/GridBlocks.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

void fuselageLoopSpaceFree(FuselageLoopSpace *space) {
  FUSELAGE_ARRAY_FREE(&space->extents);
}

static uint64_t ceilDiv(uint64_t dividend, uint64_t divisor) {
  return (dividend / divisor) + (dividend % divisor != 0);
}

static MlirValue buildConstant(const FuselageOpBuilder *builder,
                               uint64_t value) {
  return fuselageBuildIndexConstant(builder, (int64_t)value);
}

/// `number * factor + rest`.
static MlirValue buildScaledSum(const FuselageOpBuilder *builder,
                                MlirValue number, uint64_t factor,
                                MlirValue rest) {
  MlirValue product = fuselageBuildBinary(
      builder, FUSELAGE_OP_ARITH_MULI, number, buildConstant(builder, factor));
  return fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_ADDI, product, rest);
}

static bool isOne(FuselageExtent extent) {
  return extent.isConstant && extent.constant == 1;
}

//===----------------------------------------------------------------------===//
// Extents
//===----------------------------------------------------------------------===//

/// Sizes of memrefs are not negative, so such an upper bound needs no maximum.
static bool isNotNegative(MlirValue value) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  return !mlirOperationIsNull(op) &&
         fuselageOperationIs(op, FUSELAGE_OP_MEMREF_DIM);
}

/// The most iterations along a dimension whose extent is not a constant.
static uint64_t mostAlong(const FuselageLoopDim *dim, uint64_t step) {
  FuselageIntRange lower = fuselageValueGetRange(dim->lower);
  FuselageIntRange upper = fuselageValueGetRange(dim->upper);
  return lower.min < upper.max
             ? ceilDiv((uint64_t)upper.max - (uint64_t)lower.min, step)
             : 0;
}

/// ceil((max(upper, lower) - lower) / step). No part wraps around, because the
/// difference is an unsigned number.
static FuselageExtent buildExtent(const FuselageOpBuilder *builder,
                                  const FuselageLoopDim *dim) {
  int64_t lower = 0, upper = 0, step = 0;
  bool isLowerConstant = fuselageValueIsConstantInt(dim->lower, &lower);
  bool isUpperConstant = fuselageValueIsConstantInt(dim->upper, &upper);
  bool isStepConstant = fuselageValueIsConstantInt(dim->step, &step);
  if (isLowerConstant && isUpperConstant && isStepConstant && step > 0) {
    uint64_t reach =
        lower < upper ? (uint64_t)upper - (uint64_t)lower : UINT64_C(0);
    return (FuselageExtent){.isConstant = true,
                            .constant = ceilDiv(reach, (uint64_t)step)};
  }
  uint64_t most =
      mostAlong(dim, isStepConstant && step > 0 ? (uint64_t)step : 1);
  bool isFromZero = isLowerConstant && lower == 0;
  MlirValue reach = dim->upper;
  if (!isFromZero || !isNotNegative(dim->upper))
    reach = fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_MAXSI, reach,
                                dim->lower);
  if (!isFromZero)
    reach =
        fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_SUBI, reach, dim->lower);
  if (isStepConstant && step == 1)
    return (FuselageExtent){.value = reach, .most = most};
  // The step of an unreachable loop may be 0.
  MlirValue divisor =
      isStepConstant
          ? dim->step
          : fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_MAXUI, dim->step,
                                buildConstant(builder, 1));
  MlirValue whole =
      fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_DIVUI, reach, divisor);
  MlirValue rest =
      fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_REMUI, reach, divisor);
  rest = fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_MINUI, rest,
                             buildConstant(builder, 1));
  return (FuselageExtent){.value = fuselageBuildBinary(
                              builder, FUSELAGE_OP_ARITH_ADDI, whole, rest),
                          .most = most};
}

static uint64_t saturatingProduct(uint64_t a, uint64_t b) {
  uint64_t product;
  return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

/// The product of the constant extents; UINT64_MAX if it is larger.
static uint64_t productOfConstants(const FuselageExtent *extents,
                                   size_t numExtents) {
  uint64_t product = 1;
  for (size_t i = 0; i < numExtents; ++i)
    if (extents[i].isConstant)
      product = saturatingProduct(product, extents[i].constant);
  return product;
}

static uint64_t mostOf(FuselageExtent extent) {
  return extent.isConstant ? extent.constant : extent.most;
}

bool fuselageLoopSpaceBuild(FuselageLoopSpace *space,
                            const FuselageLoopNest *nest,
                            const FuselageLoopOptions *options) {
  FuselageOpBuilder builder = fuselageOpBuilderBefore(nest->loops.data[0]);
  for (size_t i = 0; i < nest->dims.size; ++i) {
    FuselageExtent *extent = FUSELAGE_ARRAY_APPEND(&space->extents);
    if (!extent)
      return false;
    *extent = buildExtent(&builder, &nest->dims.data[i]);
    space->isEmpty |= extent->isConstant && extent->constant == 0;
  }
  // With a tile, blocks may have one thread.
  uint64_t threads = options->numTileSizes ? 1 : options->blockSize;
  uint64_t iterations =
      productOfConstants(space->extents.data, space->extents.size);
  space->isTooLarge = !space->isEmpty &&
                      (iterations > (uint64_t)FUSELAGE_MAX_GRID_THREADS ||
                       ceilDiv(iterations, threads) > FUSELAGE_MAX_GRID_BLOCKS);
  return true;
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

/// The launch during its construction, and in its body the number of the
/// iteration along each dimension.
typedef struct Mapping {
  const FuselageLoopSpace *space;
  const FuselageLoopOptions *options;
  FuselageOpBuilder host, body;
  MlirOperation launch;
  FUSELAGE_ARRAY(MlirValue) indices;
} Mapping;

static void launch(Mapping *mapping, const MlirValue *sizes) {
  mapping->body = fuselageBuildLaunch(&mapping->host, sizes, &mapping->launch);
}

static MlirBlock entryOf(const Mapping *mapping) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(mapping->launch, 0));
}

/// An id of the launch, in the order of its arguments.
static MlirValue idOf(const Mapping *mapping, int id) {
  return mlirBlockGetArgument(entryOf(mapping), id);
}

static MlirValue valueOf(const FuselageOpBuilder *builder,
                         FuselageExtent extent) {
  return extent.isConstant ? buildConstant(builder, extent.constant)
                           : extent.value;
}

/// Splits a number into numbers along the dimensions, the last fastest.
static void delinearize(Mapping *mapping, MlirValue number,
                        const FuselageExtent *extents) {
  size_t first = 0;
  size_t numDims = mapping->space->extents.size;
  while (first < numDims && isOne(extents[first]))
    ++first;
  for (size_t i = numDims; i-- > 0;) {
    if (isOne(extents[i])) {
      mapping->indices.data[i] = buildConstant(&mapping->body, 0);
    } else if (i == first) {
      mapping->indices.data[i] = number;
    } else {
      MlirValue extent = valueOf(&mapping->body, extents[i]);
      mapping->indices.data[i] = fuselageBuildBinary(
          &mapping->body, FUSELAGE_OP_ARITH_REMUI, number, extent);
      number = fuselageBuildBinary(&mapping->body, FUSELAGE_OP_ARITH_DIVUI,
                                   number, extent);
    }
  }
}

/// Operations built from here on run under a condition.
static void enterIf(Mapping *mapping, MlirValue condition) {
  mapping->body = fuselageBuildIf(&mapping->body, condition);
}

/// True if so many blocks may go on along y. There may then be more blocks than
/// needed.
static bool exceedsRow(FuselageExtent blocks) {
  return fuselageGridGetRankFor(mostOf(blocks)) > 1;
}

/// Builds the sizes of a grid, and returns its rank.
static int buildGrid(const FuselageOpBuilder *host, FuselageExtent blocks,
                     const uint64_t *threads, MlirValue *sizes) {
  int rank = fuselageGridGetRankFor(mostOf(blocks));
  if (!blocks.isConstant) {
    fuselageGridBuildSizes(host, blocks.value, rank,
                           (int64_t)(threads[0] * threads[1] * threads[2]),
                           sizes);
    return rank;
  }
  uint64_t counts[FUSELAGE_NUM_GRID_IDS];
  fuselageGridGetSizes(blocks.constant, counts);
  for (int i = 0; i < rank; ++i)
    sizes[i] = buildConstant(host, counts[i]);
  return rank;
}

/// Builds a launch of so many blocks, with the given threads along x, y and z.
/// Returns the number of the block in the body.
static MlirValue launchBlocks(Mapping *mapping, FuselageExtent blocks,
                              const uint64_t *threads) {
  MlirValue one = buildConstant(&mapping->host, 1);
  MlirValue sizes[FUSELAGE_NUM_IDS] = {one, one, one};
  int rank = buildGrid(&mapping->host, blocks, threads, sizes);
  for (int i = 0; i < FUSELAGE_NUM_GRID_IDS; ++i)
    sizes[FUSELAGE_NUM_GRID_IDS + i] =
        threads[i] == 1 ? one : buildConstant(&mapping->host, threads[i]);
  launch(mapping, sizes);
  return isOne(blocks) ? buildConstant(&mapping->body, 0)
                       : fuselageGridBuildBlockNumber(&mapping->body, rank,
                                                      entryOf(mapping));
}

/// The product of all extents. If they are not constant, it wraps around only
/// beyond 2^64 iterations: more than a grid has room for.
static FuselageExtent buildProduct(const FuselageOpBuilder *builder,
                                   const FuselageExtent *extents,
                                   size_t numExtents) {
  uint64_t constant = productOfConstants(extents, numExtents), most = 1;
  MlirValue product = {NULL};
  for (size_t i = 0; i < numExtents; ++i) {
    most = saturatingProduct(most, mostOf(extents[i]));
    if (extents[i].isConstant)
      continue;
    product = mlirValueIsNull(product)
                  ? extents[i].value
                  : fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_MULI,
                                        product, extents[i].value);
  }
  if (mlirValueIsNull(product))
    return (FuselageExtent){.isConstant = true, .constant = constant};
  if (constant != 1)
    product = fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_MULI, product,
                                  buildConstant(builder, constant));
  return (FuselageExtent){.value = product, .most = most};
}

/// The number of tiles of `size` that cover an extent. It is at least 1 if the
/// extent is not known, because a grid must not be 0; then it may be one more
/// than needed.
static FuselageExtent buildCover(const FuselageOpBuilder *builder,
                                 FuselageExtent extent, uint64_t size) {
  if (extent.isConstant)
    return (FuselageExtent){.isConstant = true,
                            .constant = ceilDiv(extent.constant, size)};
  MlirValue one = buildConstant(builder, 1);
  if (size == 1)
    return (FuselageExtent){
        .value = fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_MAXUI,
                                     extent.value, one),
        .most = extent.most > 1 ? extent.most : 1};
  MlirValue whole =
      fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_DIVUI, extent.value,
                          buildConstant(builder, size));
  return (FuselageExtent){
      .value = fuselageBuildBinary(builder, FUSELAGE_OP_ARITH_ADDI, whole, one),
      .most = (extent.most / size) + 1};
}

/// The threads of a block. With fewer iterations than `block-size`, one block
/// has all of them.
static uint64_t threadsOf(const FuselageLoopOptions *options,
                          FuselageExtent total) {
  if (!total.isConstant || total.constant >= options->blockSize)
    return options->blockSize;
  return total.constant == 1
             ? 1
             : ceilDiv(total.constant, FUSELAGE_WARP_SIZE) * FUSELAGE_WARP_SIZE;
}

static void mapNumbers(Mapping *mapping) {
  const FuselageExtent *extents = mapping->space->extents.data;
  FuselageExtent total =
      buildProduct(&mapping->host, extents, mapping->space->extents.size);
  uint64_t size = threadsOf(mapping->options, total);
  FuselageExtent blocks = buildCover(&mapping->host, total, size);
  uint64_t threads[] = {size, 1, 1};
  MlirValue block = launchBlocks(mapping, blocks, threads);
  MlirValue number = idOf(mapping, FUSELAGE_NUM_GRID_IDS);
  if (!isOne(blocks))
    number = buildScaledSum(&mapping->body, block, size, number);
  if (!total.isConstant || blocks.constant * size != total.constant ||
      exceedsRow(blocks))
    enterIf(mapping, fuselageBuildIsBelow(&mapping->body, number,
                                          valueOf(&mapping->body, total)));
  delinearize(mapping, number, extents);
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

/// The threads of a block along a dimension.
static uint64_t tileOf(const Mapping *mapping, size_t dim) {
  size_t fromInnermost = mapping->space->extents.size - 1 - dim;
  size_t numSizes = mapping->options->numTileSizes;
  if (fromInnermost >= numSizes)
    return 1;
  uint64_t size = mapping->options->tileSizes[numSizes - 1 - fromInnermost];
  FuselageExtent extent = mapping->space->extents.data[dim];
  return extent.isConstant && extent.constant < size ? extent.constant : size;
}

/// True if the blocks along each dimension can be ids of their own.
static bool fitsGrid(const FuselageExtent *blocks, size_t numDims) {
  for (size_t i = 0; i < numDims; ++i) {
    size_t fromInnermost = numDims - 1 - i;
    uint64_t limit = fromInnermost == 0 ? FUSELAGE_MAX_GRID_X
                     : fromInnermost < FUSELAGE_NUM_GRID_IDS
                         ? FUSELAGE_MAX_GRID_YZ
                         : 1;
    if (!blocks[i].isConstant || blocks[i].constant > limit)
      return false;
  }
  return true;
}

/// True if threads are compared with the extent along a dimension: it is not
/// known, or is not a multiple of the tile.
static bool isBounded(const Mapping *mapping, const FuselageExtent *blocks,
                      size_t dim) {
  FuselageExtent extent = mapping->space->extents.data[dim];
  return !extent.isConstant ||
         blocks[dim].constant * tileOf(mapping, dim) != extent.constant;
}

/// True if the outermost dimension of several blocks is bounded. No block past
/// the last one has a thread within that bound.
static bool boundsOutermost(const Mapping *mapping,
                            const FuselageExtent *blocks) {
  size_t outermost = 0;
  while (isOne(blocks[outermost]))
    ++outermost;
  return isBounded(mapping, blocks, outermost);
}

/// Stores the number of the block along each dimension in `indices`.
static void mapBlocks(Mapping *mapping, const FuselageExtent *blocks,
                      const uint64_t *threads) {
  size_t numDims = mapping->space->extents.size;
  if (!fitsGrid(blocks, numDims)) {
    FuselageExtent all = buildProduct(&mapping->host, blocks, numDims);
    MlirValue number = launchBlocks(mapping, all, threads);
    if (exceedsRow(all) && !boundsOutermost(mapping, blocks))
      enterIf(mapping, fuselageBuildIsBelow(&mapping->body, number,
                                            valueOf(&mapping->body, all)));
    delinearize(mapping, number, blocks);
    return;
  }
  MlirValue sizes[FUSELAGE_NUM_IDS];
  for (int i = 0; i < FUSELAGE_NUM_GRID_IDS; ++i) {
    size_t fromInnermost = (size_t)i;
    uint64_t count = fromInnermost < numDims
                         ? blocks[numDims - 1 - fromInnermost].constant
                         : 1;
    sizes[i] = buildConstant(&mapping->host, count);
    sizes[FUSELAGE_NUM_GRID_IDS + i] =
        buildConstant(&mapping->host, threads[i]);
  }
  launch(mapping, sizes);
  for (size_t i = 0; i < numDims; ++i)
    mapping->indices.data[i] = isOne(blocks[i])
                                   ? buildConstant(&mapping->body, 0)
                                   : idOf(mapping, (int)(numDims - 1 - i));
}

/// The number of the iteration along a dimension, from the number of the block.
static MlirValue indexInTile(Mapping *mapping, size_t dim, MlirValue block,
                             FuselageExtent blocks) {
  uint64_t size = tileOf(mapping, dim);
  if (size == 1)
    return block;
  size_t fromInnermost = mapping->space->extents.size - 1 - dim;
  MlirValue thread = idOf(mapping, FUSELAGE_NUM_GRID_IDS + (int)fromInnermost);
  return isOne(blocks) ? thread
                       : buildScaledSum(&mapping->body, block, size, thread);
}

/// The condition that a thread is an iteration, or null.
static MlirValue buildIsInside(Mapping *mapping, const FuselageExtent *blocks) {
  MlirValue isInside = {NULL};
  for (size_t i = 0; i < mapping->space->extents.size; ++i) {
    if (!isBounded(mapping, blocks, i))
      continue;
    MlirValue isBelow = fuselageBuildIsBelow(
        &mapping->body, mapping->indices.data[i],
        valueOf(&mapping->body, mapping->space->extents.data[i]));
    isInside = mlirValueIsNull(isInside)
                   ? isBelow
                   : fuselageBuildBinary(&mapping->body, FUSELAGE_OP_ARITH_ANDI,
                                         isInside, isBelow);
  }
  return isInside;
}

static bool mapTiles(Mapping *mapping) {
  size_t numDims = mapping->space->extents.size;
  uint64_t threads[FUSELAGE_NUM_GRID_IDS] = {1, 1, 1};
  FUSELAGE_ARRAY(FuselageExtent) blocks = {0};
  if (!FUSELAGE_ARRAY_RESERVE(&blocks, numDims))
    return false;
  for (size_t i = 0; i < numDims; ++i) {
    uint64_t size = tileOf(mapping, i);
    blocks.data[i] =
        buildCover(&mapping->host, mapping->space->extents.data[i], size);
    if (size > 1)
      threads[numDims - 1 - i] = size;
  }
  mapBlocks(mapping, blocks.data, threads);
  for (size_t i = 0; i < numDims; ++i)
    mapping->indices.data[i] =
        indexInTile(mapping, i, mapping->indices.data[i], blocks.data[i]);
  MlirValue isInside = buildIsInside(mapping, blocks.data);
  if (!mlirValueIsNull(isInside))
    enterIf(mapping, isInside);
  FUSELAGE_ARRAY_FREE(&blocks);
  return true;
}

//===----------------------------------------------------------------------===//
// The launch
//===----------------------------------------------------------------------===//

/// Computes the induction variables from the numbers of an iteration.
static void buildVariables(Mapping *mapping, const FuselageLoopNest *nest) {
  for (size_t i = 0; i < nest->dims.size; ++i) {
    const FuselageLoopDim *dim = &nest->dims.data[i];
    MlirValue *index = &mapping->indices.data[i];
    int64_t constant;
    if (!fuselageValueIsConstantInt(dim->step, &constant) || constant != 1)
      *index = fuselageBuildBinary(&mapping->body, FUSELAGE_OP_ARITH_MULI,
                                   *index, dim->step);
    if (!fuselageValueIsConstantInt(dim->lower, &constant) || constant != 0)
      *index = fuselageBuildBinary(&mapping->body, FUSELAGE_OP_ARITH_ADDI,
                                   *index, dim->lower);
  }
}

MlirOperation fuselageLoopSpaceLaunch(const FuselageLoopSpace *space,
                                      FuselageLoopNest *nest,
                                      const FuselageLoopOptions *options) {
  Mapping mapping = {.space = space,
                     .options = options,
                     .host = fuselageOpBuilderBefore(nest->loops.data[0])};
  MlirOperation result = {NULL};
  if (FUSELAGE_ARRAY_RESERVE(&mapping.indices, space->extents.size)) {
    bool isMapped = true;
    if (options->numTileSizes == 0)
      mapNumbers(&mapping);
    else
      isMapped = mapTiles(&mapping);
    if (isMapped) {
      buildVariables(&mapping, nest);
      fuselageLoopNestMoveBody(nest, mapping.indices.data, mapping.body.before);
      result = mapping.launch;
    }
  }
  FUSELAGE_ARRAY_FREE(&mapping.indices);
  return result;
}
