//===- LocalizeBuffers.h - Buffers as local memory ----------------*- C -*-===//
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
/// thread. Private memory is memory of the device, but cached and invisible to
/// other threads. Elements at constant indices go to registers.
enum { FUSELAGE_MAX_LOCAL_BYTES = 512 };

/// Replaces an allocation of the host by memory of the launch:
///
/// - private memory, if no two threads touch a common element, and
///   the part of the buffer for one thread has a known size that fits
///   into FUSELAGE_MAX_LOCAL_BYTES;
/// - workgroup memory, if the same holds for the blocks, and the part fits
///   into FUSELAGE_MAX_WORKGROUP_BYTES beside the memory of the launch.
///
/// The part drops each dimension that all accesses index by one and the same
/// expression, if the expression is constant in a thread or a block. The
/// allocation must stand in the block of the launch. Its only users may be
/// loads and stores of this launch, views of it, and deallocations. The
/// allocation stays, without loads and stores. Returns true if an allocation
/// was replaced.
FUSELAGE_NODISCARD bool
fuselageLocalizeBuffers(FuselageBody *body,
                        const FuselageValueList *allocations);

#endif // FUSELAGE_TRANSFORMS_BODY_LOCALIZEBUFFERS_H
