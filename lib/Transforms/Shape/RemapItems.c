//===- RemapItems.c - The same items in other blocks ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The body stays as it is. What it is told of its ids is computed from the
// item, and the item from the new ids:
//
//   if block < blocks
//     digits of `block` are the dimensions of the blocks
//     for n = thread to items of a block step threads
//       digits of n are the other dimensions
//       number along an axis = sum of its dimensions times their weights
//       id of the block = number / threads, id of the thread = number % threads
//       body
//
// Values of the body that are one of these numbers are replaced by it, so that
// the next reader finds simple indices.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/RemapItems.h"

#include "Analysis/Launch/ItemReader.h"
#include "Analysis/Launch/ItemSpace.h"
#include "IR/ItemIndex.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Transforms/Body/DeadCode.h"
#include "Transforms/Shape/EarlierValues.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <assert.h>

//===----------------------------------------------------------------------===//
// Extents
//===----------------------------------------------------------------------===//

/// The product of the extents of some of the mapping's dimensions, or -1.
static int64_t multiplyExtents(const FuselageWorkItems *items,
                               const FuselageItemMapping *mapping, int first,
                               int last) {
  int64_t product = 1;
  bool isKnown = true;
  for (int i = first; i < last; ++i) {
    int64_t extent = items->dims[mapping->dims[i]].extent;
    if (extent == 0)
      return 0;
    isKnown = isKnown && extent > 0 &&
              !__builtin_mul_overflow(product, extent, &product);
  }
  return isKnown ? product : -1;
}

/// The ids of the grid that number the blocks along an axis are from that of
/// the axis to this one.
static int lastGridIdOf(const FuselageWorkItems *items, int axis) {
  return axis == 0 ? items->gridRank - 1 : axis;
}

/// The number of threads along an axis: the extent of a dimension without
/// bounds.
static MlirValue buildThreads(const FuselageOpBuilder *host,
                              const FuselageWorkItems *items, int axis) {
  MlirValue threads =
      fuselageLaunchGetSizeOperand(items->launch, FUSELAGE_NUM_GRID_IDS + axis);
  if (items->axes[axis].numBlocks == 1)
    return fuselageBuildEarlier(host, threads);
  MlirValue product = {NULL};
  for (int id = axis; id <= lastGridIdOf(items, axis); ++id) {
    MlirValue blocks = fuselageBuildEarlier(
        host, fuselageLaunchGetSizeOperand(items->launch, id));
    product = mlirValueIsNull(product)
                  ? blocks
                  : fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MULI, product,
                                        blocks);
  }
  return items->axes[axis].numThreads == 1
             ? product
             : fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MULI, product,
                                   fuselageBuildEarlier(host, threads));
}

/// The number of items along a whole axis.
static MlirValue buildAxisExtent(const FuselageOpBuilder *host,
                                 const FuselageWorkItems *items, int number) {
  const FuselageItemAxis *axis = &items->axes[number];
  MlirValue threads = buildThreads(host, items, number);
  if (!axis->hasBound)
    return threads;
  MlirValue bound = mlirValueIsNull(axis->boundValueOrNull)
                        ? fuselageBuildIndexConstant(host, axis->constantBound)
                        : fuselageBuildEarlier(host, axis->boundValueOrNull);
  if (axis->boundIsSigned && !mlirValueIsNull(axis->boundValueOrNull))
    bound = fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MAXSI, bound,
                                fuselageBuildIndexConstant(host, 0));
  return fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MINUI, bound, threads);
}

/// The extent of a dimension that is not the row of items in rows.
static MlirValue buildDimExtent(const FuselageOpBuilder *host,
                                const FuselageWorkItems *items, int dim) {
  const FuselageItemDim *itemDim = &items->dims[dim];
  assert(!items->isInRows || dim != 0);
  if (itemDim->extent >= 0)
    return fuselageBuildIndexConstant(host, itemDim->extent);
  if (mlirValueIsNull(itemDim->divisorOrNull))
    return buildAxisExtent(host, items, itemDim->axis);
  return fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MAXUI,
                             fuselageBuildEarlier(host, itemDim->divisorOrNull),
                             fuselageBuildIndexConstant(host, 1));
}

/// Whether a value, if there is one, can be had before `op`.
static bool isAvailable(MlirValue valueOrNull, MlirOperation op) {
  return mlirValueIsNull(valueOrNull) ||
         fuselageValueIsAvailableBefore(valueOrNull, op);
}

