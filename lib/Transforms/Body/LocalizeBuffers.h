//===- LocalizeBuffers.h - Buffers that need not be global ---------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_LOCALIZEBUFFERS_H
#define FUSELAGE_TRANSFORMS_BODY_LOCALIZEBUFFERS_H

#include "Analysis/Body/BodyAccesses.h"
#include "Transforms/Body/DeadCode.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// The most bytes of private memory that a launch takes for buffers, for each
/// thread. It is memory of the device like any other, but cached and never
/// seen by others; what is addressed by constants goes to registers.
enum { FUSELAGE_MAX_LOCAL_BYTES = 512 };

/// Replaces an allocation of the host by memory of the launch:
///
/// - private memory, if each thread touches only what no other thread does, and
///   what is left of the buffer for one thread is of a known size that fits
///   into FUSELAGE_MAX_LOCAL_BYTES;
/// - workgroup memory, if the same holds for the blocks, and what is left fits
///   into FUSELAGE_MAX_WORKGROUP_BYTES with what the launch has.
///
/// What is left are the dimensions that are not indexed by one and the same
/// expression, constant in a thread or a block, wherever the buffer is used.
/// The allocation stands in the block of the launch, and nothing but loads and
/// stores of this launch, views of it and deallocations use it. It is left
/// behind without loads and stores. Returns true if there was one.
FUSELAGE_NODISCARD bool
fuselageLocalizeBuffers(FuselageBody *body,
                        const FuselageValueList *allocations);

#endif // FUSELAGE_TRANSFORMS_BODY_LOCALIZEBUFFERS_H
