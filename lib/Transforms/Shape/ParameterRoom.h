//===- ParameterRoom.h - Room for sizes among parameters ------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A new shape needs sizes in the body, which a kernel takes as parameters,
// constants too if nobody moves them into the body before it is outlined. What
// the planner knows of the parameters of a launch is of its shape before.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_PARAMETERROOM_H
#define FUSELAGE_TRANSFORMS_SHAPE_PARAMETERROOM_H

#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// The parameters that the kernel of some launches takes, if it is one. A
/// zeroed struct is of none. Not thread-safe.
typedef struct FuselageParameterRoom {
  FuselagePointerMap seen;
  uint64_t bytes;
  bool outOfMemory;
} FuselageParameterRoom;

/// Adds the values from outside that a launch uses. Returns false when memory
/// is out.
FUSELAGE_NODISCARD bool fuselageParameterRoomAdd(FuselageParameterRoom *room,
                                                 MlirOperation launch);

/// Adds the operands of an operation. Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageParameterRoomAddOperands(FuselageParameterRoom *room, MlirOperation op);

/// True if there is room for the sizes of a new shape.
FUSELAGE_NODISCARD bool
fuselageParameterRoomIsLeft(const FuselageParameterRoom *room,
                            uint64_t maxParameterBytes);

void fuselageParameterRoomFree(FuselageParameterRoom *room);

#endif // FUSELAGE_TRANSFORMS_SHAPE_PARAMETERROOM_H
