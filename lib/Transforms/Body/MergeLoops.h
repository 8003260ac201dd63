//===- MergeLoops.h - Merging loops over one range -----------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_MERGELOOPS_H
#define FUSELAGE_TRANSFORMS_BODY_MERGELOOPS_H

#include "Analysis/Body/BodyAccesses.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// Merges an `scf.for` of the body into an earlier `scf.for` of its block with
/// the same bounds and step. No iteration of the later loop may touch an
/// element that a later iteration of the earlier loop touches, unless both only
/// read. Then merges the loops nested in merged loops. Returns true if loops
/// were merged.
FUSELAGE_NODISCARD bool fuselageMergeLoops(FuselageBody *body);

#endif // FUSELAGE_TRANSFORMS_BODY_MERGELOOPS_H
