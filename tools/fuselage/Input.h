//===- Input.h - Input files --------------------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_INPUT_H
#define FUSELAGE_DRIVER_INPUT_H

#include "Memory.h"
#include "Messages.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// A file in memory.
typedef struct Input {
  /// Its name, "-" for standard input.
  const char *name;
  /// True if the file can be read again.
  bool isFile;
  /// Owned, terminated.
  char *text;
  size_t length;
  /// Where each line begins. Owned.
  LIST(size_t) lines;
} Input;

/// Reads a file; "-" is standard input. On failure reports why and returns
/// false.
bool inputRead(Input *input, const char *name, Messages *messagesOrNull);
void inputFree(Input *input);

/// The line with this number, from 1, without its end; empty if the file has
/// fewer lines.
MlirStringRef inputGetLine(const Input *input, unsigned line);

/// True if a place in a file of this name is one in the input.
bool inputHasPlace(const Input *input, MlirStringRef file);

/// Parses the input as a module, which the caller owns. Reads a file again, so
/// that all places have its name; in other inputs all places have the name "-".
/// Null after errors, which went to the diagnostic handlers of the context.
MlirModule inputParse(const Input *input, MlirContext context);

#endif // FUSELAGE_DRIVER_INPUT_H
