//===- Text.c - Text that grows -------------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Makes room for `length` more characters and the NUL.
static bool reserve(TextBuffer *buffer, size_t length) {
  if (buffer->failed || length >= SIZE_MAX / 4 - buffer->length) {
    buffer->failed = true;
    return false;
  }
  size_t needed = buffer->length + length + 1;
  if (needed <= buffer->capacity)
    return true;
  size_t capacity = needed + needed / 2;
  char *data = realloc(buffer->data, capacity);
  if (!data) {
    buffer->failed = true;
    return false;
  }
  buffer->data = data;
  buffer->capacity = capacity;
  return true;
}

void textAppend(TextBuffer *buffer, const char *data, size_t length) {
  if (!reserve(buffer, length))
    return;
  if (length)
    memcpy(buffer->data + buffer->length, data, length);
  buffer->length += length;
  buffer->data[buffer->length] = '\0';
}

void textAppendString(TextBuffer *buffer, const char *string) {
  textAppend(buffer, string, strlen(string));
}

void textAppendRef(TextBuffer *buffer, MlirStringRef string) {
  textAppend(buffer, string.data, string.length);
}

void textAppendFormatV(TextBuffer *buffer, const char *format, va_list args) {
  va_list again;
  va_copy(again, args);
  int length = vsnprintf(NULL, 0, format, args);
  if (length >= 0 && reserve(buffer, (size_t)length)) {
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    buffer->length += (size_t)length;
  }
  va_end(again);
}

void textAppendFormat(TextBuffer *buffer, const char *format, ...) {
  va_list args;
  va_start(args, format);
  textAppendFormatV(buffer, format, args);
  va_end(args);
}

const char *textString(const TextBuffer *buffer) {
  return buffer->data && !buffer->failed ? buffer->data : "";
}

void textCallback(MlirStringRef string, void *userData) {
  textAppendRef(userData, string);
}

void textFree(TextBuffer *buffer) {
  free(buffer->data);
  *buffer = (TextBuffer){0};
}

FuselagePTXText textTake(TextBuffer *buffer) {
  textAppend(buffer, "", 0);
  TextBuffer *owned = buffer->failed ? NULL : malloc(sizeof *owned);
  if (!owned) {
    textFree(buffer);
    return (FuselagePTXText){NULL};
  }
  *owned = *buffer;
  *buffer = (TextBuffer){0};
  return (FuselagePTXText){owned};
}

MlirStringRef fuselagePTXTextGetString(FuselagePTXText text) {
  const TextBuffer *buffer = text.ptr;
  return mlirStringRefCreate(buffer->data, buffer->length);
}

void fuselagePTXTextDestroy(FuselagePTXText text) {
  if (!text.ptr)
    return;
  textFree(text.ptr);
  free(text.ptr);
}
