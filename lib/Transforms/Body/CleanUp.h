//===- CleanUp.h - What a fused body no longer needs ---------------*- C -*===//
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

/// Removes what the bodies of a fused launch no longer need once they are one:
/// loads of what was just stored, conditions and loops that an earlier one can
/// take in, buffers that only this launch uses, and then whatever only those
/// kept alive. Running out of memory leaves more behind, and nothing wrong.
void fuselageCleanUp(MlirOperation launch, bool assumeNoaliasArgs);

#endif // FUSELAGE_TRANSFORMS_BODY_CLEANUP_H
