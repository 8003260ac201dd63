//===- CodegenDiagnostics.h - LLVM's diagnostics as text -------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Without a handler, LLVM prints its diagnostics and exits on an error.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_CODEGENDIAGNOSTICS_H
#define FUSELAGE_TARGET_PTX_CODEGENDIAGNOSTICS_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"

#include "llvm-c/Types.h"

/// The errors that LLVM reported while attached to a context.
typedef struct CodegenDiagnostics {
  LLVMContextRef context;
  bool hasError;
  FuselageText message;
} CodegenDiagnostics;

/// Starts to collect. `diagnostics` must stay at its address until it is
/// detached.
void codegenDiagnosticsAttach(CodegenDiagnostics *diagnostics,
                              LLVMContextRef context);
/// Ends collecting. The message stays. The context has no handler afterwards,
/// so detach last.
void codegenDiagnosticsDetach(CodegenDiagnostics *diagnostics);
void codegenDiagnosticsFree(CodegenDiagnostics *diagnostics);

#endif // FUSELAGE_TARGET_PTX_CODEGENDIAGNOSTICS_H
