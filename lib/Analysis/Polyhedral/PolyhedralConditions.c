//===- PolyhedralConditions.c - Conditions as integer sets ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PolyhedralConditions.h"

#include "Bridge/Enums.h"
#include "IR/Operation.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/IntegerSet.h"

/// How many edges of control flow are followed back from a block.
enum { maxEdges = 100 };

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

typedef isl_set *(*Comparison)(isl_pw_aff *, isl_pw_aff *);

/// By the predicate of `arith.cmpi`; `index.cmp` has its own. Predicates
/// without a sign mean the same as those with one where nothing is negative.
static const Comparison comparisons[] = {
    [FUSELAGE_CMPI_EQ] = isl_pw_aff_eq_set,
    [FUSELAGE_CMPI_NE] = isl_pw_aff_ne_set,
    [FUSELAGE_CMPI_SLT] = isl_pw_aff_lt_set,
    [FUSELAGE_CMPI_SLE] = isl_pw_aff_le_set,
    [FUSELAGE_CMPI_SGT] = isl_pw_aff_gt_set,
    [FUSELAGE_CMPI_SGE] = isl_pw_aff_ge_set,
    [FUSELAGE_CMPI_ULT] = isl_pw_aff_lt_set,
    [FUSELAGE_CMPI_ULE] = isl_pw_aff_le_set,
    [FUSELAGE_CMPI_UGT] = isl_pw_aff_gt_set,
    [FUSELAGE_CMPI_UGE] = isl_pw_aff_ge_set,
};

enum { numPredicates = sizeof comparisons / sizeof *comparisons };

static isl_set *anywhere(const FuselagePolyReader *reader, bool *isExact) {
  *isExact = false;
  return isl_set_universe(fuselagePolySpaceGet(reader->ctx));
}

static isl_set *readComparison(FuselagePolyReader *reader, MlirOperation op,
                               bool *isExact) {
  int64_t predicate = fuselageOperationGetIntAttribute(op, "predicate", -1);
  FuselagePolyValue a =
      fuselagePolyReadValue(reader, mlirOperationGetOperand(op, 0));
  FuselagePolyValue b =
      fuselagePolyReadValue(reader, mlirOperationGetOperand(op, 1));
  bool isUnsigned = predicate >= FUSELAGE_CMPI_ULT;
  if (predicate < 0 || predicate >= numPredicates || !fuselagePolyIsPlain(a) ||
      !fuselagePolyIsPlain(b) || (isUnsigned && (a.min < 0 || b.min < 0))) {
    fuselagePolyFreeBoth(a, b);
    return anywhere(reader, isExact);
  }
  return comparisons[predicate](a.function, b.function);
}

/// The set where a condition of type i1 may hold, or may not; exactly that set
/// as long as `*isExact` stays true.
isl_set *fuselagePolyReadCondition(FuselagePolyReader *reader, MlirValue value,
                                   bool isNegated, bool *isExact) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (mlirOperationIsNull(op) || --reader->budget < 0)
    return anywhere(reader, isExact);
  int64_t constant;
  if (fuselageValueIsConstantInt(value, &constant)) {
    isl_space *space = fuselagePolySpaceGet(reader->ctx);
    return (constant != 0) != isNegated ? isl_set_universe(space)
                                        : isl_set_empty(space);
  }
  bool isAnd = fuselageOperationIsA(op, "arith.andi");
  if (isAnd || fuselageOperationIsA(op, "arith.ori")) {
    isl_set *a = fuselagePolyReadCondition(
        reader, mlirOperationGetOperand(op, 0), isNegated, isExact);
    isl_set *b = fuselagePolyReadCondition(
        reader, mlirOperationGetOperand(op, 1), isNegated, isExact);
    return isAnd != isNegated ? isl_set_intersect(a, b) : isl_set_union(a, b);
  }
  if (fuselageOperationIsA(op, "arith.xori") &&
      fuselageValueIsConstantInt(mlirOperationGetOperand(op, 1), &constant))
    return fuselagePolyReadCondition(reader, mlirOperationGetOperand(op, 0),
                                     isNegated != (constant != 0), isExact);
  if (!fuselageOperationIsA(op, "arith.cmpi"))
    return anywhere(reader, isExact);
  bool comparisonIsExact = true;
  isl_set *set = readComparison(reader, op, &comparisonIsExact);
  if (!comparisonIsExact) {
    *isExact = false;
    return set;
  }
  return isNegated ? isl_set_complement(set) : set;
}

