//===- MergeSiblings.c - Merging operations of one block ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The later operation goes up through the block, from its place to the earlier
// operation. An operation on the way that computes a value for it goes along if
// it has no effects or only loads. Any other operation stays, and must not
// conflict with the operations that pass it.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/MergeSiblings.h"

#include "Bridge/MemoryEffects.h"
#include "IR/Operation.h"
#include "Support/Bounds.h"
#include "Support/PointerMap.h"

#include <string.h>

/// The most operations to pass, with effects and without.
enum {
  maxEffectsPassed = FUSELAGE_BOUND(16, 1),
  maxPurePassed = FUSELAGE_BOUND(256, 2)
};

typedef FUSELAGE_ARRAY(MlirOperation) OperationList;

/// An operation on its way up.
typedef struct Ascent {
  FuselageBody *body;
  /// The operations whose results the rising operation, or one that goes along,
  /// uses.
  FuselagePointerMap needed;
  /// The accesses of the rising operation and of the operations that go along;
  /// and the accesses of the operations that go along alone.
  FuselageBodyAccessList accesses, accessesAlong;
  /// The numbers of the operations that go along, last first.
  FUSELAGE_ARRAY(size_t) along;
  size_t numEffectsPassed, numPurePassed;
  bool outOfMemory;
} Ascent;

/// The operations of a block up to the one being visited, in their present
/// order.
typedef struct Siblings {
  FuselageBody *body;
  const FuselageSiblingRule *rule;
  OperationList ops;
} Siblings;

//===----------------------------------------------------------------------===//
// Going up
//===----------------------------------------------------------------------===//

static MlirWalkResult addNeeded(MlirOperation op, void *userData) {
  Ascent *ascent = userData;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i) {
    MlirOperation definition =
        fuselageValueGetDefiningOp(mlirOperationGetOperand(op, i));
    if (!mlirOperationIsNull(definition) &&
        !fuselagePointerMapInsert(&ascent->needed, definition.ptr, 0))
      ascent->outOfMemory = true;
  }
  return ascent->outOfMemory ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

static bool isNeeded(const Ascent *ascent, MlirOperation op) {
  return fuselagePointerMapLookup(&ascent->needed, op.ptr) !=
         FUSELAGE_POINTER_NOT_FOUND;
}

/// Adds the accesses and the needs of `op`; false if it cannot go up.
static bool takeAlong(Ascent *ascent, MlirOperation op,
                      FuselageBodyAccessList *accesses) {
  if (!fuselageBodyCollectAccesses(ascent->body, op, accesses))
    ascent->outOfMemory = true;
  mlirOperationWalk(op, addNeeded, ascent, MlirWalkPreOrder);
  return !ascent->outOfMemory && !accesses->isOpaque;
}

static bool appendAll(Ascent *ascent, const FuselageBodyAccessList *from) {
  FuselageBodyAccessList *to = &ascent->accesses;
  if (from->size == 0)
    return true;
  if (!FUSELAGE_ARRAY_RESERVE(to, to->size + from->size)) {
    ascent->outOfMemory = true;
    return false;
  }
  memcpy(to->data + to->size, from->data, from->size * sizeof *from->data);
  to->size += from->size;
  return true;
}

static bool onlyReads(const FuselageBodyAccessList *list) {
  for (size_t i = 0; i < list->size; ++i)
    if (list->data[i].kind != FUSELAGE_ACCESS_READ)
      return false;
  return true;
}

/// A region may hold operations that must stay where they are.
static bool mayGoAlong(MlirOperation op, const FuselageBodyAccessList *list) {
  return mlirOperationGetNumRegions(op) == 0 && !list->isOpaque &&
         onlyReads(list);
}

/// Passes `op`, number `number` of its block, or takes it along. An operation
/// without accesses has no effects.
static bool pass(Ascent *ascent, MlirOperation op, size_t number) {
  FuselageBodyAccessList list = {0};
  bool passed = fuselageBodyCollectAccesses(ascent->body, op, &list);
  if (!passed)
    ascent->outOfMemory = true;
  else if (list.size == 0 && !list.isOpaque)
    passed = ++ascent->numPurePassed <= maxPurePassed;
  else
    passed = ++ascent->numEffectsPassed <= maxEffectsPassed;
  if (passed && isNeeded(ascent, op)) {
    size_t *slot =
        mayGoAlong(op, &list) ? FUSELAGE_ARRAY_APPEND(&ascent->along) : NULL;
    if (slot)
      *slot = number;
    passed = slot && takeAlong(ascent, op, &ascent->accessesAlong) &&
             appendAll(ascent, &list);
  } else if (passed) {
    passed =
        !fuselageBodyListsMayConflict(ascent->body, &list, &ascent->accesses);
  }
  FUSELAGE_ARRAY_FREE(&list);
  return passed;
}

