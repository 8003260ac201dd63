//===- IndexExpr.h - Affine expressions of indices -----------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An index is an affine expression over
//
//   d0..d2  the block id along x, y, z
//   d3..d5  the thread id along x, y, z
//   s0..    values that are the same for every thread of a launch
//
// in canonical form, so that equal indices are equal expressions. MLIR uniques
// expressions, so equality of expressions is equality of pointers. A null
// expression means "not known". Every function here accepts null and then
// returns null.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEX_INDEXEXPR_H
#define FUSELAGE_ANALYSIS_INDEX_INDEXEXPR_H

#include "IR/LaunchForm.h"
#include "Support/Bounds.h"
#include "fuselage-c/Support.h"

#include "mlir-c/AffineExpr.h"

#include <stdbool.h>
#include <stdint.h>

/// The most nodes that an index expression may have. Rewriting an expression
/// takes time in the size of its tree, which can be exponential in the number
/// of operations that it was read from. A larger expression counts as not
/// known.
enum { FUSELAGE_MAX_EXPR_NODES = FUSELAGE_BOUND(256, 6) };

/// True, with the value stored, if `expression` is a constant.
FUSELAGE_NODISCARD bool fuselageExprIsConstant(MlirAffineExpr expression,
                                               int64_t *constant);

/// The expression in canonical form, or null if it is too large.
MlirAffineExpr fuselageExprCanonicalize(MlirAffineExpr expression);

/// The kinds of division of an affine expression.
typedef enum FuselageDivisionKind {
  FUSELAGE_FLOOR_DIVISION,
  FUSELAGE_CEIL_DIVISION,
  FUSELAGE_REMAINDER
} FuselageDivisionKind;

/// Returns the quotient of two canonical expressions. MLIR simplifies divisions
/// over the integers, so this function has to decide whether the dividend may
/// have wrapped around.
typedef MlirAffineExpr (*FuselageDivide)(FuselageDivisionKind kind,
                                         MlirAffineExpr dividend,
                                         MlirAffineExpr divisor,
                                         void *userData);

/// `expression` with dimension i replaced by dims[i] and symbol i by
/// symbols[i], in canonical form. `divide` makes each division. Null if a
/// needed replacement is null or the result would be too large.
MlirAffineExpr fuselageExprSubstitute(MlirAffineExpr expression,
                                      const MlirAffineExpr *dims,
                                      const MlirAffineExpr *symbols,
                                      FuselageDivide divide, void *userData);

/// The division as MLIR simplifies it: over the integers. Null if an operand is
/// null, or if the divisor is not a positive constant.
MlirAffineExpr fuselageExprDivide(FuselageDivisionKind kind,
                                  MlirAffineExpr dividend,
                                  MlirAffineExpr divisor);

/// Sum, difference and product. A product is null unless one factor is free of
/// ids.
MlirAffineExpr fuselageExprAdd(MlirAffineExpr lhs, MlirAffineExpr rhs);
MlirAffineExpr fuselageExprSub(MlirAffineExpr lhs, MlirAffineExpr rhs);
MlirAffineExpr fuselageExprMul(MlirAffineExpr lhs, MlirAffineExpr rhs);

/// `expression` with one symbol replaced by another, in canonical form.
MlirAffineExpr fuselageExprReplaceSymbol(MlirAffineExpr expression,
                                         MlirAffineExpr from,
                                         MlirAffineExpr to);

/// Stores c if `expression` is c * `symbol` plus terms without the symbol.
/// False if the expression has another form or is null.
FUSELAGE_NODISCARD bool fuselageExprGetCoefficient(MlirAffineExpr expression,
                                                   MlirAffineExpr symbol,
                                                   int64_t *coefficient);

/// An expression as a sum: ids with constant coefficients, plus terms that are
/// the same for every thread.
typedef struct FuselageLinearForm {
  int64_t coefficients[FUSELAGE_NUM_IDS];
  /// True if the terms without ids are a constant.
  bool isConstantOffset;
  int64_t constantOffset;
} FuselageLinearForm;

/// Stores the linear form of a canonical expression. False if it has none: an
/// id under a floordiv, ceildiv or mod or with a symbolic coefficient, or an
/// overflow of 64 bits.
FUSELAGE_NODISCARD bool fuselageExprGetLinearForm(MlirAffineExpr expression,
                                                  FuselageLinearForm *form);

#endif // FUSELAGE_ANALYSIS_INDEX_INDEXEXPR_H
