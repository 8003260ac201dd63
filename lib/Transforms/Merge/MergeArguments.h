//===- MergeArguments.h - Ids, sizes and attributions of bodies ----*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_MERGE_MERGEARGUMENTS_H
#define FUSELAGE_TRANSFORMS_MERGE_MERGEARGUMENTS_H

#include "mlir-c/IR.h"

/// Replaces the arguments of the body of `launch` by arguments of `first`: ids
/// and sizes by the same ids and sizes, workgroup and private memory by new
/// memory of the same types.
void fuselageMergeArguments(MlirOperation first, MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_MERGE_MERGEARGUMENTS_H
