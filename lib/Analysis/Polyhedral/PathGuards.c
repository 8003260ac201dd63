//===- PathGuards.c - Conditions under which an operation runs ------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Polyhedral/PathGuards.h"

#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/IntegerSet.h"

/// The most edges of control flow to follow back from a block.
enum { maxEdges = FUSELAGE_BOUND(100, 1) };

static void addCondition(FuselagePolyReader *reader, MlirValue condition,
                         bool isNegated) {
  FuselagePolySet set =
      fuselagePolyReadCondition(reader, condition, isNegated, &reader->isExact);
  fuselagePolyReaderConstrain(reader, set);
}

/// One constraint of an integer set: an expression that is zero, or not
/// negative.
static FuselagePolySet readConstraint(FuselagePolyReader *reader,
                                      MlirOperation op, MlirIntegerSet set,
                                      intptr_t i) {
  FuselagePolyValue value =
      fuselagePolyReadExpression(reader, mlirIntegerSetGetConstraint(set, i),
                                 op, 0, mlirIntegerSetGetNumDims(set));
  if (!fuselagePolyIsPlain(value))
    return fuselagePolyReaderAnywhere(reader, &reader->isExact);
  FuselagePolyFunction zero = fuselagePolyConstant(reader->terms, 0);
  return mlirIntegerSetIsConstraintEq(set, i)
             ? fuselagePolyCompare(reader->terms, FUSELAGE_POLY_EQ,
                                   value.function, zero)
             : fuselagePolyCompare(reader->terms, FUSELAGE_POLY_GE,
                                   value.function, zero);
}

/// In the else region one of the constraints fails. The domain leaves open
/// which.
static void addAffineIf(FuselagePolyReader *reader, MlirOperation op,
                        bool isElse) {
  MlirIntegerSet set = mlirIntegerSetAttrGetValue(
      fuselageOperationGetInherentAttribute(op, "condition"));
  if (isElse)
    reader->isExact = false;
  for (intptr_t i = 0; !isElse && i < mlirIntegerSetGetNumConstraints(set); ++i)
    fuselagePolyReaderConstrain(reader, readConstraint(reader, op, set, i));
}

/// Control enters a block with one predecessor by one edge. The condition of
/// the edge holds in the block, and so do the conditions of the predecessor.
static void addBlockGuards(FuselagePolyReader *reader, MlirBlock block) {
  for (int steps = 0;
       mlirBlockGetNumPredecessors(block) == 1 && steps < maxEdges; ++steps) {
    MlirBlock from = mlirBlockGetPredecessor(block, 0);
    MlirOperation branch = mlirBlockGetTerminator(from);
    if (fuselageOperationIs(branch, FUSELAGE_OP_CF_COND_BR)) {
      bool onTrue = mlirBlockEqual(mlirOperationGetSuccessor(branch, 0), block);
      bool onFalse =
          mlirBlockEqual(mlirOperationGetSuccessor(branch, 1), block);
      if (onTrue != onFalse)
        addCondition(reader, mlirOperationGetOperand(branch, 0), onFalse);
    } else if (!fuselageOperationIs(branch, FUSELAGE_OP_CF_BR)) {
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
  if (fuselageOperationIs(parent, FUSELAGE_OP_SCF_IF))
    addCondition(reader, mlirOperationGetOperand(parent, 0), isSecond);
  else if (fuselageOperationIs(parent, FUSELAGE_OP_AFFINE_IF))
    addAffineIf(reader, parent, isSecond);
  else if (!fuselageOperationIs(parent, FUSELAGE_OP_SCF_FOR) &&
           !fuselageOperationIs(parent, FUSELAGE_OP_SCF_PARALLEL))
    reader->isExact = false;
}

void fuselagePolyReaderAddGuards(FuselagePolyReader *reader, MlirOperation op) {
  while (!mlirOperationEqual(op, reader->launch)) {
    MlirBlock block = mlirOperationGetBlock(op);
    MlirOperation parent = mlirOperationGetParentOperation(op);
    addBlockGuards(reader, block);
    if (!mlirOperationEqual(parent, reader->launch))
      addParentGuard(reader, parent, mlirBlockGetParentRegion(block));
    op = parent;
  }
}
