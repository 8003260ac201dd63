//===- MergeBodies.h - Running one body after another --------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGE_MERGEBODIES_H
#define FUSELAGE_TRANSFORMS_MERGE_MERGEBODIES_H

#include "mlir-c/IR.h"

#include <stdbool.h>

/// The blocks of the last of the bodies merged into one.
typedef struct FuselageLastBody {
  /// The block where it begins. The body before may end in the same block.
  MlirBlock entry;
  /// Its other blocks are this block and all blocks after it; null if it has no
  /// others.
  MlirBlock others;
} FuselageLastBody;

/// The body of a launch before any merge.
FuselageLastBody fuselageLastBodyOf(MlirOperation launch);

/// Moves the body of `launch` into `first`, after the last body `*last` of
/// `first`: every thread that ends the last body goes on with the new body.
/// `*last` becomes the new body. With `needsBarrier`, the threads of a block
/// meet in between. `launch` keeps the arguments of its body, without uses, in
/// an empty block. Takes time linear in the blocks of the two last bodies and
/// in the operations of the entry of the new one.
///
/// The dialect `cf` must be loaded.
void fuselageMergeBody(MlirOperation first, MlirOperation launch,
                       bool needsBarrier, FuselageLastBody *last);

#endif // FUSELAGE_TRANSFORMS_MERGE_MERGEBODIES_H
