//===- DeadCode.c - Dead code and unread buffers --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/DeadCode.h"

#include "Analysis/Launch/Launch.h"
#include "Analysis/Memory/Buffers.h"
#include "Bridge/MemoryEffects.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/PointerMap.h"

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

/// A walk that collects the allocations that a launch uses.
typedef struct Collection {
  MlirOperation launch;
  FuselageValueList *allocations;
  FuselagePointerMap seen;
  bool outOfMemory;
} Collection;

static void collect(Collection *collection, MlirValue root) {
  MlirOperation op = fuselageValueGetDefiningOp(root);
  if (mlirOperationIsNull(op) || !fuselageOperationIsAllocation(op) ||
      (fuselageValueIsDefinedInside(root, collection->launch) &&
       !fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA)) ||
      fuselagePointerMapLookup(&collection->seen, root.ptr) !=
          FUSELAGE_POINTER_NOT_FOUND)
    return;
  MlirValue *slot = NULL;
  if (fuselagePointerMapInsert(&collection->seen, root.ptr, 0))
    slot = FUSELAGE_ARRAY_APPEND(collection->allocations);
  if (slot)
    *slot = root;
  else
    collection->outOfMemory = true;
}

static MlirWalkResult collectFromOperation(MlirOperation op, void *userData) {
  Collection *collection = userData;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand))
    collect(collection,
            fuselageMemRefGetRoot(mlirOperationGetOperand(op, memrefOperand)));
  return collection->outOfMemory ? MlirWalkResultInterrupt
                                 : MlirWalkResultAdvance;
}

bool fuselageCollectAllocations(MlirOperation launch,
                                FuselageValueList *allocations) {
  Collection collection = {.launch = launch, .allocations = allocations};
  mlirOperationWalk(launch, collectFromOperation, &collection,
                    MlirWalkPreOrder);
  fuselagePointerMapFree(&collection.seen);
  return !collection.outOfMemory;
}

/// True if a use of a memref writes or frees the memref, without reading it or
/// passing it on.
static bool isWriteOrFree(MlirOpOperand use) {
  MlirOperation op = mlirOpOperandGetOwner(use);
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand))
    return kind == FUSELAGE_ACCESS_WRITE &&
           mlirOpOperandGetOperandNumber(use) == memrefOperand;
  return fuselageOperationIsDeallocation(op);
}

/// A buffer with more nested views than `maxViews` counts as read.
static bool isUnread(MlirValue memref, int maxViews) {
  bool keepsIndices;
  if (maxViews == 0)
    return false;
  for (MlirOpOperand use = mlirValueGetFirstUse(memref);
       !mlirOpOperandIsNull(use); use = mlirOpOperandGetNextUse(use)) {
    MlirOperation op = mlirOpOperandGetOwner(use);
    if (fuselageOperationIsView(op, &keepsIndices)
            ? mlirOpOperandGetOperandNumber(use) != 0 ||
                  !isUnread(mlirOperationGetResult(op, 0), maxViews - 1)
            : !isWriteOrFree(use))
      return false;
  }
  return true;
}

/// Erases the operation that defines `memref`, after all its users.
static void eraseWithUsers(MlirValue memref) {
  bool keepsIndices;
  for (MlirOpOperand use = mlirValueGetFirstUse(memref);
       !mlirOpOperandIsNull(use); use = mlirValueGetFirstUse(memref)) {
    MlirOperation user = mlirOpOperandGetOwner(use);
    if (fuselageOperationIsView(user, &keepsIndices))
      eraseWithUsers(mlirOperationGetResult(user, 0));
    else
      mlirOperationDestroy(user);
  }
  mlirOperationDestroy(mlirOpResultGetOwner(memref));
}

size_t fuselageDropUnreadAllocations(FuselageValueList *allocations) {
  size_t kept = 0, before = allocations->size;
  for (size_t i = 0; i < before; ++i) {
    if (isUnread(allocations->data[i], FUSELAGE_MAX_VIEWS))
      eraseWithUsers(allocations->data[i]);
    else
      allocations->data[kept++] = allocations->data[i];
  }
  allocations->size = kept;
  return before - kept;
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

/// An operation without results can be dead only if it is a condition or a loop
/// that ends. Others are terminators or exist for their effects. A load may be
/// dead: it changes no memory.
static bool isDead(MlirOperation op) {
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (fuselageOperationHasUses(op) ||
      (mlirOperationGetNumResults(op) == 0 &&
       !fuselageOperationHasTrait(op, FUSELAGE_OP_TRAIT_ENDS)))
    return false;
  return fuselageOperationIsMemoryEffectFree(op) ||
         (fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand) &&
          kind == FUSELAGE_ACCESS_READ);
}

static void dropDeadUnder(MlirRegion region);

/// Users come after the values that they use, and the C API cannot go back
/// through a block. So the function lists the block and walks the list
/// backwards.
static void dropDeadIn(MlirBlock block) {
  FUSELAGE_ARRAY(MlirOperation) ops = {0};
  FUSELAGE_FOR_EACH_OPERATION (op, block) {
    MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&ops);
    if (!slot)
      break;
    *slot = op;
  }
  if (!ops.data)
    return;
  for (size_t i = ops.size; i-- > 0;) {
    MlirOperation op = ops.data[i];
    for (intptr_t r = 0; r < mlirOperationGetNumRegions(op); ++r)
      dropDeadUnder(mlirOperationGetRegion(op, r));
    if (isDead(op))
      mlirOperationDestroy(op);
  }
  FUSELAGE_ARRAY_FREE(&ops);
}

/// Visits the last block first: users mostly stand in later blocks.
static void dropDeadUnder(MlirRegion region) {
  FUSELAGE_ARRAY(MlirBlock) blocks = {0};
  FUSELAGE_FOR_EACH_BLOCK (block, region) {
    MlirBlock *slot = FUSELAGE_ARRAY_APPEND(&blocks);
    if (!slot)
      break;
    *slot = block;
  }
  if (!blocks.data)
    return;
  for (size_t i = blocks.size; i-- > 0;)
    dropDeadIn(blocks.data[i]);
  FUSELAGE_ARRAY_FREE(&blocks);
}

void fuselageDropDeadOperations(MlirOperation launch) {
  dropDeadUnder(mlirOperationGetRegion(launch, 0));
}

/// A body of several blocks begins with a branch, so it does not count as
/// empty.
bool fuselageLaunchIsEmpty(MlirOperation launch) {
  MlirBlock entry = mlirRegionGetFirstBlock(mlirOperationGetRegion(launch, 0));
  return fuselageOperationIs(mlirBlockGetFirstOperation(entry),
                             FUSELAGE_OP_GPU_TERMINATOR);
}
