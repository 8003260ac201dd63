//===- DropBarriers.h - Barriers that order nothing ----------------*- C -*===//
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

/// Erases a `gpu.barrier` at the top of a body of one block if nothing between
/// it and the barrier before conflicts with anything behind it, whichever
/// threads the accesses are made by. Returns true if one was erased.
FUSELAGE_NODISCARD bool fuselageDropBarriers(FuselageBody *body);

#endif // FUSELAGE_TRANSFORMS_BODY_DROPBARRIERS_H
