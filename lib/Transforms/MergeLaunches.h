//===- MergeLaunches.h - Merging launches into one -----------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGELAUNCHES_H
#define FUSELAGE_TRANSFORMS_MERGELAUNCHES_H

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

/// Merges consecutive launches of one block, of the same sizes and of the plain
/// form (see FUSELAGE_REASON_UNSUPPORTED_LAUNCH), into the first of them, which
/// runs their bodies one after the other. The host operations between them move
/// before it or behind it; none of them may be one that stays. The caller has
/// proved that the result computes the same.
///
/// `needsBarrier[i]` says whether the threads of a block have to meet between
/// the bodies i-1 and i; the first is not looked at.
void fuselageMergeLaunches(const MlirOperation *launches,
                           const bool *needsBarrier, size_t numLaunches);

#endif // FUSELAGE_TRANSFORMS_MERGELAUNCHES_H