/// Whether the extent of a dimension can be had before `op`.
static bool isDimAvailable(const FuselageWorkItems *items, int dim,
                           MlirOperation op) {
  int axis = items->dims[dim].axis;
  if (items->dims[dim].extent >= 0)
    return true;
  if (!mlirValueIsNull(items->dims[dim].divisorOrNull))
    return isAvailable(items->dims[dim].divisorOrNull, op);
  for (int id = axis; id <= lastGridIdOf(items, axis); ++id)
    if (!isAvailable(fuselageLaunchGetSizeOperand(items->launch, id), op))
      return false;
  return isAvailable(fuselageLaunchGetSizeOperand(items->launch,
                                                  FUSELAGE_NUM_GRID_IDS + axis),
                     op) &&
         isAvailable(items->axes[axis].boundValueOrNull, op);
}

/// The product of the extents of dimensions of a box, or of parts of rows.
static MlirValue buildProduct(const FuselageOpBuilder *host,
                              const FuselageWorkItems *items,
                              const FuselageItemMapping *mapping, int first,
                              int last) {
  int64_t constant = multiplyExtents(items, mapping, first, last);
  if (constant >= 0)
    return fuselageBuildIndexConstant(host, constant);
  MlirValue product = {NULL};
  for (int i = first; i < last; ++i) {
    if (items->dims[mapping->dims[i]].extent == 1)
      continue;
    MlirValue extent = buildDimExtent(host, items, mapping->dims[i]);
    product = mlirValueIsNull(product)
                  ? extent
                  : fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MULI, product,
                                        extent);
  }
  return product;
}

static int lastOfExtent(const FuselageWorkItems *items,
                        const FuselageItemMapping *mapping) {
  return mapping->numBlockDims == 0 ? items->numDims : mapping->numBlockDims;
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

/// Whether blocks are the columns of a matrix.
static bool hasBlockForColumn(const FuselageItemMapping *mapping) {
  return mapping->numBlockDims == 1 && mapping->dims[0] == 1;
}

bool fuselageItemMappingKeepsOrder(const FuselageWorkItems *items,
                                   const FuselageItemMapping *mapping) {
  if (!items->isInRows || (items->numDims == 2 && hasBlockForColumn(mapping)))
    return true;
  for (int d = 0; d < items->numDims; ++d)
    if (mapping->dims[d] != d)
      return false;
  return true;
}

/// The number of rows that so many items are, if the dimensions from `first` on
/// are within a row: the last one may end early.
static MlirValue buildRows(const FuselageOpBuilder *host,
                           const FuselageWorkItems *items, MlirValue numItems,
                           int first) {
  for (int d = items->numDims; d-- > first;)
    numItems = fuselageBuildBinary(host, FUSELAGE_OP_ARITH_CEILDIVUI, numItems,
                                   buildDimExtent(host, items, d));
  return numItems;
}

/// The blocks of items in rows.
static MlirValue buildRowsExtent(const FuselageOpBuilder *host,
                                 const FuselageWorkItems *items,
                                 const FuselageItemMapping *mapping) {
  MlirValue numItems = buildAxisExtent(host, items, items->dims[0].axis);
  if (hasBlockForColumn(mapping))
    return fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MINUI, numItems,
                               buildDimExtent(host, items, 1));
  return buildRows(host, items, numItems, lastOfExtent(items, mapping));
}

/// The items of a whole row. The product of the extents may leave 64 bits; none
/// of them counts for more than there are items.
static MlirValue buildRowItems(const FuselageOpBuilder *host,
                               const FuselageWorkItems *items, int first) {
  if (first + 1 == items->numDims)
    return buildDimExtent(host, items, first);
  MlirValue left = buildAxisExtent(host, items, items->dims[0].axis);
  MlirValue product = {NULL};
  for (int d = items->numDims; d-- > first;) {
    MlirValue extent = buildDimExtent(host, items, d);
    MlirValue most =
        fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MINUI, extent, left);
    product =
        mlirValueIsNull(product)
            ? most
            : fuselageBuildBinary(host, FUSELAGE_OP_ARITH_MULI, product, most);
    left = fuselageBuildBinary(host, FUSELAGE_OP_ARITH_CEILDIVUI, left, extent);
  }
  return product;
}

/// Builds in the body the items of a block that is below the number of blocks.
static MlirValue buildItemsOfBlock(const FuselageOpBuilder *body,
                                   const FuselageOpBuilder *host,
                                   const FuselageWorkItems *items,
                                   const FuselageItemMapping *mapping,
                                   MlirValue block) {
  int first = mapping->numBlockDims;
  if (!items->isInRows || first == items->numDims)
    return buildProduct(host, items, mapping, first, items->numDims);
  MlirValue numItems = buildAxisExtent(host, items, items->dims[0].axis);
  if (hasBlockForColumn(mapping))
    return fuselageBuildBinary(
        body, FUSELAGE_OP_ARITH_CEILDIVUI,
        fuselageBuildBinary(body, FUSELAGE_OP_ARITH_SUBI, numItems, block),
        buildDimExtent(host, items, 1));
  MlirValue ofRow = buildRowItems(host, items, first);
  MlirValue before =
      fuselageBuildBinary(body, FUSELAGE_OP_ARITH_MULI, block, ofRow);
  return fuselageBuildBinary(
      body, FUSELAGE_OP_ARITH_MINUI, ofRow,
      fuselageBuildBinary(body, FUSELAGE_OP_ARITH_SUBI, numItems, before));
}

