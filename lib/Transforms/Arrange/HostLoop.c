//===- HostLoop.c - Loops of the host around one launch -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Arrange/HostLoop.h"

#include "Analysis/Host/HostTrips.h"
#include "Analysis/Launch/WorkItems.h"
#include "Analysis/Memory/Buffers.h"
#include "Bridge/MemoryEffects.h"
#include "IR/DeviceLimits.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"
#include "IR/Views.h"
#include "Transforms/Shape/ParameterRoom.h"

#include "mlir-c/BuiltinTypes.h"

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

bool fuselageHostLoopVaries(const FuselageHostLoop *hostLoop,
                            MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (isVarying(hostLoop, mlirOperationGetOperand(op, i)))
      return true;
  return false;
}

/// The problems of a loop, and of the operations in it.
static const FuselageHostLoopProblem
    isOtherLoop = {"the loop carries values, or does not count by a signed "
                   "index",
                   "count by an index, and keep values in memory"},
    doesMore = {"each trip has operations of the host beside the launch",
                "move these operations out of the loop, or into the launch"},
    isForHost = {"the host computes a value in each trip, by an operation that "
                 "a kernel cannot have",
                 "compute the value by arithmetic on integers and floats, or "
                 "before the loop"},
    hasNoLaunch = {"the loop has no launch", "nothing to do"},
    hasNoTrip = {"the loop runs no trip",
                 "remove it, for example with the pass 'canonicalize'"},
    waits = {"the launch has async tokens", "launch without tokens"},
    hasOtherSizes = {"each trip gives the launch sizes of its own",
                     "launch the largest sizes in all trips, with a guard in "
                     "the body"},
    hasBranches = {"the body of the launch has several blocks",
                   "use scf.if and scf.for in place of branches"},
    hasStack = {"the body has memory of the stack",
                "use private memory of the launch"},
    needsScope = {"an operation of the affine dialect takes an index from the "
                  "body",
                  "run 'lower-affine' before"};

static bool isForKernel(MlirType type) {
  return mlirTypeIsAIndex(type) ||
         (mlirTypeIsAInteger(type) && mlirIntegerTypeGetWidth(type) <= 64) ||
         mlirTypeIsAF16(type) || mlirTypeIsABF16(type) ||
         mlirTypeIsAF32(type) || mlirTypeIsAF64(type) ||
         mlirTypeIsAMemRef(type);
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

typedef struct BodySearch {
  const FuselageHostLoopProblem *problem;
} BodySearch;

/// In a loop, memory of the stack would be new in every trip, and freed in
/// none.
static MlirWalkResult findProblem(MlirOperation op, void *userData) {
  BodySearch *search = userData;
  if (fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA))
    search->problem = &hasStack;
  else if (fuselageOperationNeedsAffineScope(op))
    search->problem = &needsScope;
  return search->problem ? MlirWalkResultInterrupt : MlirWalkResultAdvance;
}

/// The launch waits for nobody and nobody for it, is of the same sizes in every
/// trip, and its body is one block that a loop can have.
static const FuselageHostLoopProblem *
problemOfLaunch(const FuselageHostLoop *hostLoop, MlirOperation launch) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  MlirBlock entry = fuselageLaunchGetEntry(launch);
  BodySearch search = {.problem = NULL};
  if (form.isAsync || form.numDependencies != 0)
    return &waits;
  if (fuselageHostLoopVaries(hostLoop, launch))
    return &hasOtherSizes;
  if (!mlirBlockIsNull(mlirBlockGetNextInRegion(entry)))
    return &hasBranches;
  mlirOperationWalk(launch, findProblem, &search, MlirWalkPreOrder);
  return search.problem;
}

/// Takes one operation of the body, first to last.
static bool readOperation(FuselageHostLoop *hostLoop, MlirOperation op) {
  if (fuselageOperationIs(op, FUSELAGE_OP_SCF_YIELD))
    return true;
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH)) {
    hostLoop->problem = problemOfLaunch(hostLoop, op);
    return true;
  }
  if (mlirOperationGetNumRegions(op) != 0 ||
      !fuselageOperationIsMemoryEffectFree(op)) {
    hostLoop->problem = &doesMore;
    return true;
  }
  if (!fuselageHostLoopVaries(hostLoop, op))
    return addInvariant(hostLoop, op);
  if (!canRunInKernel(op))
    hostLoop->problem = &isForHost;
  return addVarying(hostLoop, op);
}

static bool isPlainFor(const FuselageHostLoop *hostLoop) {
  MlirOperation loop = hostLoop->loop;
  return mlirOperationGetNumResults(loop) == 0 &&
         mlirTypeIsAIndex(mlirValueGetType(hostLoop->lower)) &&
         !fuselageLoopIsUnsigned(loop);
}

static bool isMemoryOfTrip(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOC) ||
         fuselageOperationIs(op, FUSELAGE_OP_MEMREF_DEALLOC);
}

static void countLaunches(FuselageHostLoop *hostLoop) {
  FUSELAGE_FOR_EACH_OPERATION (op, hostLoop->body)
    if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH)) {
      hostLoop->launch = op;
      ++hostLoop->numLaunches;
    }
}

/// Reads the operations of the body, up to a problem.
static bool readBody(FuselageHostLoop *hostLoop) {
  bool allocates = false;
  FUSELAGE_FOR_EACH_OPERATION (op, hostLoop->body) {
    if (isMemoryOfTrip(op))
      allocates = true;
    else if (!readOperation(hostLoop, op))
      return false;
    if (hostLoop->problem)
      return true;
  }
  hostLoop->isMemoryAll = allocates;
  if (allocates)
    hostLoop->problem = &doesMore;
  return true;
}

