//===- FusionRemarks.h - Remarks about fusion ----------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_FUSIONREMARKS_H
#define FUSELAGE_TRANSFORMS_REPORT_FUSIONREMARKS_H

#include "fuselage-c/Fusion.h"

#include <stdbool.h>
#include <stddef.h>

/// Emits a passed remark for each group of several stages and, if asked for, a
/// missed remark for each pair of adjacent launches that the groups keep apart.
/// Call it before any launch is changed. Costs next to nothing without a remark
/// engine.
void fuselageEmitFusionRemarks(const FuselagePlannedGroup *groups,
                               size_t numGroups, FuselageAnalysis analysis,
                               const FuselageFusionOptions *options,
                               bool withMissed);

/// How the source names the values of the function that was asked about last.
/// A zeroed struct knows of none. Naming takes time in the size of the
/// function, so that one is kept for all refusals in it.
typedef struct FuselageSourceNames {
  MlirOperation function;
  MlirAsmState state;
} FuselageSourceNames;

void fuselageSourceNamesFree(FuselageSourceNames *names);

/// Calls `callback` with why `later` was not joined to `earlier`, the group
/// before it in the same run. Its texts are terminated.
void fuselageDescribeRefusal(const FuselageRun *run,
                             const FuselagePlannedGroup *earlier,
                             const FuselagePlannedGroup *later,
                             const FuselageFusionOptions *options,
                             FuselageSourceNames *names,
                             FuselageRefusalCallback callback, void *userData);

#endif // FUSELAGE_TRANSFORMS_REPORT_FUSIONREMARKS_H
