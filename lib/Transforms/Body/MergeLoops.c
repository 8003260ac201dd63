//===- MergeLoops.c - Merging loops over one range ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Merging runs iteration j of the later loop before iterations i > j of the
// earlier loop. That is legal if no such pair conflicts. Let one index of two
// conflicting accesses be c*i + r in the earlier loop and c*j + r + k in the
// later loop, with constants c and k, and an r that is the same in all
// iterations. Both touch one element only if c*(i - j) = k. With the step s of
// the loop, i - j is m*s for an integer m. If c*s does not divide k, the
// accesses do not conflict. If m = k / (c*s) is not positive, the conflict does
// no harm.
//
// Indices wrap around at 64 bits. With k = 0 and c = 1 or -1 that changes
// nothing. In all other cases c*s has to be a small constant, so that wrapping
// around takes more iterations than any loop has.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/MergeLoops.h"

#include "Analysis/Index/IndexExpr.h"
#include "IR/LoopArguments.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"
#include "Transforms/Body/MergeSiblings.h"

#include "mlir-c/BuiltinTypes.h"

#include <stddef.h>
#include <stdlib.h>

//===----------------------------------------------------------------------===//
// Ranges
//===----------------------------------------------------------------------===//

/// Bounds and step are the first operands.
enum { stepOperand = 2, numBounds = 3 };

static bool haveSameAttributes(MlirOperation a, MlirOperation b) {
  intptr_t count = mlirOperationGetNumAttributes(a);
  if (count != mlirOperationGetNumAttributes(b))
    return false;
  for (intptr_t i = 0; i < count; ++i) {
    MlirNamedAttribute named = mlirOperationGetAttribute(a, i);
    if (!mlirAttributeEqual(
            named.attribute,
            mlirOperationGetAttributeByName(b, mlirIdentifierStr(named.name))))
      return false;
  }
  return true;
}

/// An induction variable of a narrower type may wrap around and start over.
static bool isOverIndices(MlirOperation loop) {
  return mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetOperand(loop, 0)));
}

static bool haveSameRange(FuselageBody *body, MlirOperation a,
                          MlirOperation b) {
  for (intptr_t i = 0; i < numBounds; ++i) {
    MlirValue boundA = mlirOperationGetOperand(a, i);
    MlirValue boundB = mlirOperationGetOperand(b, i);
    if (mlirValueEqual(boundA, boundB))
      continue;
    MlirAffineExpr expression = fuselageIndexRead(&body->reader, boundA);
    if (mlirAffineExprIsNull(expression) ||
        !mlirAffineExprEqual(expression,
                             fuselageIndexRead(&body->reader, boundB)))
      return false;
  }
  return true;
}

/// Another memref may take the place of a carried memref, so properties of the
/// first would not hold for it.
static bool carriesMemRefs(MlirOperation loop) {
  for (intptr_t i = 0; i < mlirOperationGetNumResults(loop); ++i)
    if (fuselageValueIsMemRef(mlirOperationGetResult(loop, i)))
      return true;
  return false;
}

//===----------------------------------------------------------------------===//
// Conflicts between iterations
//===----------------------------------------------------------------------===//

/// Two loops over one range.
typedef struct LoopPair {
  FuselageBody *body;
  MlirOperation earlier, later;
  /// The induction variables as symbols.
  MlirAffineExpr earlierVariable, laterVariable;
  /// 0 if it is not a constant.
  int64_t step;
} LoopPair;

/// The largest c*s and k that count as small.
enum {
  maxStride = FUSELAGE_BOUND(1 << 16, 1),
  maxDistance = FUSELAGE_BOUND(1 << 30, 1)
};

/// True if the index of an iteration of the later loop is never the index of a
/// later iteration of the earlier loop. `distance` is k, `coefficient` is c.
static bool staysBehind(const LoopPair *pair, int64_t coefficient,
                        int64_t distance) {
  if (distance == 0 && (coefficient == 1 || coefficient == -1))
    return true;
  int64_t stride;
  if (__builtin_mul_overflow(coefficient, pair->step, &stride) || stride == 0 ||
      stride > maxStride || stride < -maxStride || distance > maxDistance ||
      distance < -maxDistance)
    return false;
  return distance % stride != 0 || distance / stride <= 0;
}

/// True if one index shows that no iteration of the later loop touches, through
/// `b`, an element that a later iteration of the earlier loop touches through
/// `a`.
static bool keepsOrder(const LoopPair *pair, const FuselageBodyAccess *a,
                       const FuselageBodyAccess *b) {
  const FuselageElement *x = &a->element, *y = &b->element;
  if (!x->isKnown || !y->isKnown || !x->isInjective ||
      !mlirValueEqual(x->base, y->base))
    return false;
  for (size_t i = 0; i < x->rank; ++i) {
    int64_t coefficient, distance;
    MlirAffineExpr shifted = fuselageExprReplaceSymbol(
        y->indices[i], pair->laterVariable, pair->earlierVariable);
    // A value from inside one loop does not occur in the other loop, so it
    // would stay in the difference.
    if (fuselageExprIsConstant(fuselageExprSub(shifted, x->indices[i]),
                               &distance) &&
        fuselageExprGetCoefficient(x->indices[i], pair->earlierVariable,
                                   &coefficient) &&
        staysBehind(pair, coefficient, distance))
      return true;
  }
  return false;
}

