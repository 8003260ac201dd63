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
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEXREADER_H
#define FUSELAGE_ANALYSIS_INDEXREADER_H

#include "Analysis/Array.h"
#include "Analysis/IndexExpr.h"
#include "Analysis/MemRefSizes.h"
#include "Analysis/PointerMap.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// The SSA values that stand behind the symbols of expressions. Launches whose
/// expressions are compared share one table.
typedef struct FuselageSymbolTable {
  FuselagePointerMap numbers;
  FUSELAGE_ARRAY(MlirValue) values;
  /// Sizes of memrefs that are one symbol.
  FuselageSizeTable sizes;
} FuselageSymbolTable;

/// The number of the symbol that stands for `value`, a new one if there is none
/// yet, or FUSELAGE_POINTER_NOT_FOUND when memory is out.
uint32_t fuselageSymbolTableGetNumber(FuselageSymbolTable *table,
                                      MlirValue value);

void fuselageSymbolTableFree(FuselageSymbolTable *table);

/// Reads host values or the body of one launch. Not thread-safe.
typedef struct FuselageIndexReader {
  MlirContext context;
  FuselageSymbolTable *symbols;
  /// The launch whose ids are the dimensions; null while host values are read.
  MlirOperation launch;
  /// Number of blocks or threads along each id. An id along an extent of 1 is
  /// read as the constant 0.
  MlirAffineExpr extents[FUSELAGE_NUM_IDS];
  /// Whether a value computed in the body that is not affine becomes a symbol.
  /// Equal expressions then mean equal values only within one thread and one
  /// iteration of every loop around.
  bool bodyValuesAreSymbols;
  /// Whether a value computed by a division or remainder of other values than
  /// constants becomes a symbol as well. Expressions are then sums and
  /// products, and simplifying them changes nothing where the arithmetic wraps
  /// around: equal expressions are equal values also of numbers that are no
  /// index of memory.
  bool divisionsAreSymbols;
  /// Set when memory ran out; every later result is null.
  bool outOfMemory;

  FuselagePointerMap memo;
  FUSELAGE_ARRAY(MlirAffineExpr) expressions;
} FuselageIndexReader;

/// Sets up a reader of host values, which become symbols where they are not
/// affine in others.
void fuselageIndexReaderInit(FuselageIndexReader *reader, MlirContext context,
                             FuselageSymbolTable *symbols);

/// Reads from now on the body of `launch`, of the given extents.
void fuselageIndexReaderEnterLaunch(FuselageIndexReader *reader,
                                    MlirOperation launch,
                                    const MlirAffineExpr *extents);

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

/// The dimension of an operation such as `gpu.thread_id`: 0, 1 or 2.
int fuselageGpuOperationGetDimension(MlirOperation op);

#endif // FUSELAGE_ANALYSIS_INDEXREADER_H
