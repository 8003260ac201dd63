//===- Access.c - What the threads of a launch access ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch.h"

#include "Analysis/ByteCount.h"
#include "Analysis/Operation.h"
#include "Bridge/MemoryEffects.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/BuiltinTypes.h"

//===----------------------------------------------------------------------===//
// Accesses of single elements
//===----------------------------------------------------------------------===//

typedef struct ElementOperation {
  const char *name;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
} ElementOperation;

static const ElementOperation elementOperations[] = {
    {"memref.load", FUSELAGE_ACCESS_READ, 0},
    {"memref.store", FUSELAGE_ACCESS_WRITE, 1},
    {"affine.load", FUSELAGE_ACCESS_READ, 0},
    {"affine.store", FUSELAGE_ACCESS_WRITE, 1},
};

bool fuselageOperationIsElementAccess(MlirOperation op,
                                      FuselageAccessKind *kind,
                                      intptr_t *memrefOperand) {
  size_t count = sizeof elementOperations / sizeof elementOperations[0];
  for (size_t i = 0; i < count; ++i) {
    if (!fuselageOperationIsA(op, elementOperations[i].name))
      continue;
    *kind = elementOperations[i].kind;
    *memrefOperand = elementOperations[i].memrefOperand;
    return true;
  }
  return false;
}

/// The affine operations have a map between their operands and the indices.
void fuselageReadElementIndices(FuselageIndexReader *reader, MlirOperation op,
                                intptr_t memrefOperand,
                                MlirAffineExpr *indices) {
  intptr_t firstIndex = memrefOperand + 1;
  MlirAttribute map = mlirOperationGetAttributeByName(
      op, mlirStringRefCreateFromCString("map"));
  intptr_t rank = mlirShapedTypeGetRank(
      mlirValueGetType(mlirOperationGetOperand(op, memrefOperand)));
  for (intptr_t i = 0; i < rank; ++i)
    indices[i] =
        mlirAttributeIsNull(map)
            ? fuselageIndexRead(reader,
                                mlirOperationGetOperand(op, firstIndex + i))
            : fuselageIndexReadMapResult(
                  reader, mlirAffineMapAttrGetValue(map), i, op, firstIndex);
}

//===----------------------------------------------------------------------===//
// Accesses of a body
//===----------------------------------------------------------------------===//

/// A walk over the body of one launch.
typedef struct BodyWalk {
  FuselageModel *model;
  FuselageLaunch *launch;
  /// The operation whose effects are being looked at.
  MlirOperation op;
  bool outOfMemory;
} BodyWalk;

static void noteObstacle(BodyWalk *walk, FuselageReason reason) {
  if (walk->launch->obstacle != FUSELAGE_REASON_NONE)
    return;
  walk->launch->obstacle = reason;
  walk->launch->obstacleOp = walk->op;
}

/// Memory that is allocated in the body belongs to one thread, and no other
/// launch can reach it.
static bool isLocal(const BodyWalk *walk, uint32_t buffer) {
  const FuselageBuffer *b = &walk->model->buffers.buffers.data[buffer];
  return b->kind == FUSELAGE_BUFFER_ALLOCATION &&
         fuselageValueIsDefinedInside(b->root, walk->launch->op);
}

/// Adds an access to any element of a memref. Null if the memory is local or
/// memory is out; else `*view` is what the memref shows of its buffer.
static FuselageAccess *addAccess(BodyWalk *walk, MlirValue memref,
                                 FuselageAccessKind kind,
                                 FuselageBufferView *view) {
  FuselageModel *model = walk->model;
  if (!fuselageBufferTableResolve(&model->buffers, memref, view)) {
    walk->outOfMemory = true;
    return NULL;
  }
  if (isLocal(walk, view->buffer))
    return NULL;
  FuselageAccess *access = FUSELAGE_ARRAY_APPEND(&model->accesses);
  if (!access) {
    walk->outOfMemory = true;
    return NULL;
  }
  *access = (FuselageAccess){
      .op = walk->op,
      .buffer = view->buffer,
      .kind = kind,
      .elementBytes = fuselageElementBytes(
          mlirShapedTypeGetElementType(mlirValueGetType(memref))),
      .firstIndex = model->indices.size,
      .isAnyElement = true};
  ++walk->launch->numAccesses;
  return access;
}

