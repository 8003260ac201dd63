//===- Binary.c - gpu.module operations become gpu.binary -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Enums.h"
#include "IR/Ops.h"
#include "Support/Text.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/HostGlobals.h"
#include "Target/PTX/KernelModule.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"
#include "mlir-c/Dialect/GPU.h"

#include <stdlib.h>

static MlirNamedAttribute named(MlirContext context, const char *name,
                                MlirAttribute attribute) {
  return mlirNamedAttributeGet(
      mlirIdentifierGet(context, mlirStringRefCreateFromCString(name)),
      attribute);
}

/// The object that holds the PTX. The CUDA runner of MLIR reads its properties.
static MlirAttribute createObject(MlirContext context, FuselagePTXText ptx,
                                  MlirAttribute target,
                                  const FuselagePTXOptions *options) {
  MlirNamedAttribute level = named(
      context, "O",
      mlirIntegerAttrGet(mlirIntegerTypeGet(context, 32), options->optLevel));
  return mlirGPUObjectAttrGet(context, target, FUSELAGE_OBJECT_FORMAT_ASSEMBLY,
                              fuselagePTXTextGetString(ptx),
                              mlirDictionaryAttrGet(context, 1, &level));
}

static MlirOperation createBinary(MlirOperation gpuModule, FuselagePTXText ptx,
                                  MlirAttribute target,
                                  const FuselagePTXOptions *options) {
  MlirContext context = mlirOperationGetContext(gpuModule);
  MlirAttribute object = createObject(context, ptx, target, options);
  MlirStringRef handler = mlirStringRefCreateFromCString("#gpu.select_object");
  MlirNamedAttribute attributes[] = {
      named(context, "sym_name",
            mlirStringAttrGet(context, kernelModuleGetSymbol(gpuModule))),
      named(context, "offloadingHandler",
            mlirAttributeParseGet(context, handler)),
      named(context, "objects", mlirArrayAttrGet(context, 1, &object))};
  MlirOperationState state =
      mlirOperationStateGet(fuselageOpGetName(FUSELAGE_OP_GPU_BINARY),
                            mlirOperationGetLocation(gpuModule));
  mlirOperationStateAddAttributes(
      &state, sizeof attributes / sizeof *attributes, attributes);
  return mlirOperationCreate(&state);
}

/// One module and its PTX.
typedef struct Emitted {
  MlirOperation gpuModule;
  FuselagePTXText ptx;
} Emitted;

static MlirBlock bodyOf(MlirOperation module) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(module, 0));
}

static size_t countModules(MlirOperation module) {
  size_t count = 0;
  for (MlirOperation op = mlirBlockGetFirstOperation(bodyOf(module));
       !mlirOperationIsNull(op); op = mlirOperationGetNextInBlock(op))
    count += fuselageOperationIs(op, FUSELAGE_OP_GPU_MODULE);
  return count;
}

/// Emits all modules; `count` is their number.
static FuselagePTXError emitAll(MlirOperation module,
                                const FuselagePTXOptions *options,
                                Emitted *emitted, size_t count) {
  MlirOperation op = mlirBlockGetFirstOperation(bodyOf(module));
  for (size_t i = 0; i < count; op = mlirOperationGetNextInBlock(op)) {
    if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_MODULE))
      continue;
    emitted[i].gpuModule = op;
    FuselagePTXError error = fuselagePTXEmit(op, options, &emitted[i].ptx);
    if (!fuselagePTXErrorIsNull(error))
      return error;
    ++i;
  }
  return errorNone();
}

static void replace(const Emitted *emitted, MlirAttribute target,
                    const FuselagePTXOptions *options) {
  MlirOperation binary =
      createBinary(emitted->gpuModule, emitted->ptx, target, options);
  mlirBlockInsertOwnedOperationBefore(mlirOperationGetBlock(emitted->gpuModule),
                                      emitted->gpuModule, binary);
  mlirOperationDestroy(emitted->gpuModule);
}

FuselagePTXError fuselagePTXReplaceModules(MlirOperation module,
                                           const FuselagePTXOptions *options) {
  FuselagePTXError error = fuselagePTXOptionsVerify(options);
  if (fuselagePTXErrorIsNull(error))
    error = hostGlobalsVerify(module);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  size_t count = countModules(module);
  Emitted *emitted = calloc(count + 1, sizeof *emitted);
  if (!emitted)
    return errorOutOfMemory();
  error = emitAll(module, options, emitted, count);
  // All steps that may fail come before the first change.
  MlirAttribute target = {NULL};
  if (fuselagePTXErrorIsNull(error)) {
    target = kernelModuleGetTarget(mlirOperationGetContext(module), options);
    if (mlirAttributeIsNull(target))
      error = errorOutOfMemory();
  }
  if (fuselagePTXErrorIsNull(error))
    for (size_t i = 0; i < count; ++i)
      replace(&emitted[i], target, options);
  for (size_t i = 0; i < count; ++i)
    fuselagePTXTextDestroy(emitted[i].ptx);
  free(emitted);
  return error;
}
