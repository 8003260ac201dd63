//===- IdPermutation.h - New names for the ids of a launch ------ -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_IDPERMUTATION_H
#define FUSELAGE_TRANSFORMS_ARRANGE_IDPERMUTATION_H

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// The new id along `d` is the old one along `grid[d]`, or `block[d]`: 0, 1, 2
/// for x, y, z.
typedef struct FuselageIdPermutation {
  int grid[3], block[3];
} FuselageIdPermutation;

/// Permutes the ids and sizes of a launch. Needs no memory of its own: what is
/// undone after an error may have none.
void fuselageLaunchPermuteIds(MlirOperation launch,
                              const FuselageIdPermutation *permutation);

FuselageIdPermutation
fuselageIdPermutationInvert(const FuselageIdPermutation *permutation);

/// True for an operation that gives an id or a size along the dimension that it
/// names.
FUSELAGE_NODISCARD bool fuselageOperationNamesDimension(MlirOperation op);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_IDPERMUTATION_H
