//===- Number.c - Numbers for people --------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Number.h"

#include "fuselage-c/Analysis.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

const char *numberToString(uint64_t value, char buffer[32]) {
  if (value >= FUSELAGE_UNKNOWN_BYTES)
    return "unknown";
  char digits[24];
  int length = snprintf(digits, sizeof digits, "%" PRIu64, value);
  char *out = buffer;
  for (int i = 0; i < length; ++i) {
    if (i != 0 && (length - i) % 3 == 0)
      *out++ = ',';
    *out++ = digits[i];
  }
  *out = '\0';
  return buffer;
}

const char *bytesToString(uint64_t bytes, char buffer[32]) {
  static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};
  if (bytes >= FUSELAGE_UNKNOWN_BYTES)
    return "unknown";
  if (bytes < 1024) {
    snprintf(buffer, 32, "%" PRIu64 " B", bytes);
    return buffer;
  }
  unsigned unit = 0;
  while (bytes >> (10 * (unit + 2)) != 0)
    ++unit;
  double value = (double)bytes / (double)(UINT64_C(1) << (10 * (unit + 1)));
  snprintf(buffer, 32, value < 100 ? "%.1f %s" : "%.0f %s", value, units[unit]);
  return buffer;
}

const char *countToString(size_t count, const char *noun, char buffer[64]) {
  size_t length = strlen(noun);
  const char *ending = "s";
  if (count == 1) {
    ending = "";
  } else if (length > 2 && strcmp(noun + length - 2, "ch") == 0) {
    ending = "es";
  } else if (length > 2 && noun[length - 1] == 'y') {
    --length;
    ending = "ies";
  }
  snprintf(buffer, 64, "%zu %.*s%s", count, (int)length, noun, ending);
  return buffer;
}
