//===- MergeGuards.c - Merging conditions that imply each other -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A condition is a conjunction: `arith.andi` joins its parts. Condition a
// implies condition b if each part of b follows from a part of a: from the same
// value, from the same comparison of the same indices, or from a comparison of
// the same index with a constant that allows no more values.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/MergeGuards.h"

#include "Analysis/Index/IndexExpr.h"
#include "Bridge/Enums.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Transforms/Body/MergeSiblings.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <stddef.h>

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

/// The most parts of a condition to look at one by one.
enum { maxParts = FUSELAGE_BOUND(8, 2) };

typedef struct Condition {
  MlirValue parts[maxParts];
  size_t size;
} Condition;

typedef struct Comparison {
  FuselageCmpIPredicate predicate;
  MlirAffineExpr lhs, rhs;
} Comparison;

/// The values of an index that a comparison with a constant allows.
typedef struct Range {
  MlirAffineExpr index;
  int64_t min, max;
} Range;

/// If there is no room, a conjunction counts as one part.
static Condition readCondition(MlirValue value) {
  Condition condition = {.parts = {value}, .size = 1};
  for (size_t i = 0; i < condition.size;) {
    MlirOperation op = fuselageValueGetDefiningOp(condition.parts[i]);
    if (mlirOperationIsNull(op) ||
        !fuselageOperationIs(op, FUSELAGE_OP_ARITH_ANDI) ||
        condition.size == maxParts) {
      ++i;
      continue;
    }
    condition.parts[i] = mlirOperationGetOperand(op, 0);
    condition.parts[condition.size++] = mlirOperationGetOperand(op, 1);
  }
  return condition;
}

static FuselageCmpIPredicate swapped(FuselageCmpIPredicate predicate) {
  static const FuselageCmpIPredicate swappedPredicates[] = {
      [FUSELAGE_CMPI_EQ] = FUSELAGE_CMPI_EQ,
      [FUSELAGE_CMPI_NE] = FUSELAGE_CMPI_NE,
      [FUSELAGE_CMPI_SLT] = FUSELAGE_CMPI_SGT,
      [FUSELAGE_CMPI_SLE] = FUSELAGE_CMPI_SGE,
      [FUSELAGE_CMPI_SGT] = FUSELAGE_CMPI_SLT,
      [FUSELAGE_CMPI_SGE] = FUSELAGE_CMPI_SLE,
      [FUSELAGE_CMPI_ULT] = FUSELAGE_CMPI_UGT,
      [FUSELAGE_CMPI_ULE] = FUSELAGE_CMPI_UGE,
      [FUSELAGE_CMPI_UGT] = FUSELAGE_CMPI_ULT,
      [FUSELAGE_CMPI_UGE] = FUSELAGE_CMPI_ULE};
  return swappedPredicates[predicate];
}

/// Reads a comparison of indices. Equal expressions are equal values, even if
/// their arithmetic wraps around.
static bool readComparison(FuselageBody *body, MlirValue value,
                           Comparison *comparison) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (mlirOperationIsNull(op) ||
      !fuselageOperationIs(op, FUSELAGE_OP_ARITH_CMPI) ||
      !mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetOperand(op, 0))))
    return false;
  comparison->predicate =
      (FuselageCmpIPredicate)fuselageOperationGetIntAttribute(op, "predicate",
                                                              FUSELAGE_CMPI_EQ);
  comparison->lhs =
      fuselageIndexRead(&body->reader, mlirOperationGetOperand(op, 0));
  comparison->rhs =
      fuselageIndexRead(&body->reader, mlirOperationGetOperand(op, 1));
  return !mlirAffineExprIsNull(comparison->lhs) &&
         !mlirAffineExprIsNull(comparison->rhs);
}