//===----------------------------------------------------------------------===//
// Mappings
//===----------------------------------------------------------------------===//

FuselageItemMapping fuselageItemMappingMake(const FuselageWorkItems *items,
                                            int firstBlockDim,
                                            int numBlockDims) {
  FuselageItemMapping mapping = {.numBlockDims = (uint8_t)numBlockDims,
                                 .numRows = 1};
  int count = 0;
  for (int i = 0; i < numBlockDims; ++i)
    mapping.dims[count++] = (uint8_t)(firstBlockDim + i);
  for (int d = 0; d < items->numDims; ++d)
    if (d < firstBlockDim || d >= firstBlockDim + numBlockDims)
      mapping.dims[count++] = (uint8_t)d;
  return mapping;
}

int64_t fuselageItemMappingGetExtent(const FuselageWorkItems *items,
                                     const FuselageItemMapping *mapping) {
  return multiplyExtents(items, mapping, 0, lastOfExtent(items, mapping));
}

MlirValue fuselageItemMappingBuildExtent(const FuselageOpBuilder *host,
                                         const FuselageWorkItems *items,
                                         const FuselageItemMapping *mapping) {
  return items->isInRows ? buildRowsExtent(host, items, mapping)
                         : buildProduct(host, items, mapping, 0,
                                        lastOfExtent(items, mapping));
}

/// How many of the items that blocks are counted from share one.
static int64_t itemsThatShare(const FuselageItemMapping *mapping) {
  return mapping->numBlockDims == 0 ? mapping->numThreads : mapping->numRows;
}

int64_t fuselageItemMappingGetBlocks(const FuselageWorkItems *items,
                                     const FuselageItemMapping *mapping) {
  int64_t extent = fuselageItemMappingGetExtent(items, mapping);
  int64_t shared = itemsThatShare(mapping);
  return extent < 0 ? -1 : extent / shared + (extent % shared != 0);
}

MlirValue fuselageItemMappingBuildBlocks(const FuselageOpBuilder *host,
                                         const FuselageWorkItems *items,
                                         const FuselageItemMapping *mapping) {
  MlirValue extent = fuselageItemMappingBuildExtent(host, items, mapping);
  int64_t shared = itemsThatShare(mapping);
  return shared == 1
             ? extent
             : fuselageBuildBinary(host, FUSELAGE_OP_ARITH_CEILDIVUI, extent,
                                   fuselageBuildIndexConstant(host, shared));
}

