//===- FusionRemarks.h - Remarks about fusion ----------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_FUSIONREMARKS_H
#define FUSELAGE_TRANSFORMS_FUSIONREMARKS_H

#include "Transforms/FusionPlan.h"

/// Emits a passed remark for each group of several stages, and a missed remark
/// for each pair of adjacent launches that the plan keeps apart. Call it before
/// any launch is changed. Costs next to nothing without a remark engine.
void fuselageEmitFusionRemarks(const FuselageFusionPlan *plan,
                               FuselageAnalysis analysis,
                               const FuselageFusionOptions *options);

/// Calls `callback` with why `later` was not joined to `earlier`, the group
/// before it in the same run. Its texts are terminated.
void fuselageDescribeRefusal(const FuselageRun *run,
                             const FuselagePlannedGroup *earlier,
                             const FuselagePlannedGroup *later,
                             const FuselageFusionOptions *options,
                             FuselageRefusalCallback callback, void *userData);

#endif // FUSELAGE_TRANSFORMS_FUSIONREMARKS_H
