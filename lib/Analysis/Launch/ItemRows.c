//===- ItemRows.c - Items in rows of unknown length -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/ItemRows.h"

#include "Analysis/Index/IndexExpr.h"
#include "Analysis/Index/IndexRange.h"
#include "Analysis/Launch/ItemBounds.h"
#include "Analysis/Launch/ItemDigits.h"
#include "Analysis/Launch/ItemSpace.h"
#include "Analysis/Launch/Launch.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinTypes.h"

//===----------------------------------------------------------------------===//
// Digits
//===----------------------------------------------------------------------===//

/// How the number of a thread is taken apart: the rest of a division by the
/// extent of the first digit is that digit, the quotient is taken apart by the
/// second, and so on. The last quotient is the number of the row.
typedef struct Digits {
  FuselageIndexReader *reader;
  MlirAffineExpr number;
  /// Innermost first.
  FuselageItemDim dims[FUSELAGE_MAX_ITEM_DIVISORS];
  int count;
  /// Whether an access has the whole number as an index.
  bool isIndex;
} Digits;

static bool isDivision(MlirOperation op) {
  FuselageOpClass opClass = fuselageOperationGetClass(op);
  return opClass == FUSELAGE_CLASS_DIV || opClass == FUSELAGE_CLASS_FLOOR_DIV ||
         opClass == FUSELAGE_CLASS_REM;
}

static bool isUnsigned(MlirOperation op) {
  switch (fuselageOperationGetKind(op)) {
  case FUSELAGE_OP_ARITH_DIVUI:
  case FUSELAGE_OP_ARITH_REMUI:
  case FUSELAGE_OP_INDEX_DIVU:
  case FUSELAGE_OP_INDEX_REMU:
    return true;
  default:
    return false;
  }
}

/// Whether an operation takes its operands to have no sign, or they have none:
/// the number of a thread is not negative, but a divisor may be.
static bool hasNoSign(MlirOperation op, MlirValue divisor) {
  return isUnsigned(op) || fuselageValueGetRange(divisor).min >= 0;
}

/// True if an operation divides by the extent of a digit.
static bool dividesBy(const Digits *digits, MlirOperation op, int digit) {
  const FuselageItemDim *dim = &digits->dims[digit];
  MlirAffineExpr divisor =
      fuselageIndexRead(digits->reader, mlirOperationGetOperand(op, 1));
  return !mlirAffineExprIsNull(divisor) &&
         mlirAffineExprEqual(divisor, dim->extentOrNull) &&
         (dim->extent > 0 || hasNoSign(op, dim->divisorOrNull));
}

/// How often the number was divided to give a value; -1 if the value is no such
/// quotient.
static int countDivisions(const Digits *digits, MlirValue value) {
  MlirOperation divisions[FUSELAGE_MAX_ITEM_DIVISORS];
  int count = 0;
  while (!mlirAffineExprEqual(fuselageIndexRead(digits->reader, value),
                              digits->number)) {
    MlirOperation op = fuselageValueGetDefiningOp(value);
    if (mlirOperationIsNull(op) || !isDivision(op) ||
        fuselageOperationGetClass(op) == FUSELAGE_CLASS_REM ||
        count == digits->count)
      return -1;
    divisions[count++] = op;
    value = mlirOperationGetOperand(op, 0);
  }
  for (int i = 0; i < count; ++i)
    if (!dividesBy(digits, divisions[count - 1 - i], i))
      return -1;
  return count;
}

//===----------------------------------------------------------------------===//
// Search
//===----------------------------------------------------------------------===//

/// Reads what an operation divides by as the extent of a digit: a constant, or
/// a value of the host.
static bool readExtent(const Digits *digits, MlirOperation op,
                       FuselageItemDim *dim) {
  MlirValue divisor = mlirOperationGetOperand(op, 1);
  *dim = (FuselageItemDim){
      .extent = -1, .extentOrNull = fuselageIndexRead(digits->reader, divisor)};
  if (mlirAffineExprIsNull(dim->extentOrNull))
    return false;
  if (fuselageExprIsConstant(dim->extentOrNull, &dim->extent))
    return dim->extent > 1;
  dim->divisorOrNull = divisor;
  return hasNoSign(op, divisor) &&
         !fuselageValueIsDefinedInside(divisor, digits->reader->launch);
}

static MlirWalkResult findDigit(MlirOperation op, void *userData) {
  Digits *digits = userData;
  FuselageItemDim dim;
  if (digits->count == FUSELAGE_MAX_ITEM_DIVISORS)
    return MlirWalkResultInterrupt;
  if (isDivision(op) &&
      mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetOperand(op, 0))) &&
      countDivisions(digits, mlirOperationGetOperand(op, 0)) == digits->count &&
      readExtent(digits, op, &dim))
    digits->dims[digits->count++] = dim;
  return MlirWalkResultAdvance;
}

