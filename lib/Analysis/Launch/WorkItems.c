//===- WorkItems.c - The independent pieces of work of a launch -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/WorkItems.h"

#include "Analysis/Launch/ItemBounds.h"
#include "Analysis/Launch/ItemDigits.h"
#include "Analysis/Launch/ItemReader.h"
#include "Analysis/Launch/ItemRows.h"
#include "Analysis/Launch/ItemSpace.h"
#include "Analysis/Launch/Launch.h"
#include "IR/GridBlocks.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinTypes.h"

//===----------------------------------------------------------------------===//
// Independence
//===----------------------------------------------------------------------===//

/// Memory and clusters of a launch by which its threads know each other.
static bool hasSharedMemory(MlirOperation launch) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  return form.hasClusters || form.numWorkgroupBuffers != 0 ||
         !mlirValueIsNull(form.dynamicSharedMemorySize);
}

/// Whether an operation may run in any thread, given the ids that it asks for.
static bool isForOneThread(MlirOperation op) {
  return fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_ID) ||
         fuselageOperationIs(op, FUSELAGE_OP_GPU_TERMINATOR) ||
         fuselageOperationDialectHasTrait(op, FUSELAGE_DIALECT_TRAIT_NEUTRAL);
}

static MlirWalkResult checkNeutral(MlirOperation op, void *userData) {
  bool *isNeutral = userData;
  if (isForOneThread(op) || fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
    return MlirWalkResultAdvance;
  *isNeutral = false;
  return MlirWalkResultInterrupt;
}

/// Threads that work together find each other by their ids.
bool fuselageLaunchIsNeutral(MlirOperation launch) {
  bool result = !hasSharedMemory(launch);
  if (result)
    mlirOperationWalk(launch, checkNeutral, &result, MlirWalkPreOrder);
  return result;
}

/// What a body holds that says how its threads may run.
typedef struct BodyKinds {
  MlirOperation launch;
  /// The first operation of several threads, of another launch, or of a loop
  /// that is not mapped yet; or of the affine dialect that takes no index from
  /// a condition or a loop of another dialect, which a new shape puts around.
  MlirOperation fixed;
  MlirOperation unboundedLoop;
  bool hasAtomic, hasStack;
} BodyKinds;

/// Whether an operation of the affine dialect takes any index.
static bool takesAnyIndex(MlirOperation op) {
  switch (fuselageOperationGetKind(op)) {
  case FUSELAGE_OP_AFFINE_APPLY:
  case FUSELAGE_OP_AFFINE_DELINEARIZE_INDEX:
  case FUSELAGE_OP_AFFINE_LINEARIZE_INDEX:
  case FUSELAGE_OP_AFFINE_MAX:
  case FUSELAGE_OP_AFFINE_MIN:
    return true;
  default:
    return false;
  }
}

bool fuselageOperationNeedsAffineScope(MlirOperation op) {
  return fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_AFFINE) &&
         !takesAnyIndex(op);
}

/// Whether an operation names memory of a block: a global, or an allocation
/// that is no attribution.
static bool namesWorkgroupMemory(MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    if (fuselageTypeIsWorkgroupMemory(
            mlirValueGetType(mlirOperationGetResult(op, i))))
      return true;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (fuselageTypeIsWorkgroupMemory(
            mlirValueGetType(mlirOperationGetOperand(op, i))))
      return true;
  return false;
}

/// Whether a region of an operation has several blocks, and may loop.
static bool hasBranches(MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i) {
    MlirBlock first = mlirRegionGetFirstBlock(mlirOperationGetRegion(op, i));
    if (!mlirBlockIsNull(first) &&
        !mlirBlockIsNull(mlirBlockGetNextInRegion(first)))
      return true;
  }
  return false;
}

/// Whether an operation keeps the threads that run it where they are.
static bool isFixed(MlirOperation op) {
  return namesWorkgroupMemory(op) ||
         (!isForOneThread(op) &&
          !fuselageOperationIs(op, FUSELAGE_OP_GPU_GLOBAL_ID)) ||
         fuselageOperationIsMapped(op) || fuselageOperationNeedsAffineScope(op);
}

