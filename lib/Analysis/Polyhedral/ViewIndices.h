//===- ViewIndices.h - From indices of a view to the root's -------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_POLYHEDRAL_VIEWINDICES_H
#define FUSELAGE_ANALYSIS_POLYHEDRAL_VIEWINDICES_H

#include "Analysis/Polyhedral/PolyhedralReader.h"
#include "Support/Bounds.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

/// The highest rank of a memref whose indices the reader follows.
enum { FUSELAGE_MAX_POLY_RANK = FUSELAGE_BOUND(16, 2) };

/// Indices of a memref. No function is an unknown index.
typedef struct FuselagePolyIndices {
  FuselagePolyValue at[FUSELAGE_MAX_POLY_RANK];
  size_t rank;
  /// Whether the indices went through a view that the reader cannot follow.
  /// Such a view starts from the whole memory, so it may reach beyond the sizes
  /// in the type of its source. All indices of the root are then unknown, and
  /// the sizes of the root do not bound them.
  bool areLost;
} FuselagePolyIndices;

/// Replaces the indices of `memref` by the indices of the same element in the
/// root of `memref`, and gives that root. An index that the reader cannot
/// follow becomes unknown. False if a rank is too high.
FUSELAGE_NODISCARD bool
fuselagePolyIndicesMapToRoot(FuselagePolyReader *reader, MlirValue memref,
                             FuselagePolyIndices *indices, MlirValue *root);

/// Adds 0 up to reach - 1 to an index: the elements that an access touches from
/// the index on.
FuselagePolyValue fuselagePolyExtend(FuselagePolyReader *reader,
                                     FuselagePolyValue index, int64_t reach,
                                     MlirType indexType);

/// Makes all indices lost.
void fuselagePolyIndicesLose(FuselagePolyReader *reader,
                             FuselagePolyIndices *indices);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_VIEWINDICES_H