static void addElementAccess(BodyWalk *walk, FuselageAccessKind kind,
                             intptr_t memrefOperand) {
  FuselageModel *model = walk->model;
  MlirValue memref = mlirOperationGetOperand(walk->op, memrefOperand);
  FuselageBufferView view;
  FuselageAccess *access = addAccess(walk, memref, kind, &view);
  if (!access || !view.keepsIndices ||
      !model->buffers.buffers.data[view.buffer].isInjective)
    return;

  size_t rank = (size_t)mlirShapedTypeGetRank(mlirValueGetType(memref));
  if (!fuselageArrayReserve(&model->indices.data, &model->indices.capacity,
                            model->indices.size + rank,
                            sizeof *model->indices.data)) {
    walk->outOfMemory = true;
    return;
  }
  fuselageReadElementIndices(&model->bodyReader, walk->op, memrefOperand,
                             model->indices.data + model->indices.size);
  model->indices.size += rank;
  access->rank = (uint32_t)rank;
  access->isAnyElement = false;
}

static bool isMemRef(MlirValue valueOrNull) {
  if (mlirValueIsNull(valueOrNull))
    return false;
  MlirType type = mlirValueGetType(valueOrNull);
  return mlirTypeIsAMemRef(type) || mlirTypeIsAUnrankedMemRef(type);
}

/// Takes one declared effect of an operation that is not an element access.
static void addEffect(FuselageEffect effect, void *userData) {
  BodyWalk *walk = userData;
  FuselageBufferView view;
  if (effect.kind == FUSELAGE_EFFECT_ALLOCATE)
    return;
  if (!isMemRef(effect.value))
    noteObstacle(walk, FUSELAGE_REASON_UNKNOWN_EFFECTS);
  else if (addAccess(walk, effect.value,
                     effect.kind == FUSELAGE_EFFECT_READ
                         ? FUSELAGE_ACCESS_READ
                         : FUSELAGE_ACCESS_WRITE,
                     &view) &&
           effect.kind == FUSELAGE_EFFECT_FREE)
    noteObstacle(walk, FUSELAGE_REASON_UNKNOWN_EFFECTS);
}

/// The `gpu` operations that only name a thread. The others let threads meet,
/// and are not fused here.
static bool isPlainGpuOperation(MlirOperation op) {
  static const char *const names[] = {
      "gpu.terminator", "gpu.thread_id", "gpu.block_id",  "gpu.block_dim",
      "gpu.grid_dim",   "gpu.global_id", "gpu.lane_id",   "gpu.subgroup_id",
      "gpu.subgroup_size", "gpu.num_subgroups"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i)
    if (fuselageOperationIsA(op, names[i]))
      return true;
  return false;
}

static void visitBlock(BodyWalk *walk, MlirBlock block);

static void visitOperation(BodyWalk *walk, MlirOperation op) {
  walk->op = op;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (fuselageOperationIsElementAccess(op, &kind, &memrefOperand)) {
    addElementAccess(walk, kind, memrefOperand);
    return;
  }
  if (fuselageOperationIsInDialect(op, "gpu")) {
    if (!isPlainGpuOperation(op))
      noteObstacle(walk, FUSELAGE_REASON_UNSUPPORTED_LAUNCH);
    return;
  }
  bool effectsAreKnown = fuselageOperationForEachEffect(op, addEffect, walk);
  for (intptr_t i = 0; i < mlirOperationGetNumRegions(op); ++i)
    FUSELAGE_FOR_EACH_BLOCK(block, mlirOperationGetRegion(op, i))
      visitBlock(walk, block);
  // After the regions: the operation at fault may be one of those in them.
  walk->op = op;
  if (!effectsAreKnown)
    noteObstacle(walk, FUSELAGE_REASON_UNKNOWN_EFFECTS);
}

static void visitBlock(BodyWalk *walk, MlirBlock block) {
  FUSELAGE_FOR_EACH_OPERATION(op, block)
    if (!walk->outOfMemory)
      visitOperation(walk, op);
}

bool fuselageModelAddAccesses(FuselageModel *model, FuselageLaunch *launch) {
  BodyWalk walk = {.model = model, .launch = launch};
  FUSELAGE_FOR_EACH_BLOCK(block, mlirOperationGetRegion(launch->op, 0))
    visitBlock(&walk, block);
  return !walk.outOfMemory;
}
