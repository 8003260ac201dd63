//===- GivenPlan.h - Plans of the caller --------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_PLAN_GIVENPLAN_H
#define FUSELAGE_TRANSFORMS_PLAN_GIVENPLAN_H

#include "Transforms/Plan/FusionPlan.h"
#include "fuselage-c/Support.h"

/// Fills `plan` with the given groups, after asking the planner about each.
/// Fails after an error: at the launch that must not join its group, or at
/// `root` if the groups do not match the runs.
FUSELAGE_NODISCARD MlirLogicalResult fuselageFusionPlanCheckGroups(
    FuselageFusionPlan *plan, MlirOperation root, FuselageAnalysis analysis,
    const FuselageFusionOptions *options, const FuselageGivenGroup *groups,
    size_t numGroups);

#endif // FUSELAGE_TRANSFORMS_PLAN_GIVENPLAN_H
