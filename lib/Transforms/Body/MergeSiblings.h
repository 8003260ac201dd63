//===- MergeSiblings.h - Merging operations of one block -----------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_MERGESIBLINGS_H
#define FUSELAGE_TRANSFORMS_BODY_MERGESIBLINGS_H

#include "Analysis/Body/BodyAccesses.h"
#include "IR/Ops.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// How to merge operations of one kind.
typedef struct FuselageSiblingRule {
  FuselageOp kind;
  /// True if `later` may run as a part of `earlier`, given that it may run
  /// right after `earlier`. Also false when memory is out.
  bool (*canMerge)(FuselageBody *body, MlirOperation earlier,
                   MlirOperation later);
  /// Merges `later` into `earlier` and returns the merged operation, in the
  /// place of `earlier`. The values that `later` uses are defined before that
  /// place.
  MlirOperation (*merge)(FuselageBody *body, MlirOperation earlier,
                         MlirOperation later);
} FuselageSiblingRule;

/// In each block of the body, merges operations into earlier ones of the block.
/// An operation in between ends up after both if it does not conflict with the
/// later one. If the later one needs its result and it has no effects, it moves
/// to before both. A bound on the operations in between keeps the time linear
/// in the size of the body. Returns true if operations were merged. When memory
/// is out, fewer are merged.
FUSELAGE_NODISCARD bool fuselageMergeSiblings(FuselageBody *body,
                                              const FuselageSiblingRule *rule);

#endif // FUSELAGE_TRANSFORMS_BODY_MERGESIBLINGS_H