/// True if the operations that go along may also pass `op`, which is next on
/// the way.
static bool mayJoin(Ascent *ascent, MlirOperation op) {
  if (isNeeded(ascent, op))
    return false;
  if (ascent->accessesAlong.size == 0)
    return true;
  FuselageBodyAccessList list = {0};
  bool mayJoin = fuselageBodyCollectAccesses(ascent->body, op, &list) &&
                 !fuselageBodyListsMayConflict(ascent->body, &list,
                                               &ascent->accessesAlong);
  FUSELAGE_ARRAY_FREE(&list);
  return mayJoin;
}

static void releaseAscent(Ascent *ascent) {
  fuselagePointerMapFree(&ascent->needed);
  FUSELAGE_ARRAY_FREE(&ascent->accesses);
  FUSELAGE_ARRAY_FREE(&ascent->accessesAlong);
  FUSELAGE_ARRAY_FREE(&ascent->along);
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// Moves the operations that go along to before operation number `target`.
static void moveAlong(Siblings *siblings, const Ascent *ascent, size_t target) {
  MlirOperation *ops = siblings->ops.data;
  for (size_t i = ascent->along.size; i-- > 0;) {
    size_t number = ascent->along.data[i];
    MlirOperation op = ops[number];
    mlirOperationMoveBefore(op, ops[target]);
    memmove(&ops[target + 1], &ops[target], (number - target) * sizeof *ops);
    ops[target++] = op;
  }
}

/// Looks for an operation into which `later` can be merged.
static bool mergeIntoEarlier(Siblings *siblings, MlirOperation later) {
  const FuselageSiblingRule *rule = siblings->rule;
  Ascent ascent = {.body = siblings->body};
  bool merged = false;
  bool rises = takeAlong(&ascent, later, &ascent.accesses);
  for (size_t i = siblings->ops.size; rises && !merged && i-- > 0;) {
    MlirOperation op = siblings->ops.data[i];
    if (fuselageOperationIs(op, rule->kind) && mayJoin(&ascent, op) &&
        rule->canMerge(siblings->body, op, later)) {
      moveAlong(siblings, &ascent, i);
      siblings->ops.data[i + ascent.along.size] =
          rule->merge(siblings->body, op, later);
      fuselageBodyForgetValues(siblings->body);
      merged = true;
    } else {
      rises = pass(&ascent, op, i);
    }
  }
  releaseAscent(&ascent);
  return merged;
}

static bool mergeInRegion(FuselageBody *body, const FuselageSiblingRule *rule,
                          MlirRegion region);

/// Visits a merged operation as a whole.
static bool mergeInBlock(FuselageBody *body, const FuselageSiblingRule *rule,
                         MlirBlock block) {
  Siblings siblings = {.body = body, .rule = rule};
  bool merged = false;
  MlirOperation next;
  for (MlirOperation op = mlirBlockGetFirstOperation(block);
       !mlirOperationIsNull(op); op = next) {
    next = mlirOperationGetNextInBlock(op);
    if (fuselageOperationIs(op, rule->kind) &&
        mergeIntoEarlier(&siblings, op)) {
      merged = true;
      continue;
    }
    MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&siblings.ops);
    if (!slot)
      break;
    *slot = op;
  }
  FUSELAGE_ARRAY_FREE(&siblings.ops);
  FUSELAGE_FOR_EACH_OPERATION (op, block)
    for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
      merged |= mergeInRegion(body, rule, mlirOperationGetRegion(op, i));
  return merged;
}

static bool mergeInRegion(FuselageBody *body, const FuselageSiblingRule *rule,
                          MlirRegion region) {
  bool merged = false;
  FUSELAGE_FOR_EACH_BLOCK (block, region)
    merged |= mergeInBlock(body, rule, block);
  return merged;
}

bool fuselageMergeSiblings(FuselageBody *body,
                           const FuselageSiblingRule *rule) {
  return mergeInRegion(body, rule, mlirOperationGetRegion(body->launch, 0));
}
