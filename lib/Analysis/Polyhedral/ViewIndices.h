//===- ViewIndices.h - From indices of a view to those of its root -*- C -*===//
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

/// The highest rank of a memref whose indices are followed.
enum { FUSELAGE_MAX_POLY_RANK = FUSELAGE_BOUND(16, 2) };

/// Indices of a memref; a null function is an index that is not known.
typedef struct FuselagePolyIndices {
  FuselagePolyValue at[FUSELAGE_MAX_POLY_RANK];
  size_t rank;
  /// Whether the indices went through a view that is not followed. Such a view
  /// may reach beyond the memref that it is of, as its type gives that: it
  /// starts from the whole memory. All indices of the root are then null, and
  /// its sizes do not bound them.
  bool areLost;
} FuselagePolyIndices;

/// Replaces the indices of `memref` by the indices of the same element in the
/// root that `memref` is a view of, and returns that root. What cannot be
/// followed becomes unknown. Takes over the functions and gives new ones. False
/// if a rank is too high; the indices are then empty.
FUSELAGE_NODISCARD bool
fuselagePolyIndicesMapToRoot(FuselagePolyReader *reader, MlirValue memref,
                             FuselagePolyIndices *indices, MlirValue *root);

/// Adds 0 up to reach - 1 to an index, which is taken over: what an access
/// touches from the index on.
FuselagePolyValue fuselagePolyExtend(FuselagePolyReader *reader,
                                     FuselagePolyValue index, int64_t reach,
                                     MlirType indexType);

/// Makes all indices lost.
void fuselagePolyIndicesLose(FuselagePolyReader *reader,
                             FuselagePolyIndices *indices);

void fuselagePolyIndicesFree(FuselagePolyIndices *indices);

#endif // FUSELAGE_ANALYSIS_POLYHEDRAL_VIEWINDICES_H
