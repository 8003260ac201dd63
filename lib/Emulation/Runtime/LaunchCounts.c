//===- LaunchCounts.c - What each executed launch did ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A launch in a loop of the host runs many times, and mostly does the same each
// time. Executions that do the same share an entry.
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <string.h>

static FuselageTestAccessCounts sums;
static FuselageTestLaunchCounts entries[FUSELAGE_TEST_MAX_LAUNCH_COUNTS];
static size_t numEntries = 0;

void fuselageTestLaunchCountsReset(void) {
  sums = (FuselageTestAccessCounts){0};
  numEntries = 0;
}

static void addToSums(const FuselageTestAccessCounts *counts) {
  sums.threadAccesses += counts->threadAccesses;
  sums.longestThread += counts->longestThread;
  sums.longestLoads += counts->longestLoads;
  sums.barriers += counts->barriers;
  sums.compulsoryBytes += counts->compulsoryBytes;
  sums.warpAccesses += counts->warpAccesses;
  sums.sectors += counts->sectors;
  sums.notGrouped += counts->notGrouped;
}

static bool countsAreEqual(const FuselageTestAccessCounts *a,
                           const FuselageTestAccessCounts *b) {
  return a->threadAccesses == b->threadAccesses &&
         a->longestThread == b->longestThread &&
         a->longestLoads == b->longestLoads && a->barriers == b->barriers &&
         a->compulsoryBytes == b->compulsoryBytes &&
         a->warpAccesses == b->warpAccesses && a->sectors == b->sectors &&
         a->notGrouped == b->notGrouped;
}

static bool areEqual(const FuselageTestLaunchCounts *a,
                     const FuselageTestLaunchCounts *b) {
  return strcmp(a->place, b->place) == 0 &&
         memcmp(a->gridSize, b->gridSize, sizeof a->gridSize) == 0 &&
         memcmp(a->blockSize, b->blockSize, sizeof a->blockSize) == 0 &&
         countsAreEqual(&a->each, &b->each);
}

void fuselageTestLaunchCountsAdd(const FuselageTestLaunchCounts *counts) {
  if (!fuselageTestGetConfig()->countsAccesses)
    return;
  addToSums(&counts->each);
  for (size_t i = numEntries; i > 0; --i)
    if (areEqual(&entries[i - 1], counts)) {
      ++entries[i - 1].executions;
      return;
    }
  if (numEntries < FUSELAGE_TEST_MAX_LAUNCH_COUNTS)
    entries[numEntries++] = *counts;
}

FuselageTestAccessCounts fuselageTestGetAccessCounts(void) { return sums; }

size_t fuselageTestGetNumLaunchCounts(void) { return numEntries; }

FuselageTestLaunchCounts fuselageTestGetLaunchCounts(size_t index) {
  return entries[index];
}
