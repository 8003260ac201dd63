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

/// The independence of the iterations of an `affine.for` without carried
/// values.
typedef struct FuselageLoopIndependence {
  /// The number of perfectly nested loops, from this one inwards, whose
  /// iterations are independent all together; 0 if its own iterations are not.
  size_t numLoops;
  /// If it is 0, the reason that keeps two iterations apart.
  FuselageReason reason;
} FuselageLoopIndependence;

/// Proves that two iterations never touch a common element that one of them
/// writes. The proof is the proof of fusion: if each iteration were a block of
/// a launch, two copies of the launch could be fused. Looks at nothing outside
/// of `root`. Leaves the IR as it was. Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageLoopGetIndependence(MlirOperation loop, MlirOperation root,
                            bool assumeNoaliasArgs,
                            FuselageLoopIndependence *independence);

#endif // FUSELAGE_TRANSFORMS_LOOPS_LOOPINDEPENDENCE_H
