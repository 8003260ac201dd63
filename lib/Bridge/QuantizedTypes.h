//===- QuantizedTypes.h - Integers in place of quantized types ----*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_QUANTIZEDTYPES_H
#define FUSELAGE_BRIDGE_QUANTIZEDTYPES_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Replaces quantized types under `root` by the integers that they are stored
/// as, and erases casts between the two. TOSA computes on those integers, and
/// has zero points and scales as operands of its own.
void fuselageReplaceQuantizedTypes(MlirOperation root);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_QUANTIZEDTYPES_H