static uint64_t saturatingProduct(uint64_t a, uint64_t b) {
  uint64_t product;
  return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

/// The most items along a dimension of unknown extent: as many as a device runs
/// threads along the axis.
static uint64_t mostAlong(const FuselageWorkItems *items, int number) {
  const FuselageItemAxis *axis = &items->axes[number];
  if (lastGridIdOf(items, number) != number)
    return FUSELAGE_MAX_GRID_THREADS;
  uint64_t blocks = (uint64_t)fuselageMaxSizeAlong(number);
  uint64_t threads =
      (uint64_t)fuselageMaxSizeAlong(FUSELAGE_NUM_GRID_IDS + number);
  if (axis->numBlocks >= 0)
    blocks = (uint64_t)axis->numBlocks;
  if (axis->numThreads >= 0)
    threads = (uint64_t)axis->numThreads;
  return saturatingProduct(blocks, threads);
}

int fuselageItemMappingGetGridRank(const FuselageWorkItems *items,
                                   const FuselageItemMapping *mapping) {
  uint64_t most = 1;
  int last = lastOfExtent(items, mapping);
  if (items->isInRows)
    most = mostAlong(items, items->dims[0].axis);
  for (int i = 0; i < last && !items->isInRows; ++i) {
    const FuselageItemDim *dim = &items->dims[mapping->dims[i]];
    most =
        saturatingProduct(most, dim->extent >= 0 ? (uint64_t)dim->extent
                                                 : mostAlong(items, dim->axis));
  }
  uint64_t shared = (uint64_t)itemsThatShare(mapping);
  return fuselageGridGetRankFor(most / shared + (most % shared != 0));
}

int64_t fuselageRoundToWarps(int64_t count) {
  return (count + FUSELAGE_WARP_SIZE - 1) / FUSELAGE_WARP_SIZE *
         FUSELAGE_WARP_SIZE;
}

int64_t fuselageItemMappingGetRowItems(const FuselageWorkItems *items,
                                       const FuselageItemMapping *mapping) {
  return multiplyExtents(items, mapping, mapping->numBlockDims, items->numDims);
}

int64_t fuselageItemMappingGetBlockItems(const FuselageWorkItems *items,
                                         const FuselageItemMapping *mapping) {
  int64_t numItems = fuselageItemMappingGetRowItems(items, mapping);
  if (numItems < 0 || mapping->numBlockDims == 0)
    return numItems;
  return __builtin_mul_overflow(numItems, mapping->numRows, &numItems)
             ? -1
             : numItems;
}

/// A loop is needed where a block may have more items than threads.
static bool needsLoop(const FuselageWorkItems *items,
                      const FuselageItemMapping *mapping) {
  int64_t numItems = fuselageItemMappingGetBlockItems(items, mapping);
  return mapping->numBlockDims != 0 &&
         (numItems < 0 || numItems > mapping->numThreads);
}

bool fuselageItemMappingExtentIsAvailable(const FuselageWorkItems *items,
                                          const FuselageItemMapping *mapping,
                                          MlirOperation op) {
  // Blocks of items in rows are counted from all of the items.
  int last = items->isInRows ? items->numDims : lastOfExtent(items, mapping);
  for (int i = 0; i < last; ++i)
    if (!isDimAvailable(items, mapping->dims[i], op))
      return false;
  return true;
}

/// A product of constants that leaves 64 bits is of items that nobody runs.
static bool isCountable(const FuselageWorkItems *items,
                        const FuselageItemMapping *mapping) {
  for (int d = 0; d < items->numDims; ++d)
    if (items->dims[d].extent < 0)
      return true;
  return fuselageItemMappingGetExtent(items, mapping) >= 0 &&
         fuselageItemMappingGetBlockItems(items, mapping) >= 0;
}

/// Rows that share a block are as long, by a constant, and there is such a row.
static bool canShareBlock(const FuselageWorkItems *items,
                          const FuselageItemMapping *mapping) {
  return mapping->numRows == 1 ||
         (!items->isInRows &&
          fuselageItemMappingGetBlockItems(items, mapping) > 0);
}

bool fuselageItemMappingIsPossible(const FuselageWorkItems *items,
                                   const FuselageItemMapping *mapping) {
  return isCountable(items, mapping) &&
         fuselageItemMappingKeepsOrder(items, mapping) &&
         canShareBlock(items, mapping) &&
         (items->canRepeat || !needsLoop(items, mapping));
}

//===----------------------------------------------------------------------===//
// Values of the body that the item gives
//===----------------------------------------------------------------------===//

/// What replaces a value of the body: a dimension of the items, or the number
/// of the thread along an axis.
typedef struct Replacement {
  MlirValue value;
  bool isNumber;
  int number;
} Replacement;

typedef struct Remapping {
  const FuselageWorkItems *items;
  const FuselageItemMapping *mapping;
  const FuselageItemGrid *grid;
  FuselageItemReader reader;
  FUSELAGE_ARRAY(Replacement) replacements;
  bool outOfMemory;
  /// The item, and the numbers along the axes.
  MlirValue dims[FUSELAGE_MAX_ITEM_DIMS], numbers[FUSELAGE_NUM_AXES];
  /// What takes the place of ids and sizes.
  MlirValue globalIds[FUSELAGE_NUM_AXES];
  MlirValue ids[FUSELAGE_NUM_IDS], sizes[FUSELAGE_NUM_IDS];
} Remapping;

static bool findReplacement(Remapping *remapping, MlirValue value,
                            Replacement *replacement) {
  MlirAffineExpr expression = fuselageItemRead(&remapping->reader, value);
  if (mlirAffineExprIsNull(expression))
    return false;
  *replacement = (Replacement){.value = value};
  if (mlirAffineExprIsADim(expression)) {
    replacement->number = (int)mlirAffineDimExprGetPosition(expression);
    return true;
  }
  replacement->isNumber = true;
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis) {
    replacement->number = axis;
    MlirAffineExpr number = fuselageWorkItemsGetNumber(
        remapping->reader.indices->context, remapping->items, axis);
    if (!mlirAffineExprIsNull(number) && mlirAffineExprIsABinary(number) &&
        mlirAffineExprEqual(number, expression))
      return true;
  }
  return false;
}

