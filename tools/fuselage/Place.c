//===- Place.c - Places in source files -----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Place.h"

#include "Memory.h"
#include "io/PrintableText.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Place placeOfFused(MlirLocation location) {
  unsigned count = mlirLocationFusedGetNumLocations(location);
  MlirLocation *parts = allocate(count * sizeof *parts);
  mlirLocationFusedGetLocations(location, parts);
  Place place = {0};
  for (unsigned i = 0; i < count && place.line == 0; ++i)
    place = placeOfLocation(parts[i]);
  free(parts);
  return place;
}

Place placeOfLocation(MlirLocation location) {
  if (mlirLocationIsNull(location))
    return (Place){0};
  if (mlirLocationIsAFileLineColRange(location))
    return (Place){
        mlirIdentifierStr(mlirLocationFileLineColRangeGetFilename(location)),
        (unsigned)mlirLocationFileLineColRangeGetStartLine(location),
        (unsigned)mlirLocationFileLineColRangeGetStartColumn(location)};
  if (mlirLocationIsAName(location))
    return placeOfLocation(mlirLocationNameGetChildLoc(location));
  if (mlirLocationIsACallSite(location))
    return placeOfLocation(mlirLocationCallSiteGetCallee(location));
  if (mlirLocationIsAFused(location))
    return placeOfFused(location);
  return (Place){0};
}

const char *placeToString(const Place *place, char *buffer, size_t size) {
  if (place->line == 0)
    return "an unknown place";
  char numbers[32];
  snprintf(numbers, sizeof numbers, ":%u:%u", place->line, place->column);
  size_t length = printableCopy(buffer, size - strlen(numbers),
                                place->file.data, place->file.length);
  memcpy(buffer + length, numbers, strlen(numbers) + 1);
  return buffer;
}

static int compareNumbers(size_t a, size_t b) { return (a > b) - (a < b); }

int placeCompare(const Place *a, const Place *b) {
  size_t length =
      a->file.length < b->file.length ? a->file.length : b->file.length;
  int order = length ? memcmp(a->file.data, b->file.data, length) : 0;
  if (order == 0)
    order = compareNumbers(a->file.length, b->file.length);
  if (order == 0)
    order = compareNumbers(a->line, b->line);
  return order == 0 ? compareNumbers(a->column, b->column) : order;
}
