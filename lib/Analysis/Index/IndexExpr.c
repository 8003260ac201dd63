//===- IndexExpr.c - Affine expressions of indices ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Index/IndexExpr.h"

#include "mlir-c/AffineMap.h"

#include <stddef.h>
#include <string.h>

static const MlirAffineExpr unknown = {NULL};

bool fuselageExprIsConstant(MlirAffineExpr expression, int64_t *constant) {
  if (mlirAffineExprIsNull(expression) ||
      !mlirAffineExprIsAConstant(expression))
    return false;
  *constant = mlirAffineConstantExprGetValue(expression);
  return true;
}

/// Subtracts the nodes of an expression from `*budget`; false once it is used
/// up.
static bool fitsInto(MlirAffineExpr expression, int *budget) {
  if (--*budget < 0)
    return false;
  if (!mlirAffineExprIsABinary(expression))
    return true;
  return fitsInto(mlirAffineBinaryOpExprGetLHS(expression), budget) &&
         fitsInto(mlirAffineBinaryOpExprGetRHS(expression), budget);
}

static bool isSmall(MlirAffineExpr expression) {
  int budget = FUSELAGE_MAX_EXPR_NODES;
  return fitsInto(expression, &budget);
}

//===----------------------------------------------------------------------===//
// Canonical form
//===----------------------------------------------------------------------===//

/// The symbols of one small expression in the order of their numbers. The cost
/// of MLIR's simplifier grows with the number of symbols that it is told. So it
/// is told these symbols alone, numbered anew from 0.
typedef struct UsedSymbols {
  intptr_t positions[FUSELAGE_MAX_EXPR_NODES];
  intptr_t size;
} UsedSymbols;

static void insertSorted(UsedSymbols *used, intptr_t position) {
  intptr_t at = used->size;
  while (at > 0 && used->positions[at - 1] > position)
    --at;
  if (at > 0 && used->positions[at - 1] == position)
    return;
  memmove(&used->positions[at + 1], &used->positions[at],
          (size_t)(used->size - at) * sizeof used->positions[0]);
  used->positions[at] = position;
  ++used->size;
}

static void collectSymbols(MlirAffineExpr expression, UsedSymbols *used) {
  if (mlirAffineExprIsASymbol(expression)) {
    insertSorted(used, mlirAffineSymbolExprGetPosition(expression));
  } else if (mlirAffineExprIsABinary(expression)) {
    collectSymbols(mlirAffineBinaryOpExprGetLHS(expression), used);
    collectSymbols(mlirAffineBinaryOpExprGetRHS(expression), used);
  }
}

static intptr_t indexOfSymbol(const UsedSymbols *used, intptr_t position) {
  intptr_t i = 0;
  while (used->positions[i] != position)
    ++i;
  return i;
}

/// MLIR expects the factor without ids on the right.
static MlirAffineExpr multiply(MlirAffineExpr lhs, MlirAffineExpr rhs) {
  if (mlirAffineExprIsSymbolicOrConstant(rhs))
    return mlirAffineMulExprGet(lhs, rhs);
  if (mlirAffineExprIsSymbolicOrConstant(lhs))
    return mlirAffineMulExprGet(rhs, lhs);
  return unknown;
}

/// Builds the binary expression of the same kind as `pattern`.
static MlirAffineExpr rebuild(MlirAffineExpr pattern, MlirAffineExpr lhs,
                              MlirAffineExpr rhs) {
  if (mlirAffineExprIsAAdd(pattern))
    return mlirAffineAddExprGet(lhs, rhs);
  if (mlirAffineExprIsAMul(pattern))
    return multiply(lhs, rhs);
  if (!mlirAffineExprIsSymbolicOrConstant(rhs))
    return unknown;
  if (mlirAffineExprIsAMod(pattern))
    return mlirAffineModExprGet(lhs, rhs);
  if (mlirAffineExprIsAFloorDiv(pattern))
    return mlirAffineFloorDivExprGet(lhs, rhs);
  return mlirAffineCeilDivExprGet(lhs, rhs);
}

