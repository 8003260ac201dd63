//===- HostSeamText.h - Launches across host code, in words ---*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_HOSTSEAMTEXT_H
#define FUSELAGE_TRANSFORMS_REPORT_HOSTSEAMTEXT_H

#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "Transforms/Report/SourceNames.h"
#include "fuselage-c/Fusion.h"

#include <stdbool.h>

/// A loop of the host around one launch that is no part of it.
typedef struct FuselageHeldLoop {
  /// What is between two trips. If two blocks have elements in common, the
  /// reason is that of two launches. FUSELAGE_REASON_NONE if it was not asked
  /// for, and the loop is to become a part of the launch if there is no text.
  FuselageObstacle obstacle;
  /// What keeps the loop on the host, and how to change that; constants, or
  /// null if the obstacle tells.
  const char *text, *suggestion;
} FuselageHeldLoop;

/// Loops of the host. A zeroed struct is empty.
typedef struct FuselageHeldLoops {
  FuselagePointerMap numbers; ///< From loops to the entries below.
  FUSELAGE_ARRAY(FuselageHeldLoop) loops;
  /// Loops that could be a part of their launches stay too: the groups are
  /// those of a given plan.
  bool areAllLeft;
} FuselageHeldLoops;

/// True if two trips of a loop have elements in common that threads of
/// different blocks touch.
bool fuselageReasonIsBetweenBlocks(FuselageReason reason);

/// Calls `callback` for each pair of launches whose later launch is in the
/// group, and whose earlier launch comes before it across a loop or a condition
/// of the host. `*next` is 0 for the first group of an analysis; the function
/// moves it on. The groups must come in order.
void fuselageDescribeHostSeams(FuselageAnalysis analysis,
                               const FuselageHeldLoops *held,
                               const FuselageRun *run,
                               const FuselageGroup *group, size_t *next,
                               FuselageSourceNames *names,
                               FuselageRefusalCallback callback,
                               void *userData);

#endif // FUSELAGE_TRANSFORMS_REPORT_HOSTSEAMTEXT_H
