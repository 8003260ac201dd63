//===- IndexSymbols.h - The symbols of index expressions ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A symbol of an index expression stands for an SSA value, or for a division
// whose dividend may have wrapped around. MLIR simplifies divisions over the
// integers. That is wrong for a dividend that wrapped around: `4 * n` may be 12
// for an n other than 3. As a symbol the division keeps the value that the
// machine computes. Equal divisions of equal dividends are one symbol.
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
  /// Canonical expressions over other symbols. They may also have ids if the
  /// symbol stands for a value of one thread.
  MlirAffineExpr dividend, divisor;
} FuselageSymbol;

/// Launches whose expressions are compared share one table. A zeroed struct is
/// an empty table. Not thread-safe.
typedef struct FuselageSymbolTable {
  FUSELAGE_ARRAY(FuselageSymbol) symbols;
  /// From values, and from the hashes of divisions, to numbers of symbols.
  FuselagePointerMap numbers, divisions;
  /// Equal sizes of memrefs, which are one symbol.
  FuselageSizeTable sizes;
} FuselageSymbolTable;

/// The number of the symbol that stands for `value`, made if `value` has no
/// symbol yet; FUSELAGE_POINTER_NOT_FOUND when memory is out.
uint32_t fuselageSymbolTableGetNumber(FuselageSymbolTable *table,
                                      MlirValue value);

/// The same for a division of canonical expressions.
uint32_t fuselageSymbolTableGetDivision(FuselageSymbolTable *table,
                                        FuselageDivisionKind kind,
                                        MlirAffineExpr dividend,
                                        MlirAffineExpr divisor);

/// The symbol of a symbol expression.
const FuselageSymbol *fuselageSymbolTableGet(const FuselageSymbolTable *table,
                                             MlirAffineExpr symbol);

/// Tells whether a leaf of an expression has some property. The leaf is an id
/// or the value of a symbol; the other argument is null.
typedef bool (*FuselageLeafPredicate)(MlirAffineExpr idOrNull,
                                      MlirValue valueOrNull, void *userData);

/// True if `predicate` holds for every id and value in the expression, also
/// inside of divisions. False for a null expression.
FUSELAGE_NODISCARD bool fuselageExprAllLeaves(const FuselageSymbolTable *table,
                                              MlirAffineExpr expression,
                                              FuselageLeafPredicate predicate,
                                              void *userData);

void fuselageSymbolTableFree(FuselageSymbolTable *table);

#endif // FUSELAGE_ANALYSIS_INDEX_INDEXSYMBOLS_H
