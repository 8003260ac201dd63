//===- Value.c - Types and values of PTX ----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PTX/Value.h"

#include <fenv.h>
#include <math.h>
#include <string.h>

PTXType ptxTypeByName(const char *name, unsigned length) {
  static const struct {
    const char *name;
    PTXType type;
  } types[] = {
      {"pred", {PTX_PREDICATE, 1, 1}}, {"b8", {PTX_BITS, 8, 1}},
      {"b16", {PTX_BITS, 16, 1}},      {"b32", {PTX_BITS, 32, 1}},
      {"b64", {PTX_BITS, 64, 1}},      {"u8", {PTX_UNSIGNED, 8, 1}},
      {"u16", {PTX_UNSIGNED, 16, 1}},  {"u32", {PTX_UNSIGNED, 32, 1}},
      {"u64", {PTX_UNSIGNED, 64, 1}},  {"s8", {PTX_SIGNED, 8, 1}},
      {"s16", {PTX_SIGNED, 16, 1}},    {"s32", {PTX_SIGNED, 32, 1}},
      {"s64", {PTX_SIGNED, 64, 1}},    {"f16", {PTX_FLOAT, 16, 1}},
      {"bf16", {PTX_BFLOAT, 16, 1}},   {"f32", {PTX_FLOAT, 32, 1}},
      {"f64", {PTX_FLOAT, 64, 1}},     {"f16x2", {PTX_FLOAT, 16, 2}},
      {"bf16x2", {PTX_BFLOAT, 16, 2}}, {"u16x2", {PTX_UNSIGNED, 16, 2}},
      {"s16x2", {PTX_SIGNED, 16, 2}},
  };
  for (unsigned i = 0; i < sizeof types / sizeof *types; ++i)
    if (strlen(types[i].name) == length &&
        memcmp(types[i].name, name, length) == 0)
      return types[i].type;
  return (PTXType){PTX_NO_TYPE, 0, 0};
}

unsigned ptxTypeBytes(PTXType type) { return (type.bits * type.lanes + 7) / 8; }

bool ptxTypeIsFloat(PTXType type) {
  return type.kind == PTX_FLOAT || type.kind == PTX_BFLOAT;
}

uint64_t ptxLowBits(uint64_t value, unsigned bits) {
  return bits >= 64 ? value : value & ((UINT64_C(1) << bits) - 1);
}

int64_t ptxSigned(uint64_t value, unsigned bits) {
  if (bits >= 64)
    return (int64_t)value;
  const uint64_t sign = UINT64_C(1) << (bits - 1);
  return (int64_t)((ptxLowBits(value, bits) ^ sign) - sign);
}

float ptxToFloat(uint64_t bits) {
  const uint32_t low = (uint32_t)bits;
  float value;
  memcpy(&value, &low, sizeof value);
  return value;
}

uint64_t ptxFromFloat(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

double ptxToDouble(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

uint64_t ptxFromDouble(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static double readHalf(uint64_t bits) {
  const int exponent = (int)(bits >> 10 & 31);
  const double fraction = (double)(bits & 1023);
  double value;
  if (exponent == 31)
    value = fraction != 0 ? (double)NAN : (double)INFINITY;
  else if (exponent == 0)
    value = ldexp(fraction, -24);
  else
    value = ldexp(fraction + 1024, exponent - 25);
  return bits >> 15 & 1 ? -value : value;
}

double ptxRead(PTXType type, uint64_t bits) {
  if (type.bits == 64)
    return ptxToDouble(bits);
  if (type.bits == 32)
    return (double)ptxToFloat(bits);
  return type.kind == PTX_BFLOAT ? (double)ptxToFloat(bits << 16)
                                 : readHalf(bits);
}

/// True if a magnitude of `whole` and `rest` units in the last place rounds
/// away from zero.
static bool roundsAway(uint64_t whole, double rest, bool isNegative,
                       PTXRounding rounding) {
  switch (rounding) {
  case PTX_TO_ZERO:
    return false;
  case PTX_DOWN:
    return isNegative && rest > 0;
  case PTX_UP:
    return !isNegative && rest > 0;
  default:
    return rest > 0.5 || (rest == 0.5 && (whole & 1) != 0);
  }
}

/// Rounds to 16 bits: `digits` binary digits, of exponents from `least` on.
static uint64_t roundTo16(double value, int digits, int least,
                          PTXRounding rounding) {
  const uint64_t infinity = (0x7FFFU >> (digits - 1)) << (digits - 1);
  const uint64_t sign = signbit(value) ? 0x8000 : 0;
  const double magnitude = fabs(value);
  if (isnan(value))
    return 0x7FFF;
  if (isinf(value))
    return sign | infinity;
  if (magnitude == 0)
    return sign;
  int exponent;
  frexp(magnitude, &exponent);
  exponent = exponent - 1 > least ? exponent - 1 : least;
  if (exponent > 1 - least)
    return sign | (rounding == PTX_TO_ZERO ? infinity - 1 : infinity);
  const double scaled = ldexp(magnitude, digits - 1 - exponent);
  uint64_t whole = (uint64_t)scaled;
  whole += roundsAway(whole, scaled - floor(scaled), sign != 0, rounding);
  const uint64_t encoded =
      ((uint64_t)(exponent - least) << (digits - 1)) + whole;
  if (encoded < infinity)
    return sign | encoded;
  const bool staysFinite = rounding == PTX_TO_ZERO ||
                           (rounding == PTX_DOWN && sign == 0) ||
                           (rounding == PTX_UP && sign != 0);
  return sign | (staysFinite ? infinity - 1 : infinity);
}

static uint64_t roundTo32(double value, PTXRounding rounding) {
  static const int modes[] = {[PTX_NEAREST] = FE_TONEAREST,
                              [PTX_TO_ZERO] = FE_TOWARDZERO,
                              [PTX_DOWN] = FE_DOWNWARD,
                              [PTX_UP] = FE_UPWARD};
  if (isnan(value))
    return 0x7FFFFFFF;
  const bool isDirected = rounding > PTX_NEAREST && rounding <= PTX_UP;
  volatile double exact = value;
  if (isDirected)
    fesetround(modes[rounding]);
  volatile float rounded = (float)exact;
  if (isDirected)
    fesetround(FE_TONEAREST);
  return ptxFromFloat(rounded);
}

uint64_t ptxRound(PTXType type, double value, PTXRounding rounding) {
  if (type.bits == 64)
    return ptxFromDouble(value);
  if (type.bits == 32)
    return roundTo32(value, rounding);
  return type.kind == PTX_BFLOAT ? roundTo16(value, 8, -126, rounding)
                                 : roundTo16(value, 11, -14, rounding);
}
