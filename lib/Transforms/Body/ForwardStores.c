//===- ForwardStores.c - Forwarding stores to loads -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The step is one walk over the body in the order of execution. On the way it
// knows the values of some elements: the value that the thread last stored
// there or loaded from there. Index expressions distinguish the elements.
//
// A block opens a scope. At its end the walk forgets the values learned inside,
// because the block may not have run. Elements overwritten inside stay
// forgotten. The walk forgets elements that a loop overwrites before it enters
// the body, because an earlier iteration may have overwritten them.
//
// In a region of several blocks, a block with a single predecessor opens its
// scope inside the scope of the predecessor, which has run just before. At any
// other block no values are known.
//
// Where threads meet, other threads may have written any memory that they can
// reach, and may read what this thread wrote before.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/ForwardStores.h"

#include "Analysis/Body/BodyAccesses.h"
#include "Analysis/Memory/AliasRule.h"
#include "Bridge/MemoryEffects.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

/// An element whose value is known.
typedef struct Known {
  FuselageElement element;
  MlirValue value;
  /// The store of that value if no operation can have read it yet; else null.
  MlirOperation unreadStore;
  /// The scope in which the value became known.
  size_t scope;
} Known;

/// The known elements of one buffer.
typedef struct KnownList {
  FUSELAGE_ARRAY(Known) elements;
  /// True if no other thread can reach the buffer.
  bool isPrivate;
} KnownList;

/// A block to visit, and the number of scopes around it.
typedef struct PendingBlock {
  MlirBlock block;
  size_t numScopes;
} PendingBlock;

typedef struct Forwarding {
  FuselageBody body;
  /// The known elements of each buffer, and the buffers of each alias class.
  FUSELAGE_ARRAY(KnownList) known;
  FUSELAGE_ARRAY(uint32_t) ofClass[FUSELAGE_NUM_ALIAS_CLASSES];
  /// The buffers whose elements became known, in that order; and for each open
  /// scope the number of entries before it.
  FUSELAGE_ARRAY(uint32_t) learned;
  FUSELAGE_ARRAY(size_t) scopes;
  FUSELAGE_ARRAY(PendingBlock) pending;
  bool outOfMemory;
} Forwarding;

//===----------------------------------------------------------------------===//
// Elements that may be the same
//===----------------------------------------------------------------------===//

typedef void (*ElementCallback)(KnownList *list, size_t index);

static void markRead(KnownList *list, size_t index) {
  list->elements.data[index].unreadStore = (MlirOperation){NULL};
}

/// The order of the known elements of a buffer has no meaning.
static void forget(KnownList *list, size_t index) {
  list->elements.data[index] = list->elements.data[--list->elements.size];
}

/// Calls `callback` for each known element of `buffer` that may be the target.
/// The callback may remove the element.
static void forEachInBuffer(Forwarding *forwarding, uint32_t buffer,
                            const FuselageElement *target,
                            ElementCallback callback) {
  KnownList *list = &forwarding->known.data[buffer];
  for (size_t i = list->elements.size; i-- > 0;)
    if (buffer != target->buffer ||
        !fuselageElementsDiffer(&list->elements.data[i].element, target))
      callback(list, i);
}

/// Calls `callback` for each known element that may be the target.
static void forEachOverlap(Forwarding *forwarding,
                           const FuselageElement *target,
                           ElementCallback callback) {
  FuselageAliasClass own =
      fuselageBufferGetAliasClass(&forwarding->body.buffers, target->buffer);
  forEachInBuffer(forwarding, target->buffer, target, callback);
  for (FuselageAliasClass class = 0; class < FUSELAGE_NUM_ALIAS_CLASSES;
       ++class) {
    if (!fuselageAliasClassesMayAlias(own, class))
      continue;
    for (size_t i = 0; i < forwarding->ofClass[class].size; ++i) {
      uint32_t buffer = forwarding->ofClass[class].data[i];
      if (buffer != target->buffer)
        forEachInBuffer(forwarding, buffer, target, callback);
    }
  }
}

/// Forgets the elements of all buffers, or of all buffers that other threads
/// can reach.
static void forgetBuffers(Forwarding *forwarding, bool keepPrivate) {
  size_t *scopes = forwarding->scopes.data;
  size_t kept = 0, scope = 0;
  for (size_t i = 0; i < forwarding->learned.size; ++i) {
    for (; scope < forwarding->scopes.size && scopes[scope] == i; ++scope)
      scopes[scope] = kept;
    uint32_t buffer = forwarding->learned.data[i];
    KnownList *list = &forwarding->known.data[buffer];
    if (keepPrivate && list->isPrivate)
      forwarding->learned.data[kept++] = buffer;
    else
      list->elements.size = 0;
  }
  for (; scope < forwarding->scopes.size; ++scope)
    scopes[scope] = kept;
  forwarding->learned.size = kept;
}

