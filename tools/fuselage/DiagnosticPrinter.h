//===- DiagnosticPrinter.h - Diagnostics with their source lines --*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_DIAGNOSTICPRINTER_H
#define FUSELAGE_DRIVER_DIAGNOSTICPRINTER_H

#include "Input.h"
#include "Messages.h"

#include "mlir-c/Diagnostics.h"

#include <stdbool.h>
#include <stdio.h>

/// The stream for diagnostics, and the source that they concern.
typedef struct DiagnosticPrinter {
  FILE *stream;
  const Input *input;
  bool hasColor;
  /// The printer also stores errors and warnings here.
  Messages *messages;
} DiagnosticPrinter;

/// Prints "file:line:column: error: ...", the source line where it is one of
/// the input, and the notes: a handler for a context, with a DiagnosticPrinter.
MlirLogicalResult printDiagnostic(MlirDiagnostic diagnostic, void *userData);

/// Prints one message in the same way. A control character appears as "\x1B".
void printMessage(const DiagnosticPrinter *printer, MlirLocation locationOrNull,
                  MlirDiagnosticSeverity severity, const char *message);

#endif // FUSELAGE_DRIVER_DIAGNOSTICPRINTER_H
