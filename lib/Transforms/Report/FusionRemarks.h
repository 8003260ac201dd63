//===- FusionRemarks.h - Remarks about fusion ----------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_FUSIONREMARKS_H
#define FUSELAGE_TRANSFORMS_REPORT_FUSIONREMARKS_H

#include "Transforms/Report/HostSeamText.h"
#include "Transforms/Report/SourceNames.h"
#include "fuselage-c/Fusion.h"

#include <stdbool.h>
#include <stddef.h>

/// Emits a passed remark for each group of several stages. If asked for, also
/// emits a missed remark for each pair of adjacent launches that the groups
/// keep apart. Call it before any launch changes. Without a remark engine the
/// call costs next to nothing.
void fuselageEmitFusionRemarks(const FuselagePlannedGroup *groups,
                               size_t numGroups, FuselageAnalysis analysis,
                               const FuselageFusionOptions *options,
                               const FuselageHeldLoops *held, bool withMissed);

/// Calls `callback` with the reason why `later` was not joined to `earlier`,
/// the group before it in the same run. The texts end with a zero.
void fuselageDescribeRefusal(const FuselageRun *run,
                             const FuselagePlannedGroup *earlier,
                             const FuselagePlannedGroup *later,
                             const FuselageFusionOptions *options,
                             FuselageSourceNames *names,
                             FuselageRefusalCallback callback, void *userData);

#endif // FUSELAGE_TRANSFORMS_REPORT_FUSIONREMARKS_H
