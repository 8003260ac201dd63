//===- Buffers.c - The buffers of a run -----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <stdio.h>

static FuselageTestBuffer *buffers = NULL;

FuselageTestBuffer *fuselageTestFirstBuffer(void) { return buffers; }

void fuselageTestAddBuffer(FuselageTestBuffer *buffer) {
  buffer->next = buffers;
  buffer->number = buffers ? buffers->number + 1 : 1;
  buffers = buffer;
}

FuselageTestBuffer *fuselageTestTakeBuffer(void) {
  FuselageTestBuffer *buffer = buffers;
  if (buffer)
    buffers = buffer->next;
  return buffer;
}

void fuselageTestDescribeAddress(const void *address, char *buffer,
                                 size_t size) {
  const unsigned char *byte = address;
  for (const FuselageTestBuffer *it = buffers; it; it = it->next)
    if (byte >= it->begin - FUSELAGE_TEST_MARGIN_BYTES &&
        byte < it->begin + it->bytes + FUSELAGE_TEST_MARGIN_BYTES) {
      snprintf(buffer, size, "byte %td of allocation %llu (%zu bytes)",
               byte - it->begin, (unsigned long long)it->number, it->bytes);
      return;
    }
  snprintf(buffer, size, "a byte of no allocation");
}
