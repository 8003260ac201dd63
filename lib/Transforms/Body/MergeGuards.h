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

/// Moves an `scf.if` of the body to the end of an earlier `scf.if` in its
/// block, if its condition implies the condition of the earlier one. If the two
/// conditions are equal, drops the later `scf.if` and keeps its body. Neither
/// has results or an else-region. Returns true if an `scf.if` moved.
FUSELAGE_NODISCARD bool fuselageMergeGuards(FuselageBody *body);

#endif // FUSELAGE_TRANSFORMS_BODY_MERGEGUARDS_H
