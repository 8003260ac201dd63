//===- LoopNest.h - Perfectly nested parallel loops ---------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_LOOPNEST_H
#define FUSELAGE_TRANSFORMS_LOOPS_LOOPNEST_H

#include "Support/Array.h"

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// A dimension of a nest: its variable is `lower + k * step`, for k = 0, 1, and
/// so on, as long as it is below `upper`.
typedef struct FuselageLoopDim {
  MlirValue lower, upper, step, variable;
} FuselageLoopDim;

/// Nested `scf.parallel` operations without results: each is the only effect of
/// the one around it. A zeroed struct is empty.
typedef struct FuselageLoopNest {
  /// Outermost first.
  FUSELAGE_ARRAY(MlirOperation) loops;
  /// The dimensions of all loops, the innermost last.
  FUSELAGE_ARRAY(FuselageLoopDim) dims;
} FuselageLoopNest;

/// Collects the nest that begins with `parallel`. It ends before the first loop
/// whose bounds depend on the iteration. Operations that compute bounds move to
/// before the nest. Returns false when memory is out. Free the nest in any
/// case.
FUSELAGE_NODISCARD bool fuselageLoopNestCollect(FuselageLoopNest *nest,
                                                MlirOperation parallel);
void fuselageLoopNestFree(FuselageLoopNest *nest);

/// The only loop in the body of a loop, if the other operations there only
/// compute values, and the operands of the loop come from outside of
/// `outermost`; else null. `isLoop` tells which operations count as loops.
MlirOperation fuselageLoopGetOnlyInner(MlirBlock body, MlirOperation outermost,
                                       bool (*isLoop)(MlirOperation op));

/// Moves the bodies of the loops to before `place`, where the variables are the
/// given values, one for each dimension, and erases the loops.
void fuselageLoopNestMoveBody(FuselageLoopNest *nest, const MlirValue *values,
                              MlirOperation place);

#endif // FUSELAGE_TRANSFORMS_LOOPS_LOOPNEST_H
