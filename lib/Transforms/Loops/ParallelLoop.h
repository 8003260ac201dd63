//===- ParallelLoop.h - The parts of an scf.parallel --------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_PARALLELLOOP_H
#define FUSELAGE_TRANSFORMS_LOOPS_PARALLELLOOP_H

#include "mlir-c/IR.h"

/// The parts of an `scf.parallel`.
typedef struct FuselageParallelLoop {
  MlirOperation op;
  MlirBlock body;
  intptr_t numDims;
  /// The number of its results, each of which has an initial value.
  intptr_t numReductions;
} FuselageParallelLoop;

FuselageParallelLoop fuselageParallelLoopGet(MlirOperation op);

/// Bounds, step and induction variable along a dimension.
MlirValue fuselageParallelLoopGetLower(const FuselageParallelLoop *loop,
                                       intptr_t dim);
MlirValue fuselageParallelLoopGetUpper(const FuselageParallelLoop *loop,
                                       intptr_t dim);
MlirValue fuselageParallelLoopGetStep(const FuselageParallelLoop *loop,
                                      intptr_t dim);
MlirValue fuselageParallelLoopGetVariable(const FuselageParallelLoop *loop,
                                          intptr_t dim);

/// The initial value of a reduction.
MlirValue fuselageParallelLoopGetInitial(const FuselageParallelLoop *loop,
                                         intptr_t reduction);

#endif // FUSELAGE_TRANSFORMS_LOOPS_PARALLELLOOP_H