static MlirWalkResult collectReplacements(MlirOperation op, void *userData) {
  Remapping *remapping = userData;
  Replacement replacement;
  // What names an id or a size is replaced in any case.
  if (mlirOperationGetNumResults(op) != 1 ||
      !mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetResult(op, 0))) ||
      fuselageValueGetItemIndex(mlirOperationGetResult(op, 0),
                                remapping->items->launch)
              .kind != FUSELAGE_ITEM_NONE ||
      !findReplacement(remapping, mlirOperationGetResult(op, 0), &replacement))
    return MlirWalkResultAdvance;
  Replacement *slot = FUSELAGE_ARRAY_APPEND(&remapping->replacements);
  remapping->outOfMemory = remapping->outOfMemory || !slot;
  if (slot)
    *slot = replacement;
  return slot ? MlirWalkResultAdvance : MlirWalkResultInterrupt;
}

/// Memory is asked for before anything changes.
static bool readReplacements(Remapping *remapping) {
  mlirOperationWalk(remapping->items->launch, collectReplacements, remapping,
                    MlirWalkPreOrder);
  return !remapping->outOfMemory && !remapping->reader.outOfMemory;
}

static void replaceValues(const Remapping *remapping) {
  for (size_t i = 0; i < remapping->replacements.size; ++i) {
    const Replacement *replacement = &remapping->replacements.data[i];
    mlirValueReplaceAllUsesOfWith(replacement->value,
                                  replacement->isNumber
                                      ? remapping->numbers[replacement->number]
                                      : remapping->dims[replacement->number]);
  }
}

//===----------------------------------------------------------------------===//
// The item from the new ids
//===----------------------------------------------------------------------===//

/// Takes `number` apart into the dimensions of a part of the mapping: the
/// innermost one is its last digit.
static void buildDigits(const FuselageOpBuilder *body,
                        const FuselageOpBuilder *host, Remapping *remapping,
                        int first, int last, MlirValue number) {
  for (int i = last; i-- > first;) {
    int dim = remapping->mapping->dims[i];
    if (i == first) {
      remapping->dims[dim] = number;
      return;
    }
    MlirValue extent = buildDimExtent(host, remapping->items, dim);
    remapping->dims[dim] =
        fuselageBuildBinary(body, FUSELAGE_OP_ARITH_REMUI, number, extent);
    number = fuselageBuildBinary(body, FUSELAGE_OP_ARITH_DIVUI, number, extent);
  }
}

/// The number of the item in rows.
static MlirValue buildNumberInRows(const FuselageOpBuilder *body,
                                   const FuselageOpBuilder *host,
                                   const Remapping *remapping) {
  MlirValue number = remapping->dims[0];
  for (int d = 1; d < remapping->items->numDims; ++d)
    number = fuselageBuildBinary(
        body, FUSELAGE_OP_ARITH_ADDI,
        fuselageBuildBinary(body, FUSELAGE_OP_ARITH_MULI, number,
                            buildDimExtent(host, remapping->items, d)),
        remapping->dims[d]);
  return number;
}

static MlirValue buildNumber(const FuselageOpBuilder *body,
                             const FuselageOpBuilder *host,
                             const Remapping *remapping, int axis) {
  if (remapping->items->isInRows && remapping->items->dims[0].axis == axis)
    return buildNumberInRows(body, host, remapping);
  MlirValue number = {NULL};
  for (int d = 0; d < remapping->items->numDims; ++d) {
    const FuselageItemDim *dim = &remapping->items->dims[d];
    if (dim->axis != axis)
      continue;
    MlirValue term = remapping->dims[d];
    if (dim->weight != 1)
      term = fuselageBuildBinary(body, FUSELAGE_OP_ARITH_MULI, term,
                                 fuselageBuildIndexConstant(body, dim->weight));
    number =
        mlirValueIsNull(number)
            ? term
            : fuselageBuildBinary(body, FUSELAGE_OP_ARITH_ADDI, number, term);
  }
  return mlirValueIsNull(number) ? fuselageBuildIndexConstant(body, 0) : number;
}

/// The ids of the grid, and the global ids of what they are a part of, where
/// several of them number the blocks along x.
static void buildGridIds(const FuselageOpBuilder *body, Remapping *remapping) {
  int rank = remapping->items->gridRank;
  fuselageGridBuildIds(body, rank, remapping->ids[0], remapping->ids);
  for (int id = 0; id < rank; ++id) {
    MlirValue threads =
        fuselageBuildIndexConstant(body, remapping->items->axes[id].numThreads);
    remapping->globalIds[id] =
        fuselageBuildBinary(body, FUSELAGE_OP_ARITH_ADDI,
                            fuselageBuildBinary(body, FUSELAGE_OP_ARITH_MULI,
                                                remapping->ids[id], threads),
                            remapping->ids[FUSELAGE_NUM_GRID_IDS + id]);
  }
}

