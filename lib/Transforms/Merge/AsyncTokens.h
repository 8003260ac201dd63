//===- AsyncTokens.h - Async tokens of launches --------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGE_ASYNCTOKENS_H
#define FUSELAGE_TRANSFORMS_MERGE_ASYNCTOKENS_H

#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

typedef FUSELAGE_ARRAY(MlirValue) FuselageTokenList;

/// The tokens for which the launches of a group wait. A zeroed struct is empty.
typedef struct FuselageGroupTokens {
  /// The tokens that wait for a launch of the group: the tokens of the
  /// launches, and the tokens that `gpu.wait async` between them makes of such
  /// tokens.
  FuselagePointerMap inside;
  /// The tokens from outside that the group waits for, each once, in the order
  /// of the launches.
  FuselageTokenList dependencies;
} FuselageGroupTokens;

/// Reads the tokens of consecutive launches of one block, without changing the
/// IR. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageGroupTokensRead(FuselageGroupTokens *tokens,
                                                const MlirOperation *launches,
                                                size_t numLaunches);

void fuselageGroupTokensFree(FuselageGroupTokens *tokens);

/// True if `op` takes a token that waits for a launch of the group.
FUSELAGE_NODISCARD bool
fuselageGroupTokensIsAwaitedBy(const FuselageGroupTokens *tokens,
                               MlirOperation op);

/// Makes, before `op`, one token of the dependencies of the group; null if the
/// group has none. A launch that waits for two tokens cannot be lowered.
MlirValue fuselageGroupTokensJoin(const FuselageGroupTokens *tokens,
                                  MlirOperation op);

/// Erases a launch with an empty body. An operation that waits for the launch
/// waits for the launch's own tokens instead.
void fuselageEraseEmptyLaunch(MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_MERGE_ASYNCTOKENS_H
