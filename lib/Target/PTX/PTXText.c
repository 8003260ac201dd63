//===- PTXText.c - Reading directives of PTX ------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/PTXText.h"

#include <stdlib.h>
#include <string.h>

void ptxReadBlockSize(const char *line, uint32_t *threads) {
  static const char *const directives[] = {".reqntid ", ".maxntid "};
  for (size_t i = 0; i < sizeof directives / sizeof *directives; ++i) {
    if (strncmp(line, directives[i], strlen(directives[i])) != 0)
      continue;
    uint64_t product = 1;
    const char *at = line + strlen(directives[i]);
    for (int axis = 0; axis < 3; ++axis) {
      char *end = NULL;
      unsigned long size = strtoul(at, &end, 10);
      if (end == at || size > 65535)
        return;
      product *= size;
      if (*end != ',')
        break;
      at = end + 1;
    }
    *threads = product > UINT32_MAX ? 0 : (uint32_t)product;
  }
}

static const char *findLine(const char *at, const char *end) {
  const char *newline = memchr(at, '\n', (size_t)(end - at));
  return newline ? newline + 1 : end;
}

/// The directive stands between the parameters and the body.
static uint32_t readHead(const char *at, const char *end) {
  uint32_t threads = 0;
  while (at < end && *at != '{') {
    ptxReadBlockSize(at, &threads);
    at = findLine(at, end);
  }
  return threads;
}

uint32_t ptxFindBlockSize(MlirStringRef ptx, MlirStringRef name) {
  static const char entry[] = ".entry ";
  const char *end = ptx.data + ptx.length;
  for (const char *at = ptx.data; at < end; at = findLine(at, end)) {
    size_t length = (size_t)(findLine(at, end) - at);
    const char *mark = memmem(at, length, entry, sizeof entry - 1);
    if (!mark)
      continue;
    mark += sizeof entry - 1;
    if ((size_t)(at + length - mark) > name.length &&
        memcmp(mark, name.data, name.length) == 0 &&
        strchr("( \t\n", mark[name.length]))
      return readHead(findLine(at, end), end);
  }
  return 0;
}
