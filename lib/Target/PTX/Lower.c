//===- Lower.c - From gpu.launch to a lowered gpu.module ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/Ops.h"
#include "Target/PTX/Diagnostics.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"

#include "mlir-c/Pass.h"

/// Kernels compute constants and sizes themselves instead of taking them as
/// parameters.
static const char outlining[] =
    "gpu-launch-sink-index-computations,gpu-kernel-outlining";

/// Structured control flow and affine arithmetic go first. Then views of
/// memory, whose lowering adds affine arithmetic. Then all operations become
/// LLVM's. convert-gpu-to-nvvm turns math functions into calls of libdevice;
/// convert-math-to-llvm lowers the others.
static const char lowering[] = "affine-expand-index-ops,"
                               "lower-affine,"
                               "memref-expand,"
                               "convert-scf-to-cf,"
                               "expand-strided-metadata,"
                               "lower-affine,"
                               "canonicalize,"
                               "cse,"
                               "convert-index-to-llvm,"
                               "convert-gpu-to-nvvm,"
                               "convert-vector-to-llvm,"
                               "convert-math-to-llvm,"
                               "convert-arith-to-llvm,"
                               "convert-ub-to-llvm,"
                               "convert-nvvm-to-llvm,"
                               "canonicalize,"
                               "cse,"
                               "reconcile-unrealized-casts";

static const char lines[] = "ensure-debug-info-scope-on-llvm-func{"
                            "emission-kind=DebugDirectivesOnly}";

MlirStringRef fuselagePTXGetLineInfoPipeline(void) {
  return mlirStringRefCreateFromCString(lines);
}

MlirStringRef fuselagePTXGetOutliningPipeline(void) {
  return mlirStringRefCreateFromCString(outlining);
}

MlirStringRef fuselagePTXGetLoweringPipeline(void) {
  return mlirStringRefCreateFromCString(lowering);
}

/// Runs `pipeline` on the operations with the name `anchor` in `op`, or on `op`
/// itself if `nested` is false.
static FuselagePTXError runPipeline(MlirOperation op, FuselageOp anchor,
                                    bool nested, MlirStringRef pipeline) {
  MlirContext context = mlirOperationGetContext(op);
  MlirPassManager manager = mlirPassManagerCreateOnOperation(
      context, mlirIdentifierStr(mlirOperationGetName(op)));
  MlirOpPassManager passes =
      nested ? mlirPassManagerGetNestedUnder(manager, fuselageOpGetName(anchor))
             : mlirPassManagerGetAsOpPassManager(manager);
  FuselageText problem = {0};
  FuselagePTXError error = errorNone();
  if (mlirLogicalResultIsFailure(mlirOpPassManagerAddPipeline(
          passes, pipeline, fuselageTextCallback, &problem))) {
    error = errorCreate(FUSELAGE_PTX_NOT_LOWERED,
                        "cannot build the lowering. Fix: register the upstream "
                        "passes with mlirRegisterAllPasses, and pass a "
                        "builtin.module. The cause: %s",
                        fuselageTextGet(&problem));
  } else {
    DiagnosticCapture capture;
    diagnosticCaptureBegin(&capture, context);
    if (mlirLogicalResultIsFailure(mlirPassManagerRunOnOp(manager, op)))
      error = diagnosticCaptureTakeError(&capture, FUSELAGE_PTX_NOT_LOWERED,
                                         mlirOperationGetLocation(op),
                                         "the lowering failed");
    else
      diagnosticCaptureEnd(&capture);
  }
  fuselageTextFree(&problem);
  mlirPassManagerDestroy(manager);
  return error;
}

static FuselagePTXError prepareAll(MlirOperation module,
                                   const FuselagePTXOptions *options) {
  MlirBlock body = mlirRegionGetFirstBlock(mlirOperationGetRegion(module, 0));
  for (MlirOperation op = mlirBlockGetFirstOperation(body);
       !mlirOperationIsNull(op); op = mlirOperationGetNextInBlock(op)) {
    if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_MODULE))
      continue;
    FuselagePTXError error = fuselagePTXPrepareKernels(op, options);
    if (!fuselagePTXErrorIsNull(error))
      return error;
  }
  return errorNone();
}

/// Loads the dialects whose operations fuselagePTXPrepareKernels creates. A
/// pass declares its dialects to the pass manager instead.
static FuselagePTXError loadDialects(MlirContext context) {
  static const char *const names[] = {"arith", "gpu", "llvm", "math",  "memref",
                                      "nvvm",  "scf", "ub",   "vector"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i)
    if (mlirDialectIsNull(mlirContextGetOrLoadDialect(
            context, mlirStringRefCreateFromCString(names[i]))))
      return errorCreate(FUSELAGE_PTX_NOT_LOWERED,
                         "the dialect '%s' is not registered with the context. "
                         "Fix: register it, or all of them with "
                         "mlirRegisterAllDialects",
                         names[i]);
  return errorNone();
}

static FuselagePTXError outline(MlirOperation module,
                                const FuselagePTXOptions *options) {
  FuselagePTXError error = fuselagePTXPrepareOutlining(module, options);
  return fuselagePTXErrorIsNull(error)
             ? runPipeline(module, FUSELAGE_OP_BUILTIN_MODULE, false,
                           fuselagePTXGetOutliningPipeline())
             : error;
}

FuselagePTXError fuselagePTXLower(MlirOperation module,
                                  const FuselagePTXOptions *options) {
  FuselagePTXError error = fuselagePTXOptionsVerify(options);
  if (fuselagePTXErrorIsNull(error))
    error = loadDialects(mlirOperationGetContext(module));
  if (fuselagePTXErrorIsNull(error))
    error = outline(module, options);
  if (fuselagePTXErrorIsNull(error))
    error = fuselagePTXPrepareLaunches(module);
  if (fuselagePTXErrorIsNull(error))
    error = options->launchFacts ? fuselagePTXRecordLaunchSizes(module)
                                 : fuselagePTXForgetLaunchSizes(module);
  if (fuselagePTXErrorIsNull(error))
    error = prepareAll(module, options);
  if (fuselagePTXErrorIsNull(error))
    error = runPipeline(module, FUSELAGE_OP_GPU_MODULE, true,
                        fuselagePTXGetLoweringPipeline());
  if (fuselagePTXErrorIsNull(error) && options->launchFacts)
    error = fuselagePTXAnnotateKernels(module);
  if (fuselagePTXErrorIsNull(error) && options->lineInfo)
    error = runPipeline(module, FUSELAGE_OP_BUILTIN_MODULE, false,
                        fuselagePTXGetLineInfoPipeline());
  return error;
}
