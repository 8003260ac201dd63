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

/// Replaces each quantized type under `root` by the integer type of its
/// storage, and erases casts between the two. TOSA computes on these integers;
/// its operations have operands for zero points and scales.
void fuselageReplaceQuantizedTypes(MlirOperation root);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_QUANTIZEDTYPES_H
