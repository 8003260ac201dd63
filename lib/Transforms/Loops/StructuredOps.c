//===- StructuredOps.c - Structured operations of one item ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Loops.h"

#include "Bridge/LoopPatterns.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Transforms/Loops/LaunchDialects.h"
#include "Transforms/Loops/LoopResults.h"

static void visit(MlirOperation op) {
  if (fuselageStructuredOpGetNumParallelLoops(op) == 0) {
    MlirOperation launch;
    mlirOperationMoveBefore(op, fuselageBuildLaunchOfOne(op, &launch));
    return;
  }
  if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU) ||
      fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_LINALG))
    return;
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i)) {
      MlirOperation next;
      for (MlirOperation inner = mlirBlockGetFirstOperation(block);
           !mlirOperationIsNull(inner); inner = next) {
        next = mlirOperationGetNextInBlock(inner);
        visit(inner);
      }
    }
}

MlirLogicalResult fuselageStructuredOpsToLaunches(MlirOperation root) {
  if (!fuselageLoadLaunchDialects(root))
    return mlirLogicalResultFailure();
  visit(root);
  return mlirLogicalResultSuccess();
}
