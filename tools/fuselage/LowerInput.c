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

static MlirWalkResult findLaunch(MlirOperation op, void *userData) {
  bool *hasLaunch = userData;
  *hasLaunch = mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                                  mlirStringRefCreateFromCString("gpu.launch"));
  return *hasLaunch ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

static bool hasLaunches(MlirOperation module) {
  bool hasLaunch = false;
  mlirOperationWalk(module, findLaunch, &hasLaunch, MlirWalkPreOrder);
  return hasLaunch;
}

static bool makeLaunches(MlirOperation module,
                         const FuselageLoopOptions *options) {
  return mlirLogicalResultIsSuccess(fuselageStructuredOpsToLaunches(module)) &&
         runPipeline(module, fuselageGetLoopsPipeline()) &&
         mlirLogicalResultIsSuccess(fuselageLoopsToLaunches(module, options));
}

/// The passes that clean up erase launches without effect.
bool lowerInput(MlirOperation module, const FuselageLoopOptions *options,
                bool *hadLaunches) {
  *hadLaunches = hasLaunches(module);
  bool isLowered = bufferize(module) && makeLaunches(module, options);
  *hadLaunches |= hasLaunches(module);
  if (isLowered && runPipeline(module, fuselageGetLaunchCleanUpPipeline()))
    return true;
  mlirEmitError(mlirOperationGetLocation(module),
                "the module cannot be lowered to launches. Fix: lower it "
                "with mlir-opt, and leave out '--lower'");
  return false;
}
