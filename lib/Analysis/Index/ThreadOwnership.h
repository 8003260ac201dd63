//===- ThreadOwnership.h - Indices that one thread has alone ---- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_INDEX_THREADOWNERSHIP_H
#define FUSELAGE_ANALYSIS_INDEX_THREADOWNERSHIP_H

#include "Analysis/Index/IterationSpace.h"
#include "fuselage-c/Support.h"

#include "mlir-c/AffineExpr.h"

#include <stdbool.h>
#include <stddef.h>

/// The indices of an element as functions of the ids.
typedef struct FuselageIndexTuple {
  /// Each is null where it is not affine.
  const MlirAffineExpr *indices;
  size_t rank;
  /// How indices that are not affine split an affine number
  /// (Delinearization.h); empty if they split none.
  const MlirAffineExpr *split;
  size_t splitSize;
} FuselageIndexTuple;

/// True if it is plain that two threads with equal indices are the same thread.
/// `a` has the indices of the first thread, `b` the indices of the second.
/// Cheap, and enough for most pairs. Both tuples have the same rank.
FUSELAGE_NODISCARD bool
fuselageIndicesStayInThread(const FuselageIterationSpace *space,
                            const FuselageIndexTuple *a,
                            const FuselageIndexTuple *b);

#endif // FUSELAGE_ANALYSIS_INDEX_THREADOWNERSHIP_H
