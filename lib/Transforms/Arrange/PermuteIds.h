//===- PermuteIds.h - Ids of a launch in another order -------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A grid of 1x8x4 blocks and one of 8x4x1 run the same threads under other
// names. As long as no thread minds who shares its block, and the hardware sees
// no difference, one launch can take the sizes of the other.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGE_PERMUTEIDS_H
#define FUSELAGE_TRANSFORMS_ARRANGE_PERMUTEIDS_H

#include "Transforms/Arrange/Journal.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Gives launches in `block` the sizes of an earlier launch of that block,
/// where they are the same in another order, those of 1 left aside. Returns
/// false when memory is out.
///
/// Launches that stand for copies take on the sizes of any launch. No launch
/// takes on theirs, since nobody ran those before: along y and z a device has
/// fewer blocks than along x.
FUSELAGE_NODISCARD bool fuselagePermuteIds(MlirBlock block,
                                           FuselageJournal *journal);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_PERMUTEIDS_H
