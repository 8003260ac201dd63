//===- ForwardStores.c - Forwarding stores to loads -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One walk over the body in the order of execution. On the way it knows, for
// some elements, the value that they hold: what the thread stored there or
// loaded from there last. Elements are told apart by their index expressions.
//
// A block opens a scope. What becomes known inside is forgotten at its end,
// since it may not have run; what is overwritten inside is forgotten for good.
// What a loop overwrites is forgotten before its body, where an earlier
// iteration may have done so.
//
// Among several blocks, one with a single predecessor opens its scope inside
// that of the predecessor, which has run just before; at any other block
// nothing is known.
//
// Where threads meet, others may have written any memory that they can reach,
// and may read there what this thread wrote before.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/ForwardStores.h"

#include "Analysis/Body/Element.h"
#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/Launch.h"
#include "Analysis/Memory/Buffers.h"
#include "Bridge/MemoryEffects.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"

#include "mlir-c/BuiltinTypes.h"

#include <string.h>

/// The highest rank of a memref whose elements are followed.
enum { maxRank = FUSELAGE_MAX_ELEMENT_RANK };

/// An element whose value is known.
typedef struct Element {
  /// The memref that the indices are of.
  MlirValue base;
  MlirAffineExpr indices[maxRank];
  size_t rank;
  MlirValue value;
  /// The store of that value, as long as nothing can have read it; else null.
  MlirOperation unreadStore;
  /// The scope in which it became known.
  size_t scope;
} Element;

/// The known elements of one buffer.
typedef struct ElementList {
  FUSELAGE_ARRAY(Element) elements;
  /// The buffer's kind; a workgroup or private attribution is an allocation.
  FuselageBufferKind kind;
  /// Whether no other thread can reach the buffer.
  bool isPrivate;
} ElementList;

/// A block that is to be visited, with as many scopes around it.
typedef struct PendingBlock {
  MlirBlock block;
  size_t numScopes;
} PendingBlock;

typedef struct Forwarding {
  MlirOperation launch;
  FuselageSymbolTable symbols;
  FuselageIndexReader reader;
  FuselageBufferTable buffers;
  /// The known elements of each buffer.
  FUSELAGE_ARRAY(ElementList) known;
  /// The buffers that allocations may alias, and those that they do not.
  FUSELAGE_ARRAY(uint32_t) unknownBuffers, externalBuffers;
  /// The buffers of which an element became known, in that order, and for each
  /// open scope how many of them came before it.
  FUSELAGE_ARRAY(uint32_t) learned;
  FUSELAGE_ARRAY(size_t) scopes;
  FUSELAGE_ARRAY(PendingBlock) pending;
  bool outOfMemory;
} Forwarding;

/// Any element of a buffer, or the one of the given indices.
typedef struct Target {
  uint32_t buffer;
  bool isAnyElement;
  MlirValue base;
  bool isInjective;
  size_t rank;
  MlirAffineExpr indices[maxRank];
} Target;

//===----------------------------------------------------------------------===//
// Elements that may be the same
//===----------------------------------------------------------------------===//

static bool isSameElement(const Element *element, const Target *target) {
  if (target->isAnyElement || !mlirValueEqual(element->base, target->base))
    return false;
  for (size_t i = 0; i < element->rank; ++i)
    if (mlirAffineExprIsNull(element->indices[i]) ||
        !mlirAffineExprEqual(element->indices[i], target->indices[i]))
      return false;
  return true;
}

/// True if an index of the two differs by a constant other than 0. In a layout
/// that gives two indices one address that proves nothing.
static bool isOtherElement(const Element *element, const Target *target) {
  if (target->isAnyElement || !target->isInjective ||
      !mlirValueEqual(element->base, target->base))
    return false;
  for (size_t i = 0; i < element->rank; ++i) {
    int64_t difference;
    if (mlirAffineExprIsNull(element->indices[i]))
      continue;
    if (fuselageExprIsConstant(
            fuselageExprSub(target->indices[i], element->indices[i]),
            &difference) &&
        difference != 0)
      return true;
  }
  return false;
}

