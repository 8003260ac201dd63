//===- Diagnostics.h - MLIR's diagnostics as text --------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_DIAGNOSTICS_H
#define FUSELAGE_TARGET_PTX_DIAGNOSTICS_H

#include "Support/Text.h"
#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

#include "mlir-c/Diagnostics.h"

#include <pthread.h>

/// The first error that this thread reported to a context.
typedef struct DiagnosticCapture {
  MlirContext context;
  MlirDiagnosticHandlerID handler;
  pthread_t thread;
  bool hasError;
  MlirLocation location;
  FuselageText message;
} DiagnosticCapture;

/// Starts to collect. `capture` must stay at its address until the end.
/// Diagnostics of other threads go on to the context's other handlers.
void diagnosticCaptureBegin(DiagnosticCapture *capture, MlirContext context);

/// Ends collecting, frees the capture, and returns the first collected error.
/// Without one, returns an error with the message `fallback` at `location`.
FUSELAGE_NODISCARD FuselagePTXError
diagnosticCaptureTakeError(DiagnosticCapture *capture, FuselagePTXStatus status,
                           MlirLocation location, const char *fallback);

/// Ends collecting and frees the capture.
void diagnosticCaptureEnd(DiagnosticCapture *capture);

#endif // FUSELAGE_TARGET_PTX_DIAGNOSTICS_H
