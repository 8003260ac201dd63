//===- Dependence.h - Dependences between the launches of a run ----*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two launches may become one if every two conflicting accesses, one in each
// and at least one a write, are made by the same thread: a fused thread runs
// the earlier body before the later one, and nothing orders it with the others.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_DEPENDENCE_H
#define FUSELAGE_ANALYSIS_DEPENDENCE_H

#include "Analysis/Array.h"
#include "Analysis/Launch.h"

#include <stdbool.h>
#include <stddef.h>

/// The launches that were seen so far, by what they access. A zeroed struct has
/// seen none. Time and memory are linear in the number of accesses, as long as
/// each buffer is accessed through few different indices.
typedef struct FuselageDependenceTracker {
  FUSELAGE_ARRAY(struct FuselageBufferHistory) histories;
  struct FuselageKindHistory *kinds;
  /// No launch before this one matters any more.
  size_t floor;
} FuselageDependenceTracker;

void fuselageDependenceTrackerFree(FuselageDependenceTracker *tracker);

/// Adds launch number `launch` of the model, the next of its run. Launches
/// before `floor`, which does not decrease, can share nothing with it.
/// `*earliestPeer` becomes the smallest number, at least `floor`, such that the
/// accesses of no launch from there on conflict with those of the new one. If
/// that is more than `floor`, `*obstacle` says why, with the number of a launch
/// as its earlierStage. Returns false when memory is out.
bool fuselageDependenceTrackerAddLaunch(FuselageDependenceTracker *tracker,
                                        const FuselageModel *model,
                                        size_t launch, size_t floor,
                                        size_t *earliestPeer,
                                        FuselageObstacle *obstacle);

/// True if any two threads of the launch that touch a common element through
/// the two accesses are the same thread. The launches of the accesses have the
/// sizes of `launch`.
bool fuselageAccessesStayInThread(const FuselageModel *model,
                                  const FuselageLaunch *launch,
                                  const FuselageAccess *a,
                                  const FuselageAccess *b);

#endif // FUSELAGE_ANALYSIS_DEPENDENCE_H
