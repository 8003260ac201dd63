//===- Access.c - What the threads of a launch access ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/Launch.h"

#include "Analysis/Index/Delinearization.h"
#include "Analysis/Index/ThreadOwnership.h"
#include "Bridge/MemoryEffects.h"
#include "IR/ByteCount.h"
#include "IR/LaunchTarget.h"
#include "IR/Operation.h"
#include "Support/Bounds.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

//===----------------------------------------------------------------------===//
// Operations with indices
//===----------------------------------------------------------------------===//

/// An operation that names elements by indices behind its memref operand.
typedef struct IndexedOperation {
  const char *name;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  /// Whether it touches the element at the indices only.
  bool isOneElement;
} IndexedOperation;

static const IndexedOperation indexedOperations[] = {
    {"memref.load", FUSELAGE_ACCESS_READ, 0, true},
    {"memref.store", FUSELAGE_ACCESS_WRITE, 1, true},
    {"affine.load", FUSELAGE_ACCESS_READ, 0, true},
    {"affine.store", FUSELAGE_ACCESS_WRITE, 1, true},
    {"memref.atomic_rmw", FUSELAGE_ACCESS_ATOMIC, 1, true},
    {"memref.generic_atomic_rmw", FUSELAGE_ACCESS_ATOMIC, 0, true},
    {"vector.load", FUSELAGE_ACCESS_READ, 0, false},
    {"vector.store", FUSELAGE_ACCESS_WRITE, 1, false},
    {"vector.maskedload", FUSELAGE_ACCESS_READ, 0, false},
    {"vector.maskedstore", FUSELAGE_ACCESS_WRITE, 0, false},
    {"vector.expandload", FUSELAGE_ACCESS_READ, 0, false},
    {"vector.compressstore", FUSELAGE_ACCESS_WRITE, 0, false},
    {"affine.vector_load", FUSELAGE_ACCESS_READ, 0, false},
    {"affine.vector_store", FUSELAGE_ACCESS_WRITE, 1, false},
    {"vector.transfer_read", FUSELAGE_ACCESS_READ, 0, false},
    {"vector.transfer_write", FUSELAGE_ACCESS_WRITE, 1, false},
};

static const IndexedOperation *findIndexed(MlirOperation op) {
  size_t count = sizeof indexedOperations / sizeof indexedOperations[0];
  for (size_t i = 0; i < count; ++i)
    if (fuselageOperationIsA(op, indexedOperations[i].name))
      return &indexedOperations[i];
  return NULL;
}

bool fuselageOperationIsLoadOrStore(MlirOperation op, FuselageAccessKind *kind,
                                    intptr_t *memrefOperand) {
  const IndexedOperation *indexed = findIndexed(op);
  if (!indexed || !indexed->isOneElement ||
      indexed->kind == FUSELAGE_ACCESS_ATOMIC)
    return false;
  *kind = indexed->kind;
  *memrefOperand = indexed->memrefOperand;
  return true;
}

/// The affine operations have a map between their operands and the indices.
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

/// The operators of `memref.atomic_rmw`, by number, that give the same bits in
/// any order: those on integers, but for `assign`. Sums of floats depend on it,
/// and so do minima in the sign of a zero and the payload of a NaN.
static bool commutesExactly(int64_t kind) {
  enum {
    ADDI = 1,
    ANDI = 2,
    MAXS = 6,
    MAXU = 7,
    MINS = 10,
    MINU = 11,
    MULI = 13,
    ORI = 14,
    XORI = 15
  };
  switch (kind) {
  case ADDI:
  case ANDI:
  case MAXS:
  case MAXU:
  case MINS:
  case MINU:
  case MULI:
  case ORI:
  case XORI:
    return true;
  default:
    return false;
  }
}

static MlirType elementTypeOf(MlirValue memref) {
  return mlirShapedTypeGetElementType(mlirValueGetType(memref));
}

