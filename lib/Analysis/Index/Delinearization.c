//===- Delinearization.c - Indices that split one number ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Index/Delinearization.h"

#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinTypes.h"

/// A division or a remainder.
typedef struct Division {
  MlirValue dividend, divisor;
} Division;

static bool readOperation(MlirValue value, FuselageOp arith, FuselageOp index,
                          Division *division) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (mlirOperationIsNull(op) || !mlirTypeIsAIndex(mlirValueGetType(value)) ||
      !(fuselageOperationIs(op, arith) || fuselageOperationIs(op, index)))
    return false;
  *division = (Division){mlirOperationGetOperand(op, 0),
                         mlirOperationGetOperand(op, 1)};
  return true;
}

static bool isQuotient(MlirValue value, Division *division) {
  return readOperation(value, FUSELAGE_OP_ARITH_DIVUI, FUSELAGE_OP_INDEX_DIVU,
                       division);
}

static bool isRemainder(MlirValue value, Division *division) {
  return readOperation(value, FUSELAGE_OP_ARITH_REMUI, FUSELAGE_OP_INDEX_REMU,
                       division);
}

/// True if the two are the same for every thread: they are one value, have
/// equal expressions, or are equal divisions of two such values.
static bool isSame(FuselageIndexReader *reader, MlirValue a, MlirValue b,
                   int depth) {
  if (mlirValueEqual(a, b))
    return true;
  MlirAffineExpr expression = fuselageIndexRead(reader, a);
  if (!mlirAffineExprIsNull(expression))
    return mlirAffineExprEqual(expression, fuselageIndexRead(reader, b));
  Division x, y;
  return depth < FUSELAGE_MAX_DIGITS && isQuotient(a, &x) &&
         isQuotient(b, &y) &&
         isSame(reader, x.dividend, y.dividend, depth + 1) &&
         isSame(reader, x.divisor, y.divisor, depth + 1);
}

/// The indices of an access. The split uses some of them.
typedef struct Indices {
  FuselageIndexReader *reader;
  MlirOperation op;
  intptr_t first, count;
} Indices;

static MlirValue indexOf(const Indices *indices, intptr_t i) {
  return mlirOperationGetOperand(indices->op, indices->first + i);
}

/// The index that is `dividend / divisor`, or -1.
static intptr_t findQuotient(const Indices *indices, Division of) {
  for (intptr_t i = 0; i < indices->count; ++i) {
    Division division;
    if (isQuotient(indexOf(indices, i), &division) &&
        isSame(indices->reader, division.dividend, of.dividend, 0) &&
        isSame(indices->reader, division.divisor, of.divisor, 0))
      return i;
  }
  return -1;
}

/// The index that is a remainder of `dividend / divisor`, or -1. Stores the
/// division that the remainder belongs to.
static intptr_t findNext(const Indices *indices, Division of,
                         Division *remainder) {
  for (intptr_t i = 0; i < indices->count; ++i) {
    Division quotient;
    if (isRemainder(indexOf(indices, i), remainder) &&
        isQuotient(remainder->dividend, &quotient) &&
        isSame(indices->reader, quotient.dividend, of.dividend, 0) &&
        isSame(indices->reader, quotient.divisor, of.divisor, 0))
      return i;
  }
  return -1;
}

static void append(FuselageSplit *split, MlirAffineExpr expression) {
  split->expressions[split->size++] = expression;
}

static void appendIndex(FuselageSplit *split, const Indices *indices,
                        intptr_t i) {
  append(split, mlirAffineConstantExprGet(indices->reader->context, i));
}

/// A divisor must be the same for all threads.
static bool appendDivisor(FuselageSplit *split, const Indices *indices,
                          MlirValue divisor) {
  MlirAffineExpr expression = fuselageIndexRead(indices->reader, divisor);
  if (mlirAffineExprIsNull(expression) ||
      !mlirAffineExprIsSymbolicOrConstant(expression))
    return false;
  append(split, expression);
  return true;
}

/// Follows the quotients from the remainder at index `i` to a quotient that is
/// an index itself. The split is empty if no index is.
static FuselageSplit splitFrom(const Indices *indices, intptr_t i,
                               Division remainder) {
  FuselageSplit split = {.size = 0};
  const FuselageSplit none = split;
  append(&split, fuselageIndexRead(indices->reader, remainder.dividend));
  if (mlirAffineExprIsNull(split.expressions[0]))
    return none;
  while (split.size + 2 < FUSELAGE_MAX_SPLIT) {
    if (!appendDivisor(&split, indices, remainder.divisor))
      return none;
    appendIndex(&split, indices, i);
    intptr_t last = findQuotient(indices, remainder);
    if (last >= 0) {
      appendIndex(&split, indices, last);
      return split;
    }
    Division next;
    i = findNext(indices, remainder, &next);
    if (i < 0)
      return none;
    remainder = next;
  }
  return none;
}

FuselageSplit fuselageReadSplit(FuselageIndexReader *reader, MlirOperation op,
                                intptr_t firstIndex, intptr_t numIndices) {
  Indices indices = {reader, op, firstIndex, numIndices};
  for (intptr_t i = 0; i < numIndices; ++i) {
    Division remainder;
    if (!isRemainder(indexOf(&indices, i), &remainder))
      continue;
    FuselageSplit split = splitFrom(&indices, i, remainder);
    if (split.size != 0)
      return split;
  }
  return (FuselageSplit){.size = 0};
}
