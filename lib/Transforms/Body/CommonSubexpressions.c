//===- CommonSubexpressions.c - Values computed once ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block sees the values that its own operations have computed so far, and the
// values computed before the operation around it. Blocks of one region do not
// see each other's values.
//
// Operations are equal if they have the same spelling, or if the indices that
// they compute read as the same expression. Equal expressions are equal values
// within one iteration of the loops around. A block sees no other iteration.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/CommonSubexpressions.h"

#include "Analysis/Body/BodyAccesses.h"
#include "Bridge/Equivalence.h"
#include "Bridge/MemoryEffects.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Array.h"
#include "Support/Bounds.h"
#include "Support/Hash.h"

#include "mlir-c/BuiltinTypes.h"

#include <stddef.h>
#include <stdint.h>

/// The end of a chain.
#define NO_EXPRESSION SIZE_MAX

/// A visible operation. `index` is the index that it computes, or null: it is
/// then known by its spelling. `next` is the expression before it in the same
/// bucket.
typedef struct Expression {
  MlirOperation op;
  MlirAffineExpr index;
  size_t bucket, next;
} Expression;

typedef struct Expressions {
  FuselageBody body;
  FUSELAGE_ARRAY(Expression) seen;
  /// The number of the first expressions that are hidden: they stand outside of
  /// a region that must not use them.
  size_t numHidden;
  /// The last expression of each bucket. The number of buckets is a power of
  /// two.
  FUSELAGE_ARRAY(size_t) buckets;
  bool outOfMemory;
} Expressions;

static uint64_t combine(uint64_t hash, const void *pointer) {
  return fuselageHash((const void *)&pointer, sizeof pointer, hash);
}

static size_t bucketOfHash(const Expressions *expressions, uint64_t hash) {
  return hash & (expressions->buckets.size - 1);
}

/// Addresses decide only which operations the step compares.
static size_t bucketOf(const Expressions *expressions, MlirOperation op,
                       MlirAffineExpr index) {
  if (!mlirAffineExprIsNull(index))
    return bucketOfHash(expressions, combine(1, index.ptr));
  uint64_t hash = combine(0, mlirIdentifierStr(mlirOperationGetName(op)).data);
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    hash = combine(hash, mlirOperationGetOperand(op, i).ptr);
  for (intptr_t i = 0; i < mlirOperationGetNumAttributes(op); ++i)
    hash = combine(hash, mlirOperationGetAttribute(op, i).attribute.ptr);
  return bucketOfHash(expressions, hash);
}

/// The result of a collective operation depends on the threads that reach it.
static bool isExpression(MlirOperation op) {
  return mlirOperationGetNumResults(op) != 0 &&
         mlirOperationGetNumRegions(op) == 0 &&
         fuselageOperationIsMemoryEffectFree(op) &&
         !fuselageOperationIsCollective(op);
}

/// The index that an operation computes by arithmetic, or null.
static MlirAffineExpr readIndex(Expressions *expressions, MlirOperation op) {
  MlirAffineExpr none = {NULL};
  if (mlirOperationGetNumResults(op) != 1 ||
      !mlirTypeIsAIndex(mlirValueGetType(mlirOperationGetResult(op, 0))))
    return none;
  return fuselageIndexRead(&expressions->body.reader,
                           mlirOperationGetResult(op, 0));
}

/// Affine operations take only indices of certain origins, such as the results
/// of `affine.apply`.
static bool mayReplace(MlirOperation op, MlirOperation by) {
  return !fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_AFFINE) ||
         fuselageOperationIsInDialect(by, FUSELAGE_DIALECT_AFFINE);
}

static bool isFound(const Expression *expression, MlirOperation op,
                    MlirAffineExpr index) {
  if (mlirAffineExprIsNull(index))
    return mlirAffineExprIsNull(expression->index) &&
           fuselageOperationsAreEquivalent(expression->op, op);
  return mlirAffineExprEqual(expression->index, index) &&
         mayReplace(op, expression->op);
}

static MlirOperation find(const Expressions *expressions, MlirOperation op,
                          MlirAffineExpr index) {
  size_t i = expressions->buckets.data[bucketOf(expressions, op, index)];
  while (i < expressions->seen.size && i >= expressions->numHidden) {
    const Expression *expression = &expressions->seen.data[i];
    if (isFound(expression, op, index))
      return expression->op;
    i = expression->next;
  }
  return (MlirOperation){NULL};
}

static void remember(Expressions *expressions, MlirOperation op,
                     MlirAffineExpr index) {
  size_t number = expressions->seen.size;
  size_t bucket = bucketOf(expressions, op, index);
  Expression *slot = FUSELAGE_ARRAY_APPEND(&expressions->seen);
  if (!slot) {
    expressions->outOfMemory = true;
    return;
  }
  *slot = (Expression){op, index, bucket, expressions->buckets.data[bucket]};
  expressions->buckets.data[bucket] = number;
}

static void forgetFrom(Expressions *expressions, size_t size) {
  while (expressions->seen.size > size) {
    const Expression *last = &expressions->seen.data[--expressions->seen.size];
    expressions->buckets.data[last->bucket] = last->next;
  }
}

static void replace(MlirOperation op, MlirOperation by) {
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    mlirValueReplaceAllUsesOfWith(mlirOperationGetResult(op, i),
                                  mlirOperationGetResult(by, i));
  mlirOperationDestroy(op);
}

