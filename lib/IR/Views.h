//===- Views.h - Operations that name memory anew --------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_VIEWS_H
#define FUSELAGE_IR_VIEWS_H

#include "Support/Bounds.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// The memref that `memref` is a view of, through any number of views.
MlirValue fuselageMemRefGetRoot(MlirValue memref);

/// The most views that are followed from a memref to its root. A longer chain
/// ends in a view, which is a root of unknown origin; in code that nothing
/// reaches, views may be views of each other.
enum { FUSELAGE_MAX_VIEWS = FUSELAGE_BOUND(1024, 1) };

/// The operation that makes `memref` a view of another memref, its first
/// operand, or null if it is none. Stores whether indices mean the same
/// elements in both.
MlirOperation fuselageMemRefGetView(MlirValue memref, bool *keepsIndices);

/// True if `op` gives a new name to the memory of its first operand and does
/// nothing else; `*keepsIndices` tells whether indices mean the same elements.
FUSELAGE_NODISCARD bool fuselageOperationIsView(MlirOperation op,
                                                bool *keepsIndices);

//===----------------------------------------------------------------------===//
// Views that change indices
//===----------------------------------------------------------------------===//

/// The offset, or the stride, of a `memref.subview` along a dimension of its
/// source.
typedef struct FuselageSliceEntry {
  bool isConstant;
  int64_t constant;
  /// Of an offset that is not constant, its operand.
  MlirValue value;
} FuselageSliceEntry;

/// The rank of the source of a subview.
intptr_t fuselageSubviewGetRank(MlirOperation op);
FuselageSliceEntry fuselageSubviewGetOffset(MlirOperation op, intptr_t dim);
FuselageSliceEntry fuselageSubviewGetStride(MlirOperation op, intptr_t dim);

/// True if all strides are constants other than 0. A stride of 0 gives many
/// indices one element.
FUSELAGE_NODISCARD bool fuselageSubviewIsInjective(MlirOperation op);

/// Finds for each dimension of the source of a `memref.subview` the one of its
/// result, or -1 where the size is 1 and the index therefore 0. `resultDims`
/// has room for the rank of the source. False if they do not match.
FUSELAGE_NODISCARD bool fuselageSubviewMatchDimensions(MlirOperation op,
                                                       intptr_t *resultDims);

/// Of `memref.expand_shape` and `memref.collapse_shape`: the number of groups
/// of dimensions of the wider shape, each a dimension of the other; and how
/// many dimensions a group has.
intptr_t fuselageReshapeGetNumGroups(MlirOperation op);
intptr_t fuselageReshapeGetGroupSize(MlirOperation op, intptr_t group);

/// The dimension of the source of a `memref.transpose` that is dimension `dim`
/// of its result.
intptr_t fuselageTransposeGetSourceDim(MlirOperation op, intptr_t dim);

#endif // FUSELAGE_IR_VIEWS_H
