//===- FuseLaunches.h - Carrying out a plan -----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_FUSELAUNCHES_H
#define FUSELAGE_TRANSFORMS_FUSELAUNCHES_H

#include "Transforms/FusionPlan.h"

/// Emits the remarks, then merges the launches of each group and cleans up
/// behind. On failure an error was emitted and no IR was changed.
MlirLogicalResult fuselageFusionPlanApply(const FuselageFusionPlan *plan,
                                          MlirOperation root,
                                          FuselageAnalysis analysis,
                                          const FuselageFusionOptions *options,
                                          FuselageFusionSummary *summary);

#endif // FUSELAGE_TRANSFORMS_FUSELAUNCHES_H