typedef void (*ElementCallback)(ElementList *list, size_t index);

static void markRead(ElementList *list, size_t index) {
  list->elements.data[index].unreadStore = (MlirOperation){NULL};
}

/// Order among the known elements of a buffer has no meaning.
static void forget(ElementList *list, size_t index) {
  list->elements.data[index] = list->elements.data[--list->elements.size];
}

/// Calls `callback` for the known elements of `buffer` that may be the target;
/// the callback may remove the element.
static void forEachInBuffer(Forwarding *forwarding, uint32_t buffer,
                            const Target *target, ElementCallback callback) {
  ElementList *list = &forwarding->known.data[buffer];
  for (size_t i = list->elements.size; i-- > 0;)
    if (buffer != target->buffer ||
        !isOtherElement(&list->elements.data[i], target))
      callback(list, i);
}

/// Calls `callback` for all known elements that may be the target. Only buffers
/// of unknown origin can alias an allocation.
static void forEachOverlap(Forwarding *forwarding, const Target *target,
                           ElementCallback callback) {
  const FuselageBufferTable *buffers = &forwarding->buffers;
  forEachInBuffer(forwarding, target->buffer, target, callback);
  FuselageBufferKind kind = forwarding->known.data[target->buffer].kind;
  if (kind == FUSELAGE_BUFFER_UNKNOWN) {
    for (uint32_t i = 0; i < forwarding->known.size; ++i)
      if (i != target->buffer)
        forEachInBuffer(forwarding, i, target, callback);
    return;
  }
  for (size_t i = 0; i < forwarding->unknownBuffers.size; ++i)
    forEachInBuffer(forwarding, forwarding->unknownBuffers.data[i], target,
                    callback);
  for (size_t i = 0; kind != FUSELAGE_BUFFER_ALLOCATION &&
                     i < forwarding->externalBuffers.size;
       ++i) {
    uint32_t other = forwarding->externalBuffers.data[i];
    if (other != target->buffer &&
        fuselageBuffersMayAlias(buffers, target->buffer, other))
      forEachInBuffer(forwarding, other, target, callback);
  }
}

