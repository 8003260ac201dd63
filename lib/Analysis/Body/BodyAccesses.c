//===- BodyAccesses.c - Accesses of the operations of a body --------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Body/BodyAccesses.h"

#include "Analysis/Memory/AliasRule.h"
#include "Bridge/MemoryEffects.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include <string.h>

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

void fuselageBodyInit(FuselageBody *body, MlirOperation launch,
                      bool assumeNoaliasArgs) {
  MlirContext context = mlirOperationGetContext(launch);
  *body = (FuselageBody){.launch = launch};
  body->buffers.assumeNoaliasArgs = assumeNoaliasArgs;
  fuselageIndexReaderInit(&body->reader, context, &body->symbols);
  body->space = fuselageIndexReadIterationSpace(&body->reader, launch);
  body->reader.bodyValuesAreSymbols = true;
  fuselageBodyForgetValues(body);
}

void fuselageBodyFree(FuselageBody *body) {
  fuselageBufferTableFree(&body->buffers);
  fuselageIndexReaderFree(&body->reader);
  fuselageSymbolTableFree(&body->symbols);
}

void fuselageBodyForgetValues(FuselageBody *body) {
  fuselageIndexReaderEnterLaunch(&body->reader, body->launch, &body->space);
}

bool fuselageBodyIsPrivate(const FuselageBody *body, MlirValue memref) {
  MlirOperation op = fuselageValueGetDefiningOp(memref);
  if (mlirOperationIsNull(op))
    return fuselageValueIsPrivateMemory(memref, body->launch);
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA) &&
         !fuselageTypeIsWorkgroupMemory(mlirValueGetType(memref)) &&
         fuselageValueIsDefinedInside(memref, body->launch);
}

static bool isOutside(MlirAffineExpr idOrNull, MlirValue valueOrNull,
                      void *userData) {
  const MlirOperation *op = userData;
  return !mlirAffineExprIsNull(idOrNull) ||
         !fuselageValueIsDefinedInside(valueOrNull, *op);
}

bool fuselageBodyIsInvariant(const FuselageBody *body,
                             MlirAffineExpr expression, MlirOperation loop) {
  return fuselageExprAllLeaves(&body->symbols, expression, isOutside, &loop);
}

//===----------------------------------------------------------------------===//
// Conflicts
//===----------------------------------------------------------------------===//

bool fuselageBodyMayConflict(const FuselageBody *body,
                             const FuselageBodyAccess *a,
                             const FuselageBodyAccess *b) {
  return ((unsigned)a->kind | (unsigned)b->kind) & FUSELAGE_ACCESS_WRITE &&
         fuselageBuffersMayAlias(&body->buffers, a->element.buffer,
                                 b->element.buffer) &&
         !fuselageElementsDiffer(&a->element, &b->element);
}

bool fuselageBodyListsMayConflict(const FuselageBody *body,
                                  const FuselageBodyAccessList *a,
                                  const FuselageBodyAccessList *b) {
  if (a->isOpaque || b->isOpaque)
    return true;
  for (size_t i = 0; i < a->size; ++i)
    for (size_t j = 0; j < b->size; ++j)
      if (fuselageBodyMayConflict(body, &a->data[i], &b->data[j]))
        return true;
  return false;
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

typedef struct AccessWalk {
  FuselageBody *body;
  FuselageBodyAccessList *list;
  /// The operation whose effects the walk reads.
  MlirOperation op;
  bool outOfMemory;
} AccessWalk;

/// A new access, or null if the list is full or memory is out.
static FuselageBodyAccess *append(AccessWalk *walk, FuselageAccessKind kind) {
  if (walk->list->size >= FUSELAGE_MAX_BODY_ACCESSES) {
    walk->list->isOpaque = true;
    return NULL;
  }
  FuselageBodyAccess *access = FUSELAGE_ARRAY_APPEND(walk->list);
  if (!access) {
    walk->outOfMemory = true;
    return NULL;
  }
  access->op = walk->op;
  access->kind = kind;
  return access;
}

static void addEffect(FuselageEffect effect, void *userData) {
  AccessWalk *walk = userData;
  FuselageBufferView view;
  if (!fuselageValueIsMemRef(effect.value) ||
      (effect.kind != FUSELAGE_EFFECT_READ &&
       effect.kind != FUSELAGE_EFFECT_WRITE)) {
    walk->list->isOpaque = true;
    return;
  }
  if (!fuselageBufferTableResolve(&walk->body->buffers, effect.value, &view)) {
    walk->outOfMemory = true;
    return;
  }
  FuselageBodyAccess *access =
      append(walk, effect.kind == FUSELAGE_EFFECT_READ ? FUSELAGE_ACCESS_READ
                                                       : FUSELAGE_ACCESS_WRITE);
  if (access)
    access->element = (FuselageElement){.buffer = view.buffer,
                                        .base = view.base,
                                        .isInjective = view.isInjective};
}

/// An atomic may tell other threads that earlier writes are done.
static bool isAtomic(MlirOperation op) {
  return fuselageOperationGetClass(op) == FUSELAGE_CLASS_ATOMIC;
}

/// An allocation on the stack is no access: nobody could reach that memory
/// before. For an operation with regions of unknown use its own effects decide.
/// They are unknown unless the operation as a whole has no effects. Control
/// flow comes first: whether it has effects takes a look at everything in it.
static void addOtherAccesses(AccessWalk *walk, MlirOperation op) {
  if (fuselageOperationIsControlFlow(op) ||
      fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA))
    return;
  if (fuselageOperationIsMemoryEffectFree(op) &&
      !fuselageOperationIsCollective(op))
    return;
  if (fuselageOperationIsCollective(op) || isAtomic(op) ||
      mlirOperationGetNumRegions(op) != 0 ||
      !fuselageOperationForEachEffect(op, addEffect, walk))
    walk->list->isOpaque = true;
}

static MlirWalkResult addAccesses(MlirOperation op, void *userData) {
  AccessWalk *walk = userData;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  walk->op = op;
  if (fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand)) {
    FuselageBodyAccess *access = append(walk, kind);
    if (access &&
        !fuselageReadElement(&walk->body->reader, &walk->body->buffers, op,
                             memrefOperand, &access->element))
      walk->outOfMemory = true;
  } else {
    addOtherAccesses(walk, op);
  }
  return walk->outOfMemory || walk->list->isOpaque ? MlirWalkResultInterrupt
                                                   : MlirWalkResultAdvance;
}

bool fuselageBodyCollectAccesses(FuselageBody *body, MlirOperation op,
                                 FuselageBodyAccessList *list) {
  AccessWalk walk = {.body = body, .list = list};
  mlirOperationWalk(op, addAccesses, &walk, MlirWalkPreOrder);
  return !walk.outOfMemory;
}
