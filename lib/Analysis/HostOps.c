//===- HostOps.c - Host operations between launches -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/HostOps.h"

#include "Analysis/Buffers.h"
#include "Analysis/Operation.h"
#include "Bridge/MemoryEffects.h"

FuselageHostMotion fuselageHostOpGetMotion(MlirOperation op) {
  if (fuselageOperationIsDeallocation(op))
    return FUSELAGE_HOST_MOVES_DOWN;
  if (fuselageOperationIsAllocation(op) ||
      fuselageOperationIsMemoryEffectFree(op))
    return FUSELAGE_HOST_MOVES_UP;
  return FUSELAGE_HOST_STAYS;
}

/// Freeing memory counts as a write: what was there is gone.
static void raiseReason(FuselageEffect effect, void *userData) {
  FuselageReason *reason = userData;
  if (effect.kind == FUSELAGE_EFFECT_READ) {
    if (*reason == FUSELAGE_REASON_NONE)
      *reason = FUSELAGE_REASON_HOST_READ;
  } else if (effect.kind != FUSELAGE_EFFECT_ALLOCATE) {
    *reason = FUSELAGE_REASON_HOST_WRITE;
  }
}

/// Raises `*reason` by the effects of an operation and of all in its regions;
/// false if one of them is not known.
static bool raiseReasonOf(MlirOperation op, FuselageReason *reason) {
  if (!fuselageOperationForEachEffect(op, raiseReason, reason))
    return false;
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    FUSELAGE_FOR_EACH_BLOCK(block, mlirOperationGetRegion(op, i))
      FUSELAGE_FOR_EACH_OPERATION(nested, block)
        if (!raiseReasonOf(nested, reason))
          return false;
  return true;
}

FuselageReason fuselageHostOpGetReason(MlirOperation op) {
  FuselageReason reason = FUSELAGE_REASON_NONE;
  if (!raiseReasonOf(op, &reason) || reason == FUSELAGE_REASON_NONE)
    return FUSELAGE_REASON_UNKNOWN_EFFECTS;
  return reason;
}
