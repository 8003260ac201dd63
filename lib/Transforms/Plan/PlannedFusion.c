//===- PlannedFusion.c - Analysis of an operation, and a plan -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Plan/PlannedFusion.h"

#include "mlir-c/Diagnostics.h"

MlirLogicalResult
fuselagePlannedFusionCompute(FuselagePlannedFusion *planned, MlirOperation root,
                             const FuselageFusionOptions *options) {
  FuselageAnalysisOptions analysisOptions = {
      .assumeNoaliasArgs = options->assumeNoaliasArgs,
      .maxParameterBytes = options->maxParameterBytes};
  fuselagePlannedFusionFree(planned);
  planned->analysis = fuselageAnalysisCreate(root, &analysisOptions);
  if (fuselageAnalysisIsNull(planned->analysis)) {
    mlirEmitError(mlirOperationGetLocation(root),
                  "out of memory while analyzing launches");
    return mlirLogicalResultFailure();
  }
  MlirLogicalResult result = fuselageFusionPlanCompute(
      &planned->plan, root, planned->analysis, options);
  if (mlirLogicalResultIsFailure(result))
    fuselagePlannedFusionFree(planned);
  return result;
}

void fuselagePlannedFusionFree(FuselagePlannedFusion *planned) {
  fuselageFusionPlanFree(&planned->plan);
  fuselageAnalysisDestroy(planned->analysis);
  *planned = (FuselagePlannedFusion){.analysis = {NULL}};
}
