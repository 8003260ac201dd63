//===- HostOps.h - Host operations between launches ----------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_HOST_HOSTOPS_H
#define FUSELAGE_ANALYSIS_HOST_HOSTOPS_H

#include "fuselage-c/Analysis.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// What may happen to a host operation that stands between two launches which
/// are to become one.
typedef enum FuselageHostMotion {
  /// It may move before the first launch.
  FUSELAGE_HOST_MOVES_UP,
  /// It may move behind the last launch.
  FUSELAGE_HOST_MOVES_DOWN,
  /// It only makes one async token of others. It may move before the first
  /// launch, unless it takes a token that waits for one of them: then behind
  /// the last.
  FUSELAGE_HOST_FOLLOWS_TOKENS,
  /// It has to stay between them, and they apart, unless it only reads and
  /// writes memory that they do not touch: then it may move up.
  FUSELAGE_HOST_STAYS
} FuselageHostMotion;

/// Decides by the effects of `op`: operations without any and allocations move
/// up, deallocations down, `gpu.wait async` follows its tokens. If none of the
/// operations between two launches stays, then every operand of those that move
/// up is defined before the first launch or by another that moves up.
FuselageHostMotion fuselageHostOpGetMotion(MlirOperation op);

/// True if `op` takes or gives an async token, or waits for one.
FUSELAGE_NODISCARD bool fuselageHostOpHandlesTokens(MlirOperation op);

/// Why `op`, which stays, has to: it reads, writes, or does what is not known.
FuselageReason fuselageHostOpGetReason(MlirOperation op);

#endif // FUSELAGE_ANALYSIS_HOST_HOSTOPS_H
