//===- CommonSubexpressions.h - Values computed once ---------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_COMMONSUBEXPRESSIONS_H
#define FUSELAGE_TRANSFORMS_BODY_COMMONSUBEXPRESSIONS_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// In the body of a launch, replaces the results of an operation without
/// effects by the results of an equal operation before it. The bodies of two
/// launches often compute the same indices and conditions, from different
/// constants of the host. Returns false when memory is out; fewer results are
/// then replaced.
FUSELAGE_NODISCARD bool fuselageMergeCommonSubexpressions(MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_BODY_COMMONSUBEXPRESSIONS_H
