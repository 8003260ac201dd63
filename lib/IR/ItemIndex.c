//===- ItemIndex.c - Where a thread stands in a launch --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IR/ItemIndex.h"

#include "Bridge/Enums.h"
#include "IR/LaunchForm.h"
#include "IR/Operation.h"
#include "IR/Ops.h"

static const FuselageItemIndex none = {FUSELAGE_ITEM_NONE, 0};

int fuselageGpuOperationGetDimension(MlirOperation op) {
  return (int)fuselageDimensionGet(
      fuselageOperationGetInherentAttribute(op, "dimension"));
}

/// The first arguments of a body are the ids, then the sizes in the same order.
/// Later arguments are neither.
static FuselageItemIndex readArgument(MlirValue argument,
                                      MlirOperation launch) {
  intptr_t number = mlirBlockArgumentGetArgNumber(argument);
  if (!mlirBlockEqual(mlirBlockArgumentGetOwner(argument),
                      fuselageLaunchGetEntry(launch)) ||
      number >= 2 * FUSELAGE_NUM_IDS)
    return none;
  return number < FUSELAGE_NUM_IDS
             ? (FuselageItemIndex){FUSELAGE_ITEM_ID, (int)number}
             : (FuselageItemIndex){FUSELAGE_ITEM_EXTENT,
                                   (int)number - FUSELAGE_NUM_IDS};
}

static FuselageItemIndex readOperation(MlirOperation op) {
  switch (fuselageOperationGetKind(op)) {
  case FUSELAGE_OP_GPU_BLOCK_ID:
    return (FuselageItemIndex){FUSELAGE_ITEM_ID,
                               fuselageGpuOperationGetDimension(op)};
  case FUSELAGE_OP_GPU_THREAD_ID:
    return (FuselageItemIndex){FUSELAGE_ITEM_ID,
                               FUSELAGE_NUM_GRID_IDS +
                                   fuselageGpuOperationGetDimension(op)};
  case FUSELAGE_OP_GPU_GRID_DIM:
    return (FuselageItemIndex){FUSELAGE_ITEM_EXTENT,
                               fuselageGpuOperationGetDimension(op)};
  case FUSELAGE_OP_GPU_BLOCK_DIM:
    return (FuselageItemIndex){FUSELAGE_ITEM_EXTENT,
                               FUSELAGE_NUM_GRID_IDS +
                                   fuselageGpuOperationGetDimension(op)};
  case FUSELAGE_OP_GPU_GLOBAL_ID:
    return (FuselageItemIndex){FUSELAGE_ITEM_GLOBAL_ID,
                               fuselageGpuOperationGetDimension(op)};
  default:
    return none;
  }
}

FuselageItemIndex fuselageValueGetItemIndex(MlirValue value,
                                            MlirOperation launch) {
  if (mlirOperationIsNull(launch) ||
      !fuselageValueIsDefinedInside(value, launch))
    return none;
  return mlirValueIsABlockArgument(value)
             ? readArgument(value, launch)
             : readOperation(mlirOpResultGetOwner(value));
}
