//===- CodegenDiagnostics.c - LLVM's diagnostics as text ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/CodegenDiagnostics.h"

#include "llvm-c/Core.h"

static void collect(LLVMDiagnosticInfoRef info, void *userData) {
  CodegenDiagnostics *diagnostics = userData;
  if (LLVMGetDiagInfoSeverity(info) != LLVMDSError)
    return;
  diagnostics->hasError = true;
  char *description = LLVMGetDiagInfoDescription(info);
  if (diagnostics->message.length)
    fuselageTextAppendString(&diagnostics->message, "; ");
  fuselageTextAppendString(&diagnostics->message, description);
  LLVMDisposeMessage(description);
}

void codegenDiagnosticsAttach(CodegenDiagnostics *diagnostics,
                              LLVMContextRef context) {
  *diagnostics = (CodegenDiagnostics){.context = context};
  LLVMContextSetDiagnosticHandler(context, collect, diagnostics);
}

void codegenDiagnosticsDetach(CodegenDiagnostics *diagnostics) {
  LLVMContextSetDiagnosticHandler(diagnostics->context, NULL, NULL);
}

void codegenDiagnosticsFree(CodegenDiagnostics *diagnostics) {
  fuselageTextFree(&diagnostics->message);
}
