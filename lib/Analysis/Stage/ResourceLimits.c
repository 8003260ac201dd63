//===- ResourceLimits.c - The limits of one kernel ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Stage/ResourceLimits.h"

#include "IR/ByteCount.h"
#include "IR/DeviceLayout.h"
#include "IR/LaunchForm.h"
#include "IR/LaunchOperands.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

#include "mlir-c/BuiltinTypes.h"

#include <assert.h>

void fuselageResourceTrackerFree(FuselageResourceTracker *tracker) {
  FUSELAGE_ARRAY_FREE(&tracker->launches);
  FUSELAGE_ARRAY_FREE(&tracker->used);
  FUSELAGE_ARRAY_FREE(&tracker->parameters);
  fuselagePointerMapFree(&tracker->numbers);
}

//===----------------------------------------------------------------------===//
// Bytes
//===----------------------------------------------------------------------===//

enum { dynamicAlignment = 16 };

static uint64_t aligned(uint64_t bytes) {
  return fuselageByteCountMul(
      fuselageByteCountAdd(bytes, dynamicAlignment - 1) / dynamicAlignment,
      dynamicAlignment);
}

/// Lowering turns an all-reduce into an exchange between subgroups through
/// workgroup memory, with room for 32 values.
static uint64_t allReduceBytes(MlirOperation op) {
  return aligned(fuselageByteCountMul(
      32, fuselageElementGetDeviceLayout(
              mlirValueGetType(mlirOperationGetOperand(op, 0)))
              .bytes));
}

/// A global may lie in workgroup memory.
static bool namesWorkgroupGlobal(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_GET_GLOBAL) &&
         fuselageTypeIsWorkgroupMemory(
             mlirValueGetType(mlirOperationGetResult(op, 0)));
}

/// The bytes of a thread's stack that an operation of a body takes.
static uint64_t privateBytesOf(MlirOperation op) {
  return fuselageOperationIs(op, FUSELAGE_OP_MEMREF_ALLOCA) &&
                 !fuselageOperationAllocatesWorkgroupMemory(op)
             ? fuselageMemRefGetWorkgroupBytes(
                   mlirValueGetType(mlirOperationGetResult(op, 0)))
             : 0;
}

/// The bytes of a block's memory that an operation of a body takes.
static uint64_t workgroupBytesOf(MlirOperation op) {
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_ALL_REDUCE))
    return allReduceBytes(op);
  return fuselageOperationAllocatesWorkgroupMemory(op) ||
                 namesWorkgroupGlobal(op)
             ? fuselageMemRefGetWorkgroupBytes(
                   mlirValueGetType(mlirOperationGetResult(op, 0)))
             : 0;
}

static uint64_t dynamicBytes(const FuselageLaunchForm *form) {
  int64_t bytes;
  if (mlirValueIsNull(form->dynamicSharedMemorySize))
    return 0;
  return fuselageValueIsConstantInt(form->dynamicSharedMemorySize, &bytes) &&
                 bytes >= 0
             ? aligned((uint64_t)bytes)
             : FUSELAGE_UNKNOWN_BYTES;
}

//===----------------------------------------------------------------------===//
// Needs of one launch
//===----------------------------------------------------------------------===//

typedef struct NeedsWalk {
  FuselageResourceTracker *tracker;
  MlirOperation launch;
  size_t launchNumber;
  FuselageLaunchNeeds *needs;
  bool hasConstantBlock;
  bool outOfMemory;
} NeedsWalk;

/// The number of the parameter for `value`, or FUSELAGE_POINTER_NOT_FOUND when
/// memory is out.
static uint32_t numberOf(FuselageResourceTracker *tracker, MlirValue value) {
  uint32_t number = fuselagePointerMapLookup(&tracker->numbers, value.ptr);
  if (number != FUSELAGE_POINTER_NOT_FOUND)
    return number;
  number = (uint32_t)tracker->parameters.size;
  FuselageParameter *slot = FUSELAGE_ARRAY_APPEND(&tracker->parameters);
  if (!slot || !fuselagePointerMapInsert(&tracker->numbers, value.ptr, number))
    return FUSELAGE_POINTER_NOT_FOUND;
  *slot = (FuselageParameter){
      .bytes = fuselageParameterGetBytes(mlirValueGetType(value)),
      .lastLaunch = SIZE_MAX};
  return number;
}

