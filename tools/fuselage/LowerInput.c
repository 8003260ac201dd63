//===- LowerInput.c - From tensors and loops to launches ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerInput.h"

#include "mlir-c/Diagnostics.h"
#include "mlir-c/Pass.h"

#include <stdio.h>

static void appendToStream(MlirStringRef text, void *userData) {
  fwrite(text.data, 1, text.length, userData);
}

static bool runPipeline(MlirOperation module, MlirStringRef pipeline) {
  MlirPassManager manager = mlirPassManagerCreateOnOperation(
      mlirOperationGetContext(module),
      mlirIdentifierStr(mlirOperationGetName(module)));
  bool isDone =
      mlirLogicalResultIsSuccess(mlirOpPassManagerAddPipeline(
          mlirPassManagerGetAsOpPassManager(manager), pipeline, appendToStream,
          stderr)) &&
      mlirLogicalResultIsSuccess(mlirPassManagerRunOnOp(manager, module));
  mlirPassManagerDestroy(manager);
  return isDone;
}

static bool bufferize(MlirOperation module) {
  if (!runPipeline(module, fuselageGetQuantizationPipeline()))
    return false;
  fuselageDropQuantizedTypes(module);
  return runPipeline(module, fuselageGetBufferizationPipeline());
}

static bool makeLaunches(MlirOperation module,
                         const FuselageLoopOptions *options) {
  return mlirLogicalResultIsSuccess(fuselageStructuredOpsToLaunches(module)) &&
         runPipeline(module, fuselageGetLoopsPipeline()) &&
         mlirLogicalResultIsSuccess(fuselageLoopsToLaunches(module, options)) &&
         runPipeline(module, fuselageGetLaunchCleanUpPipeline());
}

bool lowerInput(MlirOperation module, const FuselageLoopOptions *options) {
  if (bufferize(module) && makeLaunches(module, options))
    return true;
  mlirEmitError(mlirOperationGetLocation(module),
                "the module cannot be lowered to launches. Fix: lower it "
                "with mlir-opt, and leave out '--lower'");
  return false;
}
