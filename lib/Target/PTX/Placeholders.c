//===- Placeholders.c - Copies of a region in a snippet -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Placeholders.h"

#include "IR/Ops.h"
#include "Support/Array.h"
#include "Target/PTX/Error.h"

typedef struct Placeholders {
  FUSELAGE_ARRAY(MlirOperation) casts;
  bool outOfMemory;
} Placeholders;

static bool isPlaceholder(MlirOperation op) {
  if (!fuselageOperationIs(op,
                           FUSELAGE_OP_BUILTIN_UNREALIZED_CONVERSION_CAST) ||
      mlirOperationGetNumOperands(op) != 2 ||
      mlirOperationGetNumResults(op) != 1)
    return false;
  MlirType type = mlirValueGetType(mlirOperationGetResult(op, 0));
  for (intptr_t i = 0; i < 2; ++i)
    if (!mlirTypeEqual(type, mlirValueGetType(mlirOperationGetOperand(op, i))))
      return false;
  return true;
}

static MlirWalkResult find(MlirOperation op, void *userData) {
  Placeholders *placeholders = userData;
  if (!isPlaceholder(op))
    return MlirWalkResultAdvance;
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&placeholders->casts);
  if (slot)
    *slot = op;
  placeholders->outOfMemory = !slot;
  return slot ? MlirWalkResultAdvance : MlirWalkResultInterrupt;
}

static void fill(MlirOperation cast, MlirOperation owner) {
  MlirOperation copy = mlirOperationClone(owner);
  MlirBlock body = mlirRegionGetFirstBlock(mlirOperationGetRegion(copy, 0));
  for (intptr_t i = 0; i < mlirBlockGetNumArguments(body); ++i)
    mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(body, i),
                                  mlirOperationGetOperand(cast, i));
  MlirOperation last = mlirBlockGetTerminator(body);
  MlirValue result = mlirOperationGetOperand(last, 0);
  for (MlirOperation op = mlirBlockGetFirstOperation(body);
       !mlirOperationEqual(op, last); op = mlirBlockGetFirstOperation(body))
    mlirOperationMoveBefore(op, cast);
  mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(cast, 0), result);
  mlirOperationDestroy(cast);
  mlirOperationDestroy(copy);
}

FuselagePTXError placeholdersFill(MlirOperation root, MlirOperation owner) {
  Placeholders placeholders = {.outOfMemory = false};
  mlirOperationWalk(root, find, &placeholders, MlirWalkPreOrder);
  if (!placeholders.outOfMemory)
    for (size_t i = 0; i < placeholders.casts.size; ++i)
      fill(placeholders.casts.data[i], owner);
  FUSELAGE_ARRAY_FREE(&placeholders.casts);
  return placeholders.outOfMemory ? errorOutOfMemory() : errorNone();
}
