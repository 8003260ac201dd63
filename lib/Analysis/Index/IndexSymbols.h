//===- IndexSymbols.h - What the symbols of index expressions are --*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A symbol of an index expression stands for an SSA value, or for a division
// whose dividend may have wrapped around. MLIR simplifies divisions over the
// integers, which such a dividend is not an element of: `4 * n` may be 12 for
// an n other than 3. As a symbol the division keeps the value that the machine
// computes, and equal divisions of equal dividends are one symbol.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEX_INDEXSYMBOLS_H
#define FUSELAGE_ANALYSIS_INDEX_INDEXSYMBOLS_H

#include "Analysis/Index/IndexExpr.h"
#include "IR/MemRefSizes.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct FuselageSymbol {
  /// The value; null for a division.
  MlirValue value;
  FuselageDivisionKind kind;
  /// Canonical expressions over other symbols, and over ids where the symbol
  /// stands for what one thread computes.
  MlirAffineExpr dividend, divisor;
} FuselageSymbol;

/// Launches whose expressions are compared share one table. A zeroed struct is
/// an empty table. Not thread-safe.
typedef struct FuselageSymbolTable {
  FUSELAGE_ARRAY(FuselageSymbol) symbols;
  /// From values, and from the hashes of divisions, to numbers of symbols.
  FuselagePointerMap numbers, divisions;
  /// Sizes of memrefs that are one symbol.
  FuselageSizeTable sizes;
} FuselageSymbolTable;

/// The number of the symbol that stands for `value`, a new one if there is none
/// yet, or FUSELAGE_POINTER_NOT_FOUND when memory is out.
uint32_t fuselageSymbolTableGetNumber(FuselageSymbolTable *table,
                                      MlirValue value);

/// The same for a division of canonical expressions.
uint32_t fuselageSymbolTableGetDivision(FuselageSymbolTable *table,
                                        FuselageDivisionKind kind,
                                        MlirAffineExpr dividend,
                                        MlirAffineExpr divisor);

/// What a symbol expression stands for.
const FuselageSymbol *fuselageSymbolTableGet(const FuselageSymbolTable *table,
                                             MlirAffineExpr symbol);

/// Whether a leaf of an expression, an id or the value of a symbol (the other
/// one is null), has some property.
typedef bool (*FuselageLeafPredicate)(MlirAffineExpr idOrNull,
                                      MlirValue valueOrNull, void *userData);

/// True if `predicate` holds for every id and value that the expression is made
/// of, those inside of divisions included. False for a null expression.
FUSELAGE_NODISCARD bool fuselageExprAllLeaves(const FuselageSymbolTable *table,
                                              MlirAffineExpr expression,
                                              FuselageLeafPredicate predicate,
                                              void *userData);

void fuselageSymbolTableFree(FuselageSymbolTable *table);

#endif // FUSELAGE_ANALYSIS_INDEX_INDEXSYMBOLS_H
