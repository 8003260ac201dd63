//===- SeamBarriers.h - Barriers between fused bodies --------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGE_SEAMBARRIERS_H
#define FUSELAGE_TRANSFORMS_MERGE_SEAMBARRIERS_H

#include "Support/Array.h"
#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// For each stage of a group: whether a barrier stands before its body.
typedef FUSELAGE_ARRAY(bool) FuselageSeamBarriers;

/// Places the fewest barriers such that one stands between any two stages of
/// the group that need one. Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageSeamBarriersPlace(const FuselageRun *run, const FuselageGroup *group,
                          FuselageSeamBarriers *barriers);

#endif // FUSELAGE_TRANSFORMS_MERGE_SEAMBARRIERS_H
