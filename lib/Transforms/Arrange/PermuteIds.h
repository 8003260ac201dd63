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

#include "Analysis/Index/IndexReader.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// A launch whose ids were permuted. The new id along `d` is the old one along
/// `grid[d]`, or `block[d]`: 0, 1, 2 for x, y, z.
typedef struct FuselagePermutedLaunch {
  MlirOperation launch;
  int grid[3], block[3];
} FuselagePermutedLaunch;

typedef FUSELAGE_ARRAY(FuselagePermutedLaunch) FuselagePermutedLaunches;

/// Gives launches in `block` the sizes of an earlier launch of that block,
/// where they are the same in another order, those of 1 left aside. The
/// launches that were changed are appended to `permuted`. Returns false when
/// memory is out.
///
/// The keys of `copies` are launches that stand for copies. No launch takes
/// their sizes on, since nobody ran those before: along y and z a device has
/// fewer blocks than along x. They take on the sizes of any launch.
FUSELAGE_NODISCARD bool fuselagePermuteIds(MlirBlock block,
                                           const FuselagePointerMap *copies,
                                           FuselagePermutedLaunches *permuted);

/// Gives a launch its old sizes back.
void fuselagePermutedLaunchRestore(const FuselagePermutedLaunch *permuted);

#endif // FUSELAGE_TRANSFORMS_ARRANGE_PERMUTEIDS_H
