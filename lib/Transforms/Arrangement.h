//===- Arrangement.h - Launches made ready for fusion --------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is changed before launches are fused, so that more of them can be: host
// copies become launches, ids are permuted, independent launches change places.
// All of it can be undone, and what did not help is.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_ARRANGEMENT_H
#define FUSELAGE_TRANSFORMS_ARRANGEMENT_H

#include "Transforms/PlannedFusion.h"
#include "fuselage-c/Transforms.h"

#include "mlir-c/IR.h"
#include "mlir-c/Support.h"

/// Arranges the launches under `root` and plans their fusion: `*planned`, which
/// is zeroed, is for the IR as it then is. On failure an error was emitted, and
/// the IR is as it was.
MlirLogicalResult fuselageArrangeAndPlan(MlirOperation root,
                                         const FuselageFusionOptions *options,
                                         FuselagePlannedFusion *planned);

#endif // FUSELAGE_TRANSFORMS_ARRANGEMENT_H
