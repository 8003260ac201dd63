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

/// In the body of a launch, replaces what an operation without effects computes
/// by what an equal one in front of it has computed: the bodies of two launches
/// often compute the same indices and conditions, if from other constants of
/// the host. Returns false when memory is out; less is replaced then.
FUSELAGE_NODISCARD bool fuselageMergeCommonSubexpressions(MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_BODY_COMMONSUBEXPRESSIONS_H
