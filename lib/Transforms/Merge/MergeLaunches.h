//===- MergeLaunches.h - Merging launches into one -----------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGE_MERGELAUNCHES_H
#define FUSELAGE_TRANSFORMS_MERGE_MERGELAUNCHES_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

/// Merges consecutive launches of one block, of the same sizes, into the first
/// of them, which runs their bodies one after the other. The caller has proved
/// that the result computes the same. All operations between them may move (see
/// Analysis/Host/HostOps.h): to before the first launch, or to after the last.
///
/// `needsBarrier[i]` says whether the threads of a block have to meet between
/// the bodies i-1 and i. The function does not read the first entry. NULL means
/// that they never have to meet.
///
/// The first launch keeps its module and its function symbol. It keeps a
/// discardable attribute if all launches have it with the same value. Any other
/// attribute may not hold for all bodies.
///
/// The dialects `cf` and `gpu` must be loaded. Returns false, with nothing
/// changed, when memory is out.
FUSELAGE_NODISCARD bool fuselageMergeLaunches(const MlirOperation *launches,
                                              const bool *needsBarrier,
                                              size_t numLaunches);

#endif // FUSELAGE_TRANSFORMS_MERGE_MERGELAUNCHES_H
