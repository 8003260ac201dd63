//===- Access.c - Accesses of the threads of a launch ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/Launch.h"

#include "Analysis/Index/Delinearization.h"
#include "Analysis/Index/ThreadOwnership.h"
#include "Bridge/Enums.h"
#include "Bridge/MemoryEffects.h"
#include "IR/ByteCount.h"
#include "IR/LaunchTarget.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

//===----------------------------------------------------------------------===//
// Operations with indices
//===----------------------------------------------------------------------===//

/// An operation that names elements by indices after its memref operand.
typedef struct IndexedOperation {
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  /// Whether it touches only the element at the indices.
  bool isOneElement;
} IndexedOperation;

static bool findKind(FuselageOpClass opClass, FuselageAccessKind *kind) {
  switch (opClass) {
  case FUSELAGE_CLASS_READ:
    *kind = FUSELAGE_ACCESS_READ;
    return true;
  case FUSELAGE_CLASS_WRITE:
    *kind = FUSELAGE_ACCESS_WRITE;
    return true;
  case FUSELAGE_CLASS_ATOMIC:
    *kind = FUSELAGE_ACCESS_ATOMIC;
    return true;
  default:
    return false;
  }
}

static bool findIndexed(MlirOperation op, IndexedOperation *indexed) {
  FuselageOp kind = fuselageOperationGetKind(op);
  indexed->memrefOperand = fuselageOpGetMemRefOperand(kind);
  indexed->isOneElement =
      fuselageOpHasTrait(kind, FUSELAGE_OP_TRAIT_ONE_ELEMENT);
  return findKind(fuselageOpGetClass(kind), &indexed->kind);
}

bool fuselageOperationIsLoadOrStore(MlirOperation op, FuselageAccessKind *kind,
                                    intptr_t *memrefOperand) {
  IndexedOperation indexed;
  if (!findIndexed(op, &indexed) || !indexed.isOneElement ||
      indexed.kind == FUSELAGE_ACCESS_ATOMIC)
    return false;
  *kind = indexed.kind;
  *memrefOperand = indexed.memrefOperand;
  return true;
}

/// In the affine operations a map stands between operands and indices.
void fuselageReadElementIndices(FuselageIndexReader *reader, MlirOperation op,
                                intptr_t memrefOperand,
                                MlirAffineExpr *indices) {
  intptr_t firstIndex = memrefOperand + 1;
  MlirAffineMap map = fuselageOperationGetAffineMap(op);
  intptr_t rank = mlirShapedTypeGetRank(
      mlirValueGetType(mlirOperationGetOperand(op, memrefOperand)));
  for (intptr_t i = 0; i < rank; ++i)
    indices[i] =
        fuselageAffineMapIsNull(map)
            ? fuselageIndexRead(reader,
                                mlirOperationGetOperand(op, firstIndex + i))
            : fuselageIndexReadMapResult(reader, map, i, op, firstIndex);
}

/// The operators of `memref.atomic_rmw` that give the same bits in any order:
/// all operators on integers except `assign`. Sums of floats depend on the
/// order. Minima of floats depend on it in the sign of a zero and the payload
/// of a NaN.
static bool commutesExactly(int64_t kind) {
  switch (kind) {
  case FUSELAGE_ATOMIC_ADDI:
  case FUSELAGE_ATOMIC_ANDI:
  case FUSELAGE_ATOMIC_MAXS:
  case FUSELAGE_ATOMIC_MAXU:
  case FUSELAGE_ATOMIC_MINS:
  case FUSELAGE_ATOMIC_MINU:
  case FUSELAGE_ATOMIC_MULI:
  case FUSELAGE_ATOMIC_ORI:
  case FUSELAGE_ATOMIC_XORI:
    return true;
  default:
    return false;
  }
}

static MlirType elementTypeOf(MlirValue memref) {
  return mlirShapedTypeGetElementType(mlirValueGetType(memref));
}

/// Two sums commute if they add to the same elements. Through a view with
/// another element type, an element may be a part of another element or lie
/// across two elements. Only accesses in the element type of the root count as
/// commuting.
static MlirAttribute commutingOperatorOf(MlirOperation op, MlirValue memref,
                                         MlirValue root) {
  MlirAttribute none = {NULL};
  if (!fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ATOMIC_RMW) ||
      !mlirOpOperandIsNull(
          mlirValueGetFirstUse(mlirOperationGetResult(op, 0))) ||
      !mlirTypeEqual(elementTypeOf(memref), elementTypeOf(root)))
    return none;
  MlirAttribute kind = fuselageOperationGetInherentAttribute(op, "kind");
  return mlirAttributeIsAInteger(kind) &&
                 commutesExactly(mlirIntegerAttrGetValueInt(kind))
             ? kind
             : none;
}

