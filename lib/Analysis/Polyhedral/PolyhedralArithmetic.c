//===- PolyhedralArithmetic.c - Integer arithmetic on functions -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralArithmetic.h"

#include "IR/Ops.h"

static const FuselagePolyValue unknown = {.function = NULL};

/// Applies `operation` if both operands are certainly not negative. Operations
/// that round towards zero, or take their operands as unsigned, then agree with
/// it.
static FuselagePolyValue ifNonNegative(
    FuselagePolyValue a, FuselagePolyValue b,
    FuselagePolyValue (*operation)(FuselagePolyValue, FuselagePolyValue)) {
  return fuselagePolyIsNonNegative(a) && fuselagePolyIsNonNegative(b)
             ? operation(a, b)
             : fuselagePolyFreeBoth(a, b);
}

/// A power of two from a constant number of bits, or unknown.
static FuselagePolyValue powerOfTwo(isl_ctx *ctx, FuselagePolyValue bits) {
  bool isSmall = fuselagePolyIsConstant(bits) && bits.min >= 0 && bits.min < 62;
  fuselagePolyFree(bits);
  return isSmall ? fuselagePolyConstantValue(ctx, INT64_C(1) << bits.min)
                 : unknown;
}

/// `a & b` is `a` modulo a power of two if `b` is that power minus 1.
static FuselagePolyValue maskBits(isl_ctx *ctx, FuselagePolyValue a,
                                  FuselagePolyValue b) {
  bool isMask = fuselagePolyIsConstant(b) && b.min >= 0 && b.min < INT64_MAX &&
                (b.min & (b.min + 1)) == 0;
  if (!isMask || !fuselagePolyIsNonNegative(a))
    return fuselagePolyFreeBoth(a, b);
  fuselagePolyFree(b);
  return fuselagePolyMod(a, fuselagePolyConstantValue(ctx, b.min + 1));
}

static FuselagePolyValue applyUnsigned(isl_ctx *ctx, FuselageOpClass opClass,
                                       FuselagePolyValue a,
                                       FuselagePolyValue b) {
  switch (opClass) {
  case FUSELAGE_CLASS_DIV:
    return ifNonNegative(a, b, fuselagePolyFloorDiv);
  case FUSELAGE_CLASS_CEIL_DIV_UNSIGNED:
    return ifNonNegative(a, b, fuselagePolyCeilDiv);
  case FUSELAGE_CLASS_REM:
    return ifNonNegative(a, b, fuselagePolyMod);
  case FUSELAGE_CLASS_MIN_UNSIGNED:
    return ifNonNegative(a, b, fuselagePolyMin);
  case FUSELAGE_CLASS_MAX_UNSIGNED:
    return ifNonNegative(a, b, fuselagePolyMax);
  case FUSELAGE_CLASS_SHIFT_RIGHT:
    return fuselagePolyIsNonNegative(a)
               ? fuselagePolyFloorDiv(a, powerOfTwo(ctx, b))
               : fuselagePolyFreeBoth(a, b);
  default:
    return fuselagePolyFreeBoth(a, b);
  }
}

FuselagePolyValue fuselagePolyApply(isl_ctx *ctx, FuselageOpClass opClass,
                                    FuselagePolyValue a, FuselagePolyValue b,
                                    MlirType type) {
  switch (opClass) {
  case FUSELAGE_CLASS_ADD:
    return fuselagePolyAdd(a, b, type);
  case FUSELAGE_CLASS_SUB:
    return fuselagePolyAdd(a, fuselagePolyNegate(b), type);
  case FUSELAGE_CLASS_MUL:
    return fuselagePolyMultiply(a, b, type);
  case FUSELAGE_CLASS_FLOOR_DIV:
    return fuselagePolyFloorDiv(a, b);
  case FUSELAGE_CLASS_CEIL_DIV:
    return fuselagePolyCeilDiv(a, b);
  case FUSELAGE_CLASS_MIN:
    return fuselagePolyMin(a, b);
  case FUSELAGE_CLASS_MAX:
    return fuselagePolyMax(a, b);
  case FUSELAGE_CLASS_AND:
    return maskBits(ctx, a, b);
  case FUSELAGE_CLASS_SHIFT_LEFT:
    return fuselagePolyMultiply(a, powerOfTwo(ctx, b), type);
  default:
    return applyUnsigned(ctx, opClass, a, b);
  }
}
