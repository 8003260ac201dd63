//===- FastMath.h - Floating-point arithmetic that may differ --- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the option fast-math allows, in both representations.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_FASTMATH_H
#define FUSELAGE_TARGET_PTX_FASTMATH_H

#include "mlir-c/IR.h"

#include "llvm-c/Types.h"

#include <stdbool.h>

/// Sets all fast-math flags of the operations in a gpu.module that have such.
void fastMathAllow(MlirOperation gpuModule);

/// Tells the functions of libdevice in `module` which of their variants are
/// wanted: LLVM would answer that f32 square roots may be approximate. If
/// `fast` all functions may take f32 numbers below the normal range for zero.
void fastMathApply(LLVMModuleRef module, bool fast);

#endif // FUSELAGE_TARGET_PTX_FASTMATH_H
