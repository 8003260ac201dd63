//===- LocalizeBuffers.c - Buffers as local memory ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Neither the launches nor the fused launch have data races. So a value that a
// thread reads from a buffer without atomics was written by the thread itself,
// by another thread of its block that it has met since, by an earlier launch,
// or by the host. This launch is the only user of the buffer. It runs once for
// each allocation of the buffer, because both stand in one block:
//
// - If no threads meet in the body, each thread reads only what it wrote,
//   and may have a buffer of its own. The same holds if threads meet, but
//   the indices show that no two threads touch a common element.
// - Blocks do not meet. Each block may have a buffer of its own, if its threads
//   meet by operations of the `gpu` dialect alone: called functions, and other
//   dialects, may have ways for blocks to meet.
//
// If all accesses index a dimension by one expression that has one value in the
// thread, the thread uses only one index along the dimension. Its own buffer
// then drops the dimension.
//
//===----------------------------------------------------------------------===//

#include "Transforms/Body/LocalizeBuffers.h"

#include "Analysis/Index/ThreadOwnership.h"
#include "Analysis/Stage/ResourceLimits.h"
#include "Bridge/MemoryEffects.h"
#include "IR/ByteCount.h"
#include "IR/DeviceLayout.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

#include <stddef.h>
#include <string.h>

/// The contents of a launch.
typedef struct Contents {
  MlirOperation launch;
  /// Whether its threads can learn what other threads of their block wrote, and
  /// what threads of other blocks wrote.
  bool blocksMeet, gridMeets;
  /// Bytes of the stack of a thread, and bytes of the memory of a block.
  uint64_t stackBytes, workgroupBytes;
} Contents;

/// A buffer that may become local.
typedef struct Candidate {
  FuselageBody *body;
  MlirValue root;
  /// All loads and stores. The list has no bound, so it is not a
  /// FuselageBodyAccessList.
  FUSELAGE_ARRAY(FuselageBodyAccess) accesses;
  size_t rank;
  /// Whether the dimension stays; if it does not, the index of all accesses.
  bool stays[FUSELAGE_MAX_ELEMENT_RANK];
  MlirAffineExpr dropped[FUSELAGE_MAX_ELEMENT_RANK];
} Candidate;

//===----------------------------------------------------------------------===//
// Where threads meet
//===----------------------------------------------------------------------===//

/// By an atomic a thread may tell any other thread that a value is ready.
static bool isAtomic(MlirOperation op) {
  return fuselageOperationGetClass(op) == FUSELAGE_CLASS_ATOMIC;
}

static uint64_t stackBytesOf(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA)
             ? fuselageMemRefGetWorkgroupBytes(
                   mlirValueGetType(mlirOperationGetResult(op, 0)))
             : 0;
}

static void noteEffect(FuselageEffect effect, void *userData) {
  Contents *contents = userData;
  if (!fuselageValueIsMemRef(effect.value))
    contents->gridMeets = true;
}

/// True for operations whose only effects are declared effects on memrefs. For
/// control flow, the walk asks the operations in the regions.
static bool hasKnownEffects(MlirOperation op, Contents *contents) {
  return fuselageOperationIsControlFlow(op) ||
         fuselageOperationForEachEffect(op, noteEffect, contents);
}

static MlirWalkResult noteContents(MlirOperation op, void *userData) {
  Contents *contents = userData;
  if (mlirOperationEqual(op, contents->launch))
    return MlirWalkResultAdvance;
  bool isCollective = fuselageOperationIsCollective(op);
  if (isAtomic(op) || (isCollective ? !fuselageGpuOperationIsMergeable(op)
                                    : !hasKnownEffects(op, contents)))
    contents->gridMeets = true;
  else if (isCollective)
    contents->blocksMeet = true;
  contents->stackBytes =
      fuselageByteCountAdd(contents->stackBytes, stackBytesOf(op));
  return MlirWalkResultAdvance;
}

