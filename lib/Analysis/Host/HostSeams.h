//===- HostSeams.h - Launches next to each other across blocks ----*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_HOST_HOSTSEAMS_H
#define FUSELAGE_ANALYSIS_HOST_HOSTSEAMS_H

#include "Support/Array.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

/// Two launches, by their numbers in an analysis, of which one may follow the
/// other without a third between, and which no run has as neighbours: a loop or
/// a branch of the host is between them, or they are the last and the first
/// launch of a loop's body.
typedef struct FuselageHostSeam {
  uint32_t earlier, later;
  /// FUSELAGE_REASON_HOST_LOOP or FUSELAGE_REASON_HOST_BRANCH.
  FuselageReason reason;
  /// The operation of the host that is between them.
  MlirOperation hostOp;
  /// In the order in which they were found.
  size_t order;
} FuselageHostSeam;

typedef FUSELAGE_ARRAY(FuselageHostSeam) FuselageHostSeams;

/// Appends the seams under `root`, sorted by the later launch. `launches` are
/// all in it, in the order of their numbers. Where many launches of branches
/// may come before one, the nearest are named. Returns false when memory is
/// out.
FUSELAGE_NODISCARD bool fuselageHostSeamsCollect(FuselageHostSeams *seams,
                                                 MlirOperation root,
                                                 const MlirOperation *launches,
                                                 size_t numLaunches);

/// Those of an analysis, which owns them.
const FuselageHostSeams *
fuselageAnalysisGetHostSeams(FuselageAnalysis analysis);

#endif // FUSELAGE_ANALYSIS_HOST_HOSTSEAMS_H
