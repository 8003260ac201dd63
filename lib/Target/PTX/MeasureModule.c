//===- MeasureModule.c - Resources of the kernels of a module -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/Ops.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"

#include "mlir-c/Diagnostics.h"

#include <pthread.h>

/// Warnings about a module that exists only for a measurement do not concern
/// the user.
static MlirLogicalResult swallow(MlirDiagnostic diagnostic, void *userData) {
  (void)diagnostic;
  return pthread_equal(pthread_self(), *(pthread_t *)userData)
             ? mlirLogicalResultSuccess()
             : mlirLogicalResultFailure();
}

static FuselagePTXError measureKernels(MlirOperation gpuModule,
                                       const FuselagePTXOptions *options,
                                       const char *ptxas,
                                       FuselagePTXResourcesCallback callback,
                                       void *userData) {
  FuselagePTXText ptx;
  FuselagePTXError error = fuselagePTXEmit(gpuModule, options, &ptx);
  if (fuselagePTXErrorIsNull(error))
    error =
        fuselagePTXMeasureResources(fuselagePTXTextGetString(ptx),
                                    options->chip, ptxas, callback, userData);
  fuselagePTXTextDestroy(ptx);
  return error;
}

static FuselagePTXError measureAll(MlirOperation module,
                                   const FuselagePTXOptions *options,
                                   const char *ptxas,
                                   FuselagePTXResourcesCallback callback,
                                   void *userData) {
  FuselagePTXError error = fuselagePTXLower(module, options);
  MlirOperation op = mlirBlockGetFirstOperation(
      mlirRegionGetFirstBlock(mlirOperationGetRegion(module, 0)));
  for (; fuselagePTXErrorIsNull(error) && !mlirOperationIsNull(op);
       op = mlirOperationGetNextInBlock(op))
    if (fuselageOperationIs(op, FUSELAGE_OP_GPU_MODULE))
      error = measureKernels(op, options, ptxas, callback, userData);
  return error;
}

FuselagePTXError fuselagePTXMeasureModule(MlirOperation module,
                                          const FuselagePTXOptions *options,
                                          const char *ptxas,
                                          FuselagePTXResourcesCallback callback,
                                          void *userData) {
  MlirContext context = mlirOperationGetContext(module);
  pthread_t self = pthread_self();
  MlirDiagnosticHandlerID handler =
      mlirContextAttachDiagnosticHandler(context, swallow, &self, NULL);
  FuselagePTXError error =
      measureAll(module, options, ptxas, callback, userData);
  mlirContextDetachDiagnosticHandler(context, handler);
  return error;
}

static void ignore(const FuselagePTXResources *resources, void *userData) {
  (void)resources;
  (void)userData;
}

FuselagePTXError fuselagePTXVerifyMeasurement(MlirContext context,
                                              const FuselagePTXOptions *options,
                                              const char *ptxas) {
  static const char source[] =
      "gpu.module @probe { gpu.func @probe() kernel { gpu.return } }";
  MlirModule module =
      mlirModuleCreateParse(context, mlirStringRefCreateFromCString(source));
  if (mlirModuleIsNull(module))
    return errorCreate(FUSELAGE_PTX_NOT_LOWERED,
                       "the dialect 'gpu' is not registered with the context. "
                       "Fix: register it, or all of them with "
                       "mlirRegisterAllDialects");
  FuselagePTXError error = fuselagePTXMeasureModule(
      mlirModuleGetOperation(module), options, ptxas, ignore, NULL);
  mlirModuleDestroy(module);
  return error;
}
