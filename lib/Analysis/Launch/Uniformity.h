//===- Uniformity.h - What all threads of a block do alike ---------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value is *uniform* if it is the same in all threads of a block, else it is
// *divergent*; control flow diverges where it depends on a divergent value. An
// operation that the threads of a block carry out together, such as
// `gpu.barrier`, must stand where all of them come, the same number of times.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_UNIFORMITY_H
#define FUSELAGE_ANALYSIS_LAUNCH_UNIFORMITY_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

/// Finds the first collective operation in the body of `launch` that is not
/// proved to be reached by all threads of a block the same number of times;
/// null if there is none. Takes time linear in the size of the body. Returns
/// false when memory is out.
FUSELAGE_NODISCARD bool fuselageFindDivergentCollective(MlirOperation launch,
                                                        MlirOperation *found);

/// True if the results of `op` are uniform whenever its operands are.
FUSELAGE_NODISCARD bool fuselageOperationKeepsUniformity(MlirOperation op);

#endif // FUSELAGE_ANALYSIS_LAUNCH_UNIFORMITY_H