const MlirAffineExpr *fuselageAccessGetIndices(const FuselageModel *model,
                                               const FuselageAccess *access) {
  return model->indices.data + access->firstIndex;
}

static FuselageIndexTuple tupleOf(const FuselageModel *model,
                                  const FuselageAccess *access) {
  const MlirAffineExpr *indices = fuselageAccessGetIndices(model, access);
  return (FuselageIndexTuple){.indices = indices,
                              .rank = access->rank,
                              .split = indices + access->rank,
                              .splitSize = access->splitSize};
}

bool fuselageAccessesStayInThread(const FuselageModel *model,
                                  const FuselageLaunch *launch,
                                  const FuselageAccess *a,
                                  const FuselageAccess *b) {
  if (fuselageIterationSpaceHasOneItem(&launch->space))
    return true;
  // Both have indices of one memref whose layout gives each index its own
  // address.
  if (!a->isOneElement || !b->isOneElement || !a->view.isInjective ||
      !mlirValueEqual(a->view.base, b->view.base))
    return false;
  FuselageIndexTuple first = tupleOf(model, a), second = tupleOf(model, b);
  return fuselageIndicesStayInThread(&launch->space, &first, &second);
}

//===----------------------------------------------------------------------===//
// Accesses of a body
//===----------------------------------------------------------------------===//

/// A call whose callee the walk is in.
typedef struct CallFrame {
  MlirOperation call, callee;
  const struct CallFrame *caller; ///< Null for a call in the body itself.
  int depth;
} CallFrame;

/// A walk over the body of one launch, and of the functions that it calls.
typedef struct BodyWalk {
  FuselageModel *model;
  FuselageLaunch *launch;
  /// The operation whose effects the walk reads.
  MlirOperation op;
  /// Null in the body itself.
  const CallFrame *frame;
  bool outOfMemory;
} BodyWalk;

/// The most nested calls to follow.
enum { maxCallDepth = FUSELAGE_BOUND(8, 1) };

static void noteObstacle(BodyWalk *walk, FuselageReason reason) {
  if (walk->launch->obstacle != FUSELAGE_REASON_NONE)
    return;
  walk->launch->obstacle = reason;
  walk->launch->obstacleOp = walk->op;
}

/// An allocation in the body belongs to one thread. Attributions and dynamic
/// shared memory belong to the launch. Other launches cannot reach them.
static bool isLocal(const BodyWalk *walk, uint32_t buffer) {
  const FuselageBuffer *b = &walk->model->buffers.buffers.data[buffer];
  if (b->kind != FUSELAGE_BUFFER_ALLOCATION)
    return fuselageValueIsLaunchMemory(b->root, walk->launch->op);
  return fuselageValueIsDefinedInside(b->root, walk->launch->op);
}

/// A memref of a callee, followed to the callers.
typedef struct CallerMemRef {
  MlirValue value;
  /// True if a callee allocates the memref: it does not outlive the call.
  bool isLocal;
} CallerMemRef;

/// Follows arguments of callees to the operands of the calls.
static CallerMemRef findInCaller(const CallFrame *frame, MlirValue memref) {
  CallerMemRef found = {.value = memref};
  for (; frame; frame = frame->caller) {
    MlirValue root = fuselageMemRefGetRoot(found.value);
    MlirOperation op = fuselageValueGetDefiningOp(root);
    if (!mlirOperationIsNull(op)) {
      found.isLocal = fuselageOperationIsAllocation(op);
      return found;
    }
    if (!fuselageValueIsFunctionArgument(root) ||
        !mlirOperationEqual(
            mlirBlockGetParentOperation(mlirBlockArgumentGetOwner(root)),
            frame->callee))
      return found;
    found.value = mlirOperationGetOperand(frame->call,
                                          mlirBlockArgumentGetArgNumber(root));
  }
  return found;
}

static MlirOperation outermostCall(const CallFrame *frame) {
  while (frame->caller)
    frame = frame->caller;
  return frame->call;
}

