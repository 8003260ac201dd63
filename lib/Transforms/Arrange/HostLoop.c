//===- HostLoop.c - Loops of the host around one launch -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/HostLoop.h"

#include "Analysis/Host/HostTrips.h"
#include "Bridge/MemoryEffects.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "IR/Views.h"
#include "Transforms/Shape/ParameterRoom.h"

#include "mlir-c/BuiltinTypes.h"

enum { LOWER, UPPER, STEP, NUM_BOUNDS };

void fuselageHostLoopFree(FuselageHostLoop *hostLoop) {
  FUSELAGE_ARRAY_FREE(&hostLoop->varying);
  FUSELAGE_ARRAY_FREE(&hostLoop->invariant);
  fuselagePointerMapFree(&hostLoop->varyingValues);
  *hostLoop = (FuselageHostLoop){.numLaunches = 0};
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static bool isVarying(const FuselageHostLoop *hostLoop, MlirValue value) {
  return fuselagePointerMapLookup(&hostLoop->varyingValues, value.ptr) !=
         FUSELAGE_POINTER_NOT_FOUND;
}

static bool usesVarying(const FuselageHostLoop *hostLoop, MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (isVarying(hostLoop, mlirOperationGetOperand(op, i)))
      return true;
  return false;
}

static bool isForKernel(MlirType type) {
  return !mlirTypeIsATensor(type) && !mlirTypeIsAUnrankedMemRef(type);
}

/// True for an operation without effects whose copy in a kernel means the same.
/// The name of a global, for one, means another memory there.
static bool canRunInKernel(MlirOperation op) {
  bool keepsIndices;
  if (!fuselageOperationIsInDialect(op, FUSELAGE_DIALECT_ARITH) &&
      !fuselageOperationIs(op, FUSELAGE_OP_AFFINE_APPLY) &&
      !fuselageOperationIs(op, FUSELAGE_OP_AFFINE_MIN) &&
      !fuselageOperationIs(op, FUSELAGE_OP_AFFINE_MAX) &&
      !fuselageOperationIs(op, FUSELAGE_OP_MEMREF_DIM) &&
      !fuselageOperationIs(op, FUSELAGE_OP_MEMREF_SUBVIEW) &&
      !fuselageOperationIsView(op, &keepsIndices))
    return false;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (!isForKernel(mlirValueGetType(mlirOperationGetOperand(op, i))))
      return false;
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    if (!isForKernel(mlirValueGetType(mlirOperationGetResult(op, i))))
      return false;
  return true;
}

static bool addVarying(FuselageHostLoop *hostLoop, MlirOperation op) {
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&hostLoop->varying);
  if (!slot)
    return false;
  *slot = op;
  for (intptr_t i = 0; i < mlirOperationGetNumResults(op); ++i)
    if (!fuselagePointerMapInsert(&hostLoop->varyingValues,
                                  mlirOperationGetResult(op, i).ptr, 0))
      return false;
  return true;
}

static bool addInvariant(FuselageHostLoop *hostLoop, MlirOperation op) {
  MlirOperation *slot = FUSELAGE_ARRAY_APPEND(&hostLoop->invariant);
  if (slot)
    *slot = op;
  return slot;
}

static MlirWalkResult findAlloca(MlirOperation op, void *userData) {
  bool *found = userData;
  if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA_SCOPE))
    return MlirWalkResultSkip;
  *found = fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA);
  return *found ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

/// In a loop, memory of the stack would be new in every trip, and freed in
/// none.
static bool hasStackMemory(MlirOperation launch) {
  bool found = false;
  mlirOperationWalk(launch, findAlloca, &found, MlirWalkPreOrder);
  return found;
}

/// The launch waits for nobody and nobody for it, is of the same sizes in every
/// trip, and its body is one block, which a loop can have.
static bool isLaunchCandidate(const FuselageHostLoop *hostLoop,
                              MlirOperation launch) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  MlirBlock entry = fuselageLaunchGetEntry(launch);
  return !form.isAsync && form.numDependencies == 0 &&
         !usesVarying(hostLoop, launch) &&
         mlirBlockIsNull(mlirBlockGetNextInRegion(entry)) &&
         !hasStackMemory(launch);
}

/// Takes one operation of the body, first to last.
static bool readOperation(FuselageHostLoop *hostLoop, MlirOperation op,
                          bool *isCandidate) {
  if (fuselageOperationIs(op, FUSELAGE_OP_SCF_YIELD))
    return true;
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH)) {
    hostLoop->launch = op;
    ++hostLoop->numLaunches;
    *isCandidate = isLaunchCandidate(hostLoop, op);
    return true;
  }
  *isCandidate = mlirOperationGetNumRegions(op) == 0 &&
                 fuselageOperationIsMemoryEffectFree(op);
  if (!*isCandidate)
    return true;
  if (!usesVarying(hostLoop, op))
    return addInvariant(hostLoop, op);
  *isCandidate = canRunInKernel(op);
  return addVarying(hostLoop, op);
}

