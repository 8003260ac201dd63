//===- FuseLaunches.c - Launch fusion -------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Merge/FuseLaunches.h"

#include "Support/OutOfMemory.h"
#include "Transforms/Body/CleanUp.h"
#include "Transforms/Body/DeadCode.h"
#include "Transforms/Body/WorkgroupAllocations.h"
#include "Transforms/Merge/AsyncTokens.h"
#include "Transforms/Merge/FusedNames.h"
#include "Transforms/Merge/MergeLaunches.h"
#include "Transforms/Merge/SeamBarriers.h"
#include "Transforms/Plan/FusionPlan.h"

#include "mlir-c/Diagnostics.h"

/// Returns the number of launches that are left: 0 if the launch had no effect.
static size_t cleanUp(MlirOperation launch,
                      const FuselageFusionOptions *options) {
  fuselageCleanUp(launch, options->assumeNoaliasArgs);
  if (!fuselageLaunchIsEmpty(launch))
    return 1;
  fuselageEraseEmptyLaunch(launch);
  return 0;
}

/// Returns the number of launches that are left. If memory is out, the launches
/// stay as they are.
static size_t fuseGroup(const FuselageRun *run,
                        const FuselagePlannedGroup *planned,
                        const FuselageSeamUses *uses, FuselageFusedNames *names,
                        const FuselageFusionOptions *options) {
  const FuselageGroup *group = &planned->group;
  const MlirOperation *launches = run->launches + group->firstStage;
  MlirAttribute name =
      fuselageFusedNamesMake(names, launches, group->numStages);
  FuselageSeamBarriers barriers = {0};
  bool merged =
      fuselageSeamBarriersPlace(run, planned->run, group, uses, &barriers) &&
      fuselageMergeLaunches(launches, barriers.data, group->numStages);
  FUSELAGE_ARRAY_FREE(&barriers);
  if (!merged)
    return group->numStages;
  if (!mlirAttributeIsNull(name))
    fuselageLaunchSetKernelName(launches[0], name);
  return cleanUp(launches[0], options);
}

/// Branches join bodies with several exits. A pass manager has loaded their
/// dialect; another caller may not have.
bool fuselageFusionPlanLoadDialects(const FuselageFusionPlan *plan,
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

/// Reads what the launches of the groups touch, run by run, as long as they are
/// what the analysis saw. Groups of one run follow each other.
static bool readUses(const FuselageFusionPlan *plan, FuselageAnalysis analysis,
                     FuselageSeamUses *uses) {
  size_t last = SIZE_MAX;
  for (size_t i = 0; i < plan->groups.size; ++i) {
    const FuselagePlannedGroup *planned = &plan->groups.data[i];
    if (planned->run == last || planned->group.numStages < 2)
      continue;
    last = planned->run;
    if (!fuselageSeamUsesAdd(analysis, last, uses))
      return false;
  }
  return true;
}

FuselageFusionSummary
fuselageFusionPlanApply(const FuselageFusionPlan *plan, MlirOperation root,
                        FuselageAnalysis analysis,
                        const FuselageFusionOptions *options) {
  FuselageFusionSummary summary = {0};
  FuselageFusedNames names = {0};
  FuselageSeamUses uses = {0};
  if (!readUses(plan, analysis, &uses) ||
      !fuselagePromoteWorkgroupAllocations(root) ||
      !fuselageFusedNamesCollect(&names, root))
    fuselageOutOfMemoryNote();
  for (size_t i = 0; i < plan->groups.size; ++i) {
    const FuselagePlannedGroup *planned = &plan->groups.data[i];
    FuselageRun run = fuselageAnalysisGetRun(analysis, planned->run);
    summary.launchesBefore += planned->group.numStages;
    summary.avoidedIntermediateBytes += planned->group.avoidedIntermediateBytes;
    summary.launchesAfter +=
        planned->group.numStages < 2
            ? cleanUp(run.launches[planned->group.firstStage], options)
            : fuseGroup(&run, planned, &uses, &names, options);
  }
  FUSELAGE_ARRAY_FREE(&uses);
  fuselageFusedNamesFree(&names);
  return summary;
}
