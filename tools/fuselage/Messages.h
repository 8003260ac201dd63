//===- Messages.h - Errors and warnings of one input --------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_MESSAGES_H
#define FUSELAGE_DRIVER_MESSAGES_H

#include "Memory.h"
#include "Place.h"

#include "mlir-c/Diagnostics.h"

#include <stdbool.h>

/// A message about an input.
typedef struct Message {
  MlirDiagnosticSeverity severity;
  /// Owned; null if the message has no place.
  char *file;
  unsigned line, column;
  /// Owned.
  char *text;
} Message;

/// The messages for the summary as JSON. A zeroed struct is empty.
typedef struct Messages {
  LIST(Message) list;
} Messages;

/// Stores copies. `place` has line 0 if the message has no place.
void messagesAdd(Messages *messages, MlirDiagnosticSeverity severity,
                 const Place *place, const char *text);
void messagesFree(Messages *messages);

/// Prints "fuselage: error: ..." to standard error, and stores it unless
/// `messagesOrNull` is null. Returns false.
__attribute__((format(printf, 2, 3))) bool reportError(Messages *messagesOrNull,
                                                       const char *format, ...);

/// Prints "FILE: error: ...", about a file that is not a module, in the same
/// way.
__attribute__((format(printf, 3, 4))) bool
reportErrorIn(Messages *messagesOrNull, const char *file, const char *format,
              ...);

#endif // FUSELAGE_DRIVER_MESSAGES_H