bool fuselageHostLoopRead(FuselageHostLoop *hostLoop, MlirOperation loop) {
  hostLoop->loop = loop;
  hostLoop->lower = mlirOperationGetOperand(loop, 0);
  hostLoop->upper = mlirOperationGetOperand(loop, 1);
  hostLoop->step = mlirOperationGetOperand(loop, 2);
  hostLoop->body = mlirRegionGetFirstBlock(mlirOperationGetRegion(loop, 0));
  countLaunches(hostLoop);
  if (hostLoop->numLaunches == 0)
    hostLoop->problem = &hasNoLaunch;
  else if (!isPlainFor(hostLoop))
    hostLoop->problem = &isOtherLoop;
  else if (fuselageHostLoopGetTrips(loop) == 0)
    hostLoop->problem = &hasNoTrip;
  return hostLoop->problem ||
         (fuselagePointerMapInsert(&hostLoop->varyingValues,
                                   mlirBlockGetArgument(hostLoop->body, 0).ptr,
                                   0) &&
          readBody(hostLoop));
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

static bool areConstants(const FuselageOperationList *ops) {
  for (size_t i = 0; i < ops->size; ++i)
    if (!fuselageOperationIs(ops->data[i], FUSELAGE_OP_ARITH_CONSTANT) &&
        !fuselageOperationIs(ops->data[i], FUSELAGE_OP_MEMREF_GET_GLOBAL))
      return false;
  return true;
}

/// True if every device can launch the sizes, which are constants.
static bool canBeLaunched(MlirOperation launch) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  int64_t size, threads = 1;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id) {
    if (!fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, id),
                                    &size) ||
        size < 1 || size > fuselageMaxSizeAlong(id))
      return false;
    if (id >= FUSELAGE_NUM_GRID_IDS)
      threads *= size;
  }
  return threads <= FUSELAGE_MAX_BLOCK_THREADS && !form.hasClusters &&
         mlirValueIsNull(form.dynamicSharedMemorySize);
}

static bool haveEqualOperands(MlirOperation a, MlirOperation b) {
  intptr_t count = mlirOperationGetNumOperands(a);
  if (mlirOperationGetNumOperands(b) != count)
    return false;
  for (intptr_t i = 0; i < count; ++i) {
    MlirValue left = mlirOperationGetOperand(a, i);
    MlirValue right = mlirOperationGetOperand(b, i);
    int64_t x, y;
    bool areEqual = fuselageValueIsConstantInt(left, &x) &&
                    fuselageValueIsConstantInt(right, &y) && x == y;
    if (!areEqual && !mlirValueEqual(left, right))
      return false;
  }
  return true;
}

/// True if the host certainly comes to the operation after `op`. A call may end
/// the program, so does an assertion that fails, and a loop may never end.
/// Effects on memory alone do not tell: those of an assertion are a write.
static bool goesOn(MlirOperation op) {
  switch (fuselageOperationGetKind(op)) {
  case FUSELAGE_OP_GPU_LAUNCH:
  case FUSELAGE_OP_GPU_MEMCPY:
  case FUSELAGE_OP_GPU_MEMSET:
  case FUSELAGE_OP_MEMREF_COPY:
    return true;
  default:
    break;
  }
  FuselageOpClass opClass = fuselageOperationGetClass(op);
  return opClass == FUSELAGE_CLASS_READ || opClass == FUSELAGE_CLASS_WRITE ||
         fuselageOperationIsAllocation(op) ||
         fuselageOperationIsDeallocation(op) ||
         (mlirOperationGetNumRegions(op) == 0 &&
          fuselageOperationIsMemoryEffectFree(op));
}

/// True if a launch next to the loop, which runs whatever the trips are, has
/// the sizes of the launch in it: one before the loop, or one that the host
/// certainly comes to.
static bool areLaunchedAnyway(const FuselageHostLoop *hostLoop) {
  MlirBlock block = mlirOperationGetBlock(hostLoop->loop);
  bool isAfter = false;
  FUSELAGE_FOR_EACH_OPERATION (op, block) {
    if (fuselageOperationIs(op, FUSELAGE_OP_GPU_LAUNCH) &&
        haveEqualOperands(op, hostLoop->launch))
      return true;
    if (isAfter && !goesOn(op))
      return false;
    isAfter = isAfter || mlirOperationEqual(op, hostLoop->loop);
  }
  return false;
}

/// True if the loop may run no trip, and a launch that does nothing is not the
/// same then: its sizes may be those that no launch has, or what computes them
/// may be undefined.
static bool needsGuard(const FuselageHostLoop *hostLoop) {
  if (fuselageHostLoopGetTrips(hostLoop->loop) < FUSELAGE_UNKNOWN_TRIPS)
    return false;
  return !areConstants(&hostLoop->invariant) ||
         (!canBeLaunched(hostLoop->launch) && !areLaunchedAnyway(hostLoop));
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
  FuselageOpBuilder host = fuselageOpBuilderBefore(hostLoop->loop);
  FuselageOpBuilder place = host;
  if (needsGuard(hostLoop))
    place = fuselageBuildIf(
        &host, fuselageBuildIsLess(&host, hostLoop->lower, hostLoop->upper));
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
  fuselageBuildFor(&kernel, hostLoop->lower, hostLoop->upper, hostLoop->step,
                   &trip, &body);
  moveAll(&hostLoop->varying, body.before);
  moveRest(mlirBlockGetFirstOperation(entry), terminator, body.before);
  if (needsBarrier)
    fuselageBuildBarrier(&body);
  mlirValueReplaceAllUsesOfWith(mlirBlockGetArgument(hostLoop->body, 0), trip);
  mlirOperationDestroy(hostLoop->loop);
  fuselageHostLoopFree(hostLoop);
}
