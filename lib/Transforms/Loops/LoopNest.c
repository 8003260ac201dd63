//===- LoopNest.c - Perfectly nested parallel loops -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Loops/LoopNest.h"

#include "Bridge/MemoryEffects.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Transforms/Loops/ParallelLoop.h"

void fuselageLoopNestFree(FuselageLoopNest *nest) {
  FUSELAGE_ARRAY_FREE(&nest->loops);
  FUSELAGE_ARRAY_FREE(&nest->dims);
}

static bool isDefinedOutside(MlirOperation op, MlirOperation loop) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (fuselageValueIsDefinedInside(mlirOperationGetOperand(op, i), loop))
      return false;
  return true;
}

/// Moves operations that do not depend on the iteration from a body to before
/// the nest. Such operations compute bounds.
static void hoistInvariants(MlirBlock body, MlirOperation outermost) {
  MlirOperation next;
  for (MlirOperation op = mlirBlockGetFirstOperation(body);
       !mlirOperationIsNull(op); op = next) {
    next = mlirOperationGetNextInBlock(op);
    if (fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_SPECULATABLE) &&
        isDefinedOutside(op, outermost))
      mlirOperationMoveBefore(op, outermost);
  }
}

static bool hasEffectOrRegion(MlirOperation op) {
  return mlirOperationGetNumRegions(op) != 0 ||
         !fuselageOperationIsMemoryEffectFree(op);
}

static bool isParallel(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_SCF_PARALLEL);
}

MlirOperation fuselageLoopGetOnlyInner(MlirBlock body, MlirOperation outermost,
                                       bool (*isLoop)(MlirOperation op)) {
  MlirOperation none = {NULL}, inner = none;
  MlirOperation end = mlirBlockGetTerminator(body);
  for (MlirOperation op = mlirBlockGetFirstOperation(body);
       !mlirOperationEqual(op, end); op = mlirOperationGetNextInBlock(op)) {
    bool isInner = isLoop(op);
    if (!mlirOperationIsNull(inner) || (!isInner && hasEffectOrRegion(op)))
      return none;
    if (isInner)
      inner = op;
  }
  return !mlirOperationIsNull(inner) && isDefinedOutside(inner, outermost)
             ? inner
             : none;
}

static bool append(FuselageLoopNest *nest, const FuselageParallelLoop *loop) {
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&nest->loops);
  if (!slot)
    return false;
  *slot = loop->op;
  for (intptr_t i = 0; i < loop->numDims; ++i) {
    FuselageLoopDim *dim = FUSELAGE_ARRAY_APPEND(&nest->dims);
    if (!dim)
      return false;
    *dim = (FuselageLoopDim){fuselageParallelLoopGetLower(loop, i),
                             fuselageParallelLoopGetUpper(loop, i),
                             fuselageParallelLoopGetStep(loop, i),
                             fuselageParallelLoopGetVariable(loop, i)};
  }
  return true;
}

bool fuselageLoopNestCollect(FuselageLoopNest *nest, MlirOperation parallel) {
  for (MlirOperation op = parallel; !mlirOperationIsNull(op);) {
    FuselageParallelLoop loop = fuselageParallelLoopGet(op);
    if (loop.numReductions != 0)
      return true;
    if (!append(nest, &loop))
      return false;
    hoistInvariants(loop.body, parallel);
    op = fuselageLoopGetOnlyInner(loop.body, parallel, isParallel);
  }
  return true;
}

/// Each iteration of the inner loops computes the values of the outer bodies.
void fuselageLoopNestMoveBody(FuselageLoopNest *nest, const MlirValue *values,
                              MlirOperation place) {
  for (size_t i = 0; i < nest->dims.size; ++i)
    mlirValueReplaceAllUsesOfWith(nest->dims.data[i].variable, values[i]);
  for (size_t i = 0; i < nest->loops.size; ++i) {
    MlirBlock body =
        mlirRegionGetFirstBlock(mlirOperationGetRegion(nest->loops.data[i], 0));
    MlirOperation next;
    for (MlirOperation op = mlirBlockGetFirstOperation(body);
         !mlirOperationIsNull(mlirOperationGetNextInBlock(op)); op = next) {
      next = mlirOperationGetNextInBlock(op);
      bool isNested = i + 1 < nest->loops.size &&
                      mlirOperationEqual(op, nest->loops.data[i + 1]);
      if (!isNested)
        mlirOperationMoveBefore(op, place);
    }
  }
  mlirOperationDestroy(nest->loops.data[0]);
}
