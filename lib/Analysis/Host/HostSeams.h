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

/// Two launches, by their numbers in an analysis, that may run one right after
/// the other but are not neighbours in a run: a loop or a branch of the host is
/// between them, or they are the last and the first launch of a loop's body.
typedef struct FuselageHostSeam {
  uint32_t earlier, later;
  /// FUSELAGE_REASON_HOST_LOOP or FUSELAGE_REASON_HOST_BRANCH.
  FuselageReason reason;
  /// The loop or branch of the host between the launches.
  MlirOperation hostOp;
  /// The number of the seam in the order of the search.
  size_t order;
} FuselageHostSeam;

typedef FUSELAGE_ARRAY(FuselageHostSeam) FuselageHostSeams;

/// Appends the seams under `root`, sorted by the later launch. `launches` are
/// all launches under `root`, in the order of their numbers. If many launches
/// of branches may come before a launch, only the nearest get a seam. Returns
/// false when memory is out.
FUSELAGE_NODISCARD bool fuselageHostSeamsCollect(FuselageHostSeams *seams,
                                                 MlirOperation root,
                                                 const MlirOperation *launches,
                                                 size_t numLaunches);

/// The seams of an analysis, which owns them.
const FuselageHostSeams *
fuselageAnalysisGetHostSeams(FuselageAnalysis analysis);

#endif // FUSELAGE_ANALYSIS_HOST_HOSTSEAMS_H