/// Counts a value from outside of the launch, once for each launch.
static bool addParameter(NeedsWalk *walk, MlirValue value) {
  FuselageResourceTracker *tracker = walk->tracker;
  uint32_t number = numberOf(tracker, value);
  if (number == FUSELAGE_POINTER_NOT_FOUND)
    return false;
  FuselageParameter *parameter = &tracker->parameters.data[number];
  if (parameter->lastLaunch == walk->launchNumber)
    return true;
  uint32_t *slot = FUSELAGE_ARRAY_APPEND(&tracker->used);
  if (!slot)
    return false;
  *slot = number;
  ++walk->needs->numParameters;
  parameter->lastLaunch = walk->launchNumber;
  if (parameter->numLaunches++ == 0)
    tracker->parameterBytes += parameter->bytes;
  return true;
}

/// Outlining copies constants into the kernel, so they are no parameters.
static bool isParameter(const NeedsWalk *walk, MlirValue value) {
  MlirOperation op = fuselageValueGetDefiningOp(value);
  if (!mlirOperationIsNull(op) &&
      fuselageOperationIs(op, FUSELAGE_OP_ARITH_CONSTANT))
    return false;
  return !fuselageValueIsDefinedInside(value, walk->launch);
}

/// The value of a load or a store may stay in registers for a later body.
static uint64_t registersOf(MlirOperation op) {
  const uint64_t registerBytes = 4;
  FuselageAccessKind kind;
  intptr_t memrefOperand;
  if (!fuselageOperationIsLoadOrStore(op, &kind, &memrefOperand))
    return 0;
  MlirType type = mlirShapedTypeGetElementType(
      mlirValueGetType(mlirOperationGetOperand(op, memrefOperand)));
  return fuselageByteCountAdd(fuselageElementGetDeviceLayout(type).bytes,
                              registerBytes - 1) /
         registerBytes;
}

/// The code generator knows the block size only if the operands are constants.
static bool hasConstantBlock(MlirOperation launch) {
  for (int id = FUSELAGE_NUM_GRID_IDS; id < FUSELAGE_NUM_IDS; ++id) {
    int64_t size;
    if (!fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, id),
                                    &size))
      return false;
  }
  return true;
}

static MlirWalkResult addNeedsOf(MlirOperation op, void *userData) {
  NeedsWalk *walk = userData;
  if (mlirOperationEqual(op, walk->launch))
    return MlirWalkResultAdvance;
  if (!walk->hasConstantBlock)
    walk->needs->carriedRegisters =
        fuselageByteCountAdd(walk->needs->carriedRegisters, registersOf(op));
  if (fuselageOperationIs(op, FUSELAGE_OP_GPU_DYNAMIC_SHARED_MEMORY))
    walk->needs->usesDynamicSharedMemory = true;
  walk->needs->workgroupBytes =
      fuselageByteCountAdd(walk->needs->workgroupBytes, workgroupBytesOf(op));
  walk->needs->privateBytes =
      fuselageByteCountAdd(walk->needs->privateBytes, privateBytesOf(op));
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i) {
    MlirValue operand = mlirOperationGetOperand(op, i);
    if (!isParameter(walk, operand) || addParameter(walk, operand))
      continue;
    walk->outOfMemory = true;
    return MlirWalkResultInterrupt;
  }
  return MlirWalkResultAdvance;
}

/// Bytes of `count` attributions from argument number `first` on.
static uint64_t attributionBytes(MlirOperation launch, intptr_t first,
                                 intptr_t count) {
  MlirBlock entry = fuselageLaunchGetEntry(launch);
  uint64_t bytes = 0;
  for (intptr_t i = 0; i < count; ++i) {
    MlirValue buffer = mlirBlockGetArgument(entry, first + i);
    bytes = fuselageByteCountAdd(
        bytes, fuselageMemRefGetWorkgroupBytes(mlirValueGetType(buffer)));
  }
  return bytes;
}

static uint64_t workgroupAttributionBytes(MlirOperation launch,
                                          const FuselageLaunchForm *form) {
  return attributionBytes(launch, form->numIdsAndSizes,
                          form->numWorkgroupBuffers);
}

static uint64_t privateAttributionBytes(MlirOperation launch,
                                        const FuselageLaunchForm *form) {
  return attributionBytes(launch,
                          form->numIdsAndSizes + form->numWorkgroupBuffers,
                          form->numPrivateBuffers);
}

static MlirWalkResult addWorkgroupBytes(MlirOperation op, void *userData) {
  uint64_t *bytes = userData;
  *bytes = fuselageByteCountAdd(*bytes, workgroupBytesOf(op));
  return MlirWalkResultAdvance;
}

uint64_t fuselageLaunchGetWorkgroupBytes(MlirOperation launch) {
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  uint64_t bytes = fuselageByteCountAdd(
      workgroupAttributionBytes(launch, &form), dynamicBytes(&form));
  mlirOperationWalk(launch, addWorkgroupBytes, &bytes, MlirWalkPreOrder);
  return bytes;
}

