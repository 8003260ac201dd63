//===- RemarkText.c - Text that grows -------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/RemarkText.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void fuselageRemarkTextAppend(MlirStringRef added, void *text) {
  FuselageRemarkText *grown = text;
  size_t size = grown->chars.size;
  if (!FUSELAGE_ARRAY_RESERVE(&grown->chars, size + added.length + 1))
    return;
  memcpy(grown->chars.data + size, added.data, added.length);
  grown->chars.size = size + added.length;
  grown->chars.data[grown->chars.size] = '\0';
}

void fuselageRemarkTextAppendString(FuselageRemarkText *text,
                                    const char *string) {
  fuselageRemarkTextAppend(mlirStringRefCreateFromCString(string), text);
}

void fuselageRemarkTextAppendNumber(FuselageRemarkText *text, uint64_t number) {
  char digits[32];
  snprintf(digits, sizeof digits, "%" PRIu64, number);
  fuselageRemarkTextAppendString(text, digits);
}

const char *fuselageRemarkTextGet(const FuselageRemarkText *text) {
  return text->chars.data ? text->chars.data : "";
}

MlirStringRef fuselageRemarkTextGetString(const FuselageRemarkText *text) {
  return mlirStringRefCreate(fuselageRemarkTextGet(text), text->chars.size);
}

void fuselageRemarkTextFree(FuselageRemarkText *text) {
  FUSELAGE_ARRAY_FREE(&text->chars);
}
