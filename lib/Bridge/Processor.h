//===- Processor.h - Processors that LLVM's NVPTX target knows -- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's C API creates a target machine for any processor name. It prints to
// stderr, or aborts, if it does not know the name or a feature. These functions
// ask before.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_PROCESSOR_H
#define FUSELAGE_BRIDGE_PROCESSOR_H

#include "fuselage-c/Support.h"
#include "mlir-c/Support.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef void (*FuselageNameCallback)(MlirStringRef name, void *userData);

/// Registers LLVM's NVPTX target and its parts. Idempotent and thread-safe.
/// Returns false if this LLVM was built without NVPTX.
FUSELAGE_NODISCARD bool fuselageNVPTXInitialize(void);

/// True if `chip` names a processor of the NVPTX target. The target must be
/// initialized for this function and the functions below.
FUSELAGE_NODISCARD bool fuselageNVPTXIsChip(MlirStringRef chip);

/// Calls `callback` for each processor, in LLVM's (alphabetical) order.
void fuselageNVPTXForEachChip(FuselageNameCallback callback, void *userData);

/// True if `feature`, without a leading `+`, names a feature of the target.
FUSELAGE_NODISCARD bool fuselageNVPTXIsFeature(MlirStringRef feature);

/// Calls `callback` for each feature, in LLVM's (alphabetical) order.
void fuselageNVPTXForEachFeature(FuselageNameCallback callback, void *userData);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_PROCESSOR_H
