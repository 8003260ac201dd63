//===- ParameterRoom.c - Room for sizes among parameters ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Shape/ParameterRoom.h"

#include "IR/Operation.h"

#include "mlir-c/BuiltinTypes.h"

enum {
  wordBytes = 8,
  /// The most values that a shape adds to one kernel.
  mostAdded = 16
};

typedef struct Walk {
  FuselageParameterRoom *room;
  MlirOperation launch;
} Walk;

/// A memref is two pointers and an offset, then a size and a stride for each
/// dimension.
static uint64_t bytesOf(MlirType type) {
  return mlirTypeIsAMemRef(type)
             ? wordBytes * (3 + 2 * (uint64_t)mlirShapedTypeGetRank(type))
             : wordBytes;
}

static bool addValue(FuselageParameterRoom *room, MlirValue value) {
  if (fuselagePointerMapLookup(&room->seen, value.ptr) !=
      FUSELAGE_POINTER_NOT_FOUND)
    return true;
  room->bytes += bytesOf(mlirValueGetType(value));
  if (!fuselagePointerMapInsert(&room->seen, value.ptr, 0))
    room->outOfMemory = true;
  return !room->outOfMemory;
}

static MlirWalkResult addOperands(MlirOperation op, void *userData) {
  const Walk *walk = userData;
  if (mlirOperationEqual(op, walk->launch))
    return MlirWalkResultAdvance;
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i) {
    MlirValue value = mlirOperationGetOperand(op, i);
    if (!fuselageValueIsDefinedInside(value, walk->launch) &&
        !addValue(walk->room, value))
      return MlirWalkResultInterrupt;
  }
  return MlirWalkResultAdvance;
}

bool fuselageParameterRoomAdd(FuselageParameterRoom *room,
                              MlirOperation launch) {
  Walk walk = {room, launch};
  mlirOperationWalk(launch, addOperands, &walk, MlirWalkPreOrder);
  return !room->outOfMemory;
}

bool fuselageParameterRoomAddOperands(FuselageParameterRoom *room,
                                      MlirOperation op) {
  for (intptr_t i = 0; i < mlirOperationGetNumOperands(op); ++i)
    if (!addValue(room, mlirOperationGetOperand(op, i)))
      return false;
  return true;
}

bool fuselageParameterRoomIsLeft(const FuselageParameterRoom *room,
                                 uint64_t maxParameterBytes) {
  return room->bytes + mostAdded * wordBytes <= maxParameterBytes;
}

void fuselageParameterRoomFree(FuselageParameterRoom *room) {
  fuselagePointerMapFree(&room->seen);
  *room = (FuselageParameterRoom){.bytes = 0};
}
