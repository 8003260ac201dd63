//===- Remarks.h - MLIR's remark engine from C ------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// MLIR's C API has no entry point for the remark engine. These functions are
// that entry point.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_BRIDGE_REMARKS_H
#define FUSELAGE_BRIDGE_REMARKS_H

#include "fuselage-c/Support.h"
#include "mlir-c/IR.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum FuselageRemarkKind {
  FUSELAGE_REMARK_PASSED,
  FUSELAGE_REMARK_MISSED
} FuselageRemarkKind;

/// A key and its value. The callee copies both.
typedef struct FuselageRemarkArg {
  const char *key;
  const char *value;
} FuselageRemarkArg;

/// True if the context has a remark engine, so that building the arguments of
/// a remark is worth the time.
FUSELAGE_NODISCARD bool fuselageContextHasRemarkEngine(MlirContext context);

/// Emits one remark of category `category` at `location`. `function` is the
/// name of the function that the remark is about, or empty. Without a remark
/// engine the call does nothing. Several threads may call it: it takes a lock,
/// because the engine takes none.
void fuselageRemarkEmit(FuselageRemarkKind kind, MlirLocation location,
                        const char *name, const char *category,
                        MlirStringRef function, const FuselageRemarkArg *args,
                        intptr_t numArgs);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_BRIDGE_REMARKS_H
