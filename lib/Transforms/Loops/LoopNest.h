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

/// A dimension of a nest: its variable is `lower + k * step` for each k from 0
/// up to `upper`.
typedef struct FuselageLoopDim {
  MlirValue lower, upper, step, variable;
} FuselageLoopDim;

/// `scf.parallel` operations without results, each of which is all that the one
/// around it does. A zeroed struct is empty.
typedef struct FuselageLoopNest {
  /// Outermost first.
  FUSELAGE_ARRAY(MlirOperation) loops;
  /// The dimensions of all loops, the innermost last.
  FUSELAGE_ARRAY(FuselageLoopDim) dims;
} FuselageLoopNest;

/// Collects the nest that begins with `parallel`, as deep as bounds that are
/// known before the nest allow. What computes them moves in front of it.
/// Returns false when memory is out. Free the nest in any case.
FUSELAGE_NODISCARD bool fuselageLoopNestCollect(FuselageLoopNest *nest,
                                                MlirOperation parallel);
void fuselageLoopNestFree(FuselageLoopNest *nest);

/// The loop that is all that the body of a loop does but for computing values,
/// with operands from outside of `outermost`; null if there is none. `isLoop`
/// tells which operations count.
MlirOperation fuselageLoopGetOnlyInner(MlirBlock body, MlirOperation outermost,
                                       bool (*isLoop)(MlirOperation op));

/// Moves what the loops do to each iteration of the nest in front of `place`,
/// where the variables are the given values, one for each dimension, and erases
/// the loops.
void fuselageLoopNestMoveBody(FuselageLoopNest *nest, const MlirValue *values,
                              MlirOperation place);

#endif // FUSELAGE_TRANSFORMS_LOOPS_LOOPNEST_H
