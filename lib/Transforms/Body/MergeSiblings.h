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

/// How operations of one kind are merged.
typedef struct FuselageSiblingRule {
  FuselageOp kind;
  /// True if `later` may run as a part of `earlier`, given that it may run
  /// right behind it. False as well when memory is out.
  bool (*canMerge)(FuselageBody *body, MlirOperation earlier,
                   MlirOperation later);
  /// Merges `later` into `earlier` and returns what both are now, in the place
  /// of `earlier`. What `later` uses is defined in front of that.
  MlirOperation (*merge)(FuselageBody *body, MlirOperation earlier,
                         MlirOperation later);
} FuselageSiblingRule;

/// In each block of the body, merges operations into earlier ones of the block.
/// Operations in between stay behind both, where they do not conflict with the
/// later one, or move in front of both, where the later one needs them and they
/// have no effect. Only so many operations in between are looked at that the
/// time stays linear in the size of the body. Returns true if something was
/// merged. When memory is out, less is.
FUSELAGE_NODISCARD bool fuselageMergeSiblings(FuselageBody *body,
                                              const FuselageSiblingRule *rule);

#endif // FUSELAGE_TRANSFORMS_BODY_MERGESIBLINGS_H
