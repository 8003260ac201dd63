//===- ItemBounds.c - Guards that say which items there are ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/ItemBounds.h"

#include "Analysis/Index/IndexExpr.h"
#include "Analysis/Index/IndexRange.h"
#include "Bridge/Enums.h"
#include "Bridge/MemoryEffects.h"
#include "IR/GridBlocks.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinTypes.h"

/// The bounds that one guard has.
typedef struct GuardBounds {
  FuselageItemAxis axes[FUSELAGE_NUM_AXES];
} GuardBounds;

static MlirAffineExpr readId(const FuselageIndexReader *reader, int id) {
  int64_t extent;
  if (fuselageExprIsConstant(reader->space.extents[id], &extent) && extent == 1)
    return mlirAffineConstantExprGet(reader->context, 0);
  return mlirAffineDimExprGet(reader->context, id);
}

MlirAffineExpr
fuselageItemAxisReadBlockNumber(const FuselageIndexReader *reader, int axis) {
  int rank = fuselageLaunchGetGridRank(reader->launch);
  if (axis != 0 && axis < rank)
    return mlirAffineConstantExprGet(reader->context, 0);
  MlirAffineExpr number = readId(reader, axis);
  for (int id = 1; axis == 0 && id < rank; ++id)
    number = fuselageExprAdd(
        number,
        fuselageExprMul(readId(reader, id),
                        mlirAffineConstantExprGet(reader->context,
                                                  fuselageGridGetWeight(id))));
  return number;
}

MlirAffineExpr fuselageItemAxisReadNumber(const FuselageIndexReader *reader,
                                          int axis) {
  int thread = FUSELAGE_NUM_GRID_IDS + axis;
  MlirAffineExpr block = fuselageItemAxisReadBlockNumber(reader, axis);
  int64_t blocks;
  // The number of threads in the only block may be anything.
  if (fuselageExprIsConstant(block, &blocks) && blocks == 0)
    return readId(reader, thread);
  return fuselageExprAdd(fuselageExprMul(block, reader->space.extents[thread]),
                         readId(reader, thread));
}

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

/// `lower < upper`, of two indices.
typedef struct Comparison {
  MlirValue lower, upper;
  bool isSigned;
} Comparison;

static bool readComparison(MlirValue condition, Comparison *comparison) {
  MlirOperation op = fuselageValueGetDefiningOp(condition);
  if (mlirOperationIsNull(op) ||
      !fuselageOperationIs(op, FUSELAGE_OP_ARITH_CMPI) ||
      !mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetOperand(op, 0))))
    return false;
  int64_t predicate = fuselageOperationGetIntAttribute(op, "predicate", -1);
  bool isSwapped =
      predicate == FUSELAGE_CMPI_SGT || predicate == FUSELAGE_CMPI_UGT;
  comparison->lower = mlirOperationGetOperand(op, isSwapped ? 1 : 0);
  comparison->upper = mlirOperationGetOperand(op, isSwapped ? 0 : 1);
  comparison->isSigned =
      predicate == FUSELAGE_CMPI_SLT || predicate == FUSELAGE_CMPI_SGT;
  return isSwapped || comparison->isSigned || predicate == FUSELAGE_CMPI_ULT;
}

/// One side of a comparison, and where its value comes from: a value, or an
/// `affine.min` of which it is a result.
typedef struct Side {
  MlirAffineExpr expression;
  MlirValue valueOrNull;
  MlirOperation minimumOrNull;
} Side;

/// True if a value of the host is the bound, and is there before the launch: a
/// symbol stands for any value that is equal, wherever that is.
static bool isBound(FuselageIndexReader *reader, MlirValue value,
                    MlirAffineExpr bound) {
  return mlirTypeIsAIndex(mlirValueGetType(value)) &&
         !fuselageValueIsDefinedInside(value, reader->launch) &&
         mlirAffineExprEqual(fuselageIndexRead(reader, value), bound);
}

