//===- PolyhedralValue.c - Integers as functions of the threads -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralValue.h"

#include "mlir-c/BuiltinTypes.h"

static const FuselagePolyValue unknown = {.function = {0}};

//===----------------------------------------------------------------------===//
// Ranges
//===----------------------------------------------------------------------===//

typedef FuselageIntRange Range;

FuselagePolyValue fuselagePolyConstantValue(FuselagePolyTerms *terms,
                                            int64_t number) {
  return (FuselagePolyValue){fuselagePolyConstant(terms, number), number,
                             number, 0};
}

/// A value of the range if the range fits the type of the result. Otherwise
/// unknown, because the operation may wrap around.
static FuselagePolyValue fitted(FuselagePolyFunction function, Range range,
                                MlirType type) {
  Range whole = fuselageIntRangeOfType(type);
  if (function.number != 0 && range.min >= whole.min && range.max <= whole.max)
    return (FuselagePolyValue){function, range.min, range.max, 0};
  return unknown;
}

static int64_t minimum(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t maximum(int64_t a, int64_t b) { return a > b ? a : b; }

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

static bool addRanges(Range a, Range b, Range *sum) {
  return !__builtin_add_overflow(a.min, b.min, &sum->min) &&
         !__builtin_add_overflow(a.max, b.max, &sum->max);
}

static int64_t reachOf(FuselagePolyValue value) {
  return value.min == INT64_MIN ? INT64_MAX : maximum(value.max, -value.min);
}

/// The sum of a value of unknown size and a small value: see the top of the
/// header.
static FuselagePolyValue sumThatMayWrap(FuselagePolyFunction function,
                                        FuselagePolyValue a,
                                        FuselagePolyValue b, MlirType type) {
  int64_t slack = minimum(reachOf(a), reachOf(b));
  bool bothWrap = a.wrapSlack != 0 && b.wrapSlack != 0;
  if (a.wrapSlack != 0 || b.wrapSlack != 0)
    slack = reachOf(a.wrapSlack != 0 ? b : a);
  if (bothWrap || slack > FUSELAGE_MAX_WRAP_SLACK ||
      fuselageIntRangeOfType(type).min != INT64_MIN ||
      a.wrapSlack + b.wrapSlack + slack > FUSELAGE_MAX_WRAP_SLACK) {
    return unknown;
  }
  return (FuselagePolyValue){function, INT64_MIN, INT64_MAX,
                             a.wrapSlack + b.wrapSlack + maximum(slack, 1)};
}

FuselagePolyValue fuselagePolyAdd(FuselagePolyTerms *terms, FuselagePolyValue a,
                                  FuselagePolyValue b, MlirType type) {
  if (!fuselagePolyIsKnown(a) || !fuselagePolyIsKnown(b))
    return unknown;
  Range sum;
  bool fits = addRanges((Range){a.min, a.max}, (Range){b.min, b.max}, &sum);
  FuselagePolyFunction function =
      fuselagePolyCombine(terms, FUSELAGE_POLY_ADD, a.function, b.function);
  if (fuselagePolyIsPlain(a) && fuselagePolyIsPlain(b) && fits)
    return fitted(function, sum, type);
  return sumThatMayWrap(function, a, b, type);
}

FuselagePolyValue fuselagePolyNegate(FuselagePolyTerms *terms,
                                     FuselagePolyValue value) {
  if (!fuselagePolyIsKnown(value))
    return value;
  // A value of unknown size keeps an unknown size, because the smallest integer
  // has no negative.
  if (value.min == INT64_MIN)
    return (FuselagePolyValue){fuselagePolyMinus(terms, value.function),
                               INT64_MIN, INT64_MAX,
                               maximum(value.wrapSlack, 1)};
  return (FuselagePolyValue){fuselagePolyMinus(terms, value.function),
                             -value.max, -value.min, value.wrapSlack};
}

/// Of the products of a value of unknown size only the one with -1 is known:
/// the negative of the value.
static FuselagePolyValue scale(FuselagePolyTerms *terms,
                               FuselagePolyValue value, int64_t factor,
                               MlirType type) {
  Range range;
  bool overflows = __builtin_mul_overflow(value.min, factor, &range.min) ||
                   __builtin_mul_overflow(value.max, factor, &range.max);
  if (factor == 1)
    return value;
  if (factor == -1 && fuselageIntRangeOfType(type).min == INT64_MIN &&
      (overflows || value.wrapSlack != 0))
    return fuselagePolyNegate(terms, value);
  if (!fuselagePolyIsPlain(value) || overflows) {
    return unknown;
  }
  if (factor < 0)
    range = (Range){range.max, range.min};
  return fitted(
      fuselagePolyScale(terms, FUSELAGE_POLY_TIMES, value.function, factor),
      range, type);
}

FuselagePolyValue fuselagePolyMultiply(FuselagePolyTerms *terms,
                                       FuselagePolyValue a, FuselagePolyValue b,
                                       MlirType type) {
  if (fuselagePolyIsConstant(a) && fuselagePolyIsKnown(b)) {
    return scale(terms, b, a.min, type);
  }
  if (fuselagePolyIsConstant(b) && fuselagePolyIsKnown(a)) {
    return scale(terms, a, b.min, type);
  }
  return unknown;
}

FuselagePolyValue fuselagePolyMin(FuselagePolyTerms *terms, FuselagePolyValue a,
                                  FuselagePolyValue b) {
  if (!fuselagePolyIsPlain(a) || !fuselagePolyIsPlain(b))
    return unknown;
  return (FuselagePolyValue){
      fuselagePolyCombine(terms, FUSELAGE_POLY_MIN, a.function, b.function),
      minimum(a.min, b.min), minimum(a.max, b.max), 0};
}

FuselagePolyValue fuselagePolyMax(FuselagePolyTerms *terms, FuselagePolyValue a,
                                  FuselagePolyValue b) {
  if (!fuselagePolyIsPlain(a) || !fuselagePolyIsPlain(b))
    return unknown;
  return (FuselagePolyValue){
      fuselagePolyCombine(terms, FUSELAGE_POLY_MAX, a.function, b.function),
      maximum(a.min, b.min), maximum(a.max, b.max), 0};
}

static int64_t floorDivide(int64_t a, int64_t b) {
  int64_t quotient = a / b;
  return quotient * b > a ? quotient - 1 : quotient;
}

FuselagePolyValue fuselagePolyFloorDiv(FuselagePolyTerms *terms,
                                       FuselagePolyValue a,
                                       FuselagePolyValue b) {
  if (!fuselagePolyIsPlain(a) || !fuselagePolyIsConstant(b) || b.min <= 0)
    return unknown;
  return (FuselagePolyValue){
      fuselagePolyScale(terms, FUSELAGE_POLY_FLOOR, a.function, b.min),
      floorDivide(a.min, b.min), floorDivide(a.max, b.min), 0};
}

FuselagePolyValue fuselagePolyCeilDiv(FuselagePolyTerms *terms,
                                      FuselagePolyValue a,
                                      FuselagePolyValue b) {
  if (!fuselagePolyIsPlain(a) || !fuselagePolyIsConstant(b) || b.min <= 0 ||
      a.min == INT64_MIN)
    return unknown;
  return (FuselagePolyValue){
      fuselagePolyScale(terms, FUSELAGE_POLY_CEIL, a.function, b.min),
      -floorDivide(-a.min, b.min), -floorDivide(-a.max, b.min), 0};
}

FuselagePolyValue fuselagePolyMod(FuselagePolyTerms *terms, FuselagePolyValue a,
                                  FuselagePolyValue b) {
  if (!fuselagePolyIsPlain(a) || !fuselagePolyIsConstant(b) || b.min <= 0)
    return unknown;
  bool isWhole = a.min >= 0 && a.max < b.min;
  FuselagePolyFunction rest =
      fuselagePolyScale(terms, FUSELAGE_POLY_REMAINDER, a.function, b.min);
  return (FuselagePolyValue){rest, isWhole ? a.min : 0,
                             isWhole ? a.max : b.min - 1, 0};
}

FuselagePolyValue fuselagePolyCast(FuselagePolyValue value, MlirType type) {
  if (fuselagePolyIsPlain(value))
    return fitted(value.function, (Range){value.min, value.max}, type);
  return unknown;
}
