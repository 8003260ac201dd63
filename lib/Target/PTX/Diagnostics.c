//===- Diagnostics.c - MLIR's diagnostics as text -------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Diagnostics.h"

#include "Target/PTX/Error.h"

static MlirLogicalResult handle(MlirDiagnostic diagnostic, void *userData) {
  DiagnosticCapture *capture = userData;
  if (!pthread_equal(pthread_self(), capture->thread))
    return mlirLogicalResultFailure();
  if (mlirDiagnosticGetSeverity(diagnostic) != MlirDiagnosticError)
    return mlirLogicalResultFailure();
  if (!capture->hasError) {
    capture->hasError = true;
    capture->location = mlirDiagnosticGetLocation(diagnostic);
    mlirDiagnosticPrint(diagnostic, fuselageTextCallback, &capture->message);
  }
  return mlirLogicalResultSuccess();
}

void diagnosticCaptureBegin(DiagnosticCapture *capture, MlirContext context) {
  *capture = (DiagnosticCapture){.context = context, .thread = pthread_self()};
  capture->handler =
      mlirContextAttachDiagnosticHandler(context, handle, capture, NULL);
}

FuselagePTXError diagnosticCaptureTakeError(DiagnosticCapture *capture,
                                            FuselagePTXStatus status,
                                            MlirLocation location,
                                            const char *fallback) {
  FuselagePTXError error =
      capture->hasError ? errorCreateAt(status, capture->location, "%s",
                                        fuselageTextGet(&capture->message))
                        : errorCreateAt(status, location, "%s", fallback);
  diagnosticCaptureEnd(capture);
  return error;
}

void diagnosticCaptureEnd(DiagnosticCapture *capture) {
  mlirContextDetachDiagnosticHandler(capture->context, capture->handler);
  fuselageTextFree(&capture->message);
}
