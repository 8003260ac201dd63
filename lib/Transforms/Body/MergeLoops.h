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

/// Merges an `scf.for` of the body into an earlier one of its block that has
/// the same bounds and step, where no iteration of the later one touches what a
/// later iteration of the earlier one does, unless both only read. Loops nested
/// in merged ones are merged in turn. Returns true if some were.
FUSELAGE_NODISCARD bool fuselageMergeLoops(FuselageBody *body);

#endif // FUSELAGE_TRANSFORMS_BODY_MERGELOOPS_H
