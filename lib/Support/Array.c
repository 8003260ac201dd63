//===- Array.c - Growable arrays ------------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Support/Array.h"

#include "Support/OutOfMemory.h"

#include <stdint.h>
#include <string.h>

#ifdef FUSELAGE_TINY_CAPACITIES
enum { initialCapacity = 1 };
#else
enum { initialCapacity = 8 };
#endif

/// The data pointer is read and written by memcpy: a `T *` must not be accessed
/// as a `void *` lvalue.
bool fuselageArrayReserve(void *dataSlot, size_t *capacity, size_t needed,
                          size_t elementSize) {
  if (needed <= *capacity)
    return true;
  size_t grown = *capacity == 0 ? initialCapacity : *capacity;
  while (grown < needed) {
    if (grown > SIZE_MAX / 2)
      return false;
    grown *= 2;
  }
  if (grown > SIZE_MAX / elementSize)
    return false;
  void *data;
  memcpy((void *)&data, dataSlot, sizeof data);
  void *moved = realloc(data, grown * elementSize);
  if (!moved) {
    fuselageOutOfMemoryNote();
    return false;
  }
  memcpy(dataSlot, (const void *)&moved, sizeof moved);
  *capacity = grown;
  return true;
}
