//===- LaunchLimits.c - Limits of the sizes of launches -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The limits hold for all compute capabilities from 5.0 to 12.1 (CUDA C++
// Programming Guide, "Compute Capabilities"). A grid without blocks is allowed:
// the launch then runs no threads, as its semantics say.
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/LaunchLimits.h"

#include "IR/DeviceLimits.h"
#include "Target/PTX/Error.h"

#include <inttypes.h>

enum { numAxes = 3 };

static const char axes[numAxes] = {'x', 'y', 'z'};

static int64_t maxSize(bool ofBlock, int axis) {
  return fuselageMaxSizeAlong(ofBlock ? FUSELAGE_NUM_GRID_IDS + axis : axis);
}

static FuselagePTXError sizeError(MlirOperation launch, bool ofBlock, int axis,
                                  int64_t size) {
  return errorCreateAt(
      FUSELAGE_PTX_NOT_LOWERED, mlirOperationGetLocation(launch),
      "the launch has %" PRId64 " %s along %c, and a %s has %s to %" PRId64
      " there. Fix: launch %s",
      size, ofBlock ? "threads" : "blocks", axes[axis],
      ofBlock ? "block" : "grid", ofBlock ? "1" : "0", maxSize(ofBlock, axis),
      ofBlock ? "other blocks, and adapt the grid"
              : "a grid of several dimensions, or loop over the rest");
}

static FuselagePTXError verifyBlock(MlirOperation launch) {
  int64_t product = 1;
  for (int axis = 0; axis < numAxes; ++axis) {
    int64_t size;
    if (!launchSiteGetConstantSize(launch, true, axis, &size))
      continue;
    if (size < 1 || size > maxSize(true, axis))
      return sizeError(launch, true, axis, size);
    product *= size;
  }
  if (product <= FUSELAGE_MAX_BLOCK_THREADS)
    return errorNone();
  return errorCreateAt(FUSELAGE_PTX_NOT_LOWERED,
                       mlirOperationGetLocation(launch),
                       "the launch has blocks of %" PRId64
                       " threads, and a block has at most %d. Fix: launch "
                       "smaller blocks, and more of them",
                       product, FUSELAGE_MAX_BLOCK_THREADS);
}

static FuselagePTXError verifyGrid(MlirOperation launch) {
  for (int axis = 0; axis < numAxes; ++axis) {
    int64_t size;
    if (launchSiteGetConstantSize(launch, false, axis, &size) &&
        (size < 0 || size > maxSize(false, axis)))
      return sizeError(launch, false, axis, size);
  }
  return errorNone();
}

FuselagePTXError launchLimitsVerify(const LaunchSites *sites) {
  for (size_t i = 0; i < sites->sites.size; ++i) {
    FuselagePTXError error = verifyBlock(sites->sites.data[i].op);
    if (fuselagePTXErrorIsNull(error))
      error = verifyGrid(sites->sites.data[i].op);
    if (!fuselagePTXErrorIsNull(error))
      return error;
  }
  return errorNone();
}
