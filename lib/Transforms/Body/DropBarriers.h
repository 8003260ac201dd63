//===- DropBarriers.h - Barriers without a purpose ----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_DROPBARRIERS_H
#define FUSELAGE_TRANSFORMS_BODY_DROPBARRIERS_H

#include "Analysis/Body/BodyAccesses.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// Erases a `gpu.barrier` at the top level of a body of one block if no access
/// between the previous barrier and this one conflicts with an access after it,
/// whichever threads make the two accesses. Returns true if it erased a
/// barrier.
FUSELAGE_NODISCARD bool fuselageDropBarriers(FuselageBody *body);

#endif // FUSELAGE_TRANSFORMS_BODY_DROPBARRIERS_H
