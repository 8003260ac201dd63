//===- PolyhedralArithmetic.c - Integer arithmetic on functions -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralArithmetic.h"

#include "IR/Ops.h"

static const FuselagePolyValue unknown = {.function = {0}};

/// Applies `operation` if both operands are certainly not negative. Operations
/// that round towards zero, or take their operands as unsigned, then agree with
/// it.
static FuselagePolyValue ifNonNegative(
    FuselagePolyTerms *terms, FuselagePolyValue a, FuselagePolyValue b,
    FuselagePolyValue (*operation)(FuselagePolyTerms *, FuselagePolyValue,
                                   FuselagePolyValue)) {
  return fuselagePolyIsNonNegative(a) && fuselagePolyIsNonNegative(b)
             ? operation(terms, a, b)
             : unknown;
}

/// A power of two from a constant number of bits, or unknown.
static FuselagePolyValue powerOfTwo(FuselagePolyTerms *terms,
                                    FuselagePolyValue bits) {
  bool isSmall = fuselagePolyIsConstant(bits) && bits.min >= 0 && bits.min < 62;
  return isSmall ? fuselagePolyConstantValue(terms, INT64_C(1) << bits.min)
                 : unknown;
}

/// `a & b` is `a` modulo a power of two if `b` is that power minus 1.
static FuselagePolyValue maskBits(FuselagePolyTerms *terms, FuselagePolyValue a,
                                  FuselagePolyValue b) {
  bool isMask = fuselagePolyIsConstant(b) && b.min >= 0 && b.min < INT64_MAX &&
                (b.min & (b.min + 1)) == 0;
  if (!isMask || !fuselagePolyIsNonNegative(a))
    return unknown;
  return fuselagePolyMod(terms, a, fuselagePolyConstantValue(terms, b.min + 1));
}

static FuselagePolyValue applyUnsigned(FuselagePolyTerms *terms,
                                       FuselageOpClass opClass,
                                       FuselagePolyValue a,
                                       FuselagePolyValue b) {
  switch (opClass) {
  case FUSELAGE_CLASS_DIV:
    return ifNonNegative(terms, a, b, fuselagePolyFloorDiv);
  case FUSELAGE_CLASS_CEIL_DIV_UNSIGNED:
    return ifNonNegative(terms, a, b, fuselagePolyCeilDiv);
  case FUSELAGE_CLASS_REM:
    return ifNonNegative(terms, a, b, fuselagePolyMod);
  case FUSELAGE_CLASS_MIN_UNSIGNED:
    return ifNonNegative(terms, a, b, fuselagePolyMin);
  case FUSELAGE_CLASS_MAX_UNSIGNED:
    return ifNonNegative(terms, a, b, fuselagePolyMax);
  case FUSELAGE_CLASS_SHIFT_RIGHT:
    return fuselagePolyIsNonNegative(a)
               ? fuselagePolyFloorDiv(terms, a, powerOfTwo(terms, b))
               : unknown;
  default:
    return unknown;
  }
}

FuselagePolyValue fuselagePolyApply(FuselagePolyTerms *terms,
                                    FuselageOpClass opClass,
                                    FuselagePolyValue a, FuselagePolyValue b,
                                    MlirType type) {
  switch (opClass) {
  case FUSELAGE_CLASS_ADD:
    return fuselagePolyAdd(terms, a, b, type);
  case FUSELAGE_CLASS_SUB:
    return fuselagePolyAdd(terms, a, fuselagePolyNegate(terms, b), type);
  case FUSELAGE_CLASS_MUL:
    return fuselagePolyMultiply(terms, a, b, type);
  case FUSELAGE_CLASS_FLOOR_DIV:
    return fuselagePolyFloorDiv(terms, a, b);
  case FUSELAGE_CLASS_CEIL_DIV:
    return fuselagePolyCeilDiv(terms, a, b);
  case FUSELAGE_CLASS_MIN:
    return fuselagePolyMin(terms, a, b);
  case FUSELAGE_CLASS_MAX:
    return fuselagePolyMax(terms, a, b);
  case FUSELAGE_CLASS_AND:
    return maskBits(terms, a, b);
  case FUSELAGE_CLASS_SHIFT_LEFT:
    return fuselagePolyMultiply(terms, a, powerOfTwo(terms, b), type);
  default:
    return applyUnsigned(terms, opClass, a, b);
  }
}
