//===- IterationSpace.h - The iterations of a nest as threads -----*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The iterations of a nest of n dimensions, 0 <= i_d < extent_d each, run as
// the threads of a grid. Without a tile they are numbered, the innermost
// dimension fastest, and cut into blocks. With a tile a block has the shape of
// the tile. Threads that are no iteration do nothing.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_ITERATIONSPACE_H
#define FUSELAGE_TRANSFORMS_LOOPS_ITERATIONSPACE_H

#include "Transforms/Loops/LoopNest.h"
#include "fuselage-c/Loops.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// How many iterations there are along a dimension.
typedef struct FuselageExtent {
  bool isConstant;
  uint64_t constant;
  /// If it is not constant, a value of the host.
  MlirValue value;
} FuselageExtent;

/// A zeroed struct is ready to be built.
typedef struct FuselageIterationSpace {
  FUSELAGE_ARRAY(FuselageExtent) extents;
  /// True if there is no iteration for certain.
  bool isEmpty;
  /// True if there are more iterations than a grid has threads.
  bool isTooLarge;
} FuselageIterationSpace;

/// Computes the extents of a nest, in front of it. Returns false when memory is
/// out. Free the space in any case.
FUSELAGE_NODISCARD bool
fuselageIterationSpaceBuild(FuselageIterationSpace *space,
                            const FuselageLoopNest *nest,
                            const FuselageLoopOptions *options);
void fuselageIterationSpaceFree(FuselageIterationSpace *space);

/// Replaces the nest by a `gpu.launch` of its iterations, which is returned;
/// null when memory is out, with the nest unchanged. The space is neither empty
/// nor too large.
FUSELAGE_NODISCARD MlirOperation fuselageIterationSpaceLaunch(
    const FuselageIterationSpace *space, FuselageLoopNest *nest,
    const FuselageLoopOptions *options);

#endif // FUSELAGE_TRANSFORMS_LOOPS_ITERATIONSPACE_H
