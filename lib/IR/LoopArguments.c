//===- LoopArguments.c - Values that loops carry --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/LoopArguments.h"

#include "IR/Ops.h"

/// Operands of an `scf.for` before the carried values.
enum { numBounds = 3 };

MlirBlock fuselageLoopGetBody(MlirOperation loop) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(loop, 0));
}

intptr_t fuselageLoopGetNumCarried(MlirOperation loop) {
  return mlirOperationGetNumOperands(loop) - numBounds;
}

static void addOperands(MlirOperationState *state, MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i) {
    MlirValue operand = mlirOperationGetOperand(op, i);
    mlirOperationStateAddOperands(state, 1, &operand);
  }
}

static void addResults(MlirOperationState *state, MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i) {
    MlirType type = mlirValueGetType(mlirOperationGetResult(op, i));
    mlirOperationStateAddResults(state, 1, &type);
  }
}

static void addAttributes(MlirOperationState *state, MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumAttributes(op); ++i) {
    MlirNamedAttribute attribute = mlirOperationGetAttribute(op, i);
    mlirOperationStateAddAttributes(state, 1, &attribute);
  }
}

MlirOperation fuselageLoopAddCarried(MlirOperation loop, intptr_t count,
                                     const MlirValue *initial) {
  MlirOperationState state = mlirOperationStateGet(
      fuselageOpGetName(FUSELAGE_OP_SCF_FOR), mlirOperationGetLocation(loop));
  addOperands(&state, loop);
  addResults(&state, loop);
  addAttributes(&state, loop);
  MlirRegion region = mlirRegionCreate();
  mlirRegionTakeBody(region, mlirOperationGetRegion(loop, 0));
  MlirBlock body = mlirRegionGetFirstBlock(region);
  for (intptr_t i = 0; i < count; ++i) {
    MlirType type = mlirValueGetType(initial[i]);
    mlirOperationStateAddOperands(&state, 1, &initial[i]);
    mlirOperationStateAddResults(&state, 1, &type);
    mlirBlockAddArgument(body, type, mlirOperationGetLocation(loop));
  }
  mlirOperationStateAddOwnedRegions(&state, 1, &region);
  MlirOperation extended = mlirOperationCreate(&state);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(loop), loop,
                                      extended);
  for (intptr_t i = 0; i < mlirOperationGetNumResults(loop); ++i)
    mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(loop, i),
                                  mlirOperationGetResult(extended, i));
  mlirOperationDestroy(loop);
  return extended;
}

/// The carried values are the only operands of a yield, so it can be made anew.
void fuselageLoopAppendYield(MlirOperation loop, MlirValue value) {
  MlirBlock body = fuselageLoopGetBody(loop);
  MlirOperation yield = mlirBlockGetTerminator(body);
  MlirOperationState state =
      mlirOperationStateGet(fuselageOpGetName(FUSELAGE_OP_SCF_YIELD),
                            mlirOperationGetLocation(yield));
  addOperands(&state, yield);
  mlirOperationStateAddOperands(&state, 1, &value);
  mlirBlockInsertOwnedOperationBefore(body, yield, mlirOperationCreate(&state));
  mlirOperationDestroy(yield);
}
