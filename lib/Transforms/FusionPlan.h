//===- FusionPlan.h - Plans for the runs of an analysis ------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_FUSIONPLAN_H
#define FUSELAGE_TRANSFORMS_FUSIONPLAN_H

#include "Analysis/Array.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Transforms.h"

#include "mlir-c/Support.h"

#include <stddef.h>

/// A group of the plan for one run.
typedef struct FuselagePlannedGroup {
  size_t run;
  FuselageGroup group;
  /// The stage alone exceeds the budget and was left out of the plan.
  bool isOverBudget;
  /// The group begins where a larger one was split for what its kernel takes.
  bool isResourceSplit;
} FuselagePlannedGroup;

/// The groups of all runs, in order. A zeroed struct is an empty plan.
typedef struct FuselageFusionPlan {
  FUSELAGE_ARRAY(FuselagePlannedGroup) groups;
} FuselageFusionPlan;

/// Plans every run of the analysis. On failure an error was emitted: the
/// planner's, at the launch that it is about.
MlirLogicalResult
fuselageFusionPlanCompute(FuselageFusionPlan *plan, MlirOperation root,
                          FuselageAnalysis analysis,
                          const FuselageFusionOptions *options);

void fuselageFusionPlanFree(FuselageFusionPlan *plan);

#endif // FUSELAGE_TRANSFORMS_FUSIONPLAN_H
