//===- Dependence.h - Dependences between the launches of a run ----*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two launches may become one if no two threads of different blocks touch a
// common element in a way that conflicts, one in each launch. Where threads of
// one block do, a barrier has to stand between the two bodies.
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

/// The launches that were seen so far, by what they access. A zeroed struct has
/// seen none. Time and memory are linear in the number of accesses, as long as
/// each buffer is accessed through few different indices.
typedef struct FuselageDependenceTracker {
  FuselageConflictChecker conflicts;
  FUSELAGE_ARRAY(struct FuselageBufferHistory) histories;
  struct FuselageKindHistory *kinds;
  /// No launch before this one matters any more.
  size_t floor;
} FuselageDependenceTracker;

/// What the accesses of a launch ask of its place among the launches before it.
typedef struct FuselageDependences {
  /// The smallest number such that no launch from there on conflicts with this
  /// one across blocks.
  size_t earliestPeer;
  /// The latest launch such that a barrier has to stand between it and this
  /// one; SIZE_MAX if there is none.
  size_t barrierPeer;
  /// Why `earliestPeer` is no smaller, with the number of a launch as its
  /// earlierStage.
  FuselageObstacle obstacle;
} FuselageDependences;

void fuselageDependenceTrackerFree(FuselageDependenceTracker *tracker);

/// Adds launch number `launch` of the model, the next of its run. Launches
/// before `floor`, which does not decrease, can share nothing with it, and
/// `earliestPeer` is at least that. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageDependenceTrackerAddLaunch(
    FuselageDependenceTracker *tracker, FuselageModel *model, size_t launch,
    size_t floor, FuselageDependences *dependences);

/// The smallest number, at least `floor`, such that no launch added so far from
/// there on conflicts with a host operation which makes the accesses: it may
/// move before that launch. Stores it in `*earliest`; returns false when memory
/// is out.
FUSELAGE_NODISCARD bool fuselageDependenceTrackerFindHostPlace(
    FuselageDependenceTracker *tracker, const FuselageModel *model,
    const FuselageHostAccesses *accesses, size_t floor, size_t *earliest);

#endif // FUSELAGE_ANALYSIS_DEPENDENCE_DEPENDENCE_H
