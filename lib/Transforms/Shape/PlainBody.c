//===- PlainBody.c - A body without idle barriers -------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/PlainBody.h"

#include "Analysis/Body/BodyAccesses.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Transforms/Body/DeadCode.h"
#include "Transforms/Body/DropBarriers.h"

#include <stddef.h>

static MlirWalkResult findIdle(MlirOperation op, void *userData) {
  bool *isFound = userData;
  if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_BARRIER) &&
      !fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA))
    return MlirWalkResultAdvance;
  *isFound = true;
  return MlirWalkResultInterrupt;
}

/// Memory of a block says that its threads work together, barriers or not.
bool fuselageLaunchMayBePlainer(MlirOperation launch) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  bool isFound = false;
  if (!form.hasClusters && form.numWorkgroupBuffers == 0 &&
      mlirValueIsNull(form.dynamicSharedMemorySize))
    mlirOperationWalk(launch, findIdle, &isFound, MlirWalkPreOrder);
  return isFound;
}

/// Memory from outside is not that of this launch alone.
static void keepInside(FuselageValueList *allocations, MlirOperation launch) {
  size_t kept = 0;
  for (size_t i = 0; i < allocations->size; ++i)
    if (fuselageValueIsDefinedInside(allocations->data[i], launch))
      allocations->data[kept++] = allocations->data[i];
  allocations->size = kept;
}

bool fuselageLaunchMakePlain(MlirOperation launch, bool assumeNoaliasArgs) {
  FuselageBody body;
  fuselageBodyInit(&body, launch, assumeNoaliasArgs);
  bool isPlainer = fuselageDropBarriers(&body);
  fuselageBodyFree(&body);
  FuselageValueList allocations = {0};
  bool succeeded = fuselageCollectAllocations(launch, &allocations);
  keepInside(&allocations, launch);
  if (succeeded)
    isPlainer = fuselageDropUnreadAllocations(&allocations) != 0 || isPlainer;
  if (isPlainer)
    fuselageDropDeadOperations(launch);
  FUSELAGE_ARRAY_FREE(&allocations);
  return succeeded;
}