static void forgetAll(Forwarding *forwarding) {
  forgetBuffers(forwarding, false);
}

//===----------------------------------------------------------------------===//
// Targets of operations
//===----------------------------------------------------------------------===//

static bool append(Forwarding *forwarding, uint32_t buffer) {
  const FuselageBufferTable *buffers = &forwarding->body.buffers;
  KnownList *list = FUSELAGE_ARRAY_APPEND(&forwarding->known);
  if (!list)
    return false;
  *list =
      (KnownList){.isPrivate = fuselageBodyIsPrivate(
                      &forwarding->body, buffers->buffers.data[buffer].root)};
  FuselageAliasClass class = fuselageBufferGetAliasClass(buffers, buffer);
  uint32_t *slot = FUSELAGE_ARRAY_APPEND(&forwarding->ofClass[class]);
  if (slot)
    *slot = buffer;
  return slot != NULL;
}

/// Makes room for new buffers; false when memory is out.
static bool addBuffers(Forwarding *forwarding) {
  while (forwarding->known.size < forwarding->body.buffers.buffers.size)
    if (!append(forwarding, (uint32_t)forwarding->known.size))
      return false;
  return true;
}

/// Any element of the buffer of a memref; false when memory is out.
static bool readBuffer(Forwarding *forwarding, MlirValue memref,
                       FuselageElement *element) {
  FuselageBufferView view;
  if (!fuselageBufferTableResolve(&forwarding->body.buffers, memref, &view))
    return false;
  *element = (FuselageElement){.buffer = view.buffer};
  return addBuffers(forwarding);
}

static bool readElement(Forwarding *forwarding, MlirOperation op,
                        intptr_t memrefOperand, FuselageElement *element) {
  return fuselageReadElement(&forwarding->body.reader,
                             &forwarding->body.buffers, op, memrefOperand,
                             element) &&
         addBuffers(forwarding);
}

static const Known *findKnown(const Forwarding *forwarding,
                              const FuselageElement *target) {
  const KnownList *list = &forwarding->known.data[target->buffer];
  for (size_t i = 0; i < list->elements.size; ++i)
    if (fuselageElementsAreEqual(&list->elements.data[i].element, target))
      return &list->elements.data[i];
  return NULL;
}

static bool learn(Forwarding *forwarding, const FuselageElement *element,
                  MlirValue value, MlirOperation unreadStore) {
  if (!element->isKnown)
    return true;
  uint32_t *learned = FUSELAGE_ARRAY_APPEND(&forwarding->learned);
  if (!learned)
    return false;
  *learned = element->buffer;
  Known *known =
      FUSELAGE_ARRAY_APPEND(&forwarding->known.data[element->buffer].elements);
  if (!known)
    return false;
  *known = (Known){.element = *element,
                   .value = value,
                   .unreadStore = unreadStore,
                   .scope = forwarding->scopes.size};
  return true;
}

//===----------------------------------------------------------------------===//
// Operations in order
//===----------------------------------------------------------------------===//

static bool visitLoad(Forwarding *forwarding, MlirOperation op,
                      const FuselageElement *target) {
  MlirValue result = mlirOperationGetResult(op, 0);
  const Known *known = findKnown(forwarding, target);
  if (known &&
      mlirTypeEqual(mlirValueGetType(known->value), mlirValueGetType(result))) {
    mlirValueReplaceAllUsesOfWith(result, known->value);
    mlirOperationDestroy(op);
    return true;
  }
  forEachOverlap(forwarding, target, markRead);
  return learn(forwarding, target, result, (MlirOperation){NULL});
}

/// The unread store is dead if this store certainly runs after it. That holds
/// if both are in one block.
static bool visitStore(Forwarding *forwarding, MlirOperation op,
                       const FuselageElement *target) {
  const Known *known = findKnown(forwarding, target);
  MlirOperation overwritten = {NULL};
  if (known && !mlirOperationIsNull(known->unreadStore) &&
      mlirBlockEqual(mlirOperationGetBlock(known->unreadStore),
                     mlirOperationGetBlock(op)))
    overwritten = known->unreadStore;
  forEachOverlap(forwarding, target, forget);
  if (!mlirOperationIsNull(overwritten))
    mlirOperationDestroy(overwritten);
  return learn(forwarding, target, mlirOperationGetOperand(op, 0), op);
}

