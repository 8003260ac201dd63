//===- IndexRange.c - Values that an index expression can take ------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Index/IndexRange.h"

#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinTypes.h"

typedef FuselageIntRange Range;

FuselageIntRange fuselageIntRangeOfType(MlirType type) {
  unsigned width =
      mlirTypeIsAInteger(type) ? mlirIntegerTypeGetWidth(type) : 64;
  if (width >= 64)
    return (Range){INT64_MIN, INT64_MAX};
  if (width <= 1)
    return (Range){-1, 1};
  int64_t half = INT64_C(1) << (width - 1);
  return (Range){-half, half - 1};
}

/// A minimum of unsigned numbers is at most each that is a constant.
static Range rangeOfMinimum(MlirOperation op, Range ofType) {
  Range range = ofType;
  for (intptr_t i = 0; i < 2; ++i) {
    int64_t constant;
    if (fuselageValueIsConstantInt(mlirOperationGetOperand(op, i), &constant) &&
        constant >= 0)
      range = (Range){0, range.max < constant ? range.max : constant};
  }
  return range;
}

/// What is cast to index keeps its value.
static Range rangeOfCast(MlirOperation op, Range ofType) {
  Range range =
      fuselageIntRangeOfType(mlirValueGetType(mlirOperationGetOperand(op, 0)));
  return range.max < ofType.max ? range : ofType;
}

/// The same for an unsigned number of less than 63 bits.
static Range rangeOfUnsignedCast(MlirOperation op, Range ofType) {
  MlirType type = mlirValueGetType(mlirOperationGetOperand(op, 0));
  unsigned width =
      mlirTypeIsAInteger(type) ? mlirIntegerTypeGetWidth(type) : 64;
  return width < 63 ? (Range){0, (INT64_C(1) << width) - 1} : ofType;
}

/// A size is not negative; a better bound does not hold. If one size of a
/// memref is 0, its other sizes may have any value, and a view may claim any
/// size as long as the program accesses only existing elements.
FuselageIntRange fuselageValueGetRange(MlirValue value) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  Range ofType = fuselageIntRangeOfType(mlirValueGetType(value));
  int64_t constant;
  if (mlirOperationIsNull(op))
    return ofType;
  if (fuselageValueIsConstantInt(value, &constant))
    return (Range){constant, constant};
  switch (fuselageOperationGetKind(op)) {
  case FUSELAGE_OP_MEMREF_DIM:
    return (Range){0, INT64_MAX};
  case FUSELAGE_OP_ARITH_MINUI:
    return rangeOfMinimum(op, ofType);
  case FUSELAGE_OP_ARITH_INDEX_CAST:
  case FUSELAGE_OP_INDEX_CASTS:
    return rangeOfCast(op, ofType);
  case FUSELAGE_OP_ARITH_INDEX_CASTUI:
  case FUSELAGE_OP_INDEX_CASTU:
    return rangeOfUnsignedCast(op, ofType);
  default:
    return ofType;
  }
}

/// The bounds of the leaves of an expression: ids of a launch and symbols of a
/// table, or ranges of dimensions and symbols.
typedef struct Bounds {
  const FuselageSymbolTable *symbols;
  const FuselageIterationSpace *space;
  bool hasRanges;
  const Range *dimRanges, *symbolRanges;
} Bounds;

static bool rangeOf(const Bounds *bounds, MlirAffineExpr expression,
                    Range *range);

/// In a launch without threads an id has no value, so any range is right.
static Range rangeOfId(const Bounds *bounds, MlirAffineExpr id) {
  intptr_t number = mlirAffineDimExprGetPosition(id);
  if (bounds->hasRanges)
    return bounds->dimRanges[number];
  uint64_t bound = fuselageIterationSpaceGetBound(bounds->space, (int)number);
  return (Range){0, bound > 1 ? (int64_t)bound - 1 : 0};
}

/// A remainder is at least 0 and below its divisor, whatever the dividend is. A
/// quotient may be as large as the dividend.
static Range rangeOfSymbol(const Bounds *bounds, MlirAffineExpr expression) {
  if (bounds->symbolRanges)
    return bounds->symbolRanges[mlirAffineSymbolExprGetPosition(expression)];
  const FuselageSymbol *symbol =
      fuselageSymbolTableGet(bounds->symbols, expression);
  int64_t divisor;
  if (mlirValueIsNull(symbol->value))
    return symbol->kind == FUSELAGE_REMAINDER &&
                   fuselageExprIsConstant(symbol->divisor, &divisor) &&
                   divisor > 0
               ? (Range){0, divisor - 1}
               : (Range){INT64_MIN, INT64_MAX};
  return fuselageValueGetRange(symbol->value);
}

