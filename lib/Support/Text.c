//===- Text.c - A text that grows -----------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/Text.h"

#include "Support/Array.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/// Makes room for `length` more characters and the terminator.
static bool reserve(FuselageText *text, size_t length) {
  text->failed = text->failed || length >= SIZE_MAX - text->length ||
                 !fuselageArrayReserve((void *)&text->data, &text->capacity,
                                       text->length + length + 1, 1);
  return !text->failed;
}

void fuselageTextAppend(FuselageText *text, const char *data, size_t length) {
  if (!reserve(text, length))
    return;
  if (length)
    memcpy(text->data + text->length, data, length);
  text->length += length;
  text->data[text->length] = '\0';
}

void fuselageTextAppendString(FuselageText *text, const char *string) {
  fuselageTextAppend(text, string, strlen(string));
}

void fuselageTextAppendRef(FuselageText *text, MlirStringRef string) {
  fuselageTextAppend(text, string.data, string.length);
}

void fuselageTextAppendNumber(FuselageText *text, uint64_t number) {
  fuselageTextAppendFormat(text, "%" PRIu64, number);
}

void fuselageTextAppendFormatV(FuselageText *text, const char *format,
                               va_list args) {
  va_list again;
  va_copy(again, args);
  int length = vsnprintf(NULL, 0, format, args);
  if (length >= 0 && reserve(text, (size_t)length)) {
    vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
    text->length += (size_t)length;
  }
  va_end(again);
}

void fuselageTextAppendFormat(FuselageText *text, const char *format, ...) {
  va_list args;
  va_start(args, format);
  fuselageTextAppendFormatV(text, format, args);
  va_end(args);
}

void fuselageTextCallback(MlirStringRef string, void *userData) {
  fuselageTextAppendRef(userData, string);
}

const char *fuselageTextGet(const FuselageText *text) {
  return text->data && !text->failed ? text->data : "";
}

MlirStringRef fuselageTextGetRef(const FuselageText *text) {
  return mlirStringRefCreate(fuselageTextGet(text),
                             text->failed ? 0 : text->length);
}

void fuselageTextFree(FuselageText *text) {
  free(text->data);
  *text = (FuselageText){0};
}
