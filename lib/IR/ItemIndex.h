//===- ItemIndex.h - Where a thread stands in a launch ---------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A body learns its ids and sizes from arguments of its first block, or from
// operations of the gpu dialect. Only this file knows both forms.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_ITEMINDEX_H
#define FUSELAGE_IR_ITEMINDEX_H

#include "mlir-c/IR.h"

typedef enum FuselageItemIndexKind {
  /// The value is none of these.
  FUSELAGE_ITEM_NONE,
  /// An id: the block id along x, y, z, then the thread id along x, y, z.
  FUSELAGE_ITEM_ID,
  /// The number of values of an id.
  FUSELAGE_ITEM_EXTENT,
  /// The id of the block, times the number of threads in a block, plus the id
  /// of
  /// the thread; along x, y or z.
  FUSELAGE_ITEM_GLOBAL_ID
} FuselageItemIndexKind;

typedef struct FuselageItemIndex {
  FuselageItemIndexKind kind;
  /// The number of the id. For a global id, 0, 1 or 2 means x, y or z.
  int number;
} FuselageItemIndex;

/// Tells which id or size a value in the body of `launch` is:
/// FUSELAGE_ITEM_NONE if it is from outside of the body or `launch` is null.
FuselageItemIndex fuselageValueGetItemIndex(MlirValue value,
                                            MlirOperation launch);

/// The dimension that an operation of the gpu dialect names: 0, 1, 2 for x, y,
/// z; 0 if it names none.
int fuselageGpuOperationGetDimension(MlirOperation op);

#endif // FUSELAGE_IR_ITEMINDEX_H
