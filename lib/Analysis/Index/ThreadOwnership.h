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
  /// How indices that are not affine split a number that is
  /// (Delinearization.h); none if they do not.
  const MlirAffineExpr *split;
  size_t splitSize;
} FuselageIndexTuple;

/// True if it is plain that two threads are one if the indices of the first are
/// those of the second. Cheap, and enough for most pairs. Both tuples have one
/// rank.
FUSELAGE_NODISCARD bool
fuselageIndicesStayInThread(const FuselageIterationSpace *space,
                            const FuselageIndexTuple *a,
                            const FuselageIndexTuple *b);

#endif // FUSELAGE_ANALYSIS_INDEX_THREADOWNERSHIP_H
