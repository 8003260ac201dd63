//===- PolyhedralArithmetic.c - Integer arithmetic on functions -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralArithmetic.h"

#include "IR/Operation.h"

static const FuselagePolyValue unknown = {.function = NULL};

/// Operations that round towards zero, or take their operands as unsigned, do
/// as the others do where nothing is negative.
static FuselagePolyValue ifNonNegative(
    FuselagePolyValue a, FuselagePolyValue b,
    FuselagePolyValue (*operation)(FuselagePolyValue, FuselagePolyValue)) {
  return fuselagePolyIsNonNegative(a) && fuselagePolyIsNonNegative(b)
             ? operation(a, b)
             : fuselagePolyFreeBoth(a, b);
}

typedef struct BinaryOperation {
  const char *name;
  FuselagePolyOpcode opcode;
} BinaryOperation;

static const BinaryOperation binaryOperations[] = {
    {"arith.addi", FUSELAGE_POLY_ADD},
    {"arith.subi", FUSELAGE_POLY_SUB},
    {"arith.muli", FUSELAGE_POLY_MUL},
    {"arith.divsi", FUSELAGE_POLY_DIV},
    {"arith.divui", FUSELAGE_POLY_DIV},
    {"arith.remsi", FUSELAGE_POLY_REM},
    {"arith.remui", FUSELAGE_POLY_REM},
    {"arith.floordivsi", FUSELAGE_POLY_FLOOR_DIV},
    {"arith.ceildivsi", FUSELAGE_POLY_CEIL_DIV},
    {"arith.ceildivui", FUSELAGE_POLY_CEIL_DIV_UNSIGNED},
    {"arith.minsi", FUSELAGE_POLY_MIN},
    {"arith.maxsi", FUSELAGE_POLY_MAX},
    {"arith.minui", FUSELAGE_POLY_MIN_UNSIGNED},
    {"arith.maxui", FUSELAGE_POLY_MAX_UNSIGNED},
    {"arith.andi", FUSELAGE_POLY_AND},
    {"arith.shli", FUSELAGE_POLY_SHIFT_LEFT},
    {"arith.shrsi", FUSELAGE_POLY_SHIFT_RIGHT},
    {"arith.shrui", FUSELAGE_POLY_SHIFT_RIGHT},
    {"index.add", FUSELAGE_POLY_ADD},
    {"index.sub", FUSELAGE_POLY_SUB},
    {"index.mul", FUSELAGE_POLY_MUL},
    {"index.divs", FUSELAGE_POLY_DIV},
    {"index.divu", FUSELAGE_POLY_DIV},
    {"index.rems", FUSELAGE_POLY_REM},
    {"index.remu", FUSELAGE_POLY_REM},
    {"index.floordivs", FUSELAGE_POLY_FLOOR_DIV},
    {"index.ceildivs", FUSELAGE_POLY_CEIL_DIV},
    {"index.ceildivu", FUSELAGE_POLY_CEIL_DIV_UNSIGNED},
    {"index.mins", FUSELAGE_POLY_MIN},
    {"index.maxs", FUSELAGE_POLY_MAX},
    {"index.minu", FUSELAGE_POLY_MIN_UNSIGNED},
    {"index.maxu", FUSELAGE_POLY_MAX_UNSIGNED},
    {"index.and", FUSELAGE_POLY_AND},
    {"index.shl", FUSELAGE_POLY_SHIFT_LEFT},
    {"index.shrs", FUSELAGE_POLY_SHIFT_RIGHT},
    {"index.shru", FUSELAGE_POLY_SHIFT_RIGHT},
};

bool fuselagePolyFindOpcode(MlirOperation op, FuselagePolyOpcode *opcode) {
  size_t count = sizeof binaryOperations / sizeof binaryOperations[0];
  for (size_t i = 0; i < count; ++i)
    if (fuselageOperationIsA(op, binaryOperations[i].name)) {
      *opcode = binaryOperations[i].opcode;
      return true;
    }
  return false;
}

/// A power of two from a constant number of bits, or unknown.
static FuselagePolyValue powerOfTwo(isl_ctx *ctx, FuselagePolyValue bits) {
  bool isSmall = fuselagePolyIsConstant(bits) && bits.min >= 0 && bits.min < 62;
  fuselagePolyFree(bits);
  return isSmall ? fuselagePolyConstantValue(ctx, INT64_C(1) << bits.min)
                 : unknown;
}

/// `a & b` is a rest modulo a power of two where b is one less.
static FuselagePolyValue maskBits(isl_ctx *ctx, FuselagePolyValue a,
                                  FuselagePolyValue b) {
  bool isMask = fuselagePolyIsConstant(b) && b.min >= 0 && b.min < INT64_MAX &&
                (b.min & (b.min + 1)) == 0;
  if (!isMask || !fuselagePolyIsNonNegative(a))
    return fuselagePolyFreeBoth(a, b);
  fuselagePolyFree(b);
  return fuselagePolyMod(a, fuselagePolyConstantValue(ctx, b.min + 1));
}

static FuselagePolyValue applyUnsigned(isl_ctx *ctx, FuselagePolyOpcode opcode,
                                       FuselagePolyValue a,
                                       FuselagePolyValue b) {
  switch (opcode) {
  case FUSELAGE_POLY_DIV:
    return ifNonNegative(a, b, fuselagePolyFloorDiv);
  case FUSELAGE_POLY_CEIL_DIV_UNSIGNED:
    return ifNonNegative(a, b, fuselagePolyCeilDiv);
  case FUSELAGE_POLY_REM:
    return ifNonNegative(a, b, fuselagePolyMod);
  case FUSELAGE_POLY_MIN_UNSIGNED:
    return ifNonNegative(a, b, fuselagePolyMin);
  case FUSELAGE_POLY_MAX_UNSIGNED:
    return ifNonNegative(a, b, fuselagePolyMax);
  case FUSELAGE_POLY_SHIFT_RIGHT:
    return fuselagePolyIsNonNegative(a)
               ? fuselagePolyFloorDiv(a, powerOfTwo(ctx, b))
               : fuselagePolyFreeBoth(a, b);
  default:
    return fuselagePolyFreeBoth(a, b);
  }
}

FuselagePolyValue fuselagePolyApply(isl_ctx *ctx, FuselagePolyOpcode opcode,
                                    FuselagePolyValue a, FuselagePolyValue b,
                                    MlirType type) {
  switch (opcode) {
  case FUSELAGE_POLY_ADD:
    return fuselagePolyAdd(a, b, type);
  case FUSELAGE_POLY_SUB:
    return fuselagePolyAdd(a, fuselagePolyNegate(b), type);
  case FUSELAGE_POLY_MUL:
    return fuselagePolyMultiply(a, b, type);
  case FUSELAGE_POLY_FLOOR_DIV:
    return fuselagePolyFloorDiv(a, b);
  case FUSELAGE_POLY_CEIL_DIV:
    return fuselagePolyCeilDiv(a, b);
  case FUSELAGE_POLY_MIN:
    return fuselagePolyMin(a, b);
  case FUSELAGE_POLY_MAX:
    return fuselagePolyMax(a, b);
  case FUSELAGE_POLY_AND:
    return maskBits(ctx, a, b);
  case FUSELAGE_POLY_SHIFT_LEFT:
    return fuselagePolyMultiply(a, powerOfTwo(ctx, b), type);
  default:
    return applyUnsigned(ctx, opcode, a, b);
  }
}
