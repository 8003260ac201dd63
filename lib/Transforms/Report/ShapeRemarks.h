//===- ShapeRemarks.h - Remarks about shapes ------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_SHAPEREMARKS_H
#define FUSELAGE_TRANSFORMS_REPORT_SHAPEREMARKS_H

#include "mlir-c/IR.h"

#include <stdint.h>

/// Emits a passed remark: `launch` runs the items of `before`, which stood in
/// its place, in other blocks. Sizes that are not constants appear as "?".
/// Without a remark engine the call does nothing.
void fuselageEmitReshaped(MlirOperation before, MlirOperation launch);

/// Emits a passed remark: `launch` is to run in blocks of `numThreads` threads,
/// `numBlocks` of them; -1 if that is not a constant.
void fuselageEmitReblocked(MlirOperation launch, int64_t numBlocks,
                           int64_t numThreads);

/// Emits a passed remark: each of the `numTrips` iterations of a loop at
/// `loop`, in the body of `launch`, got a thread.
void fuselageEmitSpread(MlirOperation launch, MlirLocation loop,
                        int64_t numTrips);

/// Emits a passed remark: `loop`, on the host, is to become a part of `launch`,
/// the one launch in it.
void fuselageEmitSunk(MlirOperation loop, MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_REPORT_SHAPEREMARKS_H