/// The ids that the body knows.
static void buildIds(const FuselageOpBuilder *body,
                     const FuselageOpBuilder *host, Remapping *remapping) {
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis) {
    const FuselageItemAxis *item = &remapping->items->axes[axis];
    MlirValue number = buildNumber(body, host, remapping, axis);
    MlirValue zero = fuselageBuildIndexConstant(body, 0);
    MlirValue *block = &remapping->ids[axis];
    MlirValue *thread = &remapping->ids[FUSELAGE_NUM_GRID_IDS + axis];
    remapping->numbers[axis] = number;
    remapping->globalIds[axis] = number;
    *block = number;
    *thread = number;
    if (item->numThreads == 1) {
      *thread = zero;
    } else if (item->numBlocks == 1) {
      *block = zero;
    } else {
      MlirValue threads = fuselageBuildIndexConstant(body, item->numThreads);
      *block =
          fuselageBuildBinary(body, FUSELAGE_OP_ARITH_DIVUI, number, threads);
      *thread =
          fuselageBuildBinary(body, FUSELAGE_OP_ARITH_REMUI, number, threads);
    }
  }
  if (remapping->items->gridRank > 1)
    buildGridIds(body, remapping);
}

/// Builds a guard unless `isTrue`.
static FuselageOpBuilder buildGuard(const FuselageOpBuilder *body, bool isTrue,
                                    MlirValue number, MlirValue bound) {
  return isTrue
             ? *body
             : fuselageBuildIf(body, fuselageBuildIsBelow(body, number, bound));
}

/// Whether all blocks have items: more than one dimension may have blocks left.
static bool isExact(const FuselageItemGrid *grid) {
  return grid->isExact && grid->rank == 1;
}

/// Numbers all items, one for each thread, and returns a builder for an item.
static FuselageOpBuilder buildNumbered(const FuselageOpBuilder *body,
                                       const FuselageOpBuilder *host,
                                       Remapping *remapping, MlirValue block,
                                       MlirValue thread) {
  const FuselageItemMapping *mapping = remapping->mapping;
  int64_t numItems = fuselageItemMappingGetExtent(remapping->items, mapping);
  MlirValue threads = fuselageBuildIndexConstant(host, mapping->numThreads);
  MlirValue number = fuselageBuildBinary(
      body, FUSELAGE_OP_ARITH_ADDI,
      fuselageBuildBinary(body, FUSELAGE_OP_ARITH_MULI, block, threads),
      thread);
  bool isFull = isExact(remapping->grid) && numItems >= 0 &&
                numItems % mapping->numThreads == 0;
  MlirValue count =
      fuselageItemMappingBuildExtent(host, remapping->items, mapping);
  FuselageOpBuilder item = buildGuard(body, isFull, number, count);
  buildDigits(&item, host, remapping, 0, remapping->items->numDims, number);
  return item;
}

/// Numbers the items of a block, one thread after the other, and returns a
/// builder for an item.
static FuselageOpBuilder
buildTurns(const FuselageOpBuilder *body, const FuselageOpBuilder *host,
           const FuselageWorkItems *items, const FuselageItemMapping *mapping,
           MlirValue thread, MlirValue turns, MlirValue *number) {
  FuselageOpBuilder item;
  *number = thread;
  if (!needsLoop(items, mapping))
    return buildGuard(body,
                      !items->isInRows &&
                          fuselageItemMappingGetBlockItems(items, mapping) ==
                              mapping->numThreads,
                      thread, turns);
  fuselageBuildFor(body, thread, turns,
                   fuselageBuildIndexConstant(host, mapping->numThreads),
                   number, &item);
  return item;
}

/// Builds what runs the items of one block, and returns a builder for an item.
static FuselageOpBuilder buildBlock(const FuselageOpBuilder *body,
                                    const FuselageOpBuilder *host,
                                    Remapping *remapping, MlirValue block,
                                    MlirValue thread) {
  const FuselageWorkItems *items = remapping->items;
  const FuselageItemMapping *mapping = remapping->mapping;
  int firstOfThreads = mapping->numBlockDims;
  MlirValue count = fuselageItemMappingBuildExtent(host, items, mapping);
  FuselageOpBuilder inBlock =
      buildGuard(body, isExact(remapping->grid), block, count);
  buildDigits(&inBlock, host, remapping, 0, firstOfThreads, block);
  MlirValue number;
  FuselageOpBuilder item = buildTurns(
      &inBlock, host, items, mapping, thread,
      buildItemsOfBlock(&inBlock, host, items, mapping, block), &number);
  buildDigits(&item, host, remapping, firstOfThreads, items->numDims, number);
  return item;
}