static bool addRanges(Range a, Range b, Range *sum) {
  return !__builtin_add_overflow(a.min, b.min, &sum->min) &&
         !__builtin_add_overflow(a.max, b.max, &sum->max);
}

/// The ends of a product's range are among the products of the ends.
static bool multiplyRanges(Range a, Range b, Range *product) {
  const int64_t lhs[] = {a.min, a.min, a.max, a.max};
  const int64_t rhs[] = {b.min, b.max, b.min, b.max};
  *product = (Range){INT64_MAX, INT64_MIN};
  for (int i = 0; i < 4; ++i) {
    int64_t corner;
    if (__builtin_mul_overflow(lhs[i], rhs[i], &corner))
      return false;
    product->min = corner < product->min ? corner : product->min;
    product->max = corner > product->max ? corner : product->max;
  }
  return true;
}

/// Rounded towards negative infinity; the divisor is positive.
static int64_t floorDivide(int64_t dividend, int64_t divisor) {
  int64_t quotient = dividend / divisor;
  return quotient * divisor > dividend ? quotient - 1 : quotient;
}

/// A division that stays in an expression has a dividend that fits into 64
/// bits, and a positive constant as its divisor.
static bool divideRange(MlirAffineExpr division, Range dividend, Range *range) {
  int64_t divisor;
  if (!fuselageExprIsConstant(mlirAffineBinaryOpExprGetRHS(division),
                              &divisor) ||
      divisor <= 0)
    return false;
  // Rounding up negates the dividend.
  if (mlirAffineExprIsACeilDiv(division) && dividend.min == INT64_MIN)
    return false;
  *range = (Range){floorDivide(dividend.min, divisor),
                   floorDivide(dividend.max, divisor)};
  if (mlirAffineExprIsAMod(division))
    *range =
        range->min == 0 && range->max == 0 ? dividend : (Range){0, divisor - 1};
  else if (mlirAffineExprIsACeilDiv(division))
    return addRanges(*range, (Range){0, 1}, range);
  return true;
}

static bool rangeOfBinary(const Bounds *bounds, MlirAffineExpr expression,
                          Range *range) {
  Range lhs, rhs;
  if (!rangeOf(bounds, mlirAffineBinaryOpExprGetLHS(expression), &lhs) ||
      !rangeOf(bounds, mlirAffineBinaryOpExprGetRHS(expression), &rhs))
    return false;
  if (mlirAffineExprIsAAdd(expression))
    return addRanges(lhs, rhs, range);
  if (mlirAffineExprIsAMul(expression))
    return multiplyRanges(lhs, rhs, range);
  return divideRange(expression, lhs, range);
}

static bool rangeOf(const Bounds *bounds, MlirAffineExpr expression,
                    Range *range) {
  int64_t constant;
  if (fuselageExprIsConstant(expression, &constant)) {
    *range = (Range){constant, constant};
    return true;
  }
  if (mlirAffineExprIsABinary(expression))
    return rangeOfBinary(bounds, expression, range);
  *range = mlirAffineExprIsADim(expression) ? rangeOfId(bounds, expression)
                                            : rangeOfSymbol(bounds, expression);
  return true;
}

bool fuselageExprGetRange(const FuselageSymbolTable *symbols,
                          const FuselageIterationSpace *space,
                          MlirAffineExpr expression, FuselageIntRange *range) {
  Bounds bounds = {.symbols = symbols, .space = space};
  return !mlirAffineExprIsNull(expression) &&
         rangeOf(&bounds, expression, range);
}

bool fuselageExprGetRangeOver(MlirAffineExpr expression,
                              const FuselageIntRange *dims,
                              const FuselageIntRange *symbols,
                              FuselageIntRange *range) {
  Bounds bounds = {
      .hasRanges = true, .dimRanges = dims, .symbolRanges = symbols};
  return rangeOf(&bounds, expression, range);
}
