//===- ItemSpace.h - Items as a space of expressions ----------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_ITEMSPACE_H
#define FUSELAGE_ANALYSIS_LAUNCH_ITEMSPACE_H

#include "Analysis/Index/IterationSpace.h"
#include "Analysis/Launch/WorkItems.h"

#include "mlir-c/AffineExpr.h"
#include "mlir-c/IR.h"

#include <stdint.h>

/// The number of items along a whole axis, -1 if it is not a constant.
int64_t fuselageItemAxisGetExtent(const FuselageItemAxis *axis);

/// The item dimensions as a space, for ranges of expressions over them.
FuselageIterationSpace
fuselageWorkItemsGetSpace(MlirContext context, const FuselageWorkItems *items);

/// The number of the thread along an axis, as an expression over the dimensions
/// of the items; null if it is too large, or in rows of unknown length.
MlirAffineExpr fuselageWorkItemsGetNumber(MlirContext context,
                                          const FuselageWorkItems *items,
                                          int axis);

#endif // FUSELAGE_ANALYSIS_LAUNCH_ITEMSPACE_H