/// The same for a block of several rows: the last block may have fewer.
static FuselageOpBuilder buildRowsOfBlock(const FuselageOpBuilder *body,
                                          const FuselageOpBuilder *host,
                                          Remapping *remapping, MlirValue block,
                                          MlirValue thread) {
  const FuselageWorkItems *items = remapping->items;
  const FuselageItemMapping *mapping = remapping->mapping;
  int64_t numRows = fuselageItemMappingGetExtent(items, mapping);
  int64_t ofRow = fuselageItemMappingGetRowItems(items, mapping);
  MlirValue number;
  FuselageOpBuilder inBlock =
      buildTurns(body, host, items, mapping, thread,
                 fuselageBuildIndexConstant(
                     host, fuselageItemMappingGetBlockItems(items, mapping)),
                 &number);
  MlirValue row = number;
  if (ofRow != 1)
    row = fuselageBuildBinary(&inBlock, FUSELAGE_OP_ARITH_DIVUI, number,
                              fuselageBuildIndexConstant(host, ofRow));
  row = fuselageBuildBinary(
      &inBlock, FUSELAGE_OP_ARITH_ADDI,
      fuselageBuildBinary(&inBlock, FUSELAGE_OP_ARITH_MULI, block,
                          fuselageBuildIndexConstant(host, mapping->numRows)),
      row);
  bool isFull = isExact(remapping->grid) && numRows >= 0 &&
                numRows % mapping->numRows == 0;
  FuselageOpBuilder item =
      buildGuard(&inBlock, isFull, row,
                 fuselageItemMappingBuildExtent(host, items, mapping));
  buildDigits(&item, host, remapping, 0, mapping->numBlockDims, row);
  if (ofRow != 1)
    number = fuselageBuildBinary(&item, FUSELAGE_OP_ARITH_REMUI, number,
                                 fuselageBuildIndexConstant(host, ofRow));
  buildDigits(&item, host, remapping, mapping->numBlockDims, items->numDims,
              number);
  return item;
}

//===----------------------------------------------------------------------===//
// The body
//===----------------------------------------------------------------------===//

/// Moves the operations of a block but for its terminator.
static void moveOperations(MlirBlock source, MlirOperation before) {
  MlirOperation terminator = mlirBlockGetTerminator(source);
  MlirOperation next;
  for (MlirOperation op = mlirBlockGetFirstOperation(source);
       !mlirOperationEqual(op, terminator); op = next) {
    next = mlirOperationGetNextInBlock(op);
    mlirOperationMoveBefore(op, before);
  }
}

/// The guards hold for every item.
static void dropGuards(const FuselageWorkItems *items) {
  for (int i = items->numGuards; i-- > 0;) {
    MlirOperation guard = items->guards[i];
    moveOperations(mlirRegionGetFirstBlock(mlirOperationGetRegion(guard, 0)),
                   guard);
    mlirOperationDestroy(guard);
  }
}

static MlirWalkResult replaceItemIndex(MlirOperation op, void *userData) {
  const Remapping *remapping = userData;
  if (mlirOperationGetNumResults(op) != 1)
    return MlirWalkResultAdvance;
  MlirValue result = mlirOperationGetResult(op, 0);
  FuselageItemIndex index =
      fuselageValueGetItemIndex(result, remapping->items->launch);
  switch (index.kind) {
  case FUSELAGE_ITEM_NONE:
    return MlirWalkResultAdvance;
  case FUSELAGE_ITEM_ID:
    mlirValueReplaceAllUsesOfWith(result, remapping->ids[index.number]);
    break;
  case FUSELAGE_ITEM_EXTENT:
    mlirValueReplaceAllUsesOfWith(result, remapping->sizes[index.number]);
    break;
  case FUSELAGE_ITEM_GLOBAL_ID:
    mlirValueReplaceAllUsesOfWith(result, remapping->globalIds[index.number]);
    break;
  }
  return MlirWalkResultAdvance;
}

/// Replaces the ids and sizes that the launch had, whose uses were set aside.
static void replaceArguments(const Remapping *remapping, MlirBlock entry,
                             intptr_t firstOld) {
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id) {
    mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(entry, firstOld + id),
                                  remapping->ids[id]);
    mlirValueReplaceAllUsesOfWith(
        mlirBlockGetArgument(entry, firstOld + FUSELAGE_NUM_IDS + id),
        remapping->sizes[id]);
  }
  for (intptr_t i = 2 * FUSELAGE_NUM_IDS; i-- > 0;)
    mlirBlockEraseArgument(entry, (unsigned)(firstOld + i));
}