/// Forgets the elements of all buffers, or of all that other threads can reach.
static void forgetBuffers(Forwarding *forwarding, bool keepPrivate) {
  size_t *scopes = forwarding->scopes.data;
  size_t kept = 0, scope = 0;
  for (size_t i = 0; i < forwarding->learned.size; ++i) {
    for (; scope < forwarding->scopes.size && scopes[scope] == i; ++scope)
      scopes[scope] = kept;
    uint32_t buffer = forwarding->learned.data[i];
    ElementList *list = &forwarding->known.data[buffer];
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

/// Attributions alias nothing but what comes from where nobody looks. Dynamic
/// shared memory has one address however often it is asked for.
static FuselageBufferKind kindOf(const Forwarding *forwarding,
                                 const FuselageBuffer *buffer) {
  return mlirValueIsABlockArgument(buffer->root) &&
                 fuselageValueIsLaunchMemory(buffer->root, forwarding->launch)
             ? FUSELAGE_BUFFER_ALLOCATION
             : buffer->kind;
}

/// A private attribution, or what one thread allocated on its stack.
static bool isPrivate(const Forwarding *forwarding, MlirValue root) {
  MlirOperation op = fuselageValueGetDefiningOp(root);
  if (mlirOperationIsNull(op))
    return fuselageValueIsPrivateMemory(root, forwarding->launch);
  return fuselageOperationIsA(op, "memref.alloca") &&
         !fuselageTypeIsWorkgroupMemory(mlirValueGetType(root)) &&
         fuselageValueIsDefinedInside(root, forwarding->launch);
}

static bool append(Forwarding *forwarding, uint32_t buffer) {
  const FuselageBuffer *b = &forwarding->buffers.buffers.data[buffer];
  ElementList *list = FUSELAGE_ARRAY_APPEND(&forwarding->known);
  if (!list)
    return false;
  *list = (ElementList){.kind = kindOf(forwarding, b),
                        .isPrivate = isPrivate(forwarding, b->root)};
  if (list->kind == FUSELAGE_BUFFER_ALLOCATION)
    return true;
  uint32_t *slot = list->kind == FUSELAGE_BUFFER_UNKNOWN
                       ? FUSELAGE_ARRAY_APPEND(&forwarding->unknownBuffers)
                       : FUSELAGE_ARRAY_APPEND(&forwarding->externalBuffers);
  if (slot)
    *slot = buffer;
  return slot != NULL;
}

/// The buffer of a memref; false when memory is out.
static bool resolve(Forwarding *forwarding, MlirValue memref,
                    FuselageBufferView *view) {
  if (!fuselageBufferTableResolve(&forwarding->buffers, memref, view))
    return false;
  while (forwarding->known.size < forwarding->buffers.buffers.size)
    if (!append(forwarding, (uint32_t)forwarding->known.size))
      return false;
  return true;
}

static bool readTarget(Forwarding *forwarding, MlirOperation op,
                       intptr_t memrefOperand, Target *target) {
  FuselageElement element;
  FuselageBufferView view;
  if (!fuselageReadElement(&forwarding->reader, &forwarding->buffers, op,
                           memrefOperand, &element) ||
      !resolve(forwarding, element.base, &view))
    return false;
  target->buffer = view.buffer;
  target->base = view.base;
  target->isInjective = view.isInjective;
  target->rank = element.rank;
  target->isAnyElement = !element.isKnown;
  memcpy(target->indices, element.indices,
         element.rank * sizeof element.indices[0]);
  return true;
}

static Element *findElement(Forwarding *forwarding, const Target *target) {
  ElementList *list = &forwarding->known.data[target->buffer];
  for (size_t i = 0; i < list->elements.size; ++i)
    if (isSameElement(&list->elements.data[i], target))
      return &list->elements.data[i];
  return NULL;
}

static bool learn(Forwarding *forwarding, const Target *target, MlirValue value,
                  MlirOperation unreadStore) {
  if (target->isAnyElement)
    return true;
  uint32_t *learned = FUSELAGE_ARRAY_APPEND(&forwarding->learned);
  if (!learned)
    return false;
  *learned = target->buffer;
  Element *element =
      FUSELAGE_ARRAY_APPEND(&forwarding->known.data[target->buffer].elements);
  if (!element)
    return false;
  *element = (Element){.base = target->base,
                       .rank = target->rank,
                       .value = value,
                       .unreadStore = unreadStore,
                       .scope = forwarding->scopes.size};
  memcpy(element->indices, target->indices,
         target->rank * sizeof target->indices[0]);
  return true;
}

//===----------------------------------------------------------------------===//
// Operations in order
//===----------------------------------------------------------------------===//

static bool visitLoad(Forwarding *forwarding, MlirOperation op,
                      const Target *target) {
  MlirValue result = mlirOperationGetResult(op, 0);
  const Element *element = findElement(forwarding, target);
  if (element && mlirTypeEqual(mlirValueGetType(element->value),
                               mlirValueGetType(result))) {
    mlirValueReplaceAllUsesOfWith(result, element->value);
    mlirOperationDestroy(op);
    return true;
  }
  forEachOverlap(forwarding, target, markRead);
  return learn(forwarding, target, result, (MlirOperation){NULL});
}

/// The unread store is dead if this one certainly runs whenever it does, which
/// is so in one block.
static bool visitStore(Forwarding *forwarding, MlirOperation op,
                       const Target *target) {
  const Element *element = findElement(forwarding, target);
  MlirOperation overwritten = {NULL};
  if (element && !mlirOperationIsNull(element->unreadStore) &&
      mlirBlockEqual(mlirOperationGetBlock(element->unreadStore),
                     mlirOperationGetBlock(op)))
    overwritten = element->unreadStore;
  forEachOverlap(forwarding, target, forget);
  if (!mlirOperationIsNull(overwritten))
    mlirOperationDestroy(overwritten);
  return learn(forwarding, target, mlirOperationGetOperand(op, 0), op);
}

/// The effects of one operation on what is known.
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
  FuselageBufferView view;
  if (!resolve(visit->forwarding, effect.value, &view)) {
    visit->failed = true;
    return;
  }
  Target target = {.buffer = view.buffer, .isAnyElement = true};
  forEachOverlap(visit->forwarding, &target,
                 effect.kind == FUSELAGE_EFFECT_READ ? markRead : forget);
}

/// By what an atomic returns a thread may learn that another one has written
/// elsewhere, as when it gets a lock. Without a result in use it learns
/// nothing.
static bool mayTellThread(MlirOperation op) {
  return (fuselageOperationIsA(op, "memref.atomic_rmw") ||
          fuselageOperationIsA(op, "memref.generic_atomic_rmw")) &&
         !mlirOpOperandIsNull(
             mlirValueGetFirstUse(mlirOperationGetResult(op, 0)));
}

/// Whether all collective operations order memory is not clear; they are taken
/// to. Those of the `gpu` dialect touch no memory themselves.
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

/// Forgets what an operation nested in a loop writes.
static MlirWalkResult forgetWritten(MlirOperation op, void *userData) {
  Forwarding *forwarding = userData;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  bool succeeded = true;
  if (!fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand)) {
    succeeded = visitOtherEffects(forwarding, op);
  } else if (kind == FUSELAGE_ACCESS_WRITE) {
    Target target;
    FuselageBufferView view;
    succeeded =
        resolve(forwarding, mlirOperationGetOperand(op, memrefOperand), &view);
    if (succeeded) {
      target = (Target){.buffer = view.buffer, .isAnyElement = true};
      forEachOverlap(forwarding, &target, forget);
    }
  }
  if (!succeeded)
    forwarding->outOfMemory = true;
  return succeeded ? MlirWalkResultAdvance : MlirWalkResultInterrupt;
}

