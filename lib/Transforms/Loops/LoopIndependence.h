//===- LoopIndependence.h - Loops of independent iterations -------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_LOOPINDEPENDENCE_H
#define FUSELAGE_TRANSFORMS_LOOPS_LOOPINDEPENDENCE_H

#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

/// What is known of the iterations of an `affine.for` that carries no values.
typedef struct FuselageLoopIndependence {
  /// So many loops, from it inwards and perfectly nested, whose iterations are
  /// independent all together; 0 if its own are not.
  size_t numLoops;
  /// Without any, what is between two iterations.
  FuselageReason reason;
} FuselageLoopIndependence;

/// Proves that what two iterations do has no common element that one of them
/// writes. The proof is that of fusion: as launches, with an iteration a block,
/// two of the loop would share one. Looks at nothing outside of `root`. Changes
/// nothing for good. Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageLoopGetIndependence(MlirOperation loop, MlirOperation root,
                            bool assumeNoaliasArgs,
                            FuselageLoopIndependence *independence);

#endif // FUSELAGE_TRANSFORMS_LOOPS_LOOPINDEPENDENCE_H