/// The effects of one operation on the known elements.
typedef struct EffectVisit {
  Forwarding *forwarding;
  bool failed;
} EffectVisit;

static void visitEffect(FuselageEffect effect, void *userData) {
  EffectVisit *visit = userData;
  if (effect.kind == FUSELAGE_EFFECT_ALLOCATE || visit->failed)
    return;
  if (!fuselageValueIsMemRef(effect.value)) {
    forgetAll(visit->forwarding);
    return;
  }
  FuselageElement target;
  if (!readBuffer(visit->forwarding, effect.value, &target)) {
    visit->failed = true;
    return;
  }
  forEachOverlap(visit->forwarding, &target,
                 effect.kind == FUSELAGE_EFFECT_READ ? markRead : forget);
}

/// The result of an atomic may tell a thread that another thread has written
/// elsewhere, as when it gets a lock. An atomic whose result has no uses tells
/// nothing.
static bool mayTellThread(MlirOperation op) {
  return fuselageOperationGetClass(op) == FUSELAGE_CLASS_ATOMIC &&
         !mlirOpOperandIsNull(
             mlirValueGetFirstUse(mlirOperationGetResult(op, 0)));
}

/// It is not clear whether all collective operations order memory, so all count
/// as ordering it. Collective operations of the `gpu` dialect touch no memory
/// themselves.
static bool visitOtherEffects(Forwarding *forwarding, MlirOperation op) {
  if (mayTellThread(op))
    forgetBuffers(forwarding, true);
  if (fuselageOperationIsCollective(op)) {
    forgetBuffers(forwarding, true);
    if (fuselageGpuOperationIsMergeable(op))
      return true;
  }
  EffectVisit visit = {.forwarding = forwarding};
  if (!fuselageOperationForEachEffect(op, visitEffect, &visit))
    forgetAll(forwarding);
  return !visit.failed;
}

/// Forgets the elements that an operation nested in a loop writes.
static MlirWalkResult forgetWritten(MlirOperation op, void *userData) {
  Forwarding *forwarding = userData;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  bool succeeded = true;
  if (!fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand)) {
    succeeded = visitOtherEffects(forwarding, op);
  } else if (kind == FUSELAGE_ACCESS_WRITE) {
    FuselageElement target;
    succeeded = readBuffer(forwarding,
                           mlirOperationGetOperand(op, memrefOperand), &target);
    if (succeeded)
      forEachOverlap(forwarding, &target, forget);
  }
  if (!succeeded)
    forwarding->outOfMemory = true;
  return succeeded ? MlirWalkResultAdvance : MlirWalkResultInterrupt;
}

/// True if the regions of `op` run at most once each time that `op` runs.
static bool runsRegionsOnce(MlirOperation op) {
  return fuselageOperationIsControlFlow(op) &&
         fuselageOperationGetClass(op) == FUSELAGE_CLASS_BRANCH;
}

//===----------------------------------------------------------------------===//
// Scopes and blocks
//===----------------------------------------------------------------------===//

static bool openScope(Forwarding *forwarding) {
  size_t *slot = FUSELAGE_ARRAY_APPEND(&forwarding->scopes);
  if (slot)
    *slot = forwarding->learned.size;
  return slot != NULL;
}

static void closeScope(Forwarding *forwarding) {
  size_t scope = forwarding->scopes.size;
  size_t numLearned = forwarding->scopes.data[--forwarding->scopes.size];
  while (forwarding->learned.size > numLearned) {
    uint32_t buffer = forwarding->learned.data[--forwarding->learned.size];
    KnownList *list = &forwarding->known.data[buffer];
    for (size_t i = list->elements.size; i-- > 0;)
      if (list->elements.data[i].scope == scope)
        forget(list, i);
  }
}

static void closeScopesTo(Forwarding *forwarding, size_t numScopes) {
  while (forwarding->scopes.size > numScopes)
    closeScope(forwarding);
}

static bool visitBlock(Forwarding *forwarding, MlirBlock block);

static bool addPending(Forwarding *forwarding, MlirBlock block) {
  PendingBlock *slot = FUSELAGE_ARRAY_APPEND(&forwarding->pending);
  if (slot)
    *slot = (PendingBlock){block, forwarding->scopes.size};
  return slot != NULL;
}

