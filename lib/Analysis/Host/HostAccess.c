//===- HostAccess.c - Memory that a host operation touches ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Host/HostAccess.h"

#include "Analysis/Host/HostOps.h"
#include "Bridge/MemoryEffects.h"
#include "IR/Operation.h"

/// A walk over a host operation and its regions.
typedef struct HostWalk {
  FuselageBufferTable *buffers;
  FuselageHostAccesses *accesses;
  FuselageHostAccessResult result;
} HostWalk;

static void addEffect(FuselageEffect effect, void *userData) {
  HostWalk *walk = userData;
  if (effect.kind == FUSELAGE_EFFECT_ALLOCATE ||
      walk->result != FUSELAGE_HOST_ACCESS_KNOWN)
    return;
  if (!fuselageValueIsMemRef(effect.value)) {
    walk->result = FUSELAGE_HOST_ACCESS_UNKNOWN;
    return;
  }
  FuselageBufferView view;
  FuselageHostAccess *slot = NULL;
  if (fuselageBufferTableResolve(walk->buffers, effect.value, &view))
    slot = FUSELAGE_ARRAY_APPEND(walk->accesses);
  if (!slot) {
    walk->result = FUSELAGE_HOST_ACCESS_OUT_OF_MEMORY;
    return;
  }
  *slot = (FuselageHostAccess){.buffer = view.buffer,
                               .kind = effect.kind == FUSELAGE_EFFECT_READ
                                           ? FUSELAGE_ACCESS_READ
                                           : FUSELAGE_ACCESS_WRITE};
}

/// A token ties its user to the launch that gives it.
static void visit(HostWalk *walk, MlirOperation op) {
  if (fuselageHostOpHandlesTokens(op) ||
      !fuselageOperationForEachEffect(op, addEffect, walk))
    walk->result = FUSELAGE_HOST_ACCESS_UNKNOWN;
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i))
      FUSELAGE_FOR_EACH_OPERATION (nested, block)
        if (walk->result == FUSELAGE_HOST_ACCESS_KNOWN)
          visit(walk, nested);
}

FuselageHostAccessResult
fuselageHostOpCollectAccesses(FuselageBufferTable *buffers, MlirOperation op,
                              FuselageHostAccesses *accesses) {
  HostWalk walk = {.buffers = buffers,
                   .accesses = accesses,
                   .result = FUSELAGE_HOST_ACCESS_KNOWN};
  accesses->size = 0;
  visit(&walk, op);
  return walk.result;
}
