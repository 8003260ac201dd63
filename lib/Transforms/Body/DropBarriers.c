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

/// True if accesses of `after` from number `first` on may meet those before.
static bool listsMayMeet(const FuselageBody *body,
                         const FuselageBodyAccessList *before,
                         const FuselageBodyAccessList *after, size_t first) {
  if (before->isOpaque || after->isOpaque)
    return true;
  for (size_t i = 0; i < before->size; ++i)
    for (size_t j = first; j < after->size; ++j)
      if (mayMeet(body, &before->data[i], &after->data[j]))
        return true;
  return false;
}

/// Looks at the accesses after `barrier`, up to the first for which it is
/// needed: that is near where each launch uses what the one before it made. Any
/// other way in which threads meet may rely on the barrier, and makes the list
/// opaque.
static bool isNeeded(FuselageBody *body, MlirOperation barrier,
                     const FuselageBodyAccessList *before) {
  FuselageBodyAccessList after = {0};
  bool needed = before->isOpaque;
  for (MlirOperation op = mlirOperationGetNextInBlock(barrier);
       !mlirOperationIsNull(op) && !needed;
       op = mlirOperationGetNextInBlock(op)) {
    size_t first = after.size;
    if (!isBarrier(op))
      needed = !fuselageBodyCollectAccesses(body, op, &after) ||
               listsMayMeet(body, before, &after, first);
  }
  FUSELAGE_ARRAY_FREE(&after);
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
