//===- Json.h - JSON values of the driver -------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_JSON_H
#define FUSELAGE_DRIVER_JSON_H

#include "Place.h"

#include <jansson.h>

#include <stdint.h>
#include <stdio.h>

/// A number of bytes; null for an unknown number.
json_t *jsonFromBytes(uint64_t bytes);

/// {"file": ..., "line": ..., "column": ...}, or null for no place.
json_t *jsonFromPlace(const Place *place);

/// Text that may hold bytes other than UTF-8. Each such byte becomes U+FFFD.
json_t *jsonFromText(const char *data, size_t length);
json_t *jsonFromString(MlirStringRef text);

/// Adds a new value to an array or object. Ends the program if memory is out.
void jsonAdd(json_t *array, json_t *value);
void jsonSet(json_t *object, const char *key, json_t *value);
/// Writes a value and a newline, and releases the value. The output is ASCII:
/// other characters are escaped, so that a terminal cannot obey them. `flags`
/// are flags of json_dumpf.
void jsonWrite(json_t *value, size_t flags, FILE *stream);
json_t *jsonObject(void);
json_t *jsonArray(void);

#endif // FUSELAGE_DRIVER_JSON_H
