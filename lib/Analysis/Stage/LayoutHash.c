//===- LayoutHash.c - Hash of a launch configuration ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/Stage/LayoutHash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static void updateHash(MlirStringRef text, void *userData) {
  XXH3_64bits_update(userData, text.data, text.length);
}

static void updateExtents(XXH3_state_t *state, const MlirAffineExpr *extents,
                          int count) {
  for (int i = 0; i < count; ++i) {
    if (!mlirAffineExprIsNull(extents[i]))
      mlirAffineExprPrint(extents[i], updateHash, state);
    XXH3_64bits_update(state, ";", 1);
  }
}

/// Two launches with different hashes share no launch, whatever they touch.
/// Expressions are hashed as printed: their addresses differ between processes,
/// and symbols are numbered in the order in which they were read.
uint64_t fuselageLaunchGetLayoutHash(const FuselageLaunch *launch) {
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  updateExtents(&state, launch->extents, FUSELAGE_NUM_IDS);
  if (launch->form.hasClusters)
    updateExtents(&state, launch->clusterExtents, FUSELAGE_NUM_CLUSTER_SIZES);
  if (!mlirAttributeIsNull(launch->target))
    mlirAttributePrint(launch->target, updateHash, &state);
  return XXH3_64bits_digest(&state);
}
