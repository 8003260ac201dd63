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

/// The most views to follow from a memref to its root. If the chain is longer,
/// the last view reached counts as a root of unknown origin. In unreachable
/// code, views may be views of each other.
enum { FUSELAGE_MAX_VIEWS = FUSELAGE_BOUND(1024, 1) };

/// The operation that makes `memref` a view of another memref, its first
/// operand. Null if `memref` is not a view. Stores whether equal indices mean
/// the same element in both.
MlirOperation fuselageMemRefGetView(MlirValue memref, bool *keepsIndices);

/// True if `op` only gives a new name to the memory of its first operand.
/// `*keepsIndices` tells whether equal indices mean the same element in both.
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
  /// The operand of an offset that is not constant.
  MlirValue value;
} FuselageSliceEntry;

/// The rank of the source of a subview.
intptr_t fuselageSubviewGetRank(MlirOperation op);
FuselageSliceEntry fuselageSubviewGetOffset(MlirOperation op, intptr_t dim);
FuselageSliceEntry fuselageSubviewGetStride(MlirOperation op, intptr_t dim);

/// True if all strides are constants other than 0. A stride of 0 gives many
/// indices one element.
FUSELAGE_NODISCARD bool fuselageSubviewIsInjective(MlirOperation op);

/// Finds the dimension of the result for each dimension of the source of a
/// `memref.subview`. Stores -1 if the result lacks the dimension: its size is 1
/// and the index is 0. `resultDims` has room for the rank of the source. False
/// if the dimensions do not match.
FUSELAGE_NODISCARD bool fuselageSubviewMatchDimensions(MlirOperation op,
                                                       intptr_t *resultDims);

/// For `memref.expand_shape` and `memref.collapse_shape`. The dimensions of the
/// wider shape form groups; each group is one dimension of the narrower shape.
/// These give the number of groups, and the number of dimensions in a group.
intptr_t fuselageReshapeGetNumGroups(MlirOperation op);
intptr_t fuselageReshapeGetGroupSize(MlirOperation op, intptr_t group);

/// The dimension of the source of a `memref.transpose` that is dimension `dim`
/// of its result.
intptr_t fuselageTransposeGetSourceDim(MlirOperation op, intptr_t dim);

#endif // FUSELAGE_IR_VIEWS_H
