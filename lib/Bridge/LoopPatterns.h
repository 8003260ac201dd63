//===- LoopPatterns.h - Upstream loop conversions from C ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conversions of loops that MLIR offers in C++ only, one operation at a time.
// Which loops to convert is the caller's decision.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_LOOPPATTERNS_H
#define FUSELAGE_BRIDGE_LOOPPATTERNS_H

#include "mlir-c/IR.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Replaces an `scf.forall` without results by an `scf.parallel`, which is
/// returned; null, with nothing changed, if it cannot be.
MlirOperation fuselageForallToParallel(MlirOperation forall);

/// Replaces an `affine.for` that carries no values by an `affine.parallel`,
/// which is returned; null, with nothing changed, if it cannot be. The caller
/// knows that its iterations are independent.
MlirOperation fuselageAffineForToParallel(MlirOperation loop);

/// Replaces `loop`, an operation of any dialect with regions, and all
/// operations of the affine dialect in it by those of arith, memref, scf and
/// vector. Returns what stands for `loop` now; null if it does nothing that
/// anybody sees, and is gone. `*isComplete` tells whether no operation is left.
MlirOperation fuselageLowerAffineOps(MlirOperation loop, bool *isComplete);

/// The number of parallel loops of an operation of the linalg dialect on
/// memrefs; -1 of any other operation.
intptr_t fuselageStructuredOpGetNumParallelLoops(MlirOperation op);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_LOOPPATTERNS_H