/// Two sums commute if they add to the same elements. Through a view in another
/// element type, an element may be a part of another or lie across two: only
/// accesses in the element type of the root are taken to commute.
static MlirAttribute commutingOperatorOf(MlirOperation op, MlirValue memref,
                                         MlirValue root) {
  MlirAttribute none = {NULL};
  if (!fuselageOperationIsA(op, "memref.atomic_rmw") ||
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
  // Indices of one memref, in a layout that gives each an address of its own.
  if (!a->isOneElement || !b->isOneElement || !a->view.isInjective ||
      !mlirValueEqual(a->view.base, b->view.base))
    return false;
  FuselageIndexTuple first = tupleOf(model, a), second = tupleOf(model, b);
  return fuselageIndicesStayInThread(&launch->space, &first, &second);
}

//===----------------------------------------------------------------------===//
// Accesses of a body
//===----------------------------------------------------------------------===//

/// A call that the walk is in the callee of.
typedef struct CallFrame {
  MlirOperation call, callee;
  const struct CallFrame *caller; ///< Null for a call in the body itself.
  int depth;
} CallFrame;

/// A walk over the body of one launch, and of the functions that it calls.
typedef struct BodyWalk {
  FuselageModel *model;
  FuselageLaunch *launch;
  /// The operation whose effects are being looked at.
  MlirOperation op;
  /// Null in the body itself.
  const CallFrame *frame;
  bool outOfMemory;
} BodyWalk;

/// How many calls are followed into one another.
enum { maxCallDepth = FUSELAGE_BOUND(8, 1) };

static void noteObstacle(BodyWalk *walk, FuselageReason reason) {
  if (walk->launch->obstacle != FUSELAGE_REASON_NONE)
    return;
  walk->launch->obstacle = reason;
  walk->launch->obstacleOp = walk->op;
}

/// Memory that is allocated in the body belongs to one thread, attributions and
/// dynamic shared memory to the launch; no other launch can reach it.
static bool isLocal(const BodyWalk *walk, uint32_t buffer) {
  const FuselageBuffer *b = &walk->model->buffers.buffers.data[buffer];
  if (b->kind != FUSELAGE_BUFFER_ALLOCATION)
    return fuselageValueIsLaunchMemory(b->root, walk->launch->op);
  return fuselageValueIsDefinedInside(b->root, walk->launch->op);
}

/// A memref of a callee as its callers know it.
typedef struct CallerMemRef {
  MlirValue value;
  /// Allocated in a callee: it does not outlive the call.
  bool isLocal;
} CallerMemRef;

/// Follows arguments of callees to what is passed for them.
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

/// Adds an access to any element of a memref operand. Null if the memory is
/// local or memory is out. What a callee does is an access of the call, to any
/// element of the buffer: a view in the callee may reach beyond what is passed.
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

/// Indices of operations of the affine dialect are results of a map, which are
/// divisions only where they are affine.
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
  // Ids and indices mean nothing to the caller of a function.
  if (!access || walk->frame)
    return;
  MlirValue memref = mlirOperationGetOperand(walk->op, indexed->memrefOperand);
  MlirValue root = walk->model->buffers.buffers.data[access->view.buffer].root;
  access->isIndexed = mlirTypeIsAMemRef(mlirValueGetType(memref));
  access->commutingOperator = commutingOperatorOf(walk->op, memref, root);
  if (indexed->isOneElement)
    addIndices(walk, access);
}

/// The number of an operand that is `value`.
static intptr_t operandNumberOf(MlirOperation op, MlirValue value) {
  intptr_t i = 0;
  intptr_t count = mlirOperationGetNumOperands(op);
  while (i < count && !mlirValueEqual(mlirOperationGetOperand(op, i), value))
    ++i;
  return i < count ? i : -1;
}

/// Takes one declared effect of an operation that has no indices.
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

/// The function that `call` calls, if its body can be read; else null. A symbol
/// is looked up where it is used, in a table within the root.
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
      !fuselageOperationIsA(function, "func.func") ||
      mlirBlockIsNull(
          mlirRegionGetFirstBlock(mlirOperationGetRegion(function, 0))))
    return none;
  return function;
}

/// Looks at what a function does in place of the call. A recursion is cut off
/// and taken for what is not known.
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

/// A name in a body is looked up again where the kernel goes.
static void checkSymbol(BodyWalk *walk, MlirAttribute symbol) {
  const FuselageModel *model = walk->model;
  if (!mlirAttributeIsNull(symbol) && mlirAttributeIsASymbolRef(symbol) &&
      fuselageLaunchMayRename(model->lookup, model->root, walk->launch->op,
                              symbol))
    noteObstacle(walk, FUSELAGE_REASON_UNKNOWN_EFFECTS);
}

static void visitOperation(BodyWalk *walk, MlirOperation op) {
  walk->op = op;
  if (fuselageOperationIsA(op, "memref.get_global"))
    checkSymbol(walk, fuselageOperationGetInherentAttribute(op, "name"));
  if (fuselageOperationIsA(op, "func.call")) {
    checkSymbol(walk, fuselageOperationGetInherentAttribute(op, "callee"));
    visitCall(walk, op);
    return;
  }
  const IndexedOperation *indexed = findIndexed(op);
  if (indexed && fuselageValueIsMemRef(
                     mlirOperationGetOperand(op, indexed->memrefOperand)))
    addIndexedAccess(walk, indexed);
  if (indexed && mlirOperationGetNumRegions(op) == 0)
    return;
  if (fuselageOperationIsMapped(op))
    noteObstacle(walk, FUSELAGE_REASON_UNSUPPORTED_LAUNCH);
  bool isGpuOperation = fuselageOperationIsInDialect(op, "gpu");
  // What a callee takes of the limits of a kernel is not counted.
  if (isGpuOperation && (walk->frame || !fuselageGpuOperationIsMergeable(op)))
    noteObstacle(walk, FUSELAGE_REASON_UNSUPPORTED_LAUNCH);
  bool effectsAreKnown = indexed || isGpuOperation ||
                         fuselageOperationIsControlFlow(op) ||
                         fuselageOperationForEachEffect(op, addEffect, walk);
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    FUSELAGE_FOR_EACH_BLOCK (block, mlirOperationGetRegion(op, i))
      visitBlock(walk, block);
  // After the regions: the operation at fault may be one of those in them.
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
