//===- LoopPatterns.h - Upstream loop conversions from C ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conversions of loops that MLIR offers in C++ only, one operation at a time.
// The caller decides which loops to convert.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_LOOPPATTERNS_H
#define FUSELAGE_BRIDGE_LOOPPATTERNS_H

#include "mlir-c/IR.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Replaces an `scf.forall` without results by an `scf.parallel`, and returns
/// the `scf.parallel`. If that is impossible, returns null and changes nothing.
MlirOperation fuselageForallToParallel(MlirOperation forall);

/// Replaces an `affine.for` without carried values by an `affine.parallel`, and
/// returns the `affine.parallel`. If that is impossible, returns null and
/// changes nothing. The caller has proved that the iterations are independent.
MlirOperation fuselageAffineForToParallel(MlirOperation loop);

/// Replaces all operations of the affine dialect in `loop`, and `loop` itself,
/// by operations of arith, memref, scf and vector. `loop` is an operation of
/// any dialect with regions. Returns the operation that took the place of
/// `loop`; null if `loop` was dead and is gone. `*isComplete` is true if all
/// operations of the affine dialect were replaced.
MlirOperation fuselageLowerAffineOps(MlirOperation loop, bool *isComplete);

/// The number of parallel loops of an operation of the linalg dialect on
/// memrefs; -1 of any other operation.
intptr_t fuselageStructuredOpGetNumParallelLoops(MlirOperation op);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_LOOPPATTERNS_H