static bool addPendingSuccessors(Forwarding *forwarding, MlirBlock block) {
  for (intptr_t i = 0; i < mlirBlockGetNumSuccessors(block); ++i) {
    MlirBlock successor = mlirBlockGetSuccessor(block, i);
    if (mlirBlockGetNumPredecessors(successor) == 1 &&
        !addPending(forwarding, successor))
      return false;
  }
  return true;
}

/// Visits `root`, then the blocks that can only be reached through it, each
/// block in the scope of its predecessor.
static bool visitTree(Forwarding *forwarding, MlirBlock root) {
  size_t numScopes = forwarding->scopes.size;
  size_t numPending = forwarding->pending.size;
  if (!addPending(forwarding, root))
    return false;
  while (forwarding->pending.size > numPending) {
    PendingBlock next = forwarding->pending.data[--forwarding->pending.size];
    closeScopesTo(forwarding, next.numScopes);
    if (!openScope(forwarding) || !visitBlock(forwarding, next.block) ||
        !addPendingSuccessors(forwarding, next.block))
      return false;
  }
  closeScopesTo(forwarding, numScopes);
  return true;
}

/// Control may leave a region of several blocks from any block, so no values
/// are known after it.
static bool visitRegion(Forwarding *forwarding, MlirRegion region) {
  MlirBlock entry = mlirRegionGetFirstBlock(region);
  if (mlirBlockIsNull(entry))
    return true;
  if (!visitTree(forwarding, entry))
    return false;
  MlirBlock second = mlirBlockGetNextInRegion(entry);
  for (MlirBlock block = second; !mlirBlockIsNull(block);
       block = mlirBlockGetNextInRegion(block)) {
    if (mlirBlockGetNumPredecessors(block) == 1)
      continue;
    forgetAll(forwarding);
    if (!visitTree(forwarding, block))
      return false;
  }
  if (!mlirBlockIsNull(second))
    forgetAll(forwarding);
  return true;
}

static bool visitOperation(Forwarding *forwarding, MlirOperation op) {
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand)) {
    FuselageElement target;
    if (!readElement(forwarding, op, memrefOperand, &target))
      return false;
    return kind == FUSELAGE_ACCESS_READ ? visitLoad(forwarding, op, &target)
                                        : visitStore(forwarding, op, &target);
  }
  if (!visitOtherEffects(forwarding, op))
    return false;
  intptr_t numRegions = mlirOperationGetNumRegions(op);
  if (numRegions != 0 && !runsRegionsOnce(op))
    mlirOperationWalk(op, forgetWritten, forwarding, MlirWalkPreOrder);
  for (intptr_t i = 0; i < numRegions && !forwarding->outOfMemory; ++i)
    if (!visitRegion(forwarding, mlirOperationGetRegion(op, i)))
      return false;
  return !forwarding->outOfMemory;
}

static bool visitBlock(Forwarding *forwarding, MlirBlock block) {
  MlirOperation next;
  for (MlirOperation op = mlirBlockGetFirstOperation(block);
       !mlirOperationIsNull(op); op = next) {
    next = mlirOperationGetNextInBlock(op);
    if (!visitOperation(forwarding, op))
      return false;
  }
  return true;
}

static void release(Forwarding *forwarding) {
  for (size_t i = 0; i < forwarding->known.size; ++i)
    FUSELAGE_ARRAY_FREE(&forwarding->known.data[i].elements);
  FUSELAGE_ARRAY_FREE(&forwarding->known);
  for (int class = 0; class < FUSELAGE_NUM_ALIAS_CLASSES; ++class)
    FUSELAGE_ARRAY_FREE(&forwarding->ofClass[class]);
  FUSELAGE_ARRAY_FREE(&forwarding->learned);
  FUSELAGE_ARRAY_FREE(&forwarding->scopes);
  FUSELAGE_ARRAY_FREE(&forwarding->pending);
  fuselageBodyFree(&forwarding->body);
}

bool fuselageForwardStores(MlirOperation launch, bool assumeNoaliasArgs) {
  Forwarding forwarding = {.outOfMemory = false};
  fuselageBodyInit(&forwarding.body, launch, assumeNoaliasArgs);
  bool succeeded = visitRegion(&forwarding, mlirOperationGetRegion(launch, 0));
  release(&forwarding);
  return succeeded;
}
