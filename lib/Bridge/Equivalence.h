//===- Equivalence.h - Operations that compute the same -----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An operation has properties besides its attributes, such as the overflow
// flags of the llvm dialect. MLIR's C API cannot read properties.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_EQUIVALENCE_H
#define FUSELAGE_BRIDGE_EQUIVALENCE_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// True if the two operations have the same name, operands, types, attributes
/// and properties. Their locations may differ
/// (mlir::OperationEquivalence::isEquivalentTo).
FUSELAGE_NODISCARD bool fuselageOperationsAreEquivalent(MlirOperation a,
                                                        MlirOperation b);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_EQUIVALENCE_H