static Contents findContents(MlirOperation launch) {
  Contents contents = {.launch = launch,
                       .workgroupBytes =
                           fuselageLaunchGetWorkgroupBytes(launch)};
  mlirOperationWalk(launch, noteContents, &contents, MlirWalkPreOrder);
  return contents;
}

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

/// Adds a load or store of the launch. False if the use is none, or if its
/// indices cannot be followed to the allocation.
static bool addAccess(Candidate *candidate, MlirOpOperand use) {
  FuselageBody *body = candidate->body;
  MlirOperation op = mlirOpOperandGetOwner(use);
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (!fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand) ||
      mlirOpOperandGetOperandNumber(use) != memrefOperand ||
      !fuselageOperationIsWithin(op, body->launch))
    return false;
  FuselageBodyAccess *access = FUSELAGE_ARRAY_APPEND(&candidate->accesses);
  if (!access)
    return false;
  access->op = op;
  access->kind = kind;
  return fuselageReadElement(&body->reader, &body->buffers, op, memrefOperand,
                             &access->element) &&
         access->element.isKnown && access->element.isInjective &&
         mlirValueEqual(access->element.base, candidate->root);
}

/// Collects the accesses through `memref`; false if the memref has other uses,
/// or more nested views than `maxViews`.
static bool collectUses(Candidate *candidate, MlirValue memref, int maxViews) {
  if (maxViews == 0)
    return false;
  for (MlirOpOperand use = mlirValueGetFirstUse(memref);
       !mlirOpOperandIsNull(use); use = mlirOpOperandGetNextUse(use)) {
    MlirOperation op = mlirOpOperandGetOwner(use);
    bool keepsIndices;
    bool isLocal =
        fuselageOperationIsView(op, &keepsIndices)
            ? mlirOpOperandGetOperandNumber(use) == 0 &&
                  collectUses(candidate, mlirOperationGetResult(op, 0),
                              maxViews - 1)
            : fuselageOperationIsDeallocation(op) || addAccess(candidate, use);
    if (!isLocal)
      return false;
  }
  return true;
}

static bool standsBeside(MlirValue root, MlirOperation launch) {
  return mlirBlockEqual(mlirOperationGetBlock(mlirOpResultGetOwner(root)),
                        mlirOperationGetBlock(launch));
}

//===----------------------------------------------------------------------===//
// Dimensions
//===----------------------------------------------------------------------===//

/// The scope in which a value is constant: one thread, or one block.
typedef enum Scope { THREAD, BLOCK } Scope;

/// True if each thread computes a value of the body only once.
static bool isComputedOnce(MlirValue value, MlirOperation launch) {
  if (!mlirValueIsAOpResult(value))
    return false;
  MlirOperation op = mlirOpResultGetOwner(value);
  for (;;) {
    MlirOperation around = mlirOperationGetParentOperation(op);
    if (mlirOperationEqual(around, launch))
      return mlirBlockIsNull(
          mlirBlockGetNextInRegion(fuselageLaunchGetEntry(launch)));
    if (!fuselageOperationIs(around, FUSELAGE_OP_SCF_IF))
      return false;
    op = around;
  }
}

typedef struct ScopeQuestion {
  MlirOperation launch;
  Scope scope;
} ScopeQuestion;

static bool isLeafConstantIn(MlirAffineExpr idOrNull, MlirValue valueOrNull,
                             void *userData) {
  const ScopeQuestion *question = userData;
  if (!mlirAffineExprIsNull(idOrNull))
    return question->scope == THREAD ||
           mlirAffineDimExprGetPosition(idOrNull) < FUSELAGE_NUM_GRID_IDS;
  return !fuselageValueIsDefinedInside(valueOrNull, question->launch) ||
         (question->scope == THREAD &&
          isComputedOnce(valueOrNull, question->launch));
}

