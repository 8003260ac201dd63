//===- FastMath.h - Floating-point arithmetic that may differ --- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The option fast-math, in MLIR and in LLVM IR.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_FASTMATH_H
#define FUSELAGE_TARGET_PTX_FASTMATH_H

#include "mlir-c/IR.h"

#include "llvm-c/Types.h"

#include <stdbool.h>

/// Sets all fast-math flags of the operations in a `gpu.module` that can have
/// such flags.
void fastMathAllow(MlirOperation gpuModule);

/// Selects the variants of the functions of libdevice in `module`. Without
/// this, LLVM would select approximate f32 square roots. With `fast`, all
/// functions may treat f32 numbers below the normal range as zero.
void fastMathApply(LLVMModuleRef module, bool fast);

#endif // FUSELAGE_TARGET_PTX_FASTMATH_H
