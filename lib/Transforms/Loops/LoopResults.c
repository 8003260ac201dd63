//===- LoopResults.c - Loops whose results are stored ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Loops/LoopResults.h"

#include "Analysis/Launch/Launch.h"
#include "Bridge/MemoryEffects.h"
#include "IR/OpBuilder.h"
#include "IR/Operation.h"
#include "Transforms/Loops/KernelOps.h"

MlirOperation fuselageBuildLaunchOfOne(MlirOperation op,
                                       MlirOperation *launch) {
  FuselageOpBuilder builder = fuselageOpBuilderBefore(op);
  MlirValue one = fuselageBuildIndexConstant(&builder, 1);
  MlirValue sizes[FUSELAGE_NUM_IDS] = {one, one, one, one, one, one};
  return fuselageBuildLaunch(&builder, sizes, launch).before;
}

/// The operations that move with a loop, the loop first; and the number of uses
/// of their results that are still to come.
typedef struct Slice {
  FuselageOperationList ops;
  size_t numOpenUses;
} Slice;

static size_t countUses(MlirOperation op) {
  size_t count = 0;
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    for (MlirOpOperand use =
             mlirValueGetFirstUse(mlirOperationGetResult(op, i));
         !mlirOpOperandIsNull(use); use = mlirOpOperandGetNextUse(use))
      ++count;
  return count;
}

static bool isInSlice(const Slice *slice, MlirValue value) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  for (size_t i = 0; i < slice->ops.size; ++i)
    if (mlirOperationEqual(slice->ops.data[i], op))
      return true;
  return false;
}

/// The number of operands of `op` that the slice defines.
static size_t countOperandsFrom(const Slice *slice, MlirOperation op) {
  size_t count = 0;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    count += isInSlice(slice, mlirOperationGetOperand(op, i));
  return count;
}

static bool add(Slice *slice, MlirOperation op) {
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&slice->ops);
  if (!slot)
    return false;
  *slot = op;
  slice->numOpenUses += countUses(op);
  return true;
}

static bool isStore(MlirOperation op) {
  FuselageAccessKind kind;
  intptr_t memref;
  return fuselageOperationIsLoadOrStore(op, &kind, &memref) &&
         kind == FUSELAGE_ACCESS_WRITE;
}

/// True if `op`, which stands after the loop, may stand before it.
static bool canPass(MlirOperation op) {
  return mlirOperationGetNumRegions(op) == 0 &&
         fuselageOperationIsMemoryEffectFree(op);
}

/// True if `op` may move with the loop. A terminator stays.
static bool canMove(MlirOperation op) {
  FuselageHostOnly hostOnly;
  return !mlirOperationIsNull(mlirOperationGetNextInBlock(op)) &&
         (canPass(op) || isStore(op)) && !fuselageFindHostOnlyOp(op, &hostOnly);
}

/// Collects the operations that move. False if an operation has to stay before
/// the last use of a result, or memory is out.
static bool collect(Slice *slice, MlirOperation loop, bool *outOfMemory) {
  *outOfMemory = !add(slice, loop);
  MlirOperation op = mlirOperationGetNextInBlock(loop);
  for (; slice->numOpenUses > 0 && !*outOfMemory;
       op = mlirOperationGetNextInBlock(op)) {
    if (mlirOperationIsNull(op))
      return false;
    size_t numUses = countOperandsFrom(slice, op);
    if (numUses > 0 ? !canMove(op) : !canPass(op))
      return false;
    if (numUses == 0)
      continue;
    slice->numOpenUses -= numUses;
    *outOfMemory = !add(slice, op);
  }
  return !*outOfMemory;
}

MlirOperation fuselageLaunchLoopWithStores(MlirOperation loop,
                                           bool *outOfMemory) {
  Slice slice = {0};
  MlirOperation launch = {NULL};
  if (collect(&slice, loop, outOfMemory)) {
    // Operations that pass the loop may compute operands of the last store.
    MlirOperation last = slice.ops.data[slice.ops.size - 1];
    MlirOperation end = fuselageBuildLaunchOfOne(last, &launch);
    for (size_t i = 0; i < slice.ops.size; ++i)
      mlirOperationMoveBefore(slice.ops.data[i], end);
  }
  FUSELAGE_ARRAY_FREE(&slice.ops);
  return launch;
}
