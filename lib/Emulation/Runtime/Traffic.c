//===- Traffic.c - Counts a program's accesses to global memory -----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Global memory is what lies in a host allocation or a global; workgroup and
// private memory and stacks are none. What was there before the function under
// test began is live-in. A live-in byte that is read before it is written must
// be loaded once by any program that does the same, and one that is written
// must be stored once.
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <stdlib.h>

enum { WAS_READ = 1, WAS_WRITTEN = 2 };

typedef struct Region {
  struct Region *next;
  const unsigned char *begin;
  size_t bytes;
  unsigned char *live; ///< a set of WAS_ for each byte; null if not live-in
} Region;

// The region that was used last comes first: launches go back and forth
// between few of them.
static Region *regions = NULL;
static bool isCounting = false;

void fuselageTestTrafficAddRegion(const void *begin, size_t bytes) {
  Region *region = fuselageTestAllocate(1, sizeof *region);
  *region = (Region){.next = regions, .begin = begin, .bytes = bytes};
  if (!isCounting)
    region->live = fuselageTestAllocate(bytes, 1);
  regions = region;
  if (isCounting) {
    ++fuselageTestCounts()->allocations;
    fuselageTestCounts()->allocatedBytes += bytes;
  }
}

void fuselageTestTrafficReset(void) {
  isCounting = false;
  while (regions) {
    Region *region = regions;
    regions = region->next;
    free(region->live);
    free(region);
  }
}

void fuselageTestOnGlobal(const void *begin, int64_t bytes) {
  fuselageTestTrafficAddRegion(begin, (size_t)bytes);
}

void fuselageTestBeginFunction(void) { isCounting = true; }

void fuselageTestTrafficEnd(void) { isCounting = false; }

static Region *findRegion(const unsigned char *address) {
  Region **link = &regions;
  while (*link && !(address >= (*link)->begin &&
                    address < (*link)->begin + (*link)->bytes))
    link = &(*link)->next;
  Region *region = *link;
  if (!region)
    return NULL;
  *link = region->next;
  region->next = regions;
  regions = region;
  return region;
}

void fuselageTestTrafficOnRead(const unsigned char *address, size_t bytes) {
  const Region *region = isCounting ? findRegion(address) : NULL;
  if (!region)
    return;
  FuselageTestCounts *counts = fuselageTestCounts();
  counts->loadedBytes += bytes;
  if (!region->live)
    return;
  unsigned char *live = region->live + (address - region->begin);
  for (size_t i = 0; i < bytes; ++i) {
    counts->liveInBytes += live[i] == 0;
    live[i] |= WAS_READ;
  }
}

void fuselageTestTrafficOnWrite(const unsigned char *address, size_t bytes) {
  const Region *region = isCounting ? findRegion(address) : NULL;
  if (!region)
    return;
  FuselageTestCounts *counts = fuselageTestCounts();
  counts->storedBytes += bytes;
  if (!region->live)
    return;
  unsigned char *live = region->live + (address - region->begin);
  for (size_t i = 0; i < bytes; ++i) {
    counts->liveOutBytes += (live[i] & WAS_WRITTEN) == 0;
    live[i] |= WAS_WRITTEN;
  }
}
