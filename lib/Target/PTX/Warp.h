//===- Warp.h - The running lanes of a warp -----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The threads of a block are divided into warps of 32 by their linear id. The
// last warp of a block lacks lanes if the number of threads is not a multiple
// of 32. If control flow depends on the thread, some lanes reach an operation
// and others do not. An instruction on a warp takes a mask of the lanes that
// reach it.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_WARP_H
#define FUSELAGE_TARGET_PTX_WARP_H

#include "Support/Bounds.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

enum { WARP_MAX_MEMORIES = FUSELAGE_BOUND(16, 1) };

/// The place of a thread in its warp: i32 values at the beginning of a
/// function. A zeroed struct is empty.
typedef struct Warp {
  MlirOperation function;
  MlirValue lane;
  /// The number of the warp in its block.
  MlirValue number;
  MlirValue numWarps;
  /// The mask of the lanes that the warp has.
  MlirValue present;
  /// True if the warp always has 32 lanes.
  bool isFull;
  /// The number of threads of a block; 0 if it is not known.
  int64_t numThreads;
  /// Workgroup memory of reductions over the block, one for each type.
  MlirValue memories[WARP_MAX_MEMORIES];
  size_t numMemories;
} Warp;

/// Makes `warp` the warp of the function around `op`.
FUSELAGE_NODISCARD FuselagePTXError warpEnter(Warp *warp, MlirOperation op);

typedef struct LaneMask {
  MlirValue value; // i32
  bool isFull;     // known to be all 32 lanes
} LaneMask;

/// The lanes that the warp has.
LaneMask warpGetPresentLanes(const Warp *warp);

/// Finds the lanes that reach `op` together. `*isKnown` is false if the search
/// does not understand the control flow around `op`; `*mask` then stays as it
/// was. May insert votes before the conditions around `op`.
FUSELAGE_NODISCARD FuselagePTXError warpFindLanes(const Warp *warp,
                                                  MlirOperation op,
                                                  LaneMask *mask,
                                                  bool *isKnown);

/// True if all threads of a block reach `op`, or none does.
FUSELAGE_NODISCARD bool warpIsReachedByBlock(MlirOperation op);

#endif // FUSELAGE_TARGET_PTX_WARP_H
