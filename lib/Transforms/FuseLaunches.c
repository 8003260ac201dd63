//===- FuseLaunches.c - Launch fusion -------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/FuseLaunches.h"

#include "Transforms/AsyncTokens.h"
#include "Transforms/DeadCode.h"
#include "Transforms/ForwardStores.h"
#include "Transforms/FusionPlan.h"
#include "Transforms/FusionRemarks.h"
#include "Transforms/MergeLaunches.h"
#include "Transforms/SeamBarriers.h"

#include "mlir-c/Diagnostics.h"

/// Removes what the bodies of a fused launch no longer need once they are one:
/// loads of what was just stored, and then whatever only those loads kept
/// alive. Running out of memory here leaves more behind, and nothing wrong.
static void cleanUp(MlirOperation launch,
                    const FuselageFusionOptions *options) {
  FuselageValueList allocations = {0};
  fuselageForwardStores(launch, options->assumeNoaliasArgs);
  fuselageCollectAllocations(launch, &allocations);
  do
    fuselageDropDeadOperations(launch);
  while (fuselageDropUnreadAllocations(&allocations) != 0);
  FUSELAGE_ARRAY_FREE(&allocations);
}

/// Returns how many launches are left: bodies that had no effect leave none.
/// Without memory to merge them the launches stay as they are.
static size_t fuseGroup(const FuselageRun *run, const FuselageGroup *group,
                        const FuselageFusionOptions *options) {
  const MlirOperation *launches = run->launches + group->firstStage;
  FuselageSeamBarriers barriers = {0};
  bool merged =
      fuselageSeamBarriersPlace(run, group, &barriers) &&
      fuselageMergeLaunches(launches, barriers.data, group->numStages);
  FUSELAGE_ARRAY_FREE(&barriers);
  if (!merged)
    return group->numStages;
  cleanUp(launches[0], options);
  if (!fuselageLaunchIsEmpty(launches[0]))
    return 1;
  fuselageEraseEmptyLaunch(launches[0]);
  return 0;
}

/// Bodies with several exits are joined by branches. A pass manager has loaded
/// their dialect; any other caller may not have.
static bool loadBranchDialect(const FuselageFusionPlan *plan,
                              MlirOperation root) {
  bool mergesLaunches = false;
  for (size_t i = 0; i < plan->groups.size && !mergesLaunches; ++i)
    mergesLaunches = plan->groups.data[i].group.numStages > 1;
  if (!mergesLaunches ||
      !mlirDialectIsNull(mlirContextGetOrLoadDialect(
          mlirOperationGetContext(root), mlirStringRefCreateFromCString("cf"))))
    return true;
  mlirEmitError(mlirOperationGetLocation(root),
                "launch fusion needs the dialect 'cf'. Fix: register it with "
                "the context before fusing launches.");
  return false;
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

MlirLogicalResult fuselageFusionPlanApply(const FuselageFusionPlan *plan,
                                          MlirOperation root,
                                          FuselageAnalysis analysis,
                                          const FuselageFusionOptions *options,
                                          FuselageFusionSummary *summary) {
  if (!loadBranchDialect(plan, root))
    return mlirLogicalResultFailure();
  *summary = applyPlan(plan, analysis, options);
  return mlirLogicalResultSuccess();
}
