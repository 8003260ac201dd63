//===- MergeGuards.h - Merging conditions that imply each other ----*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_MERGEGUARDS_H
#define FUSELAGE_TRANSFORMS_BODY_MERGEGUARDS_H

#include "Analysis/Body/BodyAccesses.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// Moves an `scf.if` of the body to the end of an earlier one in its block,
/// where its condition implies that of the earlier one, and drops it where the
/// two are equal. Neither has results or an else-region. Returns true if
/// something was moved.
FUSELAGE_NODISCARD bool fuselageMergeGuards(FuselageBody *body);

#endif // FUSELAGE_TRANSFORMS_BODY_MERGEGUARDS_H
