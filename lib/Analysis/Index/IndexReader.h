//===- IndexReader.h - Index arithmetic as affine expressions ------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads SSA values of index type as the expressions of IndexExpr.h, through
// constants, `arith`, `index` and `affine.apply`, ids given as arguments of a
// launch or by `gpu` operations.
//
// The arithmetic of indices wraps around at 64 bits. An expression is the value
// modulo 2^64, so sums and products may be rearranged freely. Equal expressions
// are equal values. Expressions that differ by a constant are values that
// differ by it modulo 2^64. A division or a remainder is part of an expression
// only if the range of the dividend shows that it did not wrap around
// (IndexRange.h). Any other division is a symbol (IndexSymbols.h).
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEX_INDEXREADER_H
#define FUSELAGE_ANALYSIS_INDEX_INDEXREADER_H

#include "Analysis/Index/IndexExpr.h"
#include "Analysis/Index/IndexSymbols.h"
#include "Analysis/Index/IterationSpace.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// Reads host values or the body of one launch. Not thread-safe.
typedef struct FuselageIndexReader {
  MlirContext context;
  FuselageSymbolTable *symbols;
  /// The launch whose ids are the dimensions; null while the reader reads host
  /// values.
  MlirOperation launch;
  /// The items of the launch. An id along an extent of 1 is read as the
  /// constant 0.
  FuselageIterationSpace space;
  /// Whether a value of the body that is not affine becomes a symbol. Equal
  /// expressions then mean equal values only within one thread and one
  /// iteration of every loop around.
  bool bodyValuesAreSymbols;
  /// Set when memory ran out; every later result is null.
  bool outOfMemory;

  FuselagePointerMap memo;
  FUSELAGE_ARRAY(MlirAffineExpr) expressions;
} FuselageIndexReader;

/// Sets up a reader of host values. A host value that is not affine in other
/// values becomes a symbol.
void fuselageIndexReaderInit(FuselageIndexReader *reader, MlirContext context,
                             FuselageSymbolTable *symbols);

/// Reads the items of a launch with a reader of host values.
FuselageIterationSpace
fuselageIndexReadIterationSpace(FuselageIndexReader *reader,
                                MlirOperation launch);

/// Makes the reader read the body of `launch`, which has these items.
void fuselageIndexReaderEnterLaunch(FuselageIndexReader *reader,
                                    MlirOperation launch,
                                    const FuselageIterationSpace *space);

void fuselageIndexReaderFree(FuselageIndexReader *reader);

/// The value as an expression, or null if it is not affine in the ids or memory
/// is out.
MlirAffineExpr fuselageIndexRead(FuselageIndexReader *reader, MlirValue value);

/// The value of result `result` of `map`, applied to the operands of `op` from
/// number `firstOperand` on: the dimensions of the map, then its symbols.
MlirAffineExpr fuselageIndexReadMapResult(FuselageIndexReader *reader,
                                          MlirAffineMap map, intptr_t result,
                                          MlirOperation op,
                                          intptr_t firstOperand);

/// True if all intermediate values of an `affine.apply` stay within 64 bits.
/// Its lowering promises that they do: the result is undefined otherwise.
/// `arith` operations wrap around instead.
FUSELAGE_NODISCARD bool fuselageIndexApplyFits(FuselageIndexReader *reader,
                                               MlirOperation apply);

#endif // FUSELAGE_ANALYSIS_INDEX_INDEXREADER_H
