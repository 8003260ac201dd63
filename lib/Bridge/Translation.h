//===- Translation.h - Registration for the way to LLVM IR --------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's C API registers either one dialect or all of them.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_TRANSLATION_H
#define FUSELAGE_BRIDGE_TRANSLATION_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Adds the dialects of a lowered gpu.module (gpu, llvm, nvvm) and their
/// translations to LLVM IR to `registry`.
void fuselageRegisterKernelTranslations(MlirDialectRegistry registry);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_TRANSLATION_H
