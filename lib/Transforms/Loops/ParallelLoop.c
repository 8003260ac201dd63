//===- ParallelLoop.c - The parts of an scf.parallel ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Loops/ParallelLoop.h"

FuselageParallelLoop fuselageParallelLoopGet(MlirOperation op) {
  MlirBlock body = mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0));
  return (FuselageParallelLoop){.op = op,
                                .body = body,
                                .numDims = mlirBlockGetNumArguments(body),
                                .numReductions =
                                    mlirOperationGetNumResults(op)};
}

/// The operands are all lower bounds, all upper bounds, all steps, and the
/// initial values.
static MlirValue operandOf(const FuselageParallelLoop *loop, intptr_t group,
                           intptr_t number) {
  return mlirOperationGetOperand(loop->op, (group * loop->numDims) + number);
}

MlirValue fuselageParallelLoopGetLower(const FuselageParallelLoop *loop,
                                       intptr_t dim) {
  return operandOf(loop, 0, dim);
}

MlirValue fuselageParallelLoopGetUpper(const FuselageParallelLoop *loop,
                                       intptr_t dim) {
  return operandOf(loop, 1, dim);
}

MlirValue fuselageParallelLoopGetStep(const FuselageParallelLoop *loop,
                                      intptr_t dim) {
  return operandOf(loop, 2, dim);
}

MlirValue fuselageParallelLoopGetInitial(const FuselageParallelLoop *loop,
                                         intptr_t reduction) {
  return operandOf(loop, 3, reduction);
}

MlirValue fuselageParallelLoopGetVariable(const FuselageParallelLoop *loop,
                                          intptr_t dim) {
  return mlirBlockGetArgument(loop->body, dim);
}