static bool isPlainFor(MlirOperation loop) {
  return fuselageOperationIs(loop, FUSELAGE_OP_SCF_FOR) &&
         mlirOperationGetNumResults(loop) == 0 &&
         mlirTypeIsAIndex(
             mlirValueGetType(mlirOperationGetOperand(loop, LOWER))) &&
         mlirAttributeIsNull(
             fuselageOperationGetInherentAttribute(loop, "unsignedCmp"));
}

bool fuselageHostLoopRead(FuselageHostLoop *hostLoop, MlirOperation loop,
                          bool *isCandidate) {
  *isCandidate = isPlainFor(loop);
  if (!*isCandidate)
    return true;
  hostLoop->loop = loop;
  hostLoop->body = mlirRegionGetFirstBlock(mlirOperationGetRegion(loop, 0));
  if (!fuselagePointerMapInsert(&hostLoop->varyingValues,
                                mlirBlockGetArgument(hostLoop->body, 0).ptr, 0))
    return false;
  FUSELAGE_FOR_EACH_OPERATION (op, hostLoop->body) {
    if (!readOperation(hostLoop, op, isCandidate))
      return false;
    if (!*isCandidate)
      return true;
  }
  *isCandidate = hostLoop->numLaunches != 0;
  return true;
}

bool fuselageHostLoopHasRoom(const FuselageHostLoop *hostLoop,
                             uint64_t maxParameterBytes) {
  FuselageParameterRoom room = {.bytes = 0};
  bool hasRoom = fuselageParameterRoomAdd(&room, hostLoop->launch);
  for (size_t i = 0; hasRoom && i < hostLoop->varying.size; ++i)
    hasRoom =
        fuselageParameterRoomAddOperands(&room, hostLoop->varying.data[i]);
  hasRoom = hasRoom && fuselageParameterRoomIsLeft(&room, maxParameterBytes);
  fuselageParameterRoomFree(&room);
  return hasRoom;
}

//===----------------------------------------------------------------------===//
// Sinking
//===----------------------------------------------------------------------===//

static bool isConstant(MlirValue value) {
  int64_t constant;
  return fuselageValueIsConstantInt(value, &constant);
}

static bool areConstants(const FuselageOperationList *ops) {
  for (size_t i = 0; i < ops->size; ++i)
    if (!fuselageOperationIs(ops->data[i], FUSELAGE_OP_ARITH_CONSTANT) &&
        !fuselageOperationIs(ops->data[i], FUSELAGE_OP_MEMREF_GET_GLOBAL))
      return false;
  return true;
}

/// True if the loop may run no trip, and a launch that does nothing is not the
/// same then: its sizes may be those that no launch has, or what computes them
/// may be undefined.
static bool needsGuard(const FuselageHostLoop *hostLoop) {
  uint64_t trips = fuselageHostLoopGetTrips(hostLoop->loop);
  if (trips != 0 && trips < FUSELAGE_UNKNOWN_TRIPS)
    return false;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(hostLoop->launch); ++i)
    if (!isConstant(mlirOperationGetOperand(hostLoop->launch, i)))
      return true;
  return !areConstants(&hostLoop->invariant);
}

static void moveAll(const FuselageOperationList *ops, MlirOperation before) {
  for (size_t i = 0; i < ops->size; ++i)
    mlirOperationMoveBefore(ops->data[i], before);
}

/// Moves the operations after `loop` in its block, but for the terminator.
static void moveRest(MlirOperation loop, MlirOperation terminator,
                     MlirOperation before) {
  for (MlirOperation op = mlirOperationGetNextInBlock(loop);
       !mlirOperationEqual(op, terminator);) {
    MlirOperation next = mlirOperationGetNextInBlock(op);
    mlirOperationMoveBefore(op, before);
    op = next;
  }
}

void fuselageHostLoopSink(FuselageHostLoop *hostLoop, bool needsBarrier) {
  MlirOperation launch = hostLoop->launch;
  MlirValue bounds[NUM_BOUNDS];
  for (int i = 0; i < NUM_BOUNDS; ++i)
    bounds[i] = mlirOperationGetOperand(hostLoop->loop, i);
  FuselageOpBuilder host = fuselageOpBuilderBefore(hostLoop->loop);
  FuselageOpBuilder place = host;
  if (needsGuard(hostLoop))
    place = fuselageBuildIf(
        &host, fuselageBuildIsLess(&host, bounds[LOWER], bounds[UPPER]));
  moveAll(&hostLoop->invariant, place.before);
  mlirOperationMoveBefore(launch, place.before);

  MlirBlock entry = fuselageLaunchGetEntry(launch);
  FuselageOpBuilder kernel = {.context = host.context,
                              .location = host.location,
                              .block = entry,
                              .before = mlirBlockGetFirstOperation(entry)};
  MlirOperation terminator = mlirBlockGetTerminator(entry);
  MlirValue trip;
  FuselageOpBuilder body;
  fuselageBuildFor(&kernel, bounds[LOWER], bounds[UPPER], bounds[STEP], &trip,
                   &body);
  moveAll(&hostLoop->varying, body.before);
  moveRest(mlirBlockGetFirstOperation(entry), terminator, body.before);
  if (needsBarrier)
    fuselageBuildBarrier(&body);
  mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(hostLoop->body, 0), trip);
  mlirOperationDestroy(hostLoop->loop);
  fuselageHostLoopFree(hostLoop);
}
