//===- Uniformity.h - Values and control flow equal in a block ----*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value is *uniform* if it is the same in all threads of a block; otherwise
// it is *divergent*. Control flow diverges if it depends on a divergent value.
// The threads of a block carry out an operation such as `gpu.barrier` together:
// all of them must reach it, the same number of times.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_UNIFORMITY_H
#define FUSELAGE_ANALYSIS_LAUNCH_UNIFORMITY_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// Finds the first collective operation in the body of `launch` for which it is
/// not proved that all threads of a block reach it the same number of times.
/// Null if all operations are proved. Takes time linear in the size of the
/// body. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageFindDivergentCollective(MlirOperation launch,
                                                        MlirOperation *found);

/// True if the results of `op` are uniform whenever its operands are.
FUSELAGE_NODISCARD bool fuselageOperationKeepsUniformity(MlirOperation op);

#endif // FUSELAGE_ANALYSIS_LAUNCH_UNIFORMITY_H
