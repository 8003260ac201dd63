//===- MergeLaunches.c - Merging launches into one ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Merge/MergeLaunches.h"

#include "Analysis/Host/HostOps.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "Support/OutOfMemory.h"
#include "Transforms/Merge/AsyncTokens.h"
#include "Transforms/Merge/MergeArguments.h"
#include "Transforms/Merge/MergeBodies.h"

#include "mlir-c/BuiltinAttributes.h"

#include <assert.h>
#include <stdlib.h>

//===----------------------------------------------------------------------===//
// Host operations
//===----------------------------------------------------------------------===//

/// True if an operation between the launches moves to after the last launch.
static bool movesDown(const FuselageGroupTokens *tokens, MlirOperation op) {
  switch (fuselageHostOpGetMotion(op)) {
  case FUSELAGE_HOST_MOVES_DOWN:
    return true;
  case FUSELAGE_HOST_FOLLOWS_TOKENS:
    return fuselageGroupTokensIsAwaitedBy(tokens, op);
  case FUSELAGE_HOST_MOVES_UP:
  case FUSELAGE_HOST_STAYS:
    break;
  }
  // An operation of FUSELAGE_HOST_STAYS touches no memory of the group here:
  // otherwise the plan would have kept the launches apart. So it moves up.
  return false;
}

/// Moves the operations between the launches out of the way, each kind in its
/// own order.
static void clearSpaceBetween(const FuselageGroupTokens *tokens,
                              const MlirOperation *launches,
                              size_t numLaunches) {
  MlirOperation last = launches[numLaunches - 1];
  MlirOperation lastMovedDown = last;
  MlirOperation next;
  size_t nextLaunch = 1;
  for (MlirOperation op = mlirOperationGetNextInBlock(launches[0]);
       !mlirOperationEqual(op, last); op = next) {
    next = mlirOperationGetNextInBlock(op);
    if (mlirOperationEqual(op, launches[nextLaunch])) {
      ++nextLaunch;
    } else if (movesDown(tokens, op)) {
      mlirOperationMoveAfter(op, lastMovedDown);
      lastMovedDown = op;
    } else {
      mlirOperationMoveBefore(op, launches[0]);
    }
  }
}

//===----------------------------------------------------------------------===//
// Locations and attributes
//===----------------------------------------------------------------------===//

/// The location of the fused launch has the locations of all its parts. If
/// memory is out, it keeps the first.
static void fuseLocations(const MlirOperation *launches, size_t numLaunches) {
  MlirLocation *locations = malloc(numLaunches * sizeof *locations);
  if (!locations) {
    fuselageOutOfMemoryNote();
    return;
  }
  for (size_t i = 0; i < numLaunches; ++i)
    locations[i] = mlirOperationGetLocation(launches[i]);
  mlirOperationSetLocation(
      launches[0], mlirLocationFusedGet(mlirOperationGetContext(launches[0]),
                                        (intptr_t)numLaunches, locations,
                                        (MlirAttribute){NULL}));
  free(locations);
}

/// Drops the discardable attributes of `first` that `launch` does not have with
/// the same value. The number of workgroup attributions is such an attribute,
/// and stays: other code counts it.
static void intersectAttributes(MlirOperation first, MlirOperation launch) {
  for (intptr_t i = mlirOperationGetNumDiscardableAttributes(first); i-- > 0;) {
    MlirNamedAttribute named = mlirOperationGetDiscardableAttribute(first, i);
    MlirStringRef name = mlirIdentifierStr(named.name);
    if (!mlirStringRefEqual(
            name, mlirStringRefCreateFromCString("workgroup_attributions")) &&
        !mlirAttributeEqual(
            named.attribute,
            mlirOperationGetDiscardableAttributeByName(launch, name)))
      mlirOperationRemoveDiscardableAttributeByName(first, name);
  }
}

//===----------------------------------------------------------------------===//
// Operands and results
//===----------------------------------------------------------------------===//

/// The most operands: a dependency, the sizes, the sizes of a cluster, and the
/// size of the dynamic shared memory.
enum { maxOperands = 1 + FUSELAGE_NUM_IDS + FUSELAGE_NUM_CLUSTER_SIZES + 1 };

/// The size that one of the launches gives, or null. At most one gives a size:
/// the analysis keeps two users of dynamic shared memory apart.
static MlirValue findDynamicSharedMemorySize(const MlirOperation *launches,
                                             size_t numLaunches) {
  MlirValue size = {NULL};
  for (size_t i = 0; i < numLaunches && mlirValueIsNull(size); ++i)
    size = fuselageLaunchGetForm(launches[i]).dynamicSharedMemorySize;
  return size;
}

static void setOperands(MlirOperation launch, MlirValue dependency,
                        MlirValue dynamicSharedMemorySize) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  MlirValue operands[maxOperands];
  intptr_t numOperands = 0;
  if (!mlirValueIsNull(dependency))
    operands[numOperands++] = dependency;
  for (intptr_t i = 0; i < form.numSizes; ++i)
    operands[numOperands++] =
        mlirOperationGetOperand(launch, form.numDependencies + i);
  if (!mlirValueIsNull(dynamicSharedMemorySize))
    operands[numOperands++] = dynamicSharedMemorySize;
  mlirOperationSetOperands(launch, numOperands, operands);
  mlirOperationSetInherentAttributeByName(
      launch, mlirStringRefCreateFromCString("operandSegmentSizes"),
      fuselageLaunchMakeSegments(mlirOperationGetContext(launch),
                                 !mlirValueIsNull(dependency), form.hasClusters,
                                 !mlirValueIsNull(dynamicSharedMemorySize)));
}

/// Moves the body of `launch` to after the bodies in `first`, and erases
/// `launch`.
static void absorb(MlirOperation first, MlirOperation launch, bool needsBarrier,
                   FuselageLastBody *last) {
  intersectAttributes(first, launch);
  fuselageMergeArguments(first, launch);
  fuselageMergeBody(first, launch, needsBarrier, last);
  if (mlirOperationGetNumResults(launch) != 0)
    mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(launch, 0),
                                  mlirOperationGetResult(first, 0));
  mlirOperationDestroy(launch);
}

bool fuselageMergeLaunches(const MlirOperation *launches,
                           const bool *needsBarrier, size_t numLaunches) {
  MlirOperation first = launches[0];
  FuselageGroupTokens tokens = {0};
  bool succeeded = fuselageGroupTokensRead(&tokens, launches, numLaunches);
  if (succeeded) {
    clearSpaceBetween(&tokens, launches, numLaunches);
    fuseLocations(launches, numLaunches);
    setOperands(first, fuselageGroupTokensJoin(&tokens, first),
                findDynamicSharedMemorySize(launches, numLaunches));
    FuselageLastBody last = fuselageLastBodyOf(first);
    for (size_t i = 1; i < numLaunches; ++i)
      absorb(first, launches[i], needsBarrier && needsBarrier[i], &last);
  }
  fuselageGroupTokensFree(&tokens);
  return succeeded;
}
