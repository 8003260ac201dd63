//===- PromoteAccumulators.h - Elements kept in registers ----------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_PROMOTEACCUMULATORS_H
#define FUSELAGE_TRANSFORMS_BODY_PROMOTEACCUMULATORS_H

#include "Analysis/Body/BodyAccesses.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// Where each iteration of an `scf.for` of the body loads one element, the same
/// in all of them, and stores to it, the loop carries the value of the element
/// instead: it is loaded in front of the loop and stored behind it. Nothing
/// else in the loop may touch the element. The new accesses are made also if
/// the loop has no iteration; so it must have one, or the thread must have
/// stored to the element before, with no place where threads meet in between,
/// or be the only one that can reach it. A load of what no iteration changes
/// moves in front of a loop that has one. Inner loops come first. Returns true
/// if something was changed.
FUSELAGE_NODISCARD bool fuselagePromoteAccumulators(FuselageBody *body);

#endif // FUSELAGE_TRANSFORMS_BODY_PROMOTEACCUMULATORS_H
