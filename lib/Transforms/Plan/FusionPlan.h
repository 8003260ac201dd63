//===- FusionPlan.h - Plans for the runs of an analysis ------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_PLAN_FUSIONPLAN_H
#define FUSELAGE_TRANSFORMS_PLAN_FUSIONPLAN_H

#include "Support/Array.h"
#include "fuselage-c/Fusion.h"
#include "fuselage-c/Support.h"

#include "mlir-c/Support.h"

#include <stddef.h>

/// The groups of all runs, in order. A zeroed struct is an empty plan.
typedef struct FuselageFusionPlan {
  FUSELAGE_ARRAY(FuselagePlannedGroup) groups;
} FuselageFusionPlan;

/// Plans every run of the analysis. Fails after emitting the planner's error at
/// the launch at fault.
FUSELAGE_NODISCARD MlirLogicalResult fuselageFusionPlanCompute(
    FuselageFusionPlan *plan, MlirOperation root, FuselageAnalysis analysis,
    const FuselageFusionOptions *options);

/// Emits the planner's error at a launch.
void fuselageEmitPlannerError(MlirOperation op, const FuselageError *error);

void fuselageFusionPlanFree(FuselageFusionPlan *plan);

#endif // FUSELAGE_TRANSFORMS_PLAN_FUSIONPLAN_H