/// True if the expression has one value in a thread, or in a block.
static bool isConstantIn(const FuselageBody *body, MlirAffineExpr expression,
                         Scope scope) {
  ScopeQuestion question = {body->launch, scope};
  return fuselageExprAllLeaves(&body->symbols, expression, isLeafConstantIn,
                               &question);
}

static bool isDropped(const Candidate *candidate, size_t dim, Scope scope) {
  MlirAffineExpr index = candidate->accesses.data[0].element.indices[dim];
  if (!isConstantIn(candidate->body, index, scope))
    return false;
  for (size_t i = 1; i < candidate->accesses.size; ++i)
    if (!mlirAffineExprEqual(candidate->accesses.data[i].element.indices[dim],
                             index))
      return false;
  return true;
}

/// True if the dimension may stay: its size is known, and each access has its
/// index as a value.
static bool canStay(const Candidate *candidate, size_t dim) {
  if (mlirShapedTypeIsDynamicDim(mlirValueGetType(candidate->root),
                                 (intptr_t)dim))
    return false;
  for (size_t i = 0; i < candidate->accesses.size; ++i)
    if (mlirValueIsNull(candidate->accesses.data[i].element.values[dim]))
      return false;
  return true;
}

/// Finds the dimensions that have to stay; false if one of them cannot.
static bool splitDimensions(Candidate *candidate, Scope scope) {
  for (size_t dim = 0; dim < candidate->rank; ++dim) {
    candidate->stays[dim] = !isDropped(candidate, dim, scope);
    candidate->dropped[dim] =
        candidate->stays[dim]
            ? (MlirAffineExpr){NULL}
            : candidate->accesses.data[0].element.indices[dim];
    if (candidate->stays[dim] && !canStay(candidate, dim))
      return false;
  }
  return true;
}

static bool isHostValue(MlirAffineExpr idOrNull, MlirValue valueOrNull,
                        void *userData) {
  const MlirOperation *launch = userData;
  return mlirAffineExprIsNull(idOrNull) &&
         !fuselageValueIsDefinedInside(valueOrNull, *launch);
}

/// True if each symbol of the expression is the same for all threads: no symbol
/// is a value of the body or a division of an id. Ids may stand in the
/// expression.
static bool symbolsAreUniform(const FuselageBody *body,
                              MlirAffineExpr expression) {
  if (mlirAffineExprIsNull(expression))
    return false;
  if (mlirAffineExprIsABinary(expression))
    return symbolsAreUniform(body, mlirAffineBinaryOpExprGetLHS(expression)) &&
           symbolsAreUniform(body, mlirAffineBinaryOpExprGetRHS(expression));
  MlirOperation launch = body->launch;
  return mlirAffineExprIsADim(expression) ||
         fuselageExprAllLeaves(&body->symbols, expression, isHostValue,
                               &launch);
}

/// True if the dropped indices show that two threads touch no common element.
static bool isOwnedByThreads(Candidate *candidate) {
  const FuselageBody *body = candidate->body;
  MlirAffineExpr indices[FUSELAGE_MAX_ELEMENT_RANK];
  for (size_t dim = 0; dim < candidate->rank; ++dim)
    indices[dim] = symbolsAreUniform(body, candidate->dropped[dim])
                       ? candidate->dropped[dim]
                       : (MlirAffineExpr){NULL};
  FuselageIndexTuple tuple = {.indices = indices, .rank = candidate->rank};
  return fuselageIndicesStayInThread(&body->space, &tuple, &tuple);
}

//===----------------------------------------------------------------------===//
// Local memory
//===----------------------------------------------------------------------===//

static MlirType localTypeOf(const Candidate *candidate,
                            MlirAttribute memorySpace) {
  MlirType type = mlirValueGetType(candidate->root);
  int64_t shape[FUSELAGE_MAX_ELEMENT_RANK];
  intptr_t rank = 0;
  for (size_t dim = 0; dim < candidate->rank; ++dim)
    if (candidate->stays[dim])
      shape[rank++] = mlirShapedTypeGetDimSize(type, (intptr_t)dim);
  return mlirMemRefTypeContiguousGet(mlirShapedTypeGetElementType(type), rank,
                                     shape, memorySpace);
}