static MlirWalkResult addKind(MlirOperation op, void *userData) {
  BodyKinds *kinds = userData;
  if (mlirOperationEqual(op, kinds->launch))
    return MlirWalkResultAdvance;
  if (mlirOperationIsNull(kinds->fixed) && isFixed(op))
    kinds->fixed = op;
  if (fuselageOperationIs(op, FUSELAGE_OP_SCF_WHILE) || hasBranches(op))
    kinds->unboundedLoop = op;
  if (fuselageOperationGetClass(op) == FUSELAGE_CLASS_ATOMIC)
    kinds->hasAtomic = true;
  if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA))
    kinds->hasStack = true;
  return MlirWalkResultAdvance;
}

static BodyKinds readKinds(MlirOperation launch) {
  BodyKinds kinds = {.launch = launch};
  mlirOperationWalk(launch, addKind, &kinds, MlirWalkPreOrder);
  return kinds;
}

/// A body of several blocks may hold a loop that nobody sees, and would need a
/// region of its own.
static bool hasSeveralBlocks(MlirOperation launch) {
  return !mlirBlockIsNull(
      mlirBlockGetNextInRegion(fuselageLaunchGetEntry(launch)));
}

/// A thread that waits for another one, in a loop around an atomic, waits
/// forever if that one is to run after it.
static bool mayWait(const BodyKinds *kinds) {
  return !mlirOperationIsNull(kinds->unboundedLoop) && kinds->hasAtomic;
}

static bool isIndependent(MlirOperation launch, const BodyKinds *kinds,
                          MlirOperation *obstacle) {
  *obstacle = launch;
  if (!mlirOperationIsNull(kinds->fixed))
    *obstacle = kinds->fixed;
  else if (mayWait(kinds))
    *obstacle = kinds->unboundedLoop;
  else
    return !hasSharedMemory(launch) && !hasSeveralBlocks(launch);
  return false;
}

bool fuselageLaunchIsIndependent(MlirOperation launch,
                                 MlirOperation *obstacle) {
  BodyKinds kinds = readKinds(launch);
  return isIndependent(launch, &kinds, obstacle);
}

//===----------------------------------------------------------------------===//
// Axes
//===----------------------------------------------------------------------===//

/// One of the two sizes along an axis must be a constant: the number of threads
/// if there are several blocks.
static bool readAxis(const FuselageIterationSpace *space, int axis,
                     FuselageItemAxis *item) {
  *item = (FuselageItemAxis){.numBlocks = -1, .numThreads = -1};
  int thread = FUSELAGE_NUM_GRID_IDS + axis;
  if (mlirAffineExprIsNull(space->extents[axis]) ||
      mlirAffineExprIsNull(space->extents[thread]))
    return false;
  bool hasBlocks =
      fuselageIterationSpaceGetExtent(space, axis, &item->numBlocks);
  bool hasThreads =
      fuselageIterationSpaceGetExtent(space, thread, &item->numThreads);
  // A launch without threads does nothing; nobody wants it in another shape.
  if ((hasBlocks && item->numBlocks <= 0) ||
      (hasThreads && item->numThreads <= 0))
    return false;
  return hasThreads || (hasBlocks && item->numBlocks == 1);
}

/// Where several ids of the grid number the blocks along x, there is one block
/// along the axes whose ids they are.
static bool readAxes(const FuselageIterationSpace *space,
                     FuselageWorkItems *items) {
  items->gridRank = fuselageLaunchGetGridRank(items->launch);
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis) {
    FuselageItemAxis *item = &items->axes[axis];
    if (!readAxis(space, axis, item))
      return false;
    if (axis < items->gridRank && items->gridRank > 1)
      item->numBlocks = axis == 0 ? -1 : 1;
  }
  return true;
}

