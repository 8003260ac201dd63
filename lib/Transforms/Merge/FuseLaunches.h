//===- FuseLaunches.h - Carrying out a plan -----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGE_FUSELAUNCHES_H
#define FUSELAGE_TRANSFORMS_MERGE_FUSELAUNCHES_H

#include "Transforms/Plan/FusionPlan.h"
#include "fuselage-c/Support.h"

/// Loads the dialects of the operations in fused launches. Fails after an error
/// at `root`.
FUSELAGE_NODISCARD bool
fuselageFusionPlanLoadDialects(const FuselageFusionPlan *plan,
                               MlirOperation root);

/// Merges the launches of each group under `root` and cleans up the fused
/// bodies. The dialects must be loaded.
FuselageFusionSummary
fuselageFusionPlanApply(const FuselageFusionPlan *plan, MlirOperation root,
                        FuselageAnalysis analysis,
                        const FuselageFusionOptions *options);

#endif // FUSELAGE_TRANSFORMS_MERGE_FUSELAUNCHES_H
