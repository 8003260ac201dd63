//===- DeadCode.h - Code and buffers that nobody reads -------------*- C -*===//
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

/// Appends to `allocations`, each once, the allocations outside of `launch` and
/// on the stack in its body that the body loads from or stores to, in the order
/// of their first use.
/// Returns false when memory is out.
FUSELAGE_NODISCARD bool
fuselageCollectAllocations(MlirOperation launch,
                           FuselageValueList *allocations);

/// Erases each of the allocations that is never read, with everything that
/// writes, frees or names it, whichever launch or host code that is in. Returns
/// how many were erased and moves the others to the front.
size_t fuselageDropUnreadAllocations(FuselageValueList *allocations);

/// Erases operations in the body of `launch` whose results nobody uses and
/// which do nothing else.
void fuselageDropDeadOperations(MlirOperation launch);

/// True if the body of `launch` does nothing.
FUSELAGE_NODISCARD bool fuselageLaunchIsEmpty(MlirOperation launch);

#endif // FUSELAGE_TRANSFORMS_BODY_DEADCODE_H