/// An expression for the same, where it takes none of the host's arithmetic.
static MlirAffineExpr extentExpressionOf(MlirContext context,
                                         const FuselageIterationSpace *space,
                                         const FuselageWorkItems *items,
                                         int axis) {
  const FuselageItemAxis *axes = items->axes;
  int64_t extent = fuselageItemAxisGetExtent(&axes[axis]);
  if (extent >= 0)
    return mlirAffineConstantExprGet(context, extent);
  if (axis == 0 && items->gridRank > 1)
    return (MlirAffineExpr){NULL};
  if (!axes[axis].hasBound && axes[axis].numThreads == 1)
    return space->extents[axis];
  if (!axes[axis].hasBound && axes[axis].numBlocks == 1)
    return space->extents[FUSELAGE_NUM_GRID_IDS + axis];
  return (MlirAffineExpr){NULL};
}

//===----------------------------------------------------------------------===//
// Dimensions
//===----------------------------------------------------------------------===//

/// True if the divisors take the number apart into digits: each divides the
/// next, and the last all items.
static bool areDigits(const FuselageItemDivisors *divisors, int64_t extent) {
  int64_t next = extent;
  for (int i = divisors->count; i-- > 0;) {
    if (next % divisors->values[i] != 0)
      return false;
    next = divisors->values[i];
  }
  return extent >= 0;
}

static void addDim(FuselageWorkItems *items, int axis, int64_t weight,
                   int64_t extent, MlirAffineExpr extentOrNull) {
  // A dimension of one item has nothing to tell.
  if (extent == 1)
    return;
  items->dims[items->numDims++] =
      (FuselageItemDim){.axis = axis,
                        .weight = weight,
                        .extent = extent,
                        .extentOrNull = extentOrNull};
}

/// Adds the digits of an axis, outermost first.
static void addDigits(MlirContext context, FuselageWorkItems *items, int axis,
                      const FuselageItemDivisors *divisors, int64_t extent) {
  int64_t above = extent;
  for (int i = divisors->count; i >= 0; --i) {
    int64_t weight = i > 0 ? divisors->values[i - 1] : 1;
    int64_t digits = above / weight;
    addDim(items, axis, weight, digits,
           mlirAffineConstantExprGet(context, digits));
    above = weight;
  }
}

/// How many dimensions the digits of an axis are: those of one item are none.
static int countDigits(const FuselageItemDivisors *divisors, int64_t extent) {
  int count = 0;
  int64_t above = extent;
  for (int i = divisors->count; i >= 0; --i) {
    int64_t weight = i > 0 ? divisors->values[i - 1] : 1;
    count += above / weight != 1;
    above = weight;
  }
  return count;
}

/// The innermost digit becomes a part of the next one.
static void dropDigit(FuselageItemDivisors *divisors) {
  --divisors->count;
  for (int i = 0; i < divisors->count; ++i)
    divisors->values[i] = divisors->values[i + 1];
}

/// The dimensions that an axis may be: each axis that comes after it, which are
/// those below, needs one.
static int roomFor(const FuselageWorkItems *items, int axis) {
  int room = FUSELAGE_MAX_ITEM_DIMS - items->numDims;
  for (int later = 0; later < axis; ++later)
    room -= fuselageItemAxisGetExtent(&items->axes[later]) != 1;
  return room;
}

static void addAxis(MlirContext context, const FuselageIterationSpace *space,
                    FuselageWorkItems *items, int axis,
                    const FuselageItemDivisors *divisors) {
  int64_t extent = fuselageItemAxisGetExtent(&items->axes[axis]);
  FuselageItemDivisors digits = {.count = 0};
  if (areDigits(divisors, extent))
    digits = *divisors;
  while (digits.count != 0 &&
         countDigits(&digits, extent) > roomFor(items, axis))
    dropDigit(&digits);
  if (digits.count != 0)
    addDigits(context, items, axis, &digits, extent);
  else
    addDim(items, axis, 1, extent,
           extentExpressionOf(context, space, items, axis));
}

//===----------------------------------------------------------------------===//
// The order of the dimensions
//===----------------------------------------------------------------------===//

/// How far from the last index of an access a dimension stands, summed.
typedef struct DimOrder {
  FuselageItemReader *reader;
  int64_t distances[FUSELAGE_MAX_ITEM_DIMS], counts[FUSELAGE_MAX_ITEM_DIMS];
} DimOrder;

