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

/// If each iteration of an `scf.for` of the body loads and stores one and the
/// same element, the loop carries the value of the element instead: one load
/// before the loop, one store after it. No other operation in the loop may
/// touch the element. The new accesses run even if the loop has no iterations.
/// So one of three must hold: the loop has an iteration; the thread has stored
/// to the element before, and threads cannot have met in between; or only this
/// thread can reach the element. A load of an element that no iteration changes
/// moves to before a loop with an iteration. Inner loops come first. Returns
/// true if the body changed.
FUSELAGE_NODISCARD bool fuselagePromoteAccumulators(FuselageBody *body);

#endif // FUSELAGE_TRANSFORMS_BODY_PROMOTEACCUMULATORS_H
