//===- Conversions.c - Conversions between numbers ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PTX/Thread.h"

#include <fenv.h>
#include <math.h>
#include <stddef.h>

static double roundToInteger(double value, PTXRounding rounding) {
  switch (rounding) {
  case PTX_INTEGER_TO_ZERO:
    return trunc(value);
  case PTX_INTEGER_DOWN:
    return floor(value);
  case PTX_INTEGER_UP:
    return ceil(value);
  default:
    return nearbyint(value);
  }
}

/// A NaN becomes 0, or the sign bit in 64 bits.
static uint64_t floatToInteger(PTXType to, double value, unsigned sourceBits) {
  const double limit = ldexp(1, (int)to.bits - (to.kind == PTX_SIGNED));
  if (isnan(value))
    return to.bits == 64 || sourceBits == 64 ? UINT64_C(1) << (to.bits - 1) : 0;
  if (to.kind == PTX_SIGNED) {
    if (value >= limit)
      return (UINT64_C(1) << (to.bits - 1)) - 1;
    return value <= -limit ? UINT64_C(1) << (to.bits - 1)
                           : (uint64_t)(int64_t)value;
  }
  if (value >= limit)
    return ptxLowBits(UINT64_MAX, to.bits);
  return value <= 0 ? 0 : (uint64_t)value;
}

/// Rounds the magnitude to an odd number if it does not fit into f64, and then
/// once more.
static uint64_t integerToFloat(PTXType to, uint64_t magnitude, bool isNegative,
                               PTXRounding rounding) {
  static const int modes[] = {[PTX_NO_ROUNDING] = FE_TONEAREST,
                              [PTX_NEAREST] = FE_TONEAREST,
                              [PTX_TO_ZERO] = FE_TOWARDZERO,
                              [PTX_DOWN] = FE_DOWNWARD,
                              [PTX_UP] = FE_UPWARD};
  if (to.bits == 64) {
    volatile uint64_t exact = magnitude;
    fesetround(isNegative && rounding == PTX_DOWN ? FE_UPWARD
               : isNegative && rounding == PTX_UP ? FE_DOWNWARD
                                                  : modes[rounding]);
    volatile double value = (double)exact;
    fesetround(FE_TONEAREST);
    return ptxFromDouble(isNegative ? -value : value);
  }
  const uint64_t low = magnitude & 0xFFF;
  if (magnitude >> 52 != 0)
    magnitude = (magnitude - low) | (low != 0 ? 0x1000 : 0);
  const double value = (double)magnitude;
  return ptxRound(to, isNegative ? -value : value,
                  rounding == PTX_NO_ROUNDING ? PTX_NEAREST : rounding);
}

static uint64_t saturateInteger(PTXType to, PTXType from, uint64_t value) {
  const bool isSigned = from.kind == PTX_SIGNED;
  const int64_t number = ptxSigned(value, 64);
  if (to.kind == PTX_SIGNED) {
    const int64_t most = (int64_t)(UINT64_MAX >> (65 - to.bits));
    if (!isSigned)
      return value > (uint64_t)most ? (uint64_t)most : value;
    return (uint64_t)(number > most
                          ? most
                          : (number < -most - 1 ? -most - 1 : number));
  }
  const uint64_t most = ptxLowBits(UINT64_MAX, to.bits);
  if (isSigned && number < 0)
    return 0;
  return value > most ? most : value;
}

static uint64_t convertInteger(const PTXInstruction *instruction,
                               uint64_t bits) {
  const PTXType to = instruction->type, from = instruction->source;
  const bool isSigned = from.kind == PTX_SIGNED;
  const uint64_t value = isSigned ? (uint64_t)ptxSigned(bits, from.bits)
                                  : ptxLowBits(bits, from.bits);
  if (ptxTypeIsFloat(to)) {
    const bool isNegative = isSigned && ptxSigned(bits, from.bits) < 0;
    return integerToFloat(to, isNegative ? 0 - value : value, isNegative,
                          instruction->rounding);
  }
  const uint64_t result = instruction->flags & PTX_SATURATE
                              ? saturateInteger(to, from, value)
                              : value;
  // A register that is wider than the type holds the number.
  return to.kind == PTX_SIGNED ? (uint64_t)ptxSigned(result, to.bits)
                               : ptxLowBits(result, to.bits);
}

static double clamp(double value) {
  if (isnan(value))
    return 0;
  return fmin(fmax(value, 0.0), 1.0);
}

static uint64_t convertFloat(const PTXInstruction *instruction, uint64_t bits) {
  const PTXType to = instruction->type;
  PTXRounding rounding = instruction->rounding;
  double value = ptxRead(instruction->source, bits);
  if (instruction->flags & PTX_FLUSH && fabs(value) < 0x1p-126)
    value = copysign(0.0, value);
  if (rounding >= PTX_INTEGER_NEAREST) {
    value = roundToInteger(value, rounding);
    rounding = PTX_NEAREST;
  }
  if (!ptxTypeIsFloat(to)) {
    const uint64_t result = floatToInteger(to, value, instruction->source.bits);
    return to.kind == PTX_SIGNED ? (uint64_t)ptxSigned(result, to.bits)
                                 : result;
  }
  if (instruction->flags & PTX_SATURATE)
    value = clamp(value);
  return ptxRound(to, value, rounding);
}

void ptxRunConversion(PTXThread *thread, const PTXInstruction *instruction) {
  const PTXType from = instruction->source;
  if (instruction->type.lanes == 2) {
    // Two floats to a pair; the first becomes the upper half.
    uint64_t halves[2];
    for (unsigned i = 0; i < 2; ++i)
      halves[i] =
          convertFloat(instruction, ptxSourceAs(thread, instruction, i, from));
    ptxWrite(thread, instruction, halves[0] << 16 | halves[1]);
    return;
  }
  const uint64_t bits = ptxSourceAs(thread, instruction, 0, from);
  ptxWrite(thread, instruction,
           ptxTypeIsFloat(from) ? convertFloat(instruction, bits)
                                : convertInteger(instruction, bits));
}