static MlirWalkResult addDistances(MlirOperation op, void *userData) {
  enum { maxRank = FUSELAGE_BOUND(16, 3) };
  DimOrder *order = userData;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  MlirAffineExpr indices[maxRank];
  if (!fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand))
    return MlirWalkResultAdvance;
  intptr_t rank = mlirShapedTypeGetRank(
      mlirValueGetType(mlirOperationGetOperand(op, memrefOperand)));
  if (rank > maxRank)
    return MlirWalkResultAdvance;
  fuselageItemReadIndices(order->reader, op, memrefOperand, indices);
  for (intptr_t i = 0; i < rank; ++i) {
    FuselageLinearForm form;
    if (!fuselageExprGetLinearForm(indices[i], &form))
      continue;
    for (int d = 0; d < FUSELAGE_MAX_ITEM_DIMS; ++d) {
      order->distances[d] += form.coefficients[d] != 0 ? rank - 1 - i : 0;
      order->counts[d] += form.coefficients[d] != 0;
    }
  }
  return MlirWalkResultAdvance;
}

/// True if dimension `a` is farther from the last index, on average, than `b`.
static bool isFarther(const DimOrder *order, int a, int b) {
  return order->counts[a] != 0 && order->counts[b] != 0 &&
         order->distances[a] * order->counts[b] >
             order->distances[b] * order->counts[a];
}

static void orderDims(FuselageIndexReader *reader, FuselageWorkItems *items) {
  FuselageItemReader itemReader;
  fuselageItemReaderInit(&itemReader, reader, items);
  DimOrder order = {.reader = &itemReader};
  mlirOperationWalk(items->launch, addDistances, &order, MlirWalkPreOrder);
  reader->outOfMemory = reader->outOfMemory || itemReader.outOfMemory;
  fuselageItemReaderFree(&itemReader);
  int places[FUSELAGE_MAX_ITEM_DIMS];
  for (int d = 0; d < items->numDims; ++d) {
    int at = d;
    for (; at > 0 && isFarther(&order, d, places[at - 1]); --at)
      places[at] = places[at - 1];
    places[at] = d;
  }
  FuselageItemDim dims[FUSELAGE_MAX_ITEM_DIMS];
  for (int d = 0; d < items->numDims; ++d)
    dims[d] = items->dims[places[d]];
  for (int d = 0; d < items->numDims; ++d)
    items->dims[d] = dims[d];
}

//===----------------------------------------------------------------------===//
// Items
//===----------------------------------------------------------------------===//

/// Reads the dimensions of items that are those of a box.
static void readBox(FuselageIndexReader *reader,
                    const FuselageIterationSpace *space,
                    FuselageWorkItems *items) {
  FuselageItemDivisors divisors[FUSELAGE_NUM_AXES];
  fuselageWorkItemsFindDivisors(reader, items, divisors);
  for (int axis = FUSELAGE_NUM_AXES; axis-- > 0;)
    addAxis(reader->context, space, items, axis, &divisors[axis]);
  orderDims(reader, items);
}

bool fuselageWorkItemsRead(FuselageIndexReader *reader, MlirOperation launch,
                           FuselageWorkItems *items) {
  *items = (FuselageWorkItems){.launch = launch};
  fuselageIndexReaderEnterLaunch(reader, (MlirOperation){NULL},
                                 &(FuselageIterationSpace){0});
  FuselageIterationSpace space =
      fuselageIndexReadIterationSpace(reader, launch);
  if (!readAxes(&space, items))
    return false;
  BodyKinds kinds = readKinds(launch);
  MlirOperation obstacle;
  if (!isIndependent(launch, &kinds, &obstacle))
    return false;
  // The stack of a thread grows with each turn of a loop around an alloca.
  items->canRepeat = !kinds.hasStack;
  fuselageIndexReaderEnterLaunch(reader, launch, &space);
  fuselageWorkItemsReadBounds(reader, items);
  if (!fuselageWorkItemsReadRows(reader, items))
    readBox(reader, &space, items);
  return !reader->outOfMemory;
}
