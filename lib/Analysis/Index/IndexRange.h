//===- IndexRange.h - Values that an index expression can take -----*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An index expression is a sum of products over the integers. The machine
// computes it modulo 2^64. Both agree if the value of the expression stays
// within 64 bits, even if intermediate values do not.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEX_INDEXRANGE_H
#define FUSELAGE_ANALYSIS_INDEX_INDEXRANGE_H

#include "Analysis/Index/IndexSymbols.h"
#include "Analysis/Index/IterationSpace.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stdint.h>

/// A range of signed integers, both ends included.
typedef struct FuselageIntRange {
  int64_t min, max;
} FuselageIntRange;

/// More elements than any memory has.
#define FUSELAGE_MAX_NUM_ELEMENTS (INT64_C(1) << 60)

/// The values of an integer type or of index, which has 64 bits.
FuselageIntRange fuselageIntRangeOfType(MlirType type);

/// The values that an SSA value of integer or index type can have, by its type
/// and its defining operation.
FuselageIntRange fuselageValueGetRange(MlirValue value);

/// Bounds the values of a canonical expression in a launch of the given items.
/// False if a value may leave 64 bits, or the expression is null.
FUSELAGE_NODISCARD bool
fuselageExprGetRange(const FuselageSymbolTable *symbols,
                     const FuselageIterationSpace *space,
                     MlirAffineExpr expression, FuselageIntRange *range);

/// Bounds the values of an expression over dimensions and symbols of the given
/// ranges, as it is written. False if the value of a part of it may leave 64
/// bits.
FUSELAGE_NODISCARD bool fuselageExprGetRangeOver(
    MlirAffineExpr expression, const FuselageIntRange *dims,
    const FuselageIntRange *symbols, FuselageIntRange *range);

#endif // FUSELAGE_ANALYSIS_INDEX_INDEXRANGE_H