//===----------------------------------------------------------------------===//
// Overflow
//===----------------------------------------------------------------------===//

/// The most operations to follow from an index back to its origins.
enum { maxOperations = FUSELAGE_BOUND(64, 2) };

typedef struct Origins {
  MlirOperation ops[maxOperations];
  size_t size;
} Origins;

/// Lists the arithmetic that makes a value; false if it is too much.
static bool listOrigins(MlirOperation op, Origins *origins) {
  if (!isExpression(op))
    return true;
  if (origins->size == maxOperations)
    return false;
  origins->ops[origins->size++] = op;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i) {
    MlirOperation definition =
        fuselageValueGetDefiningOp(mlirOperationGetOperand(op, i));
    if (!mlirOperationIsNull(definition) && !listOrigins(definition, origins))
      return false;
  }
  return true;
}

/// An index with a no-overflow flag is undefined where it overflows. Before it
/// replaces an equal index without the flag, the flag has to go. Affine
/// operations have no flag to remove.
static bool allowOverflow(Expressions *expressions, MlirOperation op) {
  static const char flags[] = "overflowFlags";
  Origins origins = {.size = 0};
  if (!listOrigins(op, &origins))
    return false;
  for (size_t i = 0; i < origins.size; ++i)
    if (fuselageOperationIs(origins.ops[i], FUSELAGE_OP_AFFINE_APPLY) &&
        !fuselageIndexApplyFits(&expressions->body.reader, origins.ops[i]))
      return false;
  for (size_t i = 0; i < origins.size; ++i)
    if (fuselageOperationIsInDialect(origins.ops[i], FUSELAGE_DIALECT_ARITH) &&
        !mlirAttributeIsNull(
            fuselageOperationGetInherentAttribute(origins.ops[i], flags)))
      mlirOperationSetInherentAttributeByName(
          origins.ops[i], mlirStringRefCreateFromCString(flags),
          mlirAttributeParseGet(
              mlirOperationGetContext(op),
              mlirStringRefCreateFromCString("#arith.overflow<none>")));
  return true;
}

//===----------------------------------------------------------------------===//
// Operations in order
//===----------------------------------------------------------------------===//

static void visitRegion(Expressions *expressions, MlirRegion region);

static void visitRegionsOf(Expressions *expressions, MlirOperation op) {
  size_t numHidden = expressions->numHidden;
  if (!fuselageOperationRegionsSeeValues(op))
    expressions->numHidden = expressions->seen.size;
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    visitRegion(expressions, mlirOperationGetRegion(op, i));
  expressions->numHidden = numHidden;
}

static void visitOperation(Expressions *expressions, MlirOperation op) {
  if (!isExpression(op)) {
    visitRegionsOf(expressions, op);
    return;
  }
  MlirAffineExpr spelled = {NULL};
  MlirAffineExpr index = readIndex(expressions, op);
  MlirOperation equal = find(expressions, op, spelled);
  bool isSpelledAlike = !mlirOperationIsNull(equal);
  if (!isSpelledAlike && !mlirAffineExprIsNull(index))
    equal = find(expressions, op, index);
  if (!mlirOperationIsNull(equal) &&
      (isSpelledAlike || allowOverflow(expressions, equal))) {
    replace(op, equal);
    return;
  }
  remember(expressions, op, spelled);
  if (!mlirAffineExprIsNull(index))
    remember(expressions, op, index);
}

static void visitRegion(Expressions *expressions, MlirRegion region) {
  FUSELAGE_FOR_EACH_BLOCK (block, region) {
    size_t size = expressions->seen.size;
    MlirOperation next;
    for (MlirOperation op = mlirBlockGetFirstOperation(block);
         !mlirOperationIsNull(op) && !expressions->outOfMemory; op = next) {
      next = mlirOperationGetNextInBlock(op);
      visitOperation(expressions, op);
    }
    forgetFrom(expressions, size);
  }
}

static MlirWalkResult count(MlirOperation op, void *userData) {
  (void)op;
  ++*(size_t *)userData;
  return MlirWalkResultAdvance;
}

/// One bucket for each operation keeps chains short.
static bool makeBuckets(Expressions *expressions, MlirOperation launch) {
  size_t numOperations = 0, numBuckets = 1;
  mlirOperationWalk(launch, count, &numOperations, MlirWalkPreOrder);
  while (numBuckets < numOperations)
    numBuckets *= 2;
  if (!FUSELAGE_ARRAY_RESERVE(&expressions->buckets, numBuckets))
    return false;
  for (size_t i = 0; i < numBuckets; ++i)
    expressions->buckets.data[i] = NO_EXPRESSION;
  expressions->buckets.size = numBuckets;
  return true;
}

bool fuselageMergeCommonSubexpressions(MlirOperation launch) {
  Expressions expressions = {.outOfMemory = false};
  fuselageBodyInit(&expressions.body, launch, false);
  if (makeBuckets(&expressions, launch))
    visitRegion(&expressions, mlirOperationGetRegion(launch, 0));
  else
    expressions.outOfMemory = true;
  FUSELAGE_ARRAY_FREE(&expressions.seen);
  FUSELAGE_ARRAY_FREE(&expressions.buckets);
  fuselageBodyFree(&expressions.body);
  return !expressions.outOfMemory;
}
