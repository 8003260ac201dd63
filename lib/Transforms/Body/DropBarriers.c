//===- DropBarriers.c - Barriers without a purpose ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A barrier orders the accesses before it with the accesses after it. An
// earlier barrier already orders the accesses before that barrier. So a barrier
// is needed only for pairs of an access since the last barrier that stays and
// an access after it. Indices belong to two threads and prove nothing here: two
// accesses to one buffer conflict unless both read, or no other thread reaches
// the buffer.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/DropBarriers.h"

#include "Analysis/Memory/AliasRule.h"
#include "IR/LaunchForm.h"
#include "IR/Ops.h"

#include <stddef.h>

static bool isBarrier(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_GPU_BARRIER);
}

static bool isShared(const FuselageBody *body,
                     const FuselageBodyAccess *access) {
  return !fuselageBodyIsPrivate(
      body, body->buffers.buffers.data[access->element.buffer].root);
}

static bool mayMeet(const FuselageBody *body, const FuselageBodyAccess *a,
                    const FuselageBodyAccess *b) {
  return ((unsigned)a->kind | (unsigned)b->kind) & FUSELAGE_ACCESS_WRITE &&
         fuselageBuffersMayAlias(&body->buffers, a->element.buffer,
                                 b->element.buffer) &&
         isShared(body, a) && isShared(body, b);
}

static bool listsMayMeet(const FuselageBody *body,
                         const FuselageBodyAccessList *before,
                         const FuselageBodyAccessList *behind) {
  if (before->isOpaque || behind->isOpaque)
    return true;
  for (size_t i = 0; i < before->size; ++i)
    for (size_t j = 0; j < behind->size; ++j)
      if (mayMeet(body, &before->data[i], &behind->data[j]))
        return true;
  return false;
}

/// Collects the accesses after `barrier`. Any other way in which threads meet
/// may rely on the barrier, and makes the list opaque.
static bool collectBehind(FuselageBody *body, MlirOperation barrier,
                          FuselageBodyAccessList *list) {
  for (MlirOperation op = mlirOperationGetNextInBlock(barrier);
       !mlirOperationIsNull(op) && !list->isOpaque;
       op = mlirOperationGetNextInBlock(op))
    if (!isBarrier(op) && !fuselageBodyCollectAccesses(body, op, list))
      return false;
  return true;
}

static bool isNeeded(FuselageBody *body, MlirOperation barrier,
                     const FuselageBodyAccessList *before) {
  FuselageBodyAccessList behind = {0};
  bool needed = before->isOpaque || !collectBehind(body, barrier, &behind) ||
                listsMayMeet(body, before, &behind);
  FUSELAGE_ARRAY_FREE(&behind);
  return needed;
}

bool fuselageDropBarriers(FuselageBody *body) {
  MlirBlock entry = fuselageLaunchGetEntry(body->launch);
  FuselageBodyAccessList before = {0};
  bool dropped = false, hasMemory = true;
  if (!mlirBlockIsNull(mlirBlockGetNextInRegion(entry)))
    return false;
  MlirOperation next;
  for (MlirOperation op = mlirBlockGetFirstOperation(entry);
       !mlirOperationIsNull(op) && hasMemory; op = next) {
    next = mlirOperationGetNextInBlock(op);
    if (!isBarrier(op)) {
      hasMemory = fuselageBodyCollectAccesses(body, op, &before);
    } else if (isNeeded(body, op, &before)) {
      before.size = 0;
      before.isOpaque = false;
    } else {
      mlirOperationDestroy(op);
      dropped = true;
    }
  }
  FUSELAGE_ARRAY_FREE(&before);
  return dropped;
}