//===----------------------------------------------------------------------===//
// Guards
//===----------------------------------------------------------------------===//

static void addCondition(FuselagePolyReader *reader, MlirValue condition,
                         bool isNegated) {
  isl_set *set =
      fuselagePolyReadCondition(reader, condition, isNegated, &reader->isExact);
  fuselagePolyReaderConstrain(reader, set);
}

/// One constraint of an integer set: an expression that is zero, or not
/// negative.
static isl_set *readConstraint(FuselagePolyReader *reader, MlirOperation op,
                               MlirIntegerSet set, intptr_t i) {
  FuselagePolyValue value =
      fuselagePolyReadExpression(reader, mlirIntegerSetGetConstraint(set, i),
                                 op, 0, mlirIntegerSetGetNumDims(set));
  if (!fuselagePolyIsPlain(value)) {
    fuselagePolyFree(value);
    return anywhere(reader, &reader->isExact);
  }
  isl_pw_aff *zero = fuselagePolyConstant(reader->ctx, 0);
  return mlirIntegerSetIsConstraintEq(set, i)
             ? isl_pw_aff_eq_set(value.function, zero)
             : isl_pw_aff_ge_set(value.function, zero);
}

/// The else region is where any of the constraints fails: left open.
static void addAffineIf(FuselagePolyReader *reader, MlirOperation op,
                        bool isElse) {
  MlirIntegerSet set = mlirIntegerSetAttrGetValue(
      fuselageOperationGetInherentAttribute(op, "condition"));
  if (isElse)
    reader->isExact = false;
  for (intptr_t i = 0; !isElse && i < mlirIntegerSetGetNumConstraints(set); ++i)
    fuselagePolyReaderConstrain(reader, readConstraint(reader, op, set, i));
}

/// A block with one predecessor is entered by one edge, whose condition holds
/// in it, as does all that held in the predecessor.
static void addBlockGuards(FuselagePolyReader *reader, MlirBlock block) {
  for (int steps = 0;
       mlirBlockGetNumPredecessors(block) == 1 && steps < maxEdges; ++steps) {
    MlirBlock from = mlirBlockGetPredecessor(block, 0);
    MlirOperation branch = mlirBlockGetTerminator(from);
    if (fuselageOperationIsA(branch, "cf.cond_br")) {
      bool onTrue = mlirBlockEqual(mlirOperationGetSuccessor(branch, 0), block);
      bool onFalse =
          mlirBlockEqual(mlirOperationGetSuccessor(branch, 1), block);
      if (onTrue != onFalse)
        addCondition(reader, mlirOperationGetOperand(branch, 0), onFalse);
    } else if (!fuselageOperationIsA(branch, "cf.br")) {
      reader->isExact = false;
    }
    block = from;
  }
  if (mlirBlockGetNumPredecessors(block) > 1)
    reader->isExact = false;
}

static void addParentGuard(FuselagePolyReader *reader, MlirOperation parent,
                           MlirRegion region) {
  bool isSecond = !mlirRegionEqual(region, mlirOperationGetRegion(parent, 0));
  if (fuselageOperationIsA(parent, "scf.if"))
    addCondition(reader, mlirOperationGetOperand(parent, 0), isSecond);
  else if (fuselageOperationIsA(parent, "affine.if"))
    addAffineIf(reader, parent, isSecond);
  else if (!fuselageOperationIsA(parent, "scf.for") &&
           !fuselageOperationIsA(parent, "scf.parallel"))
    reader->isExact = false;
}

void fuselagePolyReaderAddGuards(FuselagePolyReader *reader, MlirOperation op) {
  while (!mlirOperationEqual(op, reader->launch->op)) {
    MlirBlock block = mlirOperationGetBlock(op);
    MlirOperation parent = mlirOperationGetParentOperation(op);
    addBlockGuards(reader, block);
    if (!mlirOperationEqual(parent, reader->launch->op))
      addParentGuard(reader, parent, mlirBlockGetParentRegion(block));
    op = parent;
  }
}
