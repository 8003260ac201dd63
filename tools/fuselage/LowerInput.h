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

/// Lowers TOSA, linalg and loops to gpu.launch. On failure errors went to the
/// diagnostic handlers and false is returned.
bool lowerInput(MlirOperation module, const FuselageLoopOptions *options);

#endif // FUSELAGE_DRIVER_LOWERINPUT_H