/// Finds the value that a bound is among those that the comparison uses; null
/// if there is none.
static MlirValue findBound(FuselageIndexReader *reader, MlirAffineExpr bound,
                           const Side *side) {
  if (!mlirValueIsNull(side->valueOrNull))
    return isBound(reader, side->valueOrNull, bound) ? side->valueOrNull
                                                     : (MlirValue){NULL};
  intptr_t numOperands = mlirOperationGetNumOperands(side->minimumOrNull);
  for (intptr_t i = 0; i < numOperands; ++i) {
    MlirValue operand = mlirOperationGetOperand(side->minimumOrNull, i);
    if (isBound(reader, operand, bound))
      return operand;
  }
  return (MlirValue){NULL};
}

/// Stores a bound of the number along an axis: an expression over host values.
/// Two bounds of one axis are not put together: false.
static bool setBound(FuselageIndexReader *reader, MlirAffineExpr bound,
                     const Side *side, bool isSigned, FuselageItemAxis *axis) {
  int64_t constant;
  if (axis->hasBound)
    return false;
  axis->boundIsSigned = isSigned;
  if (fuselageExprIsConstant(bound, &constant)) {
    // An unsigned bound of this size is above the number of all threads.
    if (constant < 0 && !isSigned)
      return false;
    axis->hasBound = true;
    axis->constantBound = constant < 0 ? 0 : constant;
    return true;
  }
  MlirValue value = findBound(reader, bound, side);
  if (mlirValueIsNull(value))
    return false;
  axis->hasBound = true;
  axis->boundValueOrNull = value;
  return true;
}

/// True if the machine's value of an expression is the integer that it says.
static bool isExact(const FuselageIndexReader *reader,
                    MlirAffineExpr expression, FuselageIntRange *range) {
  return fuselageExprGetRange(reader->symbols, &reader->space, expression,
                              range);
}

/// True if `number - lower + upper` is the integer that it says: constants of
/// expressions wrap around without a word.
static bool differenceFits(const FuselageIndexReader *reader,
                           MlirAffineExpr number, FuselageIntRange lower,
                           FuselageIntRange upper) {
  FuselageIntRange range;
  int64_t least, most;
  return isExact(reader, number, &range) &&
         !__builtin_sub_overflow(range.min, lower.max, &least) &&
         !__builtin_add_overflow(least, upper.min, &least) &&
         !__builtin_sub_overflow(range.max, lower.min, &most) &&
         !__builtin_add_overflow(most, upper.max, &most);
}

/// The number of an axis is an integer far below 2^63. Compared as it is, any
/// bound will do; where a part of it is on the other side, both sides must be
/// integers, of the sign that the comparison takes them to have.
static bool readBound(FuselageIndexReader *reader, MlirAffineExpr lower,
                      const Side *side, bool isSigned, GuardBounds *bounds) {
  MlirAffineExpr upper = side->expression;
  FuselageIntRange lowerRange, upperRange;
  bool areExact = isExact(reader, lower, &lowerRange) &&
                  isExact(reader, upper, &upperRange) &&
                  (isSigned || (lowerRange.min >= 0 && upperRange.min >= 0));
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis) {
    MlirAffineExpr number = fuselageItemAxisReadNumber(reader, axis);
    int64_t constant;
    if (fuselageExprIsConstant(number, &constant))
      continue;
    bool isNumber = mlirAffineExprEqual(lower, number);
    MlirAffineExpr bound =
        isNumber ? upper
                 : fuselageExprAdd(fuselageExprSub(number, lower), upper);
    if (mlirAffineExprIsNull(bound) ||
        !mlirAffineExprIsSymbolicOrConstant(bound) ||
        !(isNumber ||
          (areExact && differenceFits(reader, number, lowerRange, upperRange))))
      continue;
    return setBound(reader, bound, side, isSigned || !isNumber,
                    &bounds->axes[axis]);
  }
  return false;
}

/// True if the comparison holds for every thread.
static bool alwaysHolds(const FuselageIndexReader *reader, MlirAffineExpr lower,
                        MlirAffineExpr upper) {
  FuselageIntRange lowerRange, upperRange;
  return isExact(reader, lower, &lowerRange) &&
         isExact(reader, upper, &upperRange) && lowerRange.min >= 0 &&
         lowerRange.max < upperRange.min;
}

