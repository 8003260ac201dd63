//===- DeviceFunctions.c - Functions that kernels call --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Loops/DeviceFunctions.h"

#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinAttributes.h"

void fuselageDeviceFunctionsFree(FuselageDeviceFunctions *functions) {
  FUSELAGE_ARRAY_FREE(&functions->callees);
}

static bool isListed(const FuselageDeviceFunctions *functions,
                     MlirAttribute callee) {
  for (size_t i = 0; i < functions->callees.size; ++i)
    if (mlirAttributeEqual(functions->callees.data[i], callee))
      return true;
  return false;
}

bool fuselageIsDeviceFunction(const FuselageDeviceFunctions *functions,
                              MlirOperation op) {
  if (functions->callees.size == 0 ||
      !fuselageOperationIs(op, FUSELAGE_OP_FUNC_FUNC))
    return false;
  MlirStringRef name = mlirStringAttrGetValue(
      fuselageOperationGetInherentAttribute(op, "sym_name"));
  return isListed(functions,
                  mlirFlatSymbolRefAttrGet(mlirOperationGetContext(op), name));
}

/// A walk over device code, or over all code to find device code.
typedef struct Collection {
  FuselageDeviceFunctions *functions;
  bool outOfMemory;
} Collection;

static MlirWalkResult collectCall(MlirOperation op, void *userData) {
  Collection *collection = userData;
  if (!fuselageOperationIs(op, FUSELAGE_OP_FUNC_CALL))
    return MlirWalkResultAdvance;
  MlirAttribute callee = fuselageOperationGetInherentAttribute(op, "callee");
  if (isListed(collection->functions, callee))
    return MlirWalkResultAdvance;
  MlirAttribute *slot = FUSELAGE_ARRAY_APPEND(&collection->functions->callees);
  if (slot)
    *slot = callee;
  collection->outOfMemory |= !slot;
  return slot ? MlirWalkResultAdvance : MlirWalkResultInterrupt;
}

static MlirWalkResult collect(MlirOperation op, void *userData) {
  Collection *collection = userData;
  if (!fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU) &&
      !fuselageIsDeviceFunction(collection->functions, op))
    return MlirWalkResultAdvance;
  mlirOperationWalk(op, collectCall, collection, MlirWalkPreOrder);
  return MlirWalkResultSkip;
}

/// A device function may call a function that stands before it. So the
/// collection goes in rounds, until a round finds no new function.
bool fuselageDeviceFunctionsCollect(FuselageDeviceFunctions *functions,
                                    MlirOperation root) {
  Collection collection = {.functions = functions};
  size_t before;
  do {
    before = functions->callees.size;
    mlirOperationWalk(root, collect, &collection, MlirWalkPreOrder);
  } while (functions->callees.size != before && !collection.outOfMemory);
  return !collection.outOfMemory;
}
