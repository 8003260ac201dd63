//===- HostGlobals.c - Globals that host and kernel would not share -------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/HostGlobals.h"

#include "Bridge/Enums.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"

#include "mlir-c/BuiltinAttributes.h"

static MlirOperation firstIn(MlirOperation op) {
  return mlirBlockGetFirstOperation(
      mlirRegionGetFirstBlock(mlirOperationGetRegion(op, 0)));
}

static bool isConstant(MlirOperation global) {
  return !mlirAttributeIsNull(mlirOperationGetInherentAttributeByName(
      global, mlirStringRefCreateFromCString("constant")));
}

/// The names of the operations that make a variable, or another name of one.
static bool isGlobal(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_GLOBAL) ||
         fuselageOperationIs(op, FUSELAGE_OP_LLVM_MLIR_GLOBAL) ||
         fuselageOperationIs(op, FUSELAGE_OP_LLVM_MLIR_ALIAS);
}

/// Each block has workgroup memory of its own. The host never sees it.
static bool isWorkgroupMemory(MlirOperation global) {
  if (fuselageOperationIs(global, FUSELAGE_OP_MEMREF_GLOBAL))
    return fuselageTypeIsWorkgroupMemory(
        mlirTypeAttrGetValue(mlirOperationGetInherentAttributeByName(
            global, mlirStringRefCreateFromCString("type"))));
  return fuselageOperationIs(global, FUSELAGE_OP_LLVM_MLIR_GLOBAL) &&
         fuselageOperationGetIntAttribute(global, "addr_space", 0) ==
             FUSELAGE_SHARED_ADDRESS_SPACE;
}

static bool hasVariable(MlirOperation module, MlirStringRef name) {
  for (MlirOperation op = firstIn(module); !mlirOperationIsNull(op);
       op = mlirOperationGetNextInBlock(op))
    if (isGlobal(op) && !isConstant(op) &&
        mlirStringRefEqual(kernelModuleGetSymbol(op), name))
      return true;
  return false;
}

/// True for a `memref.global` whose value is elsewhere: it is only declared, or
/// is a constant without a value.
static bool lacksValue(MlirOperation op) {
  if (!fuselageOperationIs(op, FUSELAGE_OP_MEMREF_GLOBAL))
    return false;
  MlirAttribute value = mlirOperationGetInherentAttributeByName(
      op, mlirStringRefCreateFromCString("initial_value"));
  return mlirAttributeIsNull(value) ||
         (mlirAttributeIsAUnit(value) && isConstant(op));
}

static FuselagePTXError verifyKernels(MlirOperation module,
                                      MlirOperation gpuModule) {
  for (MlirOperation op = firstIn(gpuModule); !mlirOperationIsNull(op);
       op = mlirOperationGetNextInBlock(op)) {
    if (!isGlobal(op))
      continue;
    MlirStringRef name = kernelModuleGetSymbol(op);
    if (lacksValue(op))
      return errorCreateAt(
          FUSELAGE_PTX_UNRESOLVED_FUNCTION, mlirOperationGetLocation(op),
          "a kernel uses the global @%.*s, which has no value in this module. "
          "Fix: give it one, or take its memory with memref.get_global outside "
          "of gpu.launch",
          (int)name.length, name.data);
    if (!isConstant(op) && !isWorkgroupMemory(op) && hasVariable(module, name))
      return errorCreateAt(
          FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(op),
          "a kernel uses the global @%.*s, which is not constant, and would "
          "get a copy that the host does not see. Fix: take its memory outside "
          "of gpu.launch (memref.get_global, llvm.mlir.addressof), or mark it "
          "constant",
          (int)name.length, name.data);
  }
  return errorNone();
}

FuselagePTXError hostGlobalsVerify(MlirOperation module) {
  for (MlirOperation op = firstIn(module); !mlirOperationIsNull(op);
       op = mlirOperationGetNextInBlock(op)) {
    if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_MODULE))
      continue;
    FuselagePTXError error = verifyKernels(module, op);
    if (!fuselagePTXErrorIsNull(error))
      return error;
  }
  return errorNone();
}
