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
/// that the result computes the same. Of the operations between them none is
/// one that stays (see Analysis/Host/HostOps.h); the others move before the
/// first launch or behind the last.
///
/// `needsBarrier[i]` says whether the threads of a block have to meet between
/// the bodies i-1 and i; the first is not looked at. NULL if they never have
/// to.
///
/// The first launch keeps its module and its function symbol; of the
/// discardable attributes it keeps those that all launches have with the same
/// value, since of another nobody knows whether it holds for all bodies.
///
/// The context has the dialects `cf` and `gpu` loaded. Returns false, with
/// nothing changed, when memory is out.
FUSELAGE_NODISCARD bool fuselageMergeLaunches(const MlirOperation *launches,
                                              const bool *needsBarrier,
                                              size_t numLaunches);

#endif // FUSELAGE_TRANSFORMS_MERGE_MERGELAUNCHES_H
