//===- Text.h - A text that grows ------------------------------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A growing text for messages, PTX and everything else that is printed in
// pieces. After a failed allocation the later calls do nothing, so only the end
// of a sequence of appends needs a check.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_SUPPORT_TEXT_H
#define FUSELAGE_SUPPORT_TEXT_H

#include "mlir-c/Support.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A zeroed struct is an empty text. Its owner frees it.
typedef struct FuselageText {
  /// Terminated by a zero after the first append; null before.
  char *data;
  size_t length, capacity;
  bool failed;
} FuselageText;

void fuselageTextAppend(FuselageText *text, const char *data, size_t length);
void fuselageTextAppendString(FuselageText *text, const char *string);
void fuselageTextAppendRef(FuselageText *text, MlirStringRef string);
void fuselageTextAppendNumber(FuselageText *text, uint64_t number);

__attribute__((format(printf, 2, 3))) void
fuselageTextAppendFormat(FuselageText *text, const char *format, ...);
__attribute__((format(printf, 2, 0))) void
fuselageTextAppendFormatV(FuselageText *text, const char *format, va_list args);

/// An MlirStringCallback that appends to the FuselageText in `userData`.
void fuselageTextCallback(MlirStringRef string, void *userData);

/// The characters so far, valid until the text grows; "" for an empty text or
/// after a failure.
const char *fuselageTextGet(const FuselageText *text);
MlirStringRef fuselageTextGetRef(const FuselageText *text);

/// Releases the storage; the text is empty afterwards.
void fuselageTextFree(FuselageText *text);

#endif // FUSELAGE_SUPPORT_TEXT_H