static MlirValue makePrivate(MlirOperation launch, MlirType type,
                             MlirLocation location) {
  MlirContext context = mlirOperationGetContext(launch);
  const int32_t segments[] = {0, 0};
  MlirNamedAttribute attribute = mlirNamedAttributeGet(
      mlirIdentifierGet(context,
                        mlirStringRefCreateFromCString("operandSegmentSizes")),
      mlirDenseI32ArrayGet(context, 2, segments));
  MlirOperationState state = mlirOperationStateGet(
      fuselageOpGetName(FUSELAGE_OP_MEMREF_ALLOCA), location);
  mlirOperationStateAddResults(&state, 1, &type);
  mlirOperationStateAddAttributes(&state, 1, &attribute);
  MlirOperation op = mlirOperationCreate(&state);
  mlirBlockInsertOwnedOperation(fuselageLaunchGetEntry(launch), 0, op);
  return mlirOperationGetResult(op, 0);
}

/// Adds a workgroup attribution after the existing ones.
static MlirValue makeWorkgroup(MlirOperation launch, MlirType type,
                               MlirLocation location) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  MlirContext context = mlirOperationGetContext(launch);
  mlirOperationSetDiscardableAttributeByName(
      launch, mlirStringRefCreateFromCString("workgroup_attributions"),
      mlirIntegerAttrGet(mlirIntegerTypeGet(context, 64),
                         form.numWorkgroupBuffers + 1));
  return mlirBlockInsertArgument(fuselageLaunchGetEntry(launch),
                                 form.numIdsAndSizes + form.numWorkgroupBuffers,
                                 type, location);
}

/// Makes the same access to `local`, after the old access.
static void makeLocal(const Candidate *candidate,
                      const FuselageBodyAccess *access, MlirValue local) {
  bool isLoad = access->kind == FUSELAGE_ACCESS_READ;
  MlirOperationState state = mlirOperationStateGet(
      fuselageOpGetName(isLoad ? FUSELAGE_OP_MEMREF_LOAD
                               : FUSELAGE_OP_MEMREF_STORE),
      mlirOperationGetLocation(access->op));
  if (!isLoad) {
    MlirValue stored = mlirOperationGetOperand(access->op, 0);
    mlirOperationStateAddOperands(&state, 1, &stored);
  }
  mlirOperationStateAddOperands(&state, 1, &local);
  for (size_t dim = 0; dim < candidate->rank; ++dim)
    if (candidate->stays[dim])
      mlirOperationStateAddOperands(&state, 1, &access->element.values[dim]);
  MlirType type = mlirShapedTypeGetElementType(mlirValueGetType(local));
  if (isLoad)
    mlirOperationStateAddResults(&state, 1, &type);
  mlirBlockInsertOwnedOperationAfter(mlirOperationGetBlock(access->op),
                                     access->op, mlirOperationCreate(&state));
}

/// Erases the old accesses only after making all new ones: the value of one
/// load may be an index of another access.
static void redirectAll(const Candidate *candidate, MlirValue local) {
  const FuselageBodyAccess *accesses = candidate->accesses.data;
  for (size_t i = 0; i < candidate->accesses.size; ++i)
    makeLocal(candidate, &accesses[i], local);
  for (size_t i = 0; i < candidate->accesses.size; ++i) {
    MlirOperation op = accesses[i].op;
    if (accesses[i].kind == FUSELAGE_ACCESS_READ)
      mlirValueReplaceAllUsesOfWith(
          mlirOperationGetResult(op, 0),
          mlirOperationGetResult(mlirOperationGetNextInBlock(op), 0));
    mlirOperationDestroy(op);
  }
}

