//===- Memory.c - Memory, or the end of the program -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Memory.h"

#include "Options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *checked(void *memory) {
  if (memory)
    return memory;
  fputs("fuselage: error: out of memory\n", stderr);
  exit(EXIT_UNUSABLE);
}

void *allocate(size_t size) { return checked(calloc(1, size ? size : 1)); }

char *copyText(const char *data, size_t length) {
  char *copy = allocate(length + 1);
  if (length)
    memcpy(copy, data, length);
  return copy;
}

void *growByOne(void *data, size_t size, size_t *capacity, size_t elementSize) {
  if (size == *capacity) {
    *capacity = size ? 2 * size : 8;
    data = checked(reallocarray(data, *capacity, elementSize));
  }
  memset((char *)data + size * elementSize, 0, elementSize);
  return data;
}
