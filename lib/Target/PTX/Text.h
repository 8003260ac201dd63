//===- Text.h - Text that grows --------------------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The buffer behind messages and PTX text. A failed allocation is remembered
// and makes the rest of the calls do nothing, so that only the end of a
// sequence of appends needs a check.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TARGET_PTX_TEXT_H
#define FUSELAGE_TARGET_PTX_TEXT_H

#include "fuselage-c/PTX.h"
#include "fuselage-c/Support.h"

#include <stdarg.h>

typedef struct TextBuffer {
  char *data; // NUL-terminated once anything was appended
  size_t length;
  size_t capacity;
  bool failed;
} TextBuffer;

void textAppend(TextBuffer *buffer, const char *data, size_t length);
void textAppendString(TextBuffer *buffer, const char *string);
void textAppendRef(TextBuffer *buffer, MlirStringRef string);

__attribute__((format(printf, 2, 3))) void
textAppendFormat(TextBuffer *buffer, const char *format, ...);
__attribute__((format(printf, 2, 0))) void
textAppendFormatV(TextBuffer *buffer, const char *format, va_list args);

/// The characters so far; "" for an empty buffer or after a failure.
const char *textString(const TextBuffer *buffer);

/// An MlirStringCallback that appends to the TextBuffer in `userData`.
void textCallback(MlirStringRef string, void *userData);

void textFree(TextBuffer *buffer);

/// Moves the buffer's characters into a text handle and empties the buffer;
/// null if an allocation failed, here or before.
FUSELAGE_NODISCARD FuselagePTXText textTake(TextBuffer *buffer);

#endif // FUSELAGE_TARGET_PTX_TEXT_H