/// Memory of a block that costs no device occupancy, in bytes for each of its
/// threads: 64 KiB for 1,024 threads at a time on the smallest.
enum { freeBytesPerThread = 64 };

/// Whether the block keeps the whole buffer in its memory though it touches a
/// part of it alone, and that much is in the way of other blocks.
static bool isWasteful(const Candidate *candidate, MlirType type) {
  for (size_t dim = 0; dim < candidate->rank; ++dim)
    if (!candidate->stays[dim])
      return false;
  int64_t threads = 1;
  for (int id = FUSELAGE_NUM_GRID_IDS; id < FUSELAGE_NUM_IDS; ++id) {
    int64_t extent;
    if (!fuselageIterationSpaceGetExtent(&candidate->body->space, id, &extent))
      return false;
    threads *= extent;
  }
  return !fuselageIterationSpaceHasOneBlock(&candidate->body->space) &&
         fuselageMemRefGetWorkgroupBytes(type) >
             (uint64_t)(threads * freeBytesPerThread);
}

/// Adds the bytes of `type` if the sum stays within the limit.
static bool takeRoom(uint64_t *bytes, MlirType type, uint64_t limit) {
  uint64_t sum =
      fuselageByteCountAdd(*bytes, fuselageMemRefGetWorkgroupBytes(type));
  if (sum > limit)
    return false;
  *bytes = sum;
  return true;
}

static bool becomesPrivate(Candidate *candidate, Contents *contents) {
  MlirOperation launch = candidate->body->launch;
  if (!splitDimensions(candidate, THREAD) ||
      ((contents->blocksMeet || contents->gridMeets) &&
       !isOwnedByThreads(candidate)))
    return false;
  MlirType type = localTypeOf(candidate, mlirAttributeGetNull());
  if (!takeRoom(&contents->stackBytes, type, FUSELAGE_MAX_LOCAL_BYTES))
    return false;
  redirectAll(candidate,
              makePrivate(launch, type, mlirValueGetLocation(candidate->root)));
  return true;
}

static bool becomesWorkgroup(Candidate *candidate, Contents *contents) {
  MlirOperation launch = candidate->body->launch;
  if (contents->gridMeets || !splitDimensions(candidate, BLOCK))
    return false;
  MlirAttribute space = mlirAttributeParseGet(
      mlirOperationGetContext(launch),
      mlirStringRefCreateFromCString("#gpu.address_space<workgroup>"));
  MlirType type = localTypeOf(candidate, space);
  if (isWasteful(candidate, type) ||
      !takeRoom(&contents->workgroupBytes, type, FUSELAGE_MAX_WORKGROUP_BYTES))
    return false;
  redirectAll(candidate, makeWorkgroup(launch, type,
                                       mlirValueGetLocation(candidate->root)));
  return true;
}

static bool localize(FuselageBody *body, MlirValue root, Contents *contents) {
  MlirType type = mlirValueGetType(root);
  if (!standsBeside(root, body->launch) || !mlirTypeIsAMemRef(type) ||
      mlirShapedTypeGetRank(type) > FUSELAGE_MAX_ELEMENT_RANK)
    return false;
  Candidate candidate = {
      .body = body, .root = root, .rank = (size_t)mlirShapedTypeGetRank(type)};
  bool localized =
      collectUses(&candidate, root, FUSELAGE_MAX_VIEWS) &&
      candidate.accesses.size != 0 &&
      (becomesPrivate(&candidate, contents) ||
       (contents->blocksMeet && becomesWorkgroup(&candidate, contents)));
  FUSELAGE_ARRAY_FREE(&candidate.accesses);
  if (localized)
    fuselageBodyForgetValues(body);
  return localized;
}

bool fuselageLocalizeBuffers(FuselageBody *body,
                             const FuselageValueList *allocations) {
  Contents contents = findContents(body->launch);
  bool localized = false;
  for (size_t i = 0; i < allocations->size; ++i)
    localized |= localize(body, allocations->data[i], &contents);
  return localized;
}