/// Gives the uses of ids and sizes to new arguments and returns the number of
/// the first.
static intptr_t setArgumentsAside(MlirBlock entry, MlirLocation location) {
  intptr_t first = mlirBlockGetNumArguments(entry);
  for (intptr_t i = 0; i < 2 * FUSELAGE_NUM_IDS; ++i) {
    MlirValue argument = mlirBlockGetArgument(entry, i);
    mlirValueReplaceAllUsesOfWith(
        argument,
        mlirBlockAddArgument(entry, mlirValueGetType(argument), location));
  }
  return first;
}

static void setSizes(MlirOperation launch, const FuselageOpBuilder *host,
                     const FuselageItemGrid *grid, int64_t numThreads) {
  MlirValue one = fuselageBuildIndexConstant(host, 1);
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    fuselageLaunchSetSizeOperand(launch, id, one);
  MlirValue blocks[FUSELAGE_NUM_GRID_IDS];
  fuselageGridBuildSizes(host, grid->numBlocks, grid->rank, numThreads, blocks);
  for (int id = 0; id < grid->rank; ++id)
    fuselageLaunchSetSizeOperand(launch, id, blocks[id]);
  fuselageLaunchSetSizeOperand(launch, FUSELAGE_NUM_GRID_IDS,
                               fuselageBuildIndexConstant(host, numThreads));
}

void fuselageLaunchDropSizeAttributes(MlirOperation launch) {
  static const char *const names[] = {"known_block_size", "known_grid_size",
                                      "gpu.known_block_size",
                                      "gpu.known_grid_size"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    mlirOperationRemoveDiscardableAttributeByName(
        launch, mlirStringRefCreateFromCString(names[i]));
}

/// Moves the operations that stood in the body before it was given new ones.
static void moveInto(MlirOperation first, MlirOperation last,
                     MlirOperation before) {
  MlirOperation next;
  for (MlirOperation op = first; !mlirOperationIsNull(op); op = next) {
    next = mlirOperationEqual(op, last) ? (MlirOperation){NULL}
                                        : mlirOperationGetNextInBlock(op);
    mlirOperationMoveBefore(op, before);
  }
}

/// The last operation of a block but for its terminator, or null.
static MlirOperation findLast(MlirBlock block) {
  MlirOperation last = {NULL};
  MlirOperation terminator = mlirBlockGetTerminator(block);
  FUSELAGE_FOR_EACH_OPERATION (op, block)
    if (!mlirOperationEqual(op, terminator))
      last = op;
  return last;
}

static void rewrite(Remapping *remapping, const FuselageOpBuilder *host) {
  MlirOperation launch = remapping->items->launch;
  MlirBlock entry = fuselageLaunchGetEntry(launch);
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id)
    remapping->sizes[id] = fuselageLaunchGetSizeOperand(launch, id);
  dropGuards(remapping->items);
  intptr_t firstOld =
      setArgumentsAside(entry, mlirOperationGetLocation(launch));
  MlirOperation last = findLast(entry);
  MlirOperation first =
      mlirOperationIsNull(last) ? last : mlirBlockGetFirstOperation(entry);
  FuselageOpBuilder body =
      fuselageOpBuilderBefore(mlirBlockGetTerminator(entry));
  MlirValue block =
      fuselageGridBuildBlockNumber(&body, remapping->grid->rank, entry);
  MlirValue thread = mlirBlockGetArgument(entry, FUSELAGE_NUM_GRID_IDS);
  FuselageOpBuilder item =
      remapping->mapping->numBlockDims == 0
          ? buildNumbered(&body, host, remapping, block, thread)
      : remapping->mapping->numRows == 1
          ? buildBlock(&body, host, remapping, block, thread)
          : buildRowsOfBlock(&body, host, remapping, block, thread);
  buildIds(&item, host, remapping);
  moveInto(first, last, item.before);
  replaceValues(remapping);
  mlirOperationWalk(launch, replaceItemIndex, remapping, MlirWalkPreOrder);
  replaceArguments(remapping, entry, firstOld);
  setSizes(launch, host, remapping->grid, remapping->mapping->numThreads);
  fuselageLaunchDropSizeAttributes(launch);
}

bool fuselageRemapItems(FuselageIndexReader *reader,
                        const FuselageOpBuilder *host,
                        const FuselageWorkItems *items,
                        const FuselageItemMapping *mapping,
                        const FuselageItemGrid *grid) {
  assert(fuselageItemMappingIsPossible(items, mapping));
  Remapping remapping = {.items = items, .mapping = mapping, .grid = grid};
  fuselageItemReaderInit(&remapping.reader, reader, items);
  bool succeeded = readReplacements(&remapping);
  if (succeeded) {
    rewrite(&remapping, host);
    fuselageDropDeadOperations(items->launch);
  }
  FUSELAGE_ARRAY_FREE(&remapping.replacements);
  fuselageItemReaderFree(&remapping.reader);
  return succeeded;
}
