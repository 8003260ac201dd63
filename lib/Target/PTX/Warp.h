//===- Warp.h - The lanes of a warp and which of them run ------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The threads of a block are divided into warps of 32 by their linear id. The
// last warp of a block lacks lanes if the number of threads is no multiple of
// 32, and where control flow depends on the thread, some lanes come to an
// operation and others do not. An instruction that works on a warp takes a mask
// of the lanes that come to it.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_WARP_H
#define FUSELAGE_TARGET_PTX_WARP_H

#include "Support/Bounds.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

enum { WARP_SIZE = 32, WARP_MAX_MEMORIES = FUSELAGE_BOUND(16, 1) };

/// The place of a thread in its warp: i32 values at the begin of a function. A
/// zeroed struct has none yet.
typedef struct Warp {
  MlirOperation function;
  MlirValue lane;
  /// The number of the warp in its block.
  MlirValue number;
  MlirValue numWarps;
  /// The mask of the lanes that there are.
  MlirValue present;
  /// True if there are always 32.
  bool isFull;
  /// The threads of a block; 0 if that is not known.
  int64_t numThreads;
  /// Workgroup memory of reductions over the block, one for each type.
  MlirValue memories[WARP_MAX_MEMORIES];
  size_t numMemories;
} Warp;

/// Makes `warp` that of the function around `op`.
FUSELAGE_NODISCARD FuselagePTXError warpEnter(Warp *warp, MlirOperation op);

typedef struct LaneMask {
  MlirValue value; // i32
  bool isFull;     // known to be all 32 lanes
} LaneMask;

/// The lanes that there are.
LaneMask warpGetPresentLanes(const Warp *warp);

/// Finds the lanes that come to `op` together. `*isKnown` is false if control
/// flow around it is not understood; `*mask` is then as it was. May insert
/// votes in front of the conditions around `op`.
FUSELAGE_NODISCARD FuselagePTXError warpFindLanes(const Warp *warp,
                                                  MlirOperation op,
                                                  LaneMask *mask,
                                                  bool *isKnown);

/// True if all threads of a block come to `op`, or none.
FUSELAGE_NODISCARD bool warpIsReachedByBlock(MlirOperation op);

#endif // FUSELAGE_TARGET_PTX_WARP_H