/// An unsigned comparison allows values from 0 on if the constant is not
/// negative as a signed number.
static bool readRange(Comparison comparison, Range *range) {
  int64_t constant;
  if (fuselageExprIsConstant(comparison.lhs, &constant))
    comparison = (Comparison){swapped(comparison.predicate), comparison.rhs,
                              comparison.lhs};
  if (!fuselageExprIsConstant(comparison.rhs, &constant))
    return false;
  *range = (Range){comparison.lhs, INT64_MIN, INT64_MAX};
  switch (comparison.predicate) {
  case FUSELAGE_CMPI_EQ:
    range->min = range->max = constant;
    return true;
  case FUSELAGE_CMPI_ULT:
  case FUSELAGE_CMPI_ULE:
    if (constant < 0)
      return false;
    range->min = 0;
    range->max = constant - (comparison.predicate == FUSELAGE_CMPI_ULT);
    return true;
  case FUSELAGE_CMPI_SLT:
  case FUSELAGE_CMPI_SLE:
    if (constant == INT64_MIN)
      return false;
    range->max = constant - (comparison.predicate == FUSELAGE_CMPI_SLT);
    return true;
  case FUSELAGE_CMPI_SGT:
  case FUSELAGE_CMPI_SGE:
    if (constant == INT64_MAX)
      return false;
    range->min = constant + (comparison.predicate == FUSELAGE_CMPI_SGT);
    return true;
  case FUSELAGE_CMPI_NE:
  case FUSELAGE_CMPI_UGT:
  case FUSELAGE_CMPI_UGE:
    break;
  }
  return false;
}

static bool comparisonImplies(Comparison a, Comparison b) {
  Range from, to;
  if (a.predicate == b.predicate && mlirAffineExprEqual(a.lhs, b.lhs) &&
      mlirAffineExprEqual(a.rhs, b.rhs))
    return true;
  if (swapped(a.predicate) == b.predicate &&
      mlirAffineExprEqual(a.lhs, b.rhs) && mlirAffineExprEqual(a.rhs, b.lhs))
    return true;
  return readRange(a, &from) && readRange(b, &to) &&
         mlirAffineExprEqual(from.index, to.index) && from.min >= to.min &&
         from.max <= to.max;
}

static bool partImplies(FuselageBody *body, MlirValue a, MlirValue b) {
  Comparison comparisonA, comparisonB;
  return mlirValueEqual(a, b) || (readComparison(body, a, &comparisonA) &&
                                  readComparison(body, b, &comparisonB) &&
                                  comparisonImplies(comparisonA, comparisonB));
}

/// True if `b` certainly holds whenever `a` holds.
static bool implies(FuselageBody *body, MlirValue a, MlirValue b) {
  if (mlirValueEqual(a, b))
    return true;
  Condition from = readCondition(a), to = readCondition(b);
  for (size_t i = 0; i < to.size; ++i) {
    bool follows = false;
    for (size_t j = 0; j < from.size && !follows; ++j)
      follows = partImplies(body, from.parts[j], to.parts[i]);
    if (!follows)
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Guards
//===----------------------------------------------------------------------===//

static bool canMerge(FuselageBody *body, MlirOperation earlier,
                     MlirOperation later) {
  return fuselageConditionIsGuard(earlier) && fuselageConditionIsGuard(later) &&
         implies(body, mlirOperationGetOperand(later, 0),
                 mlirOperationGetOperand(earlier, 0));
}

static MlirBlock thenBlockOf(MlirOperation guard) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(guard, 0));
}

static bool isTerminator(MlirOperation op) {
  return mlirOperationIsNull(mlirOperationGetNextInBlock(op));
}

static void moveThenBlock(MlirOperation guard, MlirOperation end) {
  MlirOperation next;
  for (MlirOperation op = mlirBlockGetFirstOperation(thenBlockOf(guard));
       !isTerminator(op); op = next) {
    next = mlirOperationGetNextInBlock(op);
    mlirOperationMoveBefore(op, end);
  }
}

static MlirOperation merge(FuselageBody *body, MlirOperation earlier,
                           MlirOperation later) {
  MlirOperation end = mlirBlockGetTerminator(thenBlockOf(earlier));
  if (implies(body, mlirOperationGetOperand(earlier, 0),
              mlirOperationGetOperand(later, 0))) {
    moveThenBlock(later, end);
    mlirOperationDestroy(later);
  } else {
    mlirOperationMoveBefore(later, end);
  }
  return earlier;
}

bool fuselageMergeGuards(FuselageBody *body) {
  static const FuselageSiblingRule rule = {FUSELAGE_OP_SCF_IF, canMerge, merge};
  return fuselageMergeSiblings(body, &rule);
}