/// True if the regions of `op` run at most once each time that `op` runs.
static bool runsRegionsOnce(MlirOperation op) {
  return fuselageOperationIsA(op, "scf.if") ||
         fuselageOperationIsA(op, "scf.index_switch") ||
         fuselageOperationIsA(op, "scf.execute_region") ||
         fuselageOperationIsA(op, "affine.if");
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
    ElementList *list = &forwarding->known.data[buffer];
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

/// Visits `root`, then what can only be reached through it, each block in the
/// scope of its predecessor.
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

/// Several blocks may be left from any of them, so nothing is known behind.
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
    Target target;
    if (!readTarget(forwarding, op, memrefOperand, &target))
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
  FUSELAGE_ARRAY_FREE(&forwarding->unknownBuffers);
  FUSELAGE_ARRAY_FREE(&forwarding->externalBuffers);
  FUSELAGE_ARRAY_FREE(&forwarding->learned);
  FUSELAGE_ARRAY_FREE(&forwarding->scopes);
  FUSELAGE_ARRAY_FREE(&forwarding->pending);
  fuselageBufferTableFree(&forwarding->buffers);
  fuselageIndexReaderFree(&forwarding->reader);
  fuselageSymbolTableFree(&forwarding->symbols);
}

/// The sizes of the launch are read as well, so that an id along an extent of 1
/// is the constant 0.
static void enterLaunch(Forwarding *forwarding, MlirOperation launch) {
  FuselageIndexReader *reader = &forwarding->reader;
  fuselageIndexReaderInit(reader, mlirOperationGetContext(launch),
                          &forwarding->symbols);
  MlirAffineExpr extents[FUSELAGE_NUM_IDS];
  fuselageReadLaunchExtents(reader, launch, extents);
  fuselageIndexReaderEnterLaunch(reader, launch, extents);
  reader->bodyValuesAreSymbols = true;
}

bool fuselageForwardStores(MlirOperation launch, bool assumeNoaliasArgs) {
  Forwarding forwarding = {.launch = launch};
  forwarding.buffers.assumeNoaliasArgs = assumeNoaliasArgs;
  enterLaunch(&forwarding, launch);
  bool succeeded = visitRegion(&forwarding, mlirOperationGetRegion(launch, 0));
  release(&forwarding);
  return succeeded;
}
