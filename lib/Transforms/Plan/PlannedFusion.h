//===- PlannedFusion.h - Analysis of an operation, and a plan ------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_PLAN_PLANNEDFUSION_H
#define FUSELAGE_TRANSFORMS_PLAN_PLANNEDFUSION_H

#include "Transforms/Plan/FusionPlan.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"
#include "fuselage-c/Transforms.h"

#include "mlir-c/IR.h"
#include "mlir-c/Support.h"

/// The launches under an operation and the groups that they are to form. A
/// zeroed struct is empty. Valid as long as the IR does not change.
typedef struct FuselagePlannedFusion {
  FuselageAnalysis analysis;
  FuselageFusionPlan plan;
  /// The number of launches that stand for copies of the host.
  size_t numAbsorbedCopies;
} FuselagePlannedFusion;

/// Analyzes and plans, and replaces the contents of `*planned`. Fails after an
/// error, with `*planned` empty.
FUSELAGE_NODISCARD MlirLogicalResult
fuselagePlannedFusionCompute(FuselagePlannedFusion *planned, MlirOperation root,
                             const FuselageFusionOptions *options);

void fuselagePlannedFusionFree(FuselagePlannedFusion *planned);

#endif // FUSELAGE_TRANSFORMS_PLAN_PLANNEDFUSION_H
