//===- ReadOnlyLoads.c - Read-only loads of a launch ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ld.global.nc` reads through a cache that does not see stores of the same
// launch. A launch must not write memory that it loads in this way. The
// functions collect ranges, and compare them when the launch has ended.
//
//===----------------------------------------------------------------------===//

#include "PTX/Parser.h"
#include "PTX/Thread.h"
#include "Runtime/Internal.h"

#include <stdlib.h>

typedef struct Range {
  uint64_t first, end;
} Range;

typedef struct Ranges {
  Range *data;
  size_t size, capacity;
} Ranges;

static Ranges loaded, written;

/// Threads access one element after the other, so many ranges extend the last
/// one.
static void note(Ranges *ranges, const void *address, size_t bytes) {
  const uint64_t first = (uint64_t)(uintptr_t)address;
  Range *last = ranges->size ? &ranges->data[ranges->size - 1] : NULL;
  if (last && first >= last->first && first <= last->end) {
    last->end = first + bytes > last->end ? first + bytes : last->end;
    return;
  }
  if (!ranges->data || ranges->size == ranges->capacity) {
    ranges->capacity = ranges->capacity ? 2 * ranges->capacity : 1024;
    ranges->data =
        ptxGrow(ranges->data, ranges->capacity, sizeof *ranges->data);
  }
  ranges->data[ranges->size++] = (Range){first, first + bytes};
}

void ptxNoteReadOnly(const void *address, size_t bytes) {
  note(&loaded, address, bytes);
}

void ptxNoteWrite(const void *address, size_t bytes) {
  note(&written, address, bytes);
}

static int compare(const void *a, const void *b) {
  const Range *x = a, *y = b;
  return (x->first > y->first) - (x->first < y->first);
}

static void sortRanges(Ranges *ranges) {
  if (ranges->size != 0)
    qsort(ranges->data, ranges->size, sizeof *ranges->data, compare);
}

/// Both lists are sorted by the beginning of the ranges. A range may overlap
/// several later ones.
static const Range *findCommon(void) {
  uint64_t reach = 0;
  for (size_t i = 0, j = 0; i < loaded.size; ++i) {
    for (; j < written.size && written.data[j].first < loaded.data[i].end; ++j)
      reach = written.data[j].end > reach ? written.data[j].end : reach;
    if (reach > loaded.data[i].first)
      return &loaded.data[i];
  }
  return NULL;
}

void ptxCheckReadOnly(const PTXLaunch *launch) {
  if (loaded.size != 0) {
    sortRanges(&loaded);
    sortRanges(&written);
    const Range *common = findCommon();
    char where[96];
    if (common) {
      // NOLINTNEXTLINE(performance-no-int-to-ptr): the range was an address.
      fuselageTestDescribeAddress((const void *)(uintptr_t)common->first, where,
                                  sizeof where);
      fuselageTestFail("kernel '%.*s' loads %s by ld.global.nc, which the same "
                       "launch writes",
                       (int)launch->kernel->nameLength, launch->kernel->name,
                       where);
    }
  }
  loaded.size = written.size = 0;
}
