//===- LaunchForm.c - The parts of a launch and its body ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/LaunchForm.h"

#include "Bridge/Enums.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <stddef.h>

//===----------------------------------------------------------------------===//
// Operands and arguments
//===----------------------------------------------------------------------===//

MlirBlock fuselageLaunchGetEntry(MlirOperation launch) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(launch, 0));
}

/// MLIR keeps this number in an attribute that its definition does not list.
static intptr_t readNumWorkgroupBuffers(MlirOperation launch) {
  MlirAttribute number = mlirOperationGetDiscardableAttributeByName(
      launch, mlirStringRefCreateFromCString("workgroup_attributions"));
  return !mlirAttributeIsNull(number) && mlirAttributeIsAInteger(number)
             ? (intptr_t)mlirIntegerAttrGetValueInt(number)
             : 0;
}

FuselageLaunchForm fuselageLaunchGetForm(MlirOperation launch) {
  FuselageLaunchForm form = {
      .isAsync = mlirOperationGetNumResults(launch) != 0,
      .hasClusters = fuselageLaunchGetSegmentSize(
                         launch, FUSELAGE_SEGMENT_CLUSTER_SIZES) != 0,
      .numDependencies =
          fuselageLaunchGetSegmentSize(launch, FUSELAGE_SEGMENT_DEPENDENCIES),
      .numSizes = FUSELAGE_NUM_IDS,
      .numIdsAndSizes = 2 * (intptr_t)FUSELAGE_NUM_IDS,
      .numWorkgroupBuffers = readNumWorkgroupBuffers(launch)};
  if (form.hasClusters) {
    form.numSizes += FUSELAGE_NUM_CLUSTER_SIZES;
    form.numIdsAndSizes += 2 * (intptr_t)FUSELAGE_NUM_CLUSTER_SIZES;
  }
  if (fuselageLaunchGetSegmentSize(launch,
                                   FUSELAGE_SEGMENT_DYNAMIC_SHARED_MEMORY) != 0)
    form.dynamicSharedMemorySize = mlirOperationGetOperand(
        launch, fuselageLaunchGetFirstOperand(
                    launch, FUSELAGE_SEGMENT_DYNAMIC_SHARED_MEMORY));
  form.numPrivateBuffers =
      mlirBlockGetNumArguments(fuselageLaunchGetEntry(launch)) -
      form.numIdsAndSizes - form.numWorkgroupBuffers;
  return form;
}

//===----------------------------------------------------------------------===//
// Memory of a launch
//===----------------------------------------------------------------------===//

static bool isEntryArgument(MlirValue value, MlirOperation launch) {
  return mlirValueIsABlockArgument(value) &&
         mlirBlockEqual(mlirBlockArgumentGetOwner(value),
                        fuselageLaunchGetEntry(launch));
}

bool fuselageValueIsAttribution(MlirValue memref) {
  if (!mlirValueIsABlockArgument(memref) ||
      !mlirTypeIsAMemRef(mlirValueGetType(memref)))
    return false;
  MlirOperation parent =
      mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(memref));
  return !mlirOperationIsNull(parent) &&
         fuselageOperationIs(parent, FUSELAGE_OP_GPU_LAUNCH) &&
         isEntryArgument(memref, parent);
}

bool fuselageValueIsLaunchMemory(MlirValue memref, MlirOperation launch) {
  MlirOperation op = fuselageValueGetDefiningOp(memref);
  if (!mlirOperationIsNull(op))
    return fuselageOperationIs(op, FUSELAGE_OP_GPU_DYNAMIC_SHARED_MEMORY) &&
           fuselageValueIsDefinedInside(memref, launch);
  return isEntryArgument(memref, launch);
}

bool fuselageTypeIsWorkgroupMemory(MlirType type) {
  if (!mlirTypeIsAMemRef(type))
    return false;
  MlirAttribute space = mlirMemRefTypeGetMemorySpace(type);
  if (mlirAttributeIsNull(space))
    return false;
  if (mlirAttributeIsAInteger(space))
    return mlirIntegerAttrGetValueInt(space) == FUSELAGE_SHARED_ADDRESS_SPACE;
  return mlirAttributeEqual(
      space, mlirAttributeParseGet(mlirTypeGetContext(type),
                                   mlirStringRefCreateFromCString(
                                       "#gpu.address_space<workgroup>")));
}

bool fuselageOperationAllocatesWorkgroupMemory(MlirOperation op) {
  return (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOC) ||
          fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA)) &&
         fuselageTypeIsWorkgroupMemory(
             mlirValueGetType(mlirOperationGetResult(op, 0)));
}

bool fuselageValueIsPrivateMemory(MlirValue memref, MlirOperation launch) {
  if (!isEntryArgument(memref, launch))
    return false;
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  return mlirBlockArgumentGetArgNumber(memref) >=
         form.numIdsAndSizes + form.numWorkgroupBuffers;
}

//===----------------------------------------------------------------------===//
// Operations of a body
//===----------------------------------------------------------------------===//

bool fuselageGpuOperationIsMergeable(MlirOperation op) {
  FuselageOp kind = fuselageOperationGetKind(op);
  return fuselageOpHasTrait(kind, FUSELAGE_OP_TRAIT_PLAIN) ||
         fuselageOpHasTrait(kind, FUSELAGE_OP_TRAIT_COLLECTIVE);
}

bool fuselageOperationIsMapped(MlirOperation op) {
  return (fuselageOperationIs(op, FUSELAGE_OP_SCF_FORALL) ||
          fuselageOperationIs(op, FUSELAGE_OP_SCF_PARALLEL)) &&
         !mlirAttributeIsNull(mlirOperationGetAttributeByName(
             op, mlirStringRefCreateFromCString("mapping")));
}

bool fuselageOperationIsCollective(MlirOperation op) {
  if (fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU))
    return !fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_PLAIN);
  return fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_CALL) ||
         fuselageOperationIsMapped(op) ||
         fuselageOperationDialectHasTrait(op, FUSELAGE_DIALECT_TRAIT_HARDWARE);
}

bool fuselageOperationIsControlFlow(MlirOperation op) {
  return fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_CONTROL_FLOW);
}

bool fuselageOperationRegionsSeeValues(MlirOperation op) {
  return fuselageOperationDialectHasTrait(op,
                                          FUSELAGE_DIALECT_TRAIT_SEES_VALUES);
}