static bool listsKeepOrder(const LoopPair *pair,
                           const FuselageBodyAccessList *earlier,
                           const FuselageBodyAccessList *later) {
  if (earlier->isOpaque || later->isOpaque)
    return false;
  for (size_t i = 0; i < earlier->size; ++i)
    for (size_t j = 0; j < later->size; ++j)
      if (fuselageBodyMayConflict(pair->body, &earlier->data[i],
                                  &later->data[j]) &&
          !keepsOrder(pair, &earlier->data[i], &later->data[j]))
        return false;
  return true;
}

static MlirValue inductionVariableOf(MlirOperation loop) {
  return mlirBlockGetArgument(fuselageLoopGetBody(loop), 0);
}

static LoopPair describePair(FuselageBody *body, MlirOperation earlier,
                             MlirOperation later) {
  LoopPair pair = {.body = body,
                   .earlier = earlier,
                   .later = later,
                   .earlierVariable = fuselageIndexRead(
                       &body->reader, inductionVariableOf(earlier)),
                   .laterVariable = fuselageIndexRead(
                       &body->reader, inductionVariableOf(later))};
  if (!fuselageExprIsConstant(
          fuselageIndexRead(&body->reader,
                            mlirOperationGetOperand(earlier, stepOperand)),
          &pair.step) ||
      pair.step < 0)
    pair.step = 0;
  return pair;
}

static bool iterationsKeepOrder(FuselageBody *body, MlirOperation earlier,
                                MlirOperation later) {
  FuselageBodyAccessList before = {0}, after = {0};
  LoopPair pair = describePair(body, earlier, later);
  bool keepOrder = !mlirAffineExprIsNull(pair.earlierVariable) &&
                   !mlirAffineExprIsNull(pair.laterVariable) &&
                   fuselageBodyCollectAccesses(body, earlier, &before) &&
                   fuselageBodyCollectAccesses(body, later, &after) &&
                   listsKeepOrder(&pair, &before, &after);
  FUSELAGE_ARRAY_FREE(&before);
  FUSELAGE_ARRAY_FREE(&after);
  return keepOrder;
}

//===----------------------------------------------------------------------===//
// Merging
//===----------------------------------------------------------------------===//

/// The most values that two loops may carry together.
enum { maxCarried = FUSELAGE_BOUND(64, 1) };

static bool canMerge(FuselageBody *body, MlirOperation earlier,
                     MlirOperation later) {
  return isOverIndices(earlier) && isOverIndices(later) &&
         haveSameAttributes(earlier, later) &&
         haveSameRange(body, earlier, later) && !carriesMemRefs(earlier) &&
         !carriesMemRefs(later) &&
         fuselageLoopGetNumCarried(later) <= maxCarried &&
         iterationsKeepOrder(body, earlier, later);
}

static void moveBody(MlirOperation from, MlirOperation to) {
  MlirBlock source = fuselageLoopGetBody(from);
  MlirOperation sourceEnd = mlirBlockGetTerminator(source);
  MlirOperation end = mlirBlockGetTerminator(fuselageLoopGetBody(to));
  for (MlirOperation op = mlirBlockGetFirstOperation(source);
       !mlirOperationEqual(op, sourceEnd);
       op = mlirBlockGetFirstOperation(source))
    mlirOperationMoveBefore(op, end);
}

/// Appends the arguments, the results and the handed-on values of the later
/// loop to those of the earlier loop.
static MlirOperation merge(FuselageBody *body, MlirOperation earlier,
                           MlirOperation later) {
  intptr_t count = fuselageLoopGetNumCarried(later);
  intptr_t before = fuselageLoopGetNumCarried(earlier);
  MlirValue initial[maxCarried];
  (void)body;
  for (intptr_t i = 0; i < count; ++i)
    initial[i] = mlirOperationGetOperand(later, numBounds + i);
  MlirOperation merged =
      count == 0 ? earlier : fuselageLoopAddCarried(earlier, count, initial);
  MlirBlock target = fuselageLoopGetBody(merged);
  MlirBlock source = fuselageLoopGetBody(later);
  mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(source, 0),
                                mlirBlockGetArgument(target, 0));
  for (intptr_t i = 0; i < count; ++i) {
    mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(source, 1 + i),
                                  mlirBlockGetArgument(target, 1 + before + i));
    mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(later, i),
                                  mlirOperationGetResult(merged, before + i));
  }
  moveBody(later, merged);
  MlirOperation yield = mlirBlockGetTerminator(source);
  for (intptr_t i = 0; i < count; ++i)
    fuselageLoopAppendYield(merged, mlirOperationGetOperand(yield, i));
  mlirOperationDestroy(later);
  return merged;
}

bool fuselageMergeLoops(FuselageBody *body) {
  static const FuselageSiblingRule rule = {FUSELAGE_OP_SCF_FOR, canMerge,
                                           merge};
  return fuselageMergeSiblings(body, &rule);
}
