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

/// Where a host operation between two launches may go when the two launches
/// become one.
typedef enum FuselageHostMotion {
  /// It may move before the first launch.
  FUSELAGE_HOST_MOVES_UP,
  /// It may move after the last launch.
  FUSELAGE_HOST_MOVES_DOWN,
  /// It only joins async tokens into one. It may move before the first launch.
  /// If it takes a token that waits for one of the launches, it moves after the
  /// last launch instead.
  FUSELAGE_HOST_FOLLOWS_TOKENS,
  /// It has to stay between the launches, which therefore stay apart.
  /// Exception: if it only reads and writes memory without a conflict with the
  /// launches, it may move up.
  FUSELAGE_HOST_STAYS
} FuselageHostMotion;

/// Decides by the effects of `op`: operations without effects and allocations
/// move up, deallocations move down, `gpu.wait async` follows its tokens. If
/// all operations between two launches may move, each operand of an operation
/// that moves up is defined before the first launch, or by an operation that
/// moves up too.
FuselageHostMotion fuselageHostOpGetMotion(MlirOperation op);

/// True if `op` takes or gives an async token, or waits for one.
FUSELAGE_NODISCARD bool fuselageHostOpHandlesTokens(MlirOperation op);

/// Why `op` stays: it reads, it writes, or its effects are not known.
FuselageReason fuselageHostOpGetReason(MlirOperation op);

#endif // FUSELAGE_ANALYSIS_HOST_HOSTOPS_H