/// Renames the symbols: from their positions to their ranks in `used`, or back.
static MlirAffineExpr renameSymbols(MlirAffineExpr expression,
                                    const UsedSymbols *used, bool toRanks) {
  if (mlirAffineExprIsASymbol(expression)) {
    intptr_t position = mlirAffineSymbolExprGetPosition(expression);
    return mlirAffineSymbolExprGet(mlirAffineExprGetContext(expression),
                                   toRanks ? indexOfSymbol(used, position)
                                           : used->positions[position]);
  }
  if (!mlirAffineExprIsABinary(expression))
    return expression;
  MlirAffineExpr lhs =
      renameSymbols(mlirAffineBinaryOpExprGetLHS(expression), used, toRanks);
  MlirAffineExpr rhs =
      renameSymbols(mlirAffineBinaryOpExprGetRHS(expression), used, toRanks);
  if (mlirAffineExprIsNull(lhs) || mlirAffineExprIsNull(rhs))
    return unknown;
  return rebuild(expression, lhs, rhs);
}

/// Ranks keep the order of the positions. The simplifier therefore orders the
/// terms of equal sums equally, whichever other symbols exist.
MlirAffineExpr fuselageExprCanonicalize(MlirAffineExpr expression) {
  if (mlirAffineExprIsNull(expression) || !isSmall(expression))
    return unknown;
  if (!mlirAffineExprIsABinary(expression))
    return expression;
  UsedSymbols used = {.size = 0};
  collectSymbols(expression, &used);
  MlirAffineExpr ranked = renameSymbols(expression, &used, true);
  if (mlirAffineExprIsNull(ranked))
    return unknown;
  ranked =
      mlirSimplifyAffineExpr(ranked, FUSELAGE_NUM_IDS, (uint32_t)used.size);
  MlirAffineExpr canonical = renameSymbols(ranked, &used, false);
  return mlirAffineExprIsNull(canonical) || !isSmall(canonical) ? unknown
                                                                : canonical;
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

MlirAffineExpr fuselageExprDivide(FuselageDivisionKind kind,
                                  MlirAffineExpr dividend,
                                  MlirAffineExpr divisor) {
  int64_t constant;
  if (mlirAffineExprIsNull(dividend) ||
      !fuselageExprIsConstant(divisor, &constant) || constant <= 0)
    return unknown;
  switch (kind) {
  case FUSELAGE_FLOOR_DIVISION:
    return fuselageExprCanonicalize(
        mlirAffineFloorDivExprGet(dividend, divisor));
  case FUSELAGE_CEIL_DIVISION:
    return fuselageExprCanonicalize(
        mlirAffineCeilDivExprGet(dividend, divisor));
  case FUSELAGE_REMAINDER:
    return fuselageExprCanonicalize(mlirAffineModExprGet(dividend, divisor));
  }
  return unknown;
}

/// The replacements of the leaves and the divisions of an expression.
typedef struct Substitution {
  const MlirAffineExpr *dims, *symbols;
  FuselageDivide divide;
  void *userData;
  /// The number of nodes that may still be built.
  int budget;
} Substitution;

static MlirAffineExpr substituteLeaf(MlirAffineExpr leaf,
                                     Substitution *substitution) {
  MlirAffineExpr replacement =
      mlirAffineExprIsADim(leaf)
          ? substitution->dims[mlirAffineDimExprGetPosition(leaf)]
          : substitution->symbols[mlirAffineSymbolExprGetPosition(leaf)];
  return !mlirAffineExprIsNull(replacement) &&
                 fitsInto(replacement, &substitution->budget)
             ? replacement
             : unknown;
}

/// Combines two operands as `pattern`, an expression in MLIR's form, does.
static MlirAffineExpr combine(MlirAffineExpr pattern, MlirAffineExpr lhs,
                              MlirAffineExpr rhs,
                              const Substitution *substitution) {
  if (mlirAffineExprIsAAdd(pattern) || mlirAffineExprIsAMul(pattern))
    return rebuild(pattern, lhs, rhs);
  FuselageDivisionKind kind = FUSELAGE_CEIL_DIVISION;
  if (mlirAffineExprIsAMod(pattern))
    kind = FUSELAGE_REMAINDER;
  else if (mlirAffineExprIsAFloorDiv(pattern))
    kind = FUSELAGE_FLOOR_DIVISION;
  lhs = fuselageExprCanonicalize(lhs);
  rhs = fuselageExprCanonicalize(rhs);
  if (mlirAffineExprIsNull(lhs) || mlirAffineExprIsNull(rhs))
    return unknown;
  return substitution->divide(kind, lhs, rhs, substitution->userData);
}

static MlirAffineExpr substitute(MlirAffineExpr expression,
                                 Substitution *substitution) {
  if (mlirAffineExprIsADim(expression) || mlirAffineExprIsASymbol(expression))
    return substituteLeaf(expression, substitution);
  if (--substitution->budget < 0)
    return unknown;
  if (!mlirAffineExprIsABinary(expression))
    return expression;
  MlirAffineExpr lhs =
      substitute(mlirAffineBinaryOpExprGetLHS(expression), substitution);
  if (mlirAffineExprIsNull(lhs))
    return unknown;
  MlirAffineExpr rhs =
      substitute(mlirAffineBinaryOpExprGetRHS(expression), substitution);
  return mlirAffineExprIsNull(rhs)
             ? unknown
             : combine(expression, lhs, rhs, substitution);
}

MlirAffineExpr fuselageExprSubstitute(MlirAffineExpr expression,
                                      const MlirAffineExpr *dims,
                                      const MlirAffineExpr *symbols,
                                      FuselageDivide divide, void *userData) {
  Substitution substitution = {.dims = dims,
                               .symbols = symbols,
                               .divide = divide,
                               .userData = userData,
                               .budget = FUSELAGE_MAX_EXPR_NODES};
  return fuselageExprCanonicalize(substitute(expression, &substitution));
}

MlirAffineExpr fuselageExprAdd(MlirAffineExpr lhs, MlirAffineExpr rhs) {
  if (mlirAffineExprIsNull(lhs) || mlirAffineExprIsNull(rhs))
    return unknown;
  return fuselageExprCanonicalize(mlirAffineAddExprGet(lhs, rhs));
}

MlirAffineExpr fuselageExprSub(MlirAffineExpr lhs, MlirAffineExpr rhs) {
  if (mlirAffineExprIsNull(rhs))
    return unknown;
  MlirAffineExpr minusOne =
      mlirAffineConstantExprGet(mlirAffineExprGetContext(rhs), -1);
  return fuselageExprAdd(lhs, mlirAffineMulExprGet(rhs, minusOne));
}

MlirAffineExpr fuselageExprMul(MlirAffineExpr lhs, MlirAffineExpr rhs) {
  if (mlirAffineExprIsNull(lhs) || mlirAffineExprIsNull(rhs))
    return unknown;
  return fuselageExprCanonicalize(multiply(lhs, rhs));
}

//===----------------------------------------------------------------------===//
// Single symbols
//===----------------------------------------------------------------------===//

static MlirAffineExpr replaceSymbol(MlirAffineExpr expression,
                                    MlirAffineExpr from, MlirAffineExpr to) {
  if (mlirAffineExprEqual(expression, from))
    return to;
  if (!mlirAffineExprIsABinary(expression))
    return expression;
  MlirAffineExpr lhs =
      replaceSymbol(mlirAffineBinaryOpExprGetLHS(expression), from, to);
  MlirAffineExpr rhs =
      replaceSymbol(mlirAffineBinaryOpExprGetRHS(expression), from, to);
  return mlirAffineExprIsNull(lhs) || mlirAffineExprIsNull(rhs)
             ? unknown
             : rebuild(expression, lhs, rhs);
}

MlirAffineExpr fuselageExprReplaceSymbol(MlirAffineExpr expression,
                                         MlirAffineExpr from,
                                         MlirAffineExpr to) {
  if (mlirAffineExprIsNull(expression))
    return unknown;
  return fuselageExprCanonicalize(replaceSymbol(expression, from, to));
}

static bool contains(MlirAffineExpr expression, MlirAffineExpr symbol) {
  if (mlirAffineExprEqual(expression, symbol))
    return true;
  return mlirAffineExprIsABinary(expression) &&
         (contains(mlirAffineBinaryOpExprGetLHS(expression), symbol) ||
          contains(mlirAffineBinaryOpExprGetRHS(expression), symbol));
}

/// Adds the coefficient of the symbol in `scale` times the expression to
/// `*coefficient`.
static bool addCoefficient(MlirAffineExpr expression, MlirAffineExpr symbol,
                           int64_t scale, int64_t *coefficient) {
  int64_t constant;
  if (mlirAffineExprEqual(expression, symbol))
    return !__builtin_add_overflow(*coefficient, scale, coefficient);
  if (!contains(expression, symbol))
    return true;
  MlirAffineExpr lhs = mlirAffineBinaryOpExprGetLHS(expression);
  MlirAffineExpr rhs = mlirAffineBinaryOpExprGetRHS(expression);
  if (mlirAffineExprIsAAdd(expression))
    return addCoefficient(lhs, symbol, scale, coefficient) &&
           addCoefficient(rhs, symbol, scale, coefficient);
  return mlirAffineExprIsAMul(expression) &&
         fuselageExprIsConstant(rhs, &constant) &&
         !__builtin_mul_overflow(scale, constant, &scale) &&
         addCoefficient(lhs, symbol, scale, coefficient);
}

bool fuselageExprGetCoefficient(MlirAffineExpr expression,
                                MlirAffineExpr symbol, int64_t *coefficient) {
  *coefficient = 0;
  return !mlirAffineExprIsNull(expression) &&
         addCoefficient(expression, symbol, 1, coefficient);
}

//===----------------------------------------------------------------------===//
// Linear form
//===----------------------------------------------------------------------===//

static bool addScaled(int64_t *sum, int64_t value, int64_t scale) {
  int64_t product;
  return !__builtin_mul_overflow(value, scale, &product) &&
         !__builtin_add_overflow(*sum, product, sum);
}

/// Adds `scale` times the expression to the form.
static bool addTerms(MlirAffineExpr expression, int64_t scale,
                     FuselageLinearForm *form) {
  int64_t constant;
  if (fuselageExprIsConstant(expression, &constant))
    return addScaled(&form->constantOffset, constant, scale);
  if (mlirAffineExprIsADim(expression)) {
    intptr_t id = mlirAffineDimExprGetPosition(expression);
    return addScaled(&form->coefficients[id], 1, scale);
  }
  if (mlirAffineExprIsSymbolicOrConstant(expression)) {
    form->isConstantOffset = false;
    return true;
  }
  MlirAffineExpr lhs = mlirAffineBinaryOpExprGetLHS(expression);
  MlirAffineExpr rhs = mlirAffineBinaryOpExprGetRHS(expression);
  if (mlirAffineExprIsAAdd(expression))
    return addTerms(lhs, scale, form) && addTerms(rhs, scale, form);
  if (mlirAffineExprIsAMul(expression) &&
      fuselageExprIsConstant(rhs, &constant))
    return !__builtin_mul_overflow(scale, constant, &scale) &&
           addTerms(lhs, scale, form);
  return false;
}

bool fuselageExprGetLinearForm(MlirAffineExpr expression,
                               FuselageLinearForm *form) {
  *form = (FuselageLinearForm){.isConstantOffset = true};
  return !mlirAffineExprIsNull(expression) && addTerms(expression, 1, form);
}
