//===- PolyhedralValue.h - Integers as functions of the threads ----*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Machine arithmetic wraps around, and isl's does not. A function stands for a
// value only if the ranges of the operands show that the value did not wrap.
// There is one exception: a sum with a host value of unknown size may wrap.
// Such a sum serves only as an index of memory, and a wrapped sum would be out
// of bounds.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALVALUE_H
#define FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALVALUE_H

#include "Analysis/Index/IndexRange.h"
#include "Analysis/Polyhedral/PolyhedralTerms.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A value as a function on the space of PolyhedralSpace.h; none if it is not
/// known.
typedef struct FuselagePolyValue {
  FuselagePolyFunction function;
  /// The range of the value as a signed integer.
  int64_t min, max;
  /// The most by which a sum with a host value of unknown size differs from
  /// that value; 0 if the function is the value without wrapping.
  int64_t wrapSlack;
} FuselagePolyValue;

/// If a host value of unknown size plus or minus this wraps around, it cannot
/// be an index of memory: no memory has 2^61 elements.
#define FUSELAGE_MAX_WRAP_SLACK FUSELAGE_MAX_NUM_ELEMENTS

static inline FuselagePolyValue fuselagePolyUnknown(void) {
  return (FuselagePolyValue){.function = {0}};
}

static inline bool fuselagePolyIsKnown(FuselagePolyValue value) {
  return value.function.number != 0;
}

/// Known, and not wrapped.
static inline bool fuselagePolyIsPlain(FuselagePolyValue value) {
  return fuselagePolyIsKnown(value) && value.wrapSlack == 0;
}

static inline bool fuselagePolyIsNonNegative(FuselagePolyValue value) {
  return fuselagePolyIsPlain(value) && value.min >= 0;
}

static inline bool fuselagePolyIsConstant(FuselagePolyValue value) {
  return fuselagePolyIsPlain(value) && value.min == value.max;
}

/// A constant.
FuselagePolyValue fuselagePolyConstantValue(FuselagePolyTerms *terms,
                                            int64_t number);

/// Arithmetic on values of `type`, into which the result has to fit. The result
/// is unknown if an operand is unknown, or if the function may differ from the
/// machine's result. Divisors are positive constants.
FuselagePolyValue fuselagePolyAdd(FuselagePolyTerms *terms, FuselagePolyValue a,
                                  FuselagePolyValue b, MlirType type);
FuselagePolyValue fuselagePolyNegate(FuselagePolyTerms *terms,
                                     FuselagePolyValue value);
FuselagePolyValue fuselagePolyMultiply(FuselagePolyTerms *terms,
                                       FuselagePolyValue a, FuselagePolyValue b,
                                       MlirType type);
FuselagePolyValue fuselagePolyMin(FuselagePolyTerms *terms, FuselagePolyValue a,
                                  FuselagePolyValue b);
FuselagePolyValue fuselagePolyMax(FuselagePolyTerms *terms, FuselagePolyValue a,
                                  FuselagePolyValue b);
FuselagePolyValue fuselagePolyFloorDiv(FuselagePolyTerms *terms,
                                       FuselagePolyValue a,
                                       FuselagePolyValue b);
FuselagePolyValue fuselagePolyCeilDiv(FuselagePolyTerms *terms,
                                      FuselagePolyValue a, FuselagePolyValue b);
/// The remainder of the division that rounds down; never negative.
FuselagePolyValue fuselagePolyMod(FuselagePolyTerms *terms, FuselagePolyValue a,
                                  FuselagePolyValue b);
/// The value in another type, if it fits.
FuselagePolyValue fuselagePolyCast(FuselagePolyValue value, MlirType type);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALVALUE_H
