//===- Json.c - JSON values of the driver ---------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Json.h"

#include "Memory.h"
#include "Options.h"
#include "io/PrintableText.h"

#include "fuselage-c/Analysis.h"

#include <stdlib.h>
#include <string.h>

static json_t *checked(json_t *value) {
  if (value)
    return value;
  fputs("fuselage: error: out of memory\n", stderr);
  exit(EXIT_UNUSABLE);
}

void jsonWrite(json_t *value, size_t flags, FILE *stream) {
  if (json_dumpf(value, stream, flags | JSON_ENSURE_ASCII) != 0)
    checked(NULL);
  fputc('\n', stream);
  json_decref(value);
}

json_t *jsonObject(void) { return checked(json_object()); }
json_t *jsonArray(void) { return checked(json_array()); }

void jsonAdd(json_t *array, json_t *value) {
  if (json_array_append_new(array, checked(value)) != 0)
    checked(NULL);
}

void jsonSet(json_t *object, const char *key, json_t *value) {
  if (json_object_set_new(object, key, checked(value)) != 0)
    checked(NULL);
}

json_t *jsonFromBytes(uint64_t bytes) {
  return checked(bytes >= FUSELAGE_UNKNOWN_BYTES
                     ? json_null()
                     : json_integer((json_int_t)bytes));
}

json_t *jsonFromText(const char *data, size_t length) {
  static const char replacement[] = "\xef\xbf\xbd";
  json_t *string = json_stringn(data, length);
  if (string)
    return string;
  char *valid = allocate(length * (sizeof replacement - 1) + 1);
  size_t used = 0;
  bool isValid;
  for (size_t i = 0, size; i < length; i += size) {
    size = utf8TakeCharacter(data + i, length - i, &isValid);
    const char *from = isValid ? data + i : replacement;
    size_t added = isValid ? size : sizeof replacement - 1;
    memcpy(valid + used, from, added);
    used += added;
  }
  string = checked(json_stringn(valid, used));
  free(valid);
  return string;
}

json_t *jsonFromString(MlirStringRef text) {
  return jsonFromText(text.data, text.length);
}

json_t *jsonFromPlace(const Place *place) {
  if (place->line == 0)
    return checked(json_null());
  json_t *object = jsonObject();
  jsonSet(object, "file", jsonFromString(place->file));
  jsonSet(object, "line", json_integer(place->line));
  jsonSet(object, "column", json_integer(place->column));
  return object;
}
