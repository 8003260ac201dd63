//===- PolyhedralReader.h - Values as functions of the threads --*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads SSA values of a launch's body as functions of the ids, the induction
// variables of loops and host values.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALREADER_H
#define FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALREADER_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Index/IterationSpace.h"
#include "Analysis/Polyhedral/PolyhedralSpace.h"
#include "Analysis/Polyhedral/PolyhedralTerms.h"
#include "Analysis/Polyhedral/PolyhedralValue.h"
#include "Support/Bounds.h"

#include "mlir-c/AffineMap.h"
#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  /// The most loops of the host around a launch whose bounds one access uses.
  FUSELAGE_MAX_HOST_VARIABLES = FUSELAGE_BOUND(8, 1)
};

/// An induction variable and its range. A null value stands for any value.
typedef struct FuselageExtraDim {
  MlirValue value;
  int64_t min, max;
} FuselageExtraDim;

/// Reads the values that one access needs. Set up with fuselagePolyReaderInit.
/// Not thread-safe.
typedef struct FuselagePolyReader {
  FuselagePolyTerms *terms;
  FuselageSymbolTable *symbols;
  MlirOperation launch;
  const FuselageIterationSpace *space;
  /// The conditions that are known to hold at the access: bounds of ids and
  /// loops, and guards. The domain contains every thread that makes the access.
  FuselagePolySet domain;
  /// False once a condition is missing from `domain`, or a dimension for any
  /// value replaced a value: the access may then touch fewer elements than its
  /// relation says.
  bool isExact;
  /// The values of the dimensions from FUSELAGE_NUM_IDS on.
  FuselageExtraDim extraDims[FUSELAGE_MAX_EXTRA_DIMS];
  unsigned numExtraDims;
  /// The variables of loops of the host, which are parameters, that `domain`
  /// bounds.
  FuselageExtraDim hostVariables[FUSELAGE_MAX_HOST_VARIABLES];
  unsigned numHostVariables;
  /// The number of operations that may still be read.
  int budget;
  bool outOfMemory;
} FuselagePolyReader;

void fuselagePolyReaderInit(FuselagePolyReader *reader,
                            FuselagePolyTerms *terms,
                            FuselageSymbolTable *symbols, MlirOperation launch,
                            const FuselageIterationSpace *space);

/// Reads a value of index or integer type.
FuselagePolyValue fuselagePolyReadValue(FuselagePolyReader *reader,
                                        MlirValue value);

/// Reads result `result` of `map`, applied to the operands of `op` from number
/// `firstOperand` on: the dimensions of the map, then its symbols.
FuselagePolyValue fuselagePolyReadMapResult(FuselagePolyReader *reader,
                                            MlirAffineMap map, intptr_t result,
                                            MlirOperation op,
                                            intptr_t firstOperand);

/// Reads an expression over the operands of `op` from number `firstOperand` on:
/// its dimensions, then its symbols.
FuselagePolyValue fuselagePolyReadExpression(FuselagePolyReader *reader,
                                             MlirAffineExpr expression,
                                             MlirOperation op,
                                             intptr_t firstOperand,
                                             intptr_t numDims);

/// The set where a condition of type i1 may hold, or may fail if `isNegated`.
/// `*isExact` becomes false if the set may be too large; otherwise the function
/// leaves it alone.
FuselagePolySet fuselagePolyReadCondition(FuselagePolyReader *reader,
                                          MlirValue value, bool isNegated,
                                          bool *isExact);

/// The whole domain: the set for a condition that the reader cannot follow.
FuselagePolySet fuselagePolyReaderAnywhere(const FuselagePolyReader *reader,
                                           bool *isExact);

/// A new dimension that stands for any value; none if all dimensions are in
/// use.
FuselagePolyFunction fuselagePolyReaderAddAny(FuselagePolyReader *reader);

/// Narrows the domain by a set.
void fuselagePolyReaderConstrain(FuselagePolyReader *reader,
                                 FuselagePolySet set);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_POLYHEDRALREADER_H
