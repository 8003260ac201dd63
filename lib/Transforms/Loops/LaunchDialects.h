//===- LaunchDialects.h - The dialects of launches of loops -------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_LOOPS_LAUNCHDIALECTS_H
#define FUSELAGE_TRANSFORMS_LOOPS_LAUNCHDIALECTS_H

#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Loads the dialects of the operations in a launch of a loop. A pass manager
/// has loaded them; another caller may not have. False, after an error at
/// `root`, if a dialect is not registered.
FUSELAGE_NODISCARD bool fuselageLoadLaunchDialects(MlirOperation root);

#endif // FUSELAGE_TRANSFORMS_LOOPS_LAUNCHDIALECTS_H
