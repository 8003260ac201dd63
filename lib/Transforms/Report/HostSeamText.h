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

/// The loops of the host that one launch could take in if their trips had no
/// elements in common between blocks, and the obstacle between two trips of
/// each. A zeroed struct is empty.
typedef struct FuselageCarriedLoops {
  FuselagePointerMap numbers; ///< From loops to obstacles.
  FUSELAGE_ARRAY(FuselageObstacle) obstacles;
} FuselageCarriedLoops;

/// Calls `callback` for each pair of launches whose later launch is in the
/// group, and whose earlier launch comes before it across a loop or a condition
/// of the host. `*next` is 0 for the first group of an analysis; the function
/// moves it on. The groups must come in order.
void fuselageDescribeHostSeams(FuselageAnalysis analysis,
                               const FuselageCarriedLoops *carried,
                               const FuselageRun *run,
                               const FuselageGroup *group, size_t *next,
                               FuselageSourceNames *names,
                               FuselageRefusalCallback callback,
                               void *userData);

#endif // FUSELAGE_TRANSFORMS_REPORT_HOSTSEAMTEXT_H
