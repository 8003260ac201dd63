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
// On a device, an allocation begins at a multiple of 256 bytes (cudaMalloc,
// "Device Memory Accesses" in the CUDA C++ Programming Guide). So does each
// region here, in addresses that are the same in each run.
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <stdlib.h>

enum { WAS_READ = 1, WAS_WRITTEN = 2 };
enum { deviceAlignment = 256 };

typedef struct Region {
  struct Region *next;
  const unsigned char *begin;
  size_t bytes;
  uint64_t deviceAddress;
  unsigned char *live; ///< a set of WAS_ for each byte; null if not live-in
  /// For each byte, twice the number of the launch that accessed it last, and
  /// one more if that wrote it; null if none accessed any.
  uint32_t *launches;
} Region;

// The region that was used last comes first: launches go back and forth
// between few of them.
static Region *regions = NULL;
static bool isCounting = false;
static uint64_t nextDeviceAddress = deviceAlignment;

void fuselageTestTrafficAddRegion(const void *begin, size_t bytes) {
  Region *region = fuselageTestAllocate(1, sizeof *region);
  *region = (Region){.next = regions,
                     .begin = begin,
                     .bytes = bytes,
                     .deviceAddress = nextDeviceAddress};
  nextDeviceAddress += (bytes / deviceAlignment + 1) * deviceAlignment;
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
  nextDeviceAddress = deviceAlignment;
  while (regions) {
    Region *region = regions;
    regions = region->next;
    free(region->launches);
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

uint64_t fuselageTestTrafficDeviceAddress(const unsigned char *address) {
  const Region *region = isCounting ? findRegion(address) : NULL;
  return region ? region->deviceAddress + (uint64_t)(address - region->begin)
                : 0;
}

/// The marks of bytes from this one on, made when first asked for.
static uint32_t *findMarks(const unsigned char *address) {
  Region *region = isCounting ? findRegion(address) : NULL;
  if (!region)
    return NULL;
  if (!region->launches)
    region->launches =
        fuselageTestAllocate(region->bytes, sizeof *region->launches);
  return region->launches + (address - region->begin);
}

uint64_t fuselageTestTrafficLaunchReads(const unsigned char *address,
                                        size_t bytes, uint32_t launch) {
  uint32_t *marks = findMarks(address);
  uint64_t numNew = 0;
  for (size_t i = 0; marks && i < bytes; ++i)
    if (marks[i] / 2 != launch) {
      marks[i] = 2 * launch;
      ++numNew;
    }
  return numNew;
}

uint64_t fuselageTestTrafficLaunchWrites(const unsigned char *address,
                                         size_t bytes, uint32_t launch) {
  uint32_t *marks = findMarks(address);
  uint64_t numNew = 0;
  for (size_t i = 0; marks && i < bytes; ++i)
    if (marks[i] != 2 * launch + 1) {
      marks[i] = 2 * launch + 1;
      ++numNew;
    }
  return numNew;
}
