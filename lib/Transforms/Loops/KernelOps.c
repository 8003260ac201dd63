//===- KernelOps.c - Operations of loops and kernels ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Loops/KernelOps.h"

#include "Bridge/Enums.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

typedef struct HostOperation {
  FuselageOp kind;
  const char *reason, *suggestion;
} HostOperation;

static const HostOperation hostOperations[] = {
    {FUSELAGE_OP_VECTOR_PRINT, "the loop prints",
     "print after the loop, on the host"},
    {FUSELAGE_OP_MEMREF_REALLOC, "the loop reallocates memory of the host",
     "allocate before the loop"},
    {FUSELAGE_OP_MEMREF_DMA_START, "the loop starts a transfer of the host",
     "use memref.copy"},
    {FUSELAGE_OP_MEMREF_DMA_WAIT, "the loop waits for a transfer of the host",
     "use memref.copy"},
    {FUSELAGE_OP_AFFINE_DMA_START, "the loop starts a transfer of the host",
     "use memref.copy"},
    {FUSELAGE_OP_AFFINE_DMA_WAIT, "the loop waits for a transfer of the host",
     "use memref.copy"},
    {FUSELAGE_OP_FUNC_CALL, "the loop calls a function",
     "inline it, for example with the pass 'inline'"},
    {FUSELAGE_OP_FUNC_CALL_INDIRECT, "the loop calls a function by its address",
     "call it by its name and inline it"},
    {FUSELAGE_OP_GPU_LAUNCH, "the loop launches a kernel",
     "make one launch of the loop, or leave it to the host"},
};

static bool isTensor(MlirValue value) {
  return mlirTypeIsATensor(mlirValueGetType(value));
}

/// Only the host can find the sizes of an unranked memref.
static bool isUnranked(MlirValue value) {
  return mlirTypeIsAUnrankedMemRef(mlirValueGetType(value));
}

static bool hasUnranked(MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (isUnranked(mlirOperationGetOperand(op, i)))
      return true;
  return false;
}

/// True for an `affine.parallel` that keeps the value of one of its iterations.
/// The dialect does not say which, and upstream cannot lower it.
static bool hasAssignment(MlirOperation op) {
  if (!fuselageOperationIs(op, FUSELAGE_OP_AFFINE_PARALLEL))
    return false;
  MlirAttribute kinds = fuselageOperationGetInherentAttribute(op, "reductions");
  for (intptr_t i = 0; i < mlirArrayAttrGetNumElements(kinds); ++i)
    if (mlirIntegerAttrGetValueInt(mlirArrayAttrGetElement(kinds, i)) ==
        FUSELAGE_ATOMIC_ASSIGN)
      return true;
  return false;
}

static bool hasTensors(MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (isTensor(mlirOperationGetOperand(op, i)))
      return true;
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    if (isTensor(mlirOperationGetResult(op, i)))
      return true;
  return false;
}

static MlirWalkResult check(MlirOperation op, void *userData) {
  FuselageHostOnly *found = userData;
  FuselageOp kind = fuselageOperationGetKind(op);
  for (size_t i = 0; i < sizeof hostOperations / sizeof *hostOperations; ++i)
    if (hostOperations[i].kind == kind)
      *found = (FuselageHostOnly){hostOperations[i].reason,
                                  hostOperations[i].suggestion};
  if (found->reason)
    return MlirWalkResultInterrupt;
  if (hasTensors(op))
    *found =
        (FuselageHostOnly){"the loop works on tensors", "bufferize before"};
  else if (hasUnranked(op))
    *found = (FuselageHostOnly){"the loop uses a memref without a rank",
                                "cast it to a rank before the loop"};
  else if (hasAssignment(op))
    *found = (FuselageHostOnly){
        "the loop gives the value of any one of its iterations",
        "reduce them by another operation"};
  else if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_LINALG))
    *found =
        (FuselageHostOnly){"the loop has an operation that is not a loop yet",
                           "run 'convert-linalg-to-parallel-loops' before"};
  else if (!fuselageOperationDialectHasTrait(op, FUSELAGE_DIALECT_TRAIT_KERNEL))
    *found = (FuselageHostOnly){
        "the loop has an operation that kernels cannot have",
        "lower it to arith, math, memref, scf or vector, or move it out of the "
        "loop"};
  return found->reason ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

bool fuselageFindHostOnlyOp(MlirOperation loop, FuselageHostOnly *hostOnly) {
  *hostOnly = (FuselageHostOnly){NULL, NULL};
  mlirOperationWalk(loop, check, hostOnly, MlirWalkPreOrder);
  return hostOnly->reason;
}
