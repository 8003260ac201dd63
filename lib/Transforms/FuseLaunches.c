//===- FuseLaunches.c - Launch fusion -------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Transforms.h"

#include "Transforms/DeadCode.h"
#include "Transforms/ForwardStores.h"
#include "Transforms/FusionPlan.h"
#include "Transforms/FusionRemarks.h"
#include "Transforms/MergeLaunches.h"
#include "Transforms/SeamBarriers.h"
#include "fuselage-c/Analysis.h"

#include "mlir-c/Diagnostics.h"

FuselageFusionOptions fuselageFusionOptionsGetDefault(void) {
  return (FuselageFusionOptions){.maxGroupBytes = UINT64_MAX,
                                 .objective = FUSELAGE_OBJECTIVE_GREEDY,
                                 .overBudget = FUSELAGE_OVER_BUDGET_ERROR};
}

/// Removes what the bodies of a fused launch no longer need once they are one:
/// loads of what was just stored, and then whatever only those loads kept
/// alive. Running out of memory here leaves more behind, and nothing wrong.
static void cleanUp(MlirOperation launch, const FuselageFusionOptions *options) {
  FuselageValueList allocations = {0};
  fuselageForwardStores(launch, options->assumeNoaliasArgs);
  fuselageCollectAllocations(launch, &allocations);
  do
    fuselageDropDeadOperations(launch);
  while (fuselageDropUnreadAllocations(&allocations) != 0);
  FUSELAGE_ARRAY_FREE(&allocations);
}

/// Returns how many launches are left: bodies that had no effect leave none,
/// and without memory to fuse them all stay.
static size_t fuseGroup(const FuselageRun *run, const FuselageGroup *group,
                        const FuselageFusionOptions *options) {
  MlirOperation launch = run->launches[group->firstStage];
  FuselageSeamBarriers barriers = {0};
  if (!fuselageSeamBarriersPlace(run, group, &barriers))
    return group->numStages;
  fuselageMergeLaunches(&run->launches[group->firstStage], barriers.data,
                        group->numStages);
  FUSELAGE_ARRAY_FREE(&barriers);
  cleanUp(launch, options);
  if (!fuselageLaunchIsEmpty(launch))
    return 1;
  mlirOperationDestroy(launch);
  return 0;
}

/// The remarks come first, while every launch is where the user wrote it.
static FuselageFusionSummary applyPlan(const FuselageFusionPlan *plan,
                                       FuselageAnalysis analysis,
                                       const FuselageFusionOptions *options) {
  FuselageFusionSummary summary = {0};
  fuselageEmitFusionRemarks(plan, analysis, options);
  for (size_t i = 0; i < plan->groups.size; ++i) {
    const FuselagePlannedGroup *planned = &plan->groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(analysis, planned->run);
    summary.launchesBefore += planned->group.numStages;
    summary.avoidedIntermediateBytes += planned->group.avoidedIntermediateBytes;
    summary.launchesAfter += planned->group.numStages < 2
                                 ? 1
                                 : fuseGroup(&run, &planned->group, options);
  }
  return summary;
}

MlirLogicalResult
fuselageFuseLaunches(MlirOperation root, const FuselageFusionOptions *options,
                     FuselageFusionSummary *summaryOrNull) {
  FuselageAnalysisOptions analysisOptions = {.assumeNoaliasArgs =
                                                 options->assumeNoaliasArgs};
  FuselageAnalysis analysis = fuselageAnalysisCreate(root, &analysisOptions);
  if (fuselageAnalysisIsNull(analysis)) {
    mlirEmitError(mlirOperationGetLocation(root),
                  "out of memory while analyzing launches");
    return mlirLogicalResultFailure();
  }
  FuselageFusionPlan plan = {0};
  MlirLogicalResult result =
      fuselageFusionPlanCompute(&plan, root, analysis, options);
  if (mlirLogicalResultIsSuccess(result)) {
    FuselageFusionSummary summary = applyPlan(&plan, analysis, options);
    if (summaryOrNull)
      *summaryOrNull = summary;
  }
  fuselageFusionPlanFree(&plan);
  fuselageAnalysisDestroy(analysis);
  return result;
}
