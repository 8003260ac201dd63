//===- DeadCode.h - Dead code and unread buffers ------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_DEADCODE_H
#define FUSELAGE_TRANSFORMS_BODY_DEADCODE_H

#include "Support/Array.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>

typedef FUSELAGE_ARRAY(MlirValue) FuselageValueList;

/// Appends to `allocations`, each once, the allocations that the body of
/// `launch` loads from or stores to, in the order of their first use:
/// allocations outside of `launch`, and allocations on the stack in the body.
/// Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageCollectAllocations(MlirOperation launch,
                           FuselageValueList *allocations);

/// Erases each of the allocations that no operation reads, with every operation
/// that writes, frees or names it, in any launch and on the host. Returns the
/// number of erased allocations, and moves the others to the front.
size_t fuselageDropUnreadAllocations(FuselageValueList *allocations);

/// Erases operations in the body of `launch` that have no effects and whose
/// results have no uses.
void fuselageDropDeadOperations(MlirOperation launch);

/// True if the body of `launch` does nothing.
FUSELAGE_NODISCARD bool fuselageLaunchIsEmpty(MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_BODY_DEADCODE_H