static bool addNeeds(FuselageResourceTracker *tracker, size_t number,
                     MlirOperation launch) {
  assert(number == tracker->launches.size);
  FuselageLaunchNeeds *needs = FUSELAGE_ARRAY_APPEND(&tracker->launches);
  if (!needs)
    return false;
  FuselageLaunchForm form = fuselageLaunchGetForm(launch);
  *needs = (FuselageLaunchNeeds){
      .workgroupBytes = fuselageByteCountAdd(
          workgroupAttributionBytes(launch, &form), dynamicBytes(&form)),
      .privateBytes = privateAttributionBytes(launch, &form),
      .usesDynamicSharedMemory = !mlirValueIsNull(form.dynamicSharedMemorySize),
      .firstParameter = tracker->used.size};
  NeedsWalk walk = {.tracker = tracker,
                    .launch = launch,
                    .launchNumber = number,
                    .needs = needs,
                    .hasConstantBlock = hasConstantBlock(launch)};
  mlirOperationWalk(launch, addNeedsOf, &walk, MlirWalkPreOrder);
  tracker->workgroupBytes += needs->workgroupBytes;
  tracker->privateBytes += needs->privateBytes;
  tracker->numPrivateUsers += needs->privateBytes != 0;
  tracker->carriedRegisters += needs->carriedRegisters;
  tracker->numWorkgroupUsers += needs->workgroupBytes != 0;
  tracker->numDynamicUsers += needs->usesDynamicSharedMemory;
  return !walk.outOfMemory;
}

//===----------------------------------------------------------------------===//
// The window
//===----------------------------------------------------------------------===//

/// Subtracts the first launch from the sums of the window. The sums never
/// saturate: no part is more than FUSELAGE_UNKNOWN_BYTES, and a sum can hold a
/// million of these.
static void dropFirst(FuselageResourceTracker *tracker) {
  const FuselageLaunchNeeds *needs =
      &tracker->launches.data[tracker->firstLaunch++];
  for (size_t i = 0; i < needs->numParameters; ++i) {
    FuselageParameter *parameter =
        &tracker->parameters
             .data[tracker->used.data[needs->firstParameter + i]];
    if (--parameter->numLaunches == 0)
      tracker->parameterBytes -= parameter->bytes;
  }
  tracker->workgroupBytes -= needs->workgroupBytes;
  tracker->privateBytes -= needs->privateBytes;
  tracker->numPrivateUsers -= needs->privateBytes != 0;
  tracker->carriedRegisters -= needs->carriedRegisters;
  tracker->numWorkgroupUsers -= needs->workgroupBytes != 0;
  tracker->numDynamicUsers -= needs->usesDynamicSharedMemory;
}

/// Why several launches of the window do not fit into one kernel;
/// FUSELAGE_REASON_NONE if they fit.
static FuselageReason reasonOfWindow(const FuselageResourceTracker *tracker) {
  if (tracker->numDynamicUsers > 1)
    return FUSELAGE_REASON_DYNAMIC_SHARED_MEMORY;
  if (tracker->parameterBytes > tracker->maxParameterBytes ||
      tracker->carriedRegisters > FUSELAGE_MAX_CARRIED_REGISTERS ||
      (tracker->numPrivateUsers > 1 &&
       tracker->privateBytes > FUSELAGE_MAX_PRIVATE_BYTES) ||
      (tracker->numWorkgroupUsers > 1 &&
       tracker->workgroupBytes > FUSELAGE_MAX_WORKGROUP_BYTES))
    return FUSELAGE_REASON_RESOURCE_LIMIT;
  return FUSELAGE_REASON_NONE;
}

bool fuselageResourceTrackerAddLaunch(FuselageResourceTracker *tracker,
                                      const FuselageModel *model, size_t launch,
                                      size_t floor, size_t *earliestPeer,
                                      FuselageObstacle *obstacle) {
  while (tracker->firstLaunch < floor && tracker->firstLaunch < launch)
    dropFirst(tracker);
  const FuselageLaunch *launches = model->launches.data;
  if (!addNeeds(tracker, launch, launches[launch].op))
    return false;
  FuselageReason reason;
  while (tracker->firstLaunch < launch &&
         (reason = reasonOfWindow(tracker)) != FUSELAGE_REASON_NONE) {
    *obstacle =
        (FuselageObstacle){.reason = reason,
                           .earlierStage = tracker->firstLaunch,
                           .earlierOp = launches[tracker->firstLaunch].op,
                           .laterOp = launches[launch].op};
    dropFirst(tracker);
  }
  *earliestPeer = tracker->firstLaunch;
  return true;
}
