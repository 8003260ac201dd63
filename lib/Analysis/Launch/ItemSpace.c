//===- ItemSpace.c - Items as a space of expressions ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Launch/ItemSpace.h"

#include "Analysis/Index/IndexExpr.h"
#include "IR/GridBlocks.h"

/// More than all threads along one axis that a device can run.
static int64_t mostAlong(const FuselageWorkItems *items, int axis) {
  return axis == 0 && items->gridRank > 1 ? FUSELAGE_MAX_GRID_THREADS
                                          : FUSELAGE_MAX_DYNAMIC_EXTENT * 1024;
}

int64_t fuselageItemAxisGetExtent(const FuselageItemAxis *axis) {
  int64_t extent = -1;
  if (axis->numBlocks >= 0 && axis->numThreads >= 0 &&
      __builtin_mul_overflow(axis->numBlocks, axis->numThreads, &extent))
    return -1;
  if (!axis->hasBound || !mlirValueIsNull(axis->boundValueOrNull))
    return axis->hasBound ? -1 : extent;
  return extent >= 0 && extent < axis->constantBound ? extent
         : extent >= 0                               ? axis->constantBound
                                                     : -1;
}

FuselageIterationSpace
fuselageWorkItemsGetSpace(MlirContext context, const FuselageWorkItems *items) {
  FuselageIterationSpace space = {0};
  for (int d = 0; d < FUSELAGE_MAX_ITEM_DIMS; ++d) {
    int64_t extent = d < items->numDims ? items->dims[d].extent : 1;
    space.extents[d] = mlirAffineConstantExprGet(
        context, extent < 0 ? mostAlong(items, items->dims[d].axis) : extent);
  }
  return space;
}

MlirAffineExpr fuselageWorkItemsGetNumber(MlirContext context,
                                          const FuselageWorkItems *items,
                                          int axis) {
  MlirAffineExpr number = mlirAffineConstantExprGet(context, 0);
  for (int d = 0; d < items->numDims; ++d) {
    if (items->dims[d].axis != axis)
      continue;
    if (items->dims[d].weight == 0)
      return (MlirAffineExpr){NULL};
    MlirAffineExpr weight =
        mlirAffineConstantExprGet(context, items->dims[d].weight);
    number = fuselageExprAdd(
        number, fuselageExprMul(mlirAffineDimExprGet(context, d), weight));
  }
  return number;
}
