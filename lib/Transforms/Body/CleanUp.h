//===- CleanUp.h - Clean-up of a fused body -----------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_BODY_CLEANUP_H
#define FUSELAGE_TRANSFORMS_BODY_CLEANUP_H

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Removes the operations that the bodies of a fused launch no longer need once
/// they are one: loads of a value that the thread just stored, conditions and
/// loops that merge into an earlier one, buffers that only this launch uses,
/// and then every operation that only these needed. If memory is out, more
/// operations stay; the body is still right.
void fuselageCleanUp(MlirOperation launch, bool assumeNoaliasArgs);

#endif // FUSELAGE_TRANSFORMS_BODY_CLEANUP_H