/// Adds an access to any element of a memref operand. Null if the buffer is
/// local or memory is out. An access in a callee counts as an access of the
/// call to any element of the buffer: a view in the callee may reach beyond the
/// memref that is passed.
static FuselageAccess *addAccess(BodyWalk *walk, intptr_t memrefOperand,
                                 FuselageAccessKind kind) {
  FuselageModel *model = walk->model;
  CallerMemRef memref = {.value =
                             mlirOperationGetOperand(walk->op, memrefOperand)};
  if (walk->frame)
    memref = findInCaller(walk->frame, memref.value);
  FuselageBufferView view;
  if (!fuselageBufferTableResolve(&model->buffers, memref.value, &view)) {
    walk->outOfMemory = true;
    return NULL;
  }
  if (memref.isLocal || isLocal(walk, view.buffer))
    return NULL;
  FuselageAccess *access = FUSELAGE_ARRAY_APPEND(&model->accesses);
  if (!access) {
    walk->outOfMemory = true;
    return NULL;
  }
  *access = (FuselageAccess){
      .op = walk->frame ? outermostCall(walk->frame) : walk->op,
      .launch = (size_t)(walk->launch - model->launches.data),
      .kind = kind,
      .memrefOperand = walk->frame ? -1 : memrefOperand,
      .view = view,
      .elementBytes = fuselageElementBytes(
          mlirShapedTypeGetElementType(mlirValueGetType(memref.value))),
      .firstIndex = model->indices.size};
  ++walk->launch->numAccesses;
  return access;
}

static bool isAffineAccess(const FuselageModel *model,
                           const FuselageAccess *access) {
  const MlirAffineExpr *indices = fuselageAccessGetIndices(model, access);
  for (uint32_t i = 0; i < access->rank; ++i)
    if (mlirAffineExprIsNull(indices[i]))
      return false;
  return true;
}

/// Indices of affine operations are results of a map. A division in a map is
/// affine, so such indices need no split.
static void addSplit(BodyWalk *walk, FuselageAccess *access) {
  FuselageModel *model = walk->model;
  if (isAffineAccess(model, access) ||
      !fuselageAffineMapIsNull(fuselageOperationGetAffineMap(access->op)))
    return;
  FuselageSplit split =
      fuselageReadSplit(&model->bodyReader, access->op,
                        access->memrefOperand + 1, (intptr_t)access->rank);
  if (!FUSELAGE_ARRAY_RESERVE(&model->indices,
                              model->indices.size + split.size)) {
    walk->outOfMemory = true;
    return;
  }
  for (size_t i = 0; i < split.size; ++i)
    model->indices.data[model->indices.size++] = split.expressions[i];
  access->splitSize = (uint32_t)split.size;
}

/// Reads the indices of an access to one element.
static void addIndices(BodyWalk *walk, FuselageAccess *access) {
  FuselageModel *model = walk->model;
  MlirValue memref = mlirOperationGetOperand(access->op, access->memrefOperand);
  size_t rank = (size_t)mlirShapedTypeGetRank(mlirValueGetType(memref));
  if (!FUSELAGE_ARRAY_RESERVE(&model->indices, model->indices.size + rank)) {
    walk->outOfMemory = true;
    return;
  }
  fuselageReadElementIndices(&model->bodyReader, access->op,
                             access->memrefOperand,
                             model->indices.data + model->indices.size);
  model->indices.size += rank;
  access->rank = (uint32_t)rank;
  access->isOneElement = true;
  addSplit(walk, access);
}

static void addIndexedAccess(BodyWalk *walk, const IndexedOperation *indexed) {
  FuselageAccess *access =
      addAccess(walk, indexed->memrefOperand, indexed->kind);
  // The caller of a function cannot read indices in terms of the callee's
  // values.
  if (!access || walk->frame)
    return;
  MlirValue memref = mlirOperationGetOperand(walk->op, indexed->memrefOperand);
  MlirValue root = walk->model->buffers.buffers.data[access->view.buffer].root;
  access->isIndexed = mlirTypeIsAMemRef(mlirValueGetType(memref));
  access->commutingOperator = commutingOperatorOf(walk->op, memref, root);
  if (indexed->isOneElement)
    addIndices(walk, access);
}

/// The number of the operand that is `value`.
static intptr_t operandNumberOf(MlirOperation op, MlirValue value) {
  intptr_t i = 0;
  intptr_t count = mlirOperationGetNumOperands(op);
  while (i < count && !mlirValueEqual(mlirOperationGetOperand(op, i), value))
    ++i;
  return i < count ? i : -1;
}

/// Handles one declared effect of an operation without indices.
static void addEffect(FuselageEffect effect, void *userData) {
  BodyWalk *walk = userData;
  if (effect.kind == FUSELAGE_EFFECT_ALLOCATE)
    return;
  intptr_t operand = fuselageValueIsMemRef(effect.value)
                         ? operandNumberOf(walk->op, effect.value)
                         : -1;
  FuselageAccessKind kind = effect.kind == FUSELAGE_EFFECT_READ
                                ? FUSELAGE_ACCESS_READ
                                : FUSELAGE_ACCESS_WRITE;
  bool reachesOutside = operand < 0 || addAccess(walk, operand, kind) != NULL;
  if (operand < 0 || (reachesOutside && effect.kind == FUSELAGE_EFFECT_FREE))
    noteObstacle(walk, FUSELAGE_REASON_UNKNOWN_EFFECTS);
}

