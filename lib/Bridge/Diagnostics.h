//===- Diagnostics.h - Warnings from C -------------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's C API emits errors only.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_DIAGNOSTICS_H
#define FUSELAGE_BRIDGE_DIAGNOSTICS_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Emits a warning at `location`.
void fuselageEmitWarning(MlirLocation location, MlirStringRef message);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_DIAGNOSTICS_H
