//===- LayoutHash.c - Hash of a launch configuration ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis/LayoutHash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static void updateHash(MlirStringRef text, void *userData) {
  XXH3_64bits_update(userData, text.data, text.length);
}

/// Expressions are hashed as printed: their addresses differ between processes,
/// and symbols are numbered in the order in which they were read.
uint64_t fuselageLaunchGetLayoutHash(const FuselageLaunch *launch) {
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  for (int i = 0; i < FUSELAGE_NUM_IDS; ++i) {
    if (!mlirAffineExprIsNull(launch->extents[i]))
      mlirAffineExprPrint(launch->extents[i], updateHash, &state);
    XXH3_64bits_update(&state, ";", 1);
  }
  return XXH3_64bits_digest(&state);
}
