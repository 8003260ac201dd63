//===- HostOps.c - Host operations between launches -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Host/HostOps.h"

#include "Analysis/Host/HostTrips.h"
#include "Analysis/Memory/Buffers.h"
#include "Bridge/MemoryEffects.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/Dialect/GPU.h"

/// The host handles tokens of the `gpu` dialect, and values that come with
/// tokens.
static bool takesToken(MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i) {
    MlirDialect dialect =
        mlirTypeGetDialect(mlirValueGetType(mlirOperationGetOperand(op, i)));
    if (mlirStringRefEqual(mlirDialectGetNamespace(dialect),
                           mlirStringRefCreateFromCString("gpu")))
      return true;
  }
  return false;
}

static bool isWait(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_GPU_WAIT);
}

bool fuselageHostOpHandlesTokens(MlirOperation op) {
  if (takesToken(op) || isWait(op))
    return true;
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    if (mlirTypeIsAGPUAsyncTokenType(
            mlirValueGetType(mlirOperationGetResult(op, i))))
      return true;
  return false;
}

/// `gpu.host_register` lets the device reach memory and leaves the memory
/// unchanged, so it may run earlier. `gpu.host_unregister` stays.
static bool isRegistration(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_GPU_HOST_REGISTER);
}

/// An operation that takes a token must not move before the launch that gives
/// the token, whatever its effects are.
FuselageHostMotion fuselageHostOpGetMotion(MlirOperation op) {
  if (isWait(op) && mlirOperationGetNumResults(op) == 1)
    return FUSELAGE_HOST_FOLLOWS_TOKENS;
  if (takesToken(op))
    return FUSELAGE_HOST_STAYS;
  if (fuselageOperationIsDeallocation(op))
    return FUSELAGE_HOST_MOVES_DOWN;
  if (fuselageOperationIsAllocation(op) ||
      fuselageOperationIsMemoryEffectFree(op) || isRegistration(op))
    return FUSELAGE_HOST_MOVES_UP;
  return FUSELAGE_HOST_STAYS;
}

/// Freeing memory counts as a write: its contents are gone.
static void raiseReason(FuselageEffect effect, void *userData) {
  FuselageReason *reason = userData;
  if (effect.kind == FUSELAGE_EFFECT_READ) {
    if (*reason == FUSELAGE_REASON_NONE)
      *reason = FUSELAGE_REASON_HOST_READ;
  } else if (effect.kind != FUSELAGE_EFFECT_ALLOCATE) {
    *reason = FUSELAGE_REASON_HOST_WRITE;
  }
}

/// Raises `*reason` by the effects of an operation and of all operations in its
/// regions; false if an effect is not known.
static bool raiseReasonOf(MlirOperation op, FuselageReason *reason) {
  if (!fuselageOperationForEachEffect(op, raiseReason, reason))
    return false;
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i))
      FUSELAGE_FOR_EACH_OPERATION (nested, block)
        if (!raiseReasonOf(nested, reason))
          return false;
  return true;
}

static MlirWalkResult findLaunch(MlirOperation op, void *userData) {
  bool *hasLaunch = userData;
  *hasLaunch |= fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) ||
                fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH_FUNC);
  return *hasLaunch ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

static bool holdsLaunches(MlirOperation op) {
  bool hasLaunch = false;
  if (mlirOperationGetNumRegions(op) != 0 &&
      !fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH))
    mlirOperationWalk(op, findLaunch, &hasLaunch, MlirWalkPreOrder);
  return hasLaunch;
}

/// The effects of launches in its regions are not effects of the host.
FuselageReason fuselageHostOpGetReason(MlirOperation op) {
  FuselageReason reason = FUSELAGE_REASON_NONE;
  if (holdsLaunches(op))
    return fuselageHostOpGetRegions(op) == FUSELAGE_HOST_REGIONS_LOOP
               ? FUSELAGE_REASON_HOST_LOOP
               : FUSELAGE_REASON_HOST_BRANCH;
  if (isWait(op))
    return FUSELAGE_REASON_HOST_WAIT;
  if (!raiseReasonOf(op, &reason))
    return FUSELAGE_REASON_UNKNOWN_EFFECTS;
  if (reason == FUSELAGE_REASON_NONE)
    return takesToken(op) ? FUSELAGE_REASON_HOST_WAIT
                          : FUSELAGE_REASON_UNKNOWN_EFFECTS;
  return reason;
}