static MlirWalkResult findNumberAsIndex(MlirOperation op, void *userData) {
  Digits *digits = userData;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (!fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand))
    return MlirWalkResultAdvance;
  intptr_t numOperands = mlirOperationGetNumOperands(op);
  for (intptr_t i = memrefOperand + 1; i < numOperands; ++i)
    digits->isIndex |= mlirAffineExprEqual(
        fuselageIndexRead(digits->reader, mlirOperationGetOperand(op, i)),
        digits->number);
  return digits->isIndex ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

/// The axis along which all items are, or -1.
static int findOnlyAxis(const FuselageWorkItems *items) {
  int only = -1;
  for (int axis = 0; axis < FUSELAGE_NUM_AXES; ++axis) {
    if (items->axes[axis].numBlocks == 1 && items->axes[axis].numThreads == 1)
      continue;
    if (only >= 0)
      return -1;
    only = axis;
  }
  return only;
}

static Digits findDigits(FuselageIndexReader *reader,
                         const FuselageWorkItems *items, int axis) {
  Digits digits = {.reader = reader,
                   .number = fuselageItemAxisReadNumber(reader, axis)};
  if (mlirAffineExprIsNull(digits.number))
    return digits;
  mlirOperationWalk(items->launch, findDigit, &digits, MlirWalkPreOrder);
  // Elements that are numbered like the threads are best left so.
  if (digits.count != 0)
    mlirOperationWalk(items->launch, findNumberAsIndex, &digits,
                      MlirWalkPreOrder);
  if (digits.isIndex)
    digits.count = 0;
  return digits;
}

static bool hasUnknownExtent(const Digits *digits) {
  for (int i = 0; i < digits->count; ++i)
    if (digits->dims[i].extent < 0)
      return true;
  return false;
}

/// Stores the dimensions: the row, then the digits.
static void setDims(const Digits *digits, int axis, FuselageWorkItems *items) {
  int64_t weight = 1;
  items->isInRows = true;
  items->numDims = digits->count + 1;
  for (int i = 0; i < digits->count; ++i) {
    FuselageItemDim *dim = &items->dims[digits->count - i];
    *dim = digits->dims[i];
    dim->axis = axis;
    dim->weight = weight;
    if (dim->extent < 0 || weight == 0 ||
        __builtin_mul_overflow(weight, dim->extent, &weight))
      weight = 0;
  }
  items->dims[0] =
      (FuselageItemDim){.axis = axis, .weight = weight, .extent = -1};
}

bool fuselageWorkItemsReadRows(FuselageIndexReader *reader,
                               FuselageWorkItems *items) {
  int axis = findOnlyAxis(items);
  if (axis < 0)
    return false;
  Digits digits = findDigits(reader, items, axis);
  if (digits.count == 0 ||
      (fuselageItemAxisGetExtent(&items->axes[axis]) >= 0 &&
       !hasUnknownExtent(&digits)))
    return false;
  setDims(&digits, axis, items);
  return true;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// The dimensions up to `last` as one number, null if an extent is not known.
static MlirAffineExpr readLeading(MlirContext context,
                                  const FuselageWorkItems *items, int last) {
  MlirAffineExpr number = mlirAffineDimExprGet(context, 0);
  for (int d = 1; d <= last; ++d) {
    if (items->dims[d].extent < 0)
      return (MlirAffineExpr){NULL};
    number =
        fuselageExprAdd(fuselageExprMul(number, items->dims[d].extentOrNull),
                        mlirAffineDimExprGet(context, d));
  }
  return number;
}

MlirAffineExpr fuselageItemRowsReadDivision(FuselageIndexReader *reader,
                                            const FuselageWorkItems *items,
                                            MlirOperation division) {
  Digits digits = {.reader = reader,
                   .number =
                       fuselageItemAxisReadNumber(reader, items->dims[0].axis),
                   .count = items->numDims - 1};
  for (int i = 0; i < digits.count; ++i)
    digits.dims[i] = items->dims[items->numDims - 1 - i];
  int count = countDivisions(&digits, mlirOperationGetOperand(division, 0));
  if (count < 0 || count == digits.count ||
      !dividesBy(&digits, division, count))
    return (MlirAffineExpr){NULL};
  int dim = items->numDims - 1 - count;
  return fuselageOperationGetClass(division) == FUSELAGE_CLASS_REM
             ? mlirAffineDimExprGet(reader->context, dim)
             : readLeading(reader->context, items, dim - 1);
}
