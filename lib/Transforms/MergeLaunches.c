//===- MergeLaunches.c - Merging launches into one ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/MergeLaunches.h"

#include "Analysis/HostOps.h"

#include <assert.h>
#include <stdlib.h>

static MlirBlock bodyOf(MlirOperation launch) {
  return mlirRegionGetFirstBlock(mlirOperationGetRegion(launch, 0));
}

/// Moves the host operations between two launches out of the way, each kind in
/// its own order.
static void clearSpaceBetween(MlirOperation first, MlirOperation last) {
  MlirOperation lastMovedDown = last;
  MlirOperation next;
  for (MlirOperation op = mlirOperationGetNextInBlock(first);
       !mlirOperationEqual(op, last); op = next) {
    next = mlirOperationGetNextInBlock(op);
    if (fuselageHostOpGetMotion(op) == FUSELAGE_HOST_MOVES_UP) {
      mlirOperationMoveBefore(op, first);
    } else if (fuselageHostOpGetMotion(op) == FUSELAGE_HOST_MOVES_DOWN) {
      mlirOperationMoveAfter(op, lastMovedDown);
      lastMovedDown = op;
    }
  }
}

/// Moves the body of `launch` behind that of `first`, whose arguments stand for
/// the same ids and sizes, and erases the launch. The terminator of the earlier
/// body goes: the later one ends the thread.
static void appendBody(MlirOperation first, MlirOperation launch) {
  MlirBlock target = bodyOf(first), source = bodyOf(launch);
  intptr_t numArguments = mlirBlockGetNumArguments(source);
  assert(numArguments == mlirBlockGetNumArguments(target));
  for (intptr_t i = 0; i < numArguments; ++i)
    mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(source, i),
                                  mlirBlockGetArgument(target, i));

  MlirOperation terminator = mlirBlockGetTerminator(target);
  MlirOperation sourceTerminator = mlirBlockGetTerminator(source);
  MlirOperation next;
  for (MlirOperation op = mlirBlockGetFirstOperation(source);
       !mlirOperationEqual(op, sourceTerminator); op = next) {
    next = mlirOperationGetNextInBlock(op);
    mlirOperationMoveBefore(op, terminator);
  }
  mlirOperationDestroy(launch);
}

/// The fused launch comes from all the places that its parts come from. Without
/// memory to list them it keeps the first.
static void fuseLocations(const MlirOperation *launches, size_t numLaunches) {
  MlirLocation *locations = malloc(numLaunches * sizeof *locations);
  if (!locations)
    return;
  for (size_t i = 0; i < numLaunches; ++i)
    locations[i] = mlirOperationGetLocation(launches[i]);
  mlirOperationSetLocation(
      launches[0], mlirLocationFusedGet(mlirOperationGetContext(launches[0]),
                                        (intptr_t)numLaunches, locations,
                                        (MlirAttribute){NULL}));
  free(locations);
}

/// Every thread comes to the end of a body, so all of a block meet there.
static void appendBarrier(MlirOperation launch, MlirLocation location) {
  MlirOperationState state = mlirOperationStateGet(
      mlirStringRefCreateFromCString("gpu.barrier"), location);
  MlirBlock body = bodyOf(launch);
  mlirBlockInsertOwnedOperationBefore(body, mlirBlockGetTerminator(body),
                                      mlirOperationCreate(&state));
}

void fuselageMergeLaunches(const MlirOperation *launches,
                           const bool *needsBarrier, size_t numLaunches) {
  fuseLocations(launches, numLaunches);
  for (size_t i = 1; i < numLaunches; ++i) {
    if (needsBarrier[i])
      appendBarrier(launches[0], mlirOperationGetLocation(launches[i]));
    clearSpaceBetween(launches[0], launches[i]);
    appendBody(launches[0], launches[i]);
  }
}