static void visitBlock(BodyWalk *walk, MlirBlock block);

/// The function that `call` calls, if its body can be read; else null. The
/// lookup starts at the call and ends at a symbol table within the root.
static MlirOperation findCallee(const BodyWalk *walk, MlirOperation call) {
  MlirOperation none = {NULL};
  const FuselageModel *model = walk->model;
  MlirAttribute callee = fuselageOperationGetInherentAttribute(call, "callee");
  MlirOperation table = fuselageOperationGetSymbolTable(call);
  if (mlirAttributeIsNull(callee) || !mlirAttributeIsASymbolRef(callee) ||
      mlirOperationIsNull(table) ||
      !fuselageOperationIsWithin(table, model->root))
    return none;
  MlirOperation function =
      fuselageSymbolLookupFind(model->lookup, call, callee);
  if (mlirOperationIsNull(function) ||
      !fuselageOperationIs(function, FUSELAGE_OP_FUNC_FUNC) ||
      mlirBlockIsNull(
          mlirRegionGetFirstBlock(mlirOperationGetRegion(function, 0))))
    return none;
  return function;
}

/// Looks at the body of the function in place of the call. A recursion ends the
/// walk: its effects count as not known.
static void visitCall(BodyWalk *walk, MlirOperation call) {
  const CallFrame *caller = walk->frame;
  CallFrame frame = {.call = call,
                     .callee = findCallee(walk, call),
                     .caller = caller,
                     .depth = caller ? caller->depth + 1 : 1};
  if (mlirOperationIsNull(frame.callee) || frame.depth > maxCallDepth) {
    noteObstacle(walk, FUSELAGE_REASON_UNKNOWN_EFFECTS);
    return;
  }
  walk->frame = &frame;
  FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(frame.callee, 0))
    visitBlock(walk, block);
  walk->frame = caller;
}

/// After outlining, a name in a body is looked up again in the kernel's module.
static void checkSymbol(BodyWalk *walk, MlirAttribute symbol) {
  const FuselageModel *model = walk->model;
  if (!mlirAttributeIsNull(symbol) && mlirAttributeIsASymbolRef(symbol) &&
      fuselageLaunchMayRename(model->lookup, model->root, walk->launch->op,
                              symbol))
    noteObstacle(walk, FUSELAGE_REASON_UNKNOWN_EFFECTS);
}

static void visitOperation(BodyWalk *walk, MlirOperation op) {
  walk->op = op;
  if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_GET_GLOBAL))
    checkSymbol(walk, fuselageOperationGetInherentAttribute(op, "name"));
  if (fuselageOperationIs(op, FUSELAGE_OP_FUNC_CALL)) {
    checkSymbol(walk, fuselageOperationGetInherentAttribute(op, "callee"));
    visitCall(walk, op);
    return;
  }
  IndexedOperation indexed;
  bool isIndexed = findIndexed(op, &indexed);
  if (isIndexed &&
      fuselageValueIsMemRef(mlirOperationGetOperand(op, indexed.memrefOperand)))
    addIndexedAccess(walk, &indexed);
  if (isIndexed && mlirOperationGetNumRegions(op) == 0)
    return;
  if (fuselageOperationIsMapped(op))
    noteObstacle(walk, FUSELAGE_REASON_UNSUPPORTED_LAUNCH);
  bool isGpuOperation = fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_GPU);
  // The limits of a kernel do not count what a callee takes, so a callee must
  // have no operation of the gpu dialect.
  if (isGpuOperation && (walk->frame || !fuselageGpuOperationIsMergeable(op)))
    noteObstacle(walk, FUSELAGE_REASON_UNSUPPORTED_LAUNCH);
  bool effectsAreKnown = isIndexed || isGpuOperation ||
                         fuselageOperationIsControlFlow(op) ||
                         fuselageOperationForEachEffect(op, addEffect, walk);
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i))
      visitBlock(walk, block);
  // After the regions: an operation in them may be the one at fault.
  walk->op = op;
  if (!effectsAreKnown)
    noteObstacle(walk, FUSELAGE_REASON_UNKNOWN_EFFECTS);
}

static void visitBlock(BodyWalk *walk, MlirBlock block) {
  FUSELAGE_FOR_EACH_OPERATION (op, block)
    if (!walk->outOfMemory)
      visitOperation(walk, op);
}

bool fuselageModelAddAccesses(FuselageModel *model, FuselageLaunch *launch) {
  BodyWalk walk = {.model = model, .launch = launch};
  FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(launch->op, 0))
    visitBlock(&walk, block);
  return !walk.outOfMemory;
}
