//===- Dependence.h - Dependences between the launches of a run ----*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two launches conflict across blocks if a thread of the earlier launch and a
// thread of another block of the later launch touch a common element, and one
// of the two writes it. Launches without such a conflict may become one. If
// threads of the same block conflict, a barrier has to stand between the two
// bodies.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_DEPENDENCE_DEPENDENCE_H
#define FUSELAGE_ANALYSIS_DEPENDENCE_DEPENDENCE_H

#include "Analysis/Dependence/Conflict.h"
#include "Analysis/Host/HostAccess.h"
#include "Analysis/Launch/Launch.h"
#include "Support/Array.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stddef.h>

/// The accesses of the launches added so far. A zeroed struct is empty. Time
/// and memory are linear in the number of accesses if each buffer is accessed
/// through few different indices.
typedef struct FuselageDependenceTracker {
  FuselageConflictChecker conflicts;
  FUSELAGE_ARRAY(struct FuselageBufferHistory) histories;
  struct FuselageKindHistory *kinds;
  /// Launches before this one do not matter any more.
  size_t floor;
} FuselageDependenceTracker;

/// What the accesses of a launch require of earlier launches in one group with
/// it.
typedef struct FuselageDependences {
  /// The smallest number from which on no launch conflicts with this one across
  /// blocks.
  size_t earliestPeer;
  /// The latest launch that needs a barrier between it and this one; SIZE_MAX
  /// if no launch does.
  size_t barrierPeer;
  /// Why `earliestPeer` is not smaller. Its earlierStage is the number of a
  /// launch.
  FuselageObstacle obstacle;
} FuselageDependences;

void fuselageDependenceTrackerFree(FuselageDependenceTracker *tracker);

/// Adds launch number `launch` of the model, the next of its run. It cannot
/// share a launch with launches before `floor`, so `earliestPeer` is at least
/// `floor`. `floor` never decreases from call to call. Returns false when
/// memory is out.
FUSELAGE_NODISCARD bool fuselageDependenceTrackerAddLaunch(
    FuselageDependenceTracker *tracker, FuselageModel *model, size_t launch,
    size_t floor, FuselageDependences *dependences);

/// Finds the launch before which a host operation with the given accesses may
/// move: `*earliest` becomes the smallest number, at least `floor`, from which
/// on no launch added so far conflicts with the operation. Returns false when
/// memory is out.
FUSELAGE_NODISCARD bool fuselageDependenceTrackerFindHostPlace(
    FuselageDependenceTracker *tracker, const FuselageModel *model,
    const FuselageHostAccesses *accesses, size_t floor, size_t *earliest);

#endif // FUSELAGE_ANALYSIS_DEPENDENCE_DEPENDENCE_H
