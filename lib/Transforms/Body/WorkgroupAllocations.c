//===- WorkgroupAllocations.c - Allocations of workgroup memory -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/WorkgroupAllocations.h"

#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

typedef struct Search {
  FUSELAGE_ARRAY(MlirOperation) found;
  bool outOfMemory;
} Search;

static MlirWalkResult find(MlirOperation op, void *userData) {
  Search *search = userData;
  if (!fuselageOperationAllocatesWorkgroupMemory(op))
    return MlirWalkResultAdvance;
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&search->found);
  if (slot)
    *slot = op;
  search->outOfMemory = !slot;
  return slot ? MlirWalkResultAdvance : MlirWalkResultInterrupt;
}

/// The launch around `op` if `op` stands in its body or in conditions there, so
/// that a thread reaches it at most once. Else null.
static MlirOperation launchOf(MlirOperation op) {
  MlirOperation none = {NULL};
  MlirBlock block = mlirOperationGetBlock(op);
  MlirOperation parent = mlirOperationGetParentOperation(op);
  if (mlirOperationIsNull(parent) ||
      !mlirBlockEqual(block,
                      mlirRegionGetFirstBlock(mlirBlockGetParentRegion(block))))
    return none;
  if (fuselageOperationIs(parent, FUSELAGE_OP_SCF_IF))
    return launchOf(parent);
  return fuselageOperationIs(parent, FUSELAGE_OP_GPU_LAUNCH) ? parent : none;
}

/// Attributions name their memory space and have no alignment of their own.
static bool canBeAttribution(MlirOperation op) {
  const int64_t usualAlignment = 16;
  MlirType type = mlirValueGetType(mlirOperationGetResult(op, 0));
  MlirAttribute space = mlirMemRefTypeGetMemorySpace(type);
  return mlirOperationGetNumOperands(op) == 0 &&
         mlirShapedTypeHasStaticShape(type) &&
         !mlirAttributeIsAInteger(space) &&
         fuselageOperationGetIntAttribute(op, "alignment", 1) <= usualAlignment;
}

static MlirValue addAttribution(MlirOperation launch, MlirOperation op) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  mlirOperationSetDiscardableAttributeByName(
      launch, mlirStringRefCreateFromCString("workgroup_attributions"),
      mlirIntegerAttrGet(
          mlirIntegerTypeGet(mlirOperationGetContext(launch), 64),
          form.numWorkgroupBuffers + 1));
  return mlirBlockInsertArgument(
      fuselageLaunchGetEntry(launch),
      form.numIdsAndSizes + form.numWorkgroupBuffers,
      mlirValueGetType(mlirOperationGetResult(op, 0)),
      mlirOperationGetLocation(op));
}

static void dropDeallocations(MlirValue memory) {
  MlirOpOperand next;
  for (MlirOpOperand use = mlirValueGetFirstUse(memory);
       !mlirOpOperandIsNull(use); use = next) {
    next = mlirOpOperandGetNextUse(use);
    MlirOperation user = mlirOpOperandGetOwner(use);
    if (fuselageOperationIs(user, FUSELAGE_OP_MEMREF_DEALLOC))
      mlirOperationDestroy(user);
  }
}

bool fuselagePromoteWorkgroupAllocations(MlirOperation root) {
  Search search = {.outOfMemory = false};
  mlirOperationWalk(root, find, &search, MlirWalkPreOrder);
  for (size_t i = 0; i < search.found.size && !search.outOfMemory; ++i) {
    MlirOperation op = search.found.data[i];
    MlirOperation launch = launchOf(op);
    if (mlirOperationIsNull(launch) || !canBeAttribution(op))
      continue;
    MlirValue memory = addAttribution(launch, op);
    dropDeallocations(mlirOperationGetResult(op, 0));
    mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(op, 0), memory);
    mlirOperationDestroy(op);
  }
  FUSELAGE_ARRAY_FREE(&search.found);
  return !search.outOfMemory;
}
