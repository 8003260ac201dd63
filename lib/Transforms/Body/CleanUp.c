//===- CleanUp.c - Clean-up of a fused body -------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/CleanUp.h"

#include "Analysis/Body/BodyAccesses.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Support/OutOfMemory.h"
#include "Transforms/Body/CommonSubexpressions.h"
#include "Transforms/Body/ConstantLoads.h"
#include "Transforms/Body/DeadCode.h"
#include "Transforms/Body/DropBarriers.h"
#include "Transforms/Body/ForwardStores.h"
#include "Transforms/Body/LocalizeBuffers.h"
#include "Transforms/Body/MergeGuards.h"
#include "Transforms/Body/MergeLoops.h"
#include "Transforms/Body/PromoteAccumulators.h"

/// Each step may enable the others: merging loops removes a load, and then two
/// more loops can merge. Such chains are rarely long.
enum { maxRounds = FUSELAGE_BOUND(8, 1) };

/// Elements are known by their indices, so equal indices become one value
/// first. Forwarding then makes more values equal. If memory for one step is
/// out, the other steps still run.
static void removeWhatIsUnused(MlirOperation launch, bool assumeNoaliasArgs) {
  FuselageValueList allocations = {0};
  if (!fuselageMergeCommonSubexpressions(launch))
    fuselageOutOfMemoryNote();
  if (!fuselageForwardStores(launch, assumeNoaliasArgs))
    fuselageOutOfMemoryNote();
  if (!fuselageMergeCommonSubexpressions(launch))
    fuselageOutOfMemoryNote();
  if (!fuselageCollectAllocations(launch, &allocations))
    fuselageOutOfMemoryNote();
  do
    fuselageDropDeadOperations(launch);
  while (fuselageDropUnreadAllocations(&allocations) != 0);
  FUSELAGE_ARRAY_FREE(&allocations);
}

/// Returns true if more operations may be removable now.
static bool bringTogether(MlirOperation launch, bool assumeNoaliasArgs) {
  FuselageBody body;
  FuselageValueList allocations = {0};
  fuselageBodyInit(&body, launch, assumeNoaliasArgs);
  bool changed = fuselageMergeGuards(&body);
  changed |= fuselageMergeLoops(&body);
  changed |= fuselagePromoteAccumulators(&body);
  changed |= fuselageDropBarriers(&body);
  if (!changed && fuselageCollectAllocations(launch, &allocations) &&
      fuselageLocalizeBuffers(&body, &allocations)) {
    fuselageDropUnreadAllocations(&allocations);
    changed = true;
  }
  FUSELAGE_ARRAY_FREE(&allocations);
  fuselageBodyFree(&body);
  return changed;
}

static MlirWalkResult findThreads(MlirOperation op, void *userData) {
  MlirOperation *launch = userData;
  if (!fuselageOperationIsMapped(op) &&
      (!fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) ||
       mlirOperationEqual(op, *launch)))
    return MlirWalkResultAdvance;
  *launch = op;
  return MlirWalkResultInterrupt;
}

/// A launch in the body has threads and ids of its own. So will a loop that is
/// still to be mapped.
static bool holdsThreads(MlirOperation launch) {
  MlirOperation found = launch;
  mlirOperationWalk(launch, findThreads, &found, MlirWalkPreOrder);
  return !mlirOperationEqual(found, launch);
}

/// Buffers come last, after forwarding has removed the accesses that it can
/// remove.
void fuselageCleanUp(MlirOperation launch, bool assumeNoaliasArgs) {
  if (holdsThreads(launch))
    return;
  if (!fuselageFoldConstantLoads(launch))
    fuselageOutOfMemoryNote();
  removeWhatIsUnused(launch, assumeNoaliasArgs);
  for (int round = 0;
       round < maxRounds && bringTogether(launch, assumeNoaliasArgs); ++round)
    removeWhatIsUnused(launch, assumeNoaliasArgs);
}
