//===- LoopSpace.h - The iterations of a nest as threads --------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The iterations of a nest of n dimensions, 0 <= i_d < extent_d each, run as
// the threads of a grid. Without a tile the iterations are numbered, the
// innermost dimension fastest, and cut into blocks. With a tile a block has the
// shape of the tile. A thread without an iteration does nothing.
//
// Iterations of constant extents fit the grid, or the nest is too large. Of
// extents that are not known a grid has room for up to
// FUSELAGE_MAX_GRID_THREADS iterations.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_LOOPSPACE_H
#define FUSELAGE_TRANSFORMS_LOOPS_LOOPSPACE_H

#include "Transforms/Loops/LoopNest.h"
#include "fuselage-c/Loops.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// The number of iterations along a dimension.
typedef struct FuselageExtent {
  bool isConstant;
  uint64_t constant;
  /// A value of the host, if the extent is not constant, and the most that it
  /// can be.
  MlirValue value;
  uint64_t most;
} FuselageExtent;

/// A zeroed struct is ready to be built.
typedef struct FuselageLoopSpace {
  FUSELAGE_ARRAY(FuselageExtent) extents;
  /// True if the nest certainly has no iterations.
  bool isEmpty;
  /// True if the nest has more iterations than a grid can have threads.
  bool isTooLarge;
} FuselageLoopSpace;

/// Computes the extents of a nest, with operations before it. Returns false
/// when memory is out. Free the space in any case.
FUSELAGE_NODISCARD bool
fuselageLoopSpaceBuild(FuselageLoopSpace *space, const FuselageLoopNest *nest,
                       const FuselageLoopOptions *options);
void fuselageLoopSpaceFree(FuselageLoopSpace *space);

/// Replaces the nest by a `gpu.launch` of its iterations, and returns the
/// launch. When memory is out, returns null and leaves the nest unchanged. The
/// space must be neither empty nor too large.
FUSELAGE_NODISCARD MlirOperation
fuselageLoopSpaceLaunch(const FuselageLoopSpace *space, FuselageLoopNest *nest,
                        const FuselageLoopOptions *options);

#endif // FUSELAGE_TRANSFORMS_LOOPS_LOOPSPACE_H
