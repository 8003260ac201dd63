//===- Value.h - Types and values of PTX ------------------------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A register holds the bits of its value in 64 bits. The bits above its width
// are zero.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_PTX_VALUE_H
#define FUSELAGE_TEST_PTX_VALUE_H

#include <stdbool.h>
#include <stdint.h>

typedef enum PTXKind {
  PTX_NO_TYPE,
  PTX_BITS,
  PTX_UNSIGNED,
  PTX_SIGNED,
  PTX_FLOAT,
  PTX_BFLOAT,
  PTX_PREDICATE
} PTXKind;

/// `.f16x2` has 16 bits and two lanes.
typedef struct PTXType {
  PTXKind kind;
  unsigned bits;
  unsigned lanes;
} PTXType;

/// The rounding of a result without an exact form. The second four are for
/// integers.
typedef enum PTXRounding {
  PTX_NO_ROUNDING,
  PTX_NEAREST,
  PTX_TO_ZERO,
  PTX_DOWN,
  PTX_UP,
  PTX_INTEGER_NEAREST,
  PTX_INTEGER_TO_ZERO,
  PTX_INTEGER_DOWN,
  PTX_INTEGER_UP
} PTXRounding;

/// The type with this name, as in "u32"; PTX_NO_TYPE if there is none.
PTXType ptxTypeByName(const char *name, unsigned length);

/// Bytes of a value in memory.
unsigned ptxTypeBytes(PTXType type);
bool ptxTypeIsFloat(PTXType type);

/// The lowest `bits` bits.
uint64_t ptxLowBits(uint64_t value, unsigned bits);
/// The number that the lowest `bits` bits are as a signed integer.
int64_t ptxSigned(uint64_t value, unsigned bits);

float ptxToFloat(uint64_t bits);
uint64_t ptxFromFloat(float value);
double ptxToDouble(uint64_t bits);
uint64_t ptxFromDouble(double value);

/// The number that the bits are in a type of 16, 32 or 64 bits; exact.
double ptxRead(PTXType type, uint64_t bits);
/// The bits of the number in a type of floats, rounded once. A NaN becomes the
/// NaN that hardware makes.
uint64_t ptxRound(PTXType type, double value, PTXRounding rounding);

#endif // FUSELAGE_TEST_PTX_VALUE_H
