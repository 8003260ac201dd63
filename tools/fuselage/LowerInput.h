//===- LowerInput.h - From tensors and loops to launches ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_LOWERINPUT_H
#define FUSELAGE_DRIVER_LOWERINPUT_H

#include "fuselage-c/Loops.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// Lowers TOSA, linalg and loops to gpu.launch. Stores whether the module had a
/// launch at any time, even a launch without effects, which is gone afterwards.
/// Returns false after errors, which went to the diagnostic handlers.
bool lowerInput(MlirOperation module, const FuselageLoopOptions *options,
                bool *hadLaunches);

#endif // FUSELAGE_DRIVER_LOWERINPUT_H
