//===- Delinearization.h - Indices that split one number ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The iterations of several loops are often numbered and run by one dimension
// of a grid. Then the indices are the number, divided again: `n / d` and
// `n % d`, which together determine n, whatever d is. Not so each for itself.
//
// The machine's unsigned division is meant: n = (n / d) * d + n % d holds
// modulo 2^64, and a divisor of 0 leaves the program undefined. So nothing has
// to be known of ranges or signs.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEX_DELINEARIZATION_H
#define FUSELAGE_ANALYSIS_INDEX_DELINEARIZATION_H

#include "Analysis/Index/IndexReader.h"
#include "Support/Bounds.h"

#include "mlir-c/IR.h"

#include <stddef.h>

/// The most indices that split a number, and expressions that say how.
enum {
  FUSELAGE_MAX_DIGITS = FUSELAGE_BOUND(8, 2),
  FUSELAGE_MAX_SPLIT = 2 * FUSELAGE_MAX_DIGITS
};

/// How the indices of an access split a number.
typedef struct FuselageSplit {
  /// The number, the divisors, and which indices have the remainders by them
  /// and what is left: all that it takes to split it. Equal splits of two
  /// accesses to one element are of equal numbers.
  MlirAffineExpr expressions[FUSELAGE_MAX_SPLIT];
  /// 0 if the indices split no number that can be read.
  size_t size;
} FuselageSplit;

/// Looks at `numIndices` operands of `op` from number `firstIndex` on.
FuselageSplit fuselageReadSplit(FuselageIndexReader *reader, MlirOperation op,
                                intptr_t firstIndex, intptr_t numIndices);

#endif // FUSELAGE_ANALYSIS_INDEX_DELINEARIZATION_H
