//===- MemoryEffects.h - Memory effects of an operation ---------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's C API has no entry point for MemoryEffectOpInterface. These functions
// are that entry point, and leave all decisions to the caller.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_MEMORYEFFECTS_H
#define FUSELAGE_BRIDGE_MEMORYEFFECTS_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The kinds of mlir::MemoryEffects.
typedef enum FuselageEffectKind {
  FUSELAGE_EFFECT_ALLOCATE,
  FUSELAGE_EFFECT_FREE,
  FUSELAGE_EFFECT_READ,
  FUSELAGE_EFFECT_WRITE
} FuselageEffectKind;

/// One effect of an operation. `value` is null for an effect that names no
/// value.
typedef struct FuselageEffect {
  FuselageEffectKind kind;
  MlirValue value;
} FuselageEffect;

typedef void (*FuselageEffectCallback)(FuselageEffect effect, void *userData);

/// Calls `callback` for each effect that `op` itself declares, in declaration
/// order. Returns false, without a call, when the effects of `op` are unknown.
///
/// An operation may declare instead that its effects are the effects of the
/// operations in its regions (mlir::OpTrait::HasRecursiveMemoryEffects). The
/// function makes no call for them. It returns true if the effects of all of
/// them are known; the caller walks the regions.
FUSELAGE_NODISCARD bool
fuselageOperationForEachEffect(MlirOperation op,
                               FuselageEffectCallback callback, void *userData);

/// True if the operation, with everything nested in it, neither reads, writes,
/// allocates nor frees memory (mlir::isMemoryEffectFree).
FUSELAGE_NODISCARD bool fuselageOperationIsMemoryEffectFree(MlirOperation op);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_MEMORYEFFECTS_H