/// `affine.min` is below a number if one of its results is, and above one if
/// all are.
static bool readComparisonWithMinimum(FuselageIndexReader *reader,
                                      const Comparison *comparison,
                                      MlirOperation minimum,
                                      GuardBounds *bounds) {
  MlirAffineMap map = fuselageOperationGetAffineMap(minimum);
  MlirAffineExpr lower = fuselageIndexRead(reader, comparison->lower);
  for (intptr_t i = 0; i < mlirAffineMapGetNumResults(map); ++i) {
    MlirAffineExpr upper =
        fuselageIndexReadMapResult(reader, map, i, minimum, 0);
    // Nothing is known of a result that wraps around.
    FuselageIntRange range;
    if (!isExact(reader, upper, &range) ||
        (!comparison->isSigned && range.min < 0) ||
        (!alwaysHolds(reader, lower, upper) &&
         !readBound(reader, lower,
                    &(Side){.expression = upper, .minimumOrNull = minimum},
                    comparison->isSigned, bounds)))
      return false;
  }
  return true;
}

/// True if a condition says nothing but bounds, which are stored.
static bool readCondition(FuselageIndexReader *reader, MlirValue condition,
                          GuardBounds *bounds, int depth) {
  enum { maxDepth = FUSELAGE_BOUND(8, 2) };
  MlirOperation op = fuselageValueGetDefiningOp(condition);
  if (mlirOperationIsNull(op) || depth == maxDepth)
    return false;
  if (fuselageOperationIs(op, FUSELAGE_OP_ARITH_ANDI))
    return readCondition(reader, mlirOperationGetOperand(op, 0), bounds,
                         depth + 1) &&
           readCondition(reader, mlirOperationGetOperand(op, 1), bounds,
                         depth + 1);
  Comparison comparison;
  if (!readComparison(condition, &comparison))
    return false;
  MlirOperation upper = fuselageValueGetDefiningOp(comparison.upper);
  if (!mlirOperationIsNull(upper) &&
      fuselageOperationIs(upper, FUSELAGE_OP_AFFINE_MIN))
    return readComparisonWithMinimum(reader, &comparison, upper, bounds);
  Side side = {.expression = fuselageIndexRead(reader, comparison.upper),
               .valueOrNull = comparison.upper};
  return readBound(reader, fuselageIndexRead(reader, comparison.lower), &side,
                   comparison.isSigned, bounds);
}

//===----------------------------------------------------------------------===//
// Guards
//===----------------------------------------------------------------------===//

/// The `scf.if` that has all effects of a block, if that is one without an else
/// and without results; or null.
static MlirOperation guardOf(MlirBlock block) {
  MlirOperation guard = {NULL};
  MlirOperation terminator = mlirBlockGetTerminator(block);
  FUSELAGE_FOR_EACH_OPERATION (op, block) {
    if (mlirOperationEqual(op, terminator) ||
        (!fuselageOperationIs(op, FUSELAGE_OP_SCF_IF) &&
         fuselageOperationIsMemoryEffectFree(op)))
      continue;
    if (!mlirOperationIsNull(guard) ||
        !fuselageOperationIs(op, FUSELAGE_OP_SCF_IF) ||
        !fuselageConditionIsGuard(op))
      return (MlirOperation){NULL};
    guard = op;
  }
  return guard;
}

static void takeBounds(const GuardBounds *bounds, FuselageWorkItems *items) {
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis)
    items->axes[axis] = bounds->axes[axis];
}

void fuselageWorkItemsReadBounds(FuselageIndexReader *reader,
                                 FuselageWorkItems *items) {
  MlirBlock block = fuselageLaunchGetEntry(items->launch);
  while (items->numGuards < FUSELAGE_MAX_ITEM_GUARDS) {
    MlirOperation guard = guardOf(block);
    GuardBounds bounds;
    for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis)
      bounds.axes[axis] = items->axes[axis];
    if (mlirOperationIsNull(guard) ||
        !readCondition(reader, mlirOperationGetOperand(guard, 0), &bounds, 0))
      return;
    takeBounds(&bounds, items);
    items->guards[items->numGuards++] = guard;
    block = mlirRegionGetFirstBlock(mlirOperationGetRegion(guard, 0));
  }
}
