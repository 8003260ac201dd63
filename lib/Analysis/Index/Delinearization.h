//===- Delinearization.h - Indices that split one number ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Often one dimension of a grid runs the numbered iterations of several loops.
// The indices then come from dividing the number n: `n / d` and `n % d`.
// Together they determine n, whatever d is. Neither does so alone.
//
// The division is the unsigned division of the machine: n = (n / d) * d + n % d
// holds modulo 2^64, and a program that divides by 0 is undefined. The rule
// therefore needs no ranges and no signs.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEX_DELINEARIZATION_H
#define FUSELAGE_ANALYSIS_INDEX_DELINEARIZATION_H

#include "Analysis/Index/IndexReader.h"
#include "Support/Bounds.h"

#include "mlir-c/IR.h"

#include <stddef.h>

/// The most indices that split a number, and the most expressions of a split.
enum {
  FUSELAGE_MAX_DIGITS = FUSELAGE_BOUND(8, 2),
  FUSELAGE_MAX_SPLIT = 2 * FUSELAGE_MAX_DIGITS
};

/// How the indices of an access split a number.
typedef struct FuselageSplit {
  /// The number, the divisors, and the positions of the indices that are the
  /// remainders and the last quotient. If two accesses to one element have
  /// equal splits, they split equal numbers.
  MlirAffineExpr expressions[FUSELAGE_MAX_SPLIT];
  /// 0 if the indices split no number, or a number that cannot be read.
  size_t size;
} FuselageSplit;

/// Reads the split of `numIndices` operands of `op` from number `firstIndex`
/// on.
FuselageSplit fuselageReadSplit(FuselageIndexReader *reader, MlirOperation op,
                                intptr_t firstIndex, intptr_t numIndices);

#endif // FUSELAGE_ANALYSIS_INDEX_DELINEARIZATION_H
