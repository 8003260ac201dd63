//===- Json.h - Reading JSON in place -----------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A strict reader (RFC 8259). Byte counts need two things that JSON libraries
// drop: the text of a number, which may be any unsigned 64-bit integer or lie
// just outside, and a key that occurs twice.
//
// The caller first checks a text as a whole. The other functions then walk it
// without further checks, allocate nothing, and return slices of it.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLAN_JSON_H
#define FUSELAGE_PLAN_JSON_H

#include <stdbool.h>
#include <stddef.h>

/// Part of a text, not terminated.
typedef struct JsonSlice {
  const char *begin;
  const char *end;
} JsonSlice;

/// The first error of a text.
typedef struct JsonSyntaxError {
  /// Distance of the offending byte from the start of the text.
  size_t offset;
  /// The expected syntax; a static string.
  const char *expected;
} JsonSyntaxError;

/// True if the text is one JSON value with optional white space around it.
/// Otherwise sets `*error`.
bool jsonCheckSyntax(JsonSlice text, JsonSyntaxError *error);

typedef enum JsonKind {
  JSON_OBJECT,
  JSON_ARRAY,
  JSON_STRING,
  JSON_NUMBER,
  JSON_BOOL,
  JSON_NULL
} JsonKind;

/// A place in a text that passed jsonCheckSyntax.
typedef struct JsonCursor {
  const char *at;
  const char *end;
} JsonCursor;

JsonCursor jsonBegin(JsonSlice text);

/// The kind of the value at the cursor.
JsonKind jsonPeek(JsonCursor *cursor);

/// The name of a kind with its article, for messages: "an object".
const char *jsonKindName(JsonKind kind);

/// Steps into the object or array at the cursor.
void jsonEnter(JsonCursor *cursor);

/// Steps to the next member's value and sets `*key` to the text between the
/// quotes; at the end of the object, steps out of it and returns false.
bool jsonNextMember(JsonCursor *cursor, JsonSlice *key);

/// Steps to the next element; at the end of the array, steps out of it and
/// returns false.
bool jsonNextElement(JsonCursor *cursor);

/// Steps over the value at the cursor and returns its text.
JsonSlice jsonReadValue(JsonCursor *cursor);

/// The text between the quotes of a string's text.
JsonSlice jsonStringContents(JsonSlice string);

/// Takes the first character off the contents of a string, escapes resolved.
/// Returns a UTF-16 code unit for an escape and a byte of UTF-8 otherwise, or
/// -1 at the end.
int jsonTakeCharacter(JsonSlice *contents);

/// True if the contents of a string mean the ASCII string `name`.
bool jsonContentsEqual(JsonSlice contents, const char *name);

#endif // FUSELAGE_PLAN_JSON_H
