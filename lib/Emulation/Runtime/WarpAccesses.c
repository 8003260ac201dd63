//===- WarpAccesses.c - What warps ask of global memory -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A device runs 32 threads in lockstep, here they run one after the other. So
// each access of a thread joins the access of its warp: that of the same place
// in the program, the same time since the last barrier of the block. A barrier
// ends all of them, and so does the end of a warp's last thread. What a warp
// access asks for is kept as a run of sectors and a list of those that are not
// in it, so that neighbouring addresses cost no more than one.
//
// Counts do not depend on the order in which threads run.
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <stdlib.h>
#include <string.h>

enum {
  sectorBytes = 32,
  widestAccess = 16,
  warpSize = FUSELAGE_TEST_SUBGROUP_WIDTH,
  maxWarps = 32, // a block has at most 1024 threads
  maxThreads = warpSize * maxWarps,
  numBuckets = 1024
};

/// Sectors that are in no run. A warp access has at most 64.
typedef struct SectorList {
  uint32_t count;
  uint32_t capacity;
  uint64_t sectors[];
} SectorList;

/// An access of a warp.
typedef struct WarpAccess {
  uint64_t firstSector; ///< of a run of consecutive ones
  uint32_t numInRun;
  uint32_t numLanes; ///< that take part
  SectorList *others;
} WarpAccess;

/// What a warp does at one place of the program.
typedef struct Site {
  struct Site *nextInBucket;
  struct Site *nextOfWarp; ///< among those with warp accesses
  int64_t number;
  uint32_t warp;
  uint32_t capacity;
  uint32_t numAccesses;
  WarpAccess *accesses;
  uint32_t numTimes[warpSize]; ///< that each lane was here
} Site;

static FuselageTestAccessCounts counts; ///< of the launch that runs
static uint32_t numLaunches = 0; ///< through all runs, so that numbers differ
static bool isCounting = false;
static bool isGrouping = false;
static size_t numBytes = 0; ///< of sites, warp accesses and lists

static Site *buckets[numBuckets];
static Site *sitesOfWarps[maxWarps];

static uint32_t numThreads = 0;
static uint32_t currentThread = 0;
static uint64_t numAccesses[maxThreads]; ///< of each thread of the block
static uint64_t numLoads[maxThreads];
static uint32_t numRunning[maxWarps]; ///< threads that have not ended
static uint32_t numEnded = 0;         ///< threads of the block that have
static uint64_t numBarriers = 0;      ///< of the block

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

static void endAccesses(Site *site) {
  for (uint32_t i = 0; i < site->numAccesses; ++i) {
    SectorList *others = site->accesses[i].others;
    if (!others)
      continue;
    numBytes -= sizeof *others + others->capacity * sizeof(uint64_t);
    free(others);
  }
  site->numAccesses = 0;
  memset(site->numTimes, 0, sizeof site->numTimes);
}

static void freeSites(void) {
  for (uint32_t i = 0; i < numBuckets; ++i)
    while (buckets[i]) {
      Site *site = buckets[i];
      buckets[i] = site->nextInBucket;
      endAccesses(site);
      free(site->accesses);
      free(site);
    }
  for (uint32_t warp = 0; warp < maxWarps; ++warp)
    sitesOfWarps[warp] = NULL;
  numBytes = 0;
}

/// Whether there is room for so many bytes more. Without it, nothing of this
/// launch is grouped any more.
static bool takeBytes(size_t bytes) {
  numBytes += bytes;
  return numBytes <= fuselageTestGetConfig()->maxCountBytes;
}

static void giveUp(void) {
  freeSites();
  isGrouping = false;
  counts.warpAccesses = 0;
  counts.sectors = 0;
  counts.notGrouped = 1;
}

//===----------------------------------------------------------------------===//
// Sectors
//===----------------------------------------------------------------------===//

static bool isInList(const SectorList *list, uint64_t sector) {
  for (uint32_t i = 0; list && i < list->count; ++i)
    if (list->sectors[i] == sector)
      return true;
  return false;
}

static bool appendSector(SectorList **list, uint64_t sector) {
  const uint32_t capacity = *list ? (*list)->capacity : 0;
  if (!*list || (*list)->count == capacity) {
    const uint32_t grown = capacity ? 2 * capacity : 4;
    const size_t bytes = sizeof **list + grown * sizeof(uint64_t);
    if (!takeBytes(bytes -
                   (*list ? sizeof **list + capacity * sizeof(uint64_t) : 0)))
      return false;
    SectorList *copy = fuselageTestAllocate(1, bytes);
    if (*list)
      memcpy(copy, *list, sizeof **list + capacity * sizeof(uint64_t));
    free(*list);
    *list = copy;
    copy->capacity = grown;
  }
  (*list)->sectors[(*list)->count++] = sector;
  return true;
}

/// The run grows by one sector at a time, and never by one of the list, so that
/// none is counted twice.
static bool addSector(WarpAccess *access, uint64_t sector) {
  const uint64_t end = access->firstSector + access->numInRun;
  if ((sector >= access->firstSector && sector < end) ||
      isInList(access->others, sector))
    return true;
  if (access->numInRun == 0 || sector == end ||
      sector + 1 == access->firstSector) {
    if (access->numInRun == 0 || sector < end)
      access->firstSector = sector;
    ++access->numInRun;
    return true;
  }
  return appendSector(&access->others, sector);
}

//===----------------------------------------------------------------------===//
// Warp accesses
//===----------------------------------------------------------------------===//

static Site *findSite(int64_t number, uint32_t warp) {
  const uint64_t hash = fuselageTestMix((uint64_t)number * maxWarps + warp);
  Site **bucket = &buckets[hash % numBuckets];
  Site *site = *bucket;
  while (site && (site->number != number || site->warp != warp))
    site = site->nextInBucket;
  if (site)
    return site;
  if (!takeBytes(sizeof *site))
    return NULL;
  site = fuselageTestAllocate(1, sizeof *site);
  site->number = number;
  site->warp = warp;
  site->nextInBucket = *bucket;
  *bucket = site;
  return site;
}

static bool growSite(Site *site) {
  const uint32_t grown = site->capacity ? 2 * site->capacity : 1;
  if (!takeBytes((grown - site->capacity) * sizeof *site->accesses))
    return false;
  WarpAccess *accesses = fuselageTestAllocate(grown, sizeof *accesses);
  if (site->numAccesses)
    memcpy(accesses, site->accesses, site->numAccesses * sizeof *accesses);
  free(site->accesses);
  site->accesses = accesses;
  site->capacity = grown;
  return true;
}

/// The warp's access that the present thread joins; null without memory.
static WarpAccess *joinAccess(int64_t number) {
  const uint32_t warp = currentThread / warpSize;
  Site *site = findSite(number, warp);
  if (!site)
    return NULL;
  const uint32_t time = site->numTimes[currentThread % warpSize]++;
  if (time == site->capacity && !growSite(site))
    return NULL;
  if (site->numAccesses == 0) {
    site->nextOfWarp = sitesOfWarps[warp];
    sitesOfWarps[warp] = site;
  }
  if (time == site->numAccesses)
    site->accesses[site->numAccesses++] = (WarpAccess){0};
  ++site->accesses[time].numLanes;
  return &site->accesses[time];
}

static void groupAccess(uint64_t address, size_t bytes, int64_t site) {
  WarpAccess *access = joinAccess(site);
  if (!access) {
    giveUp();
    return;
  }
  const uint64_t last = (address + bytes - 1) / sectorBytes;
  for (uint64_t sector = address / sectorBytes; sector <= last; ++sector)
    if (!addSector(access, sector)) {
      giveUp();
      return;
    }
}

/// Returns the number of accesses that these bytes take.
static uint64_t countAccess(const unsigned char *address, size_t bytes,
                            int64_t site) {
  const uint64_t begin = fuselageTestTrafficDeviceAddress(address);
  if (begin == 0)
    return 0;
  uint64_t number = 0;
  for (size_t done = 0; done < bytes; done += widestAccess) {
    const size_t rest = bytes - done;
    ++number;
    if (isGrouping)
      groupAccess(begin + done, rest < widestAccess ? rest : widestAccess,
                  site);
  }
  counts.threadAccesses += number;
  numAccesses[currentThread] += number;
  return number;
}

void fuselageTestWarpsOnRead(const unsigned char *address, size_t bytes,
                             int64_t site) {
  if (!isCounting)
    return;
  counts.compulsoryBytes +=
      fuselageTestTrafficLaunchReads(address, bytes, numLaunches);
  numLoads[currentThread] += countAccess(address, bytes, site);
}

void fuselageTestWarpsOnWrite(const unsigned char *address, size_t bytes,
                              int64_t site) {
  if (!isCounting)
    return;
  counts.compulsoryBytes +=
      fuselageTestTrafficLaunchWrites(address, bytes, numLaunches);
  countAccess(address, bytes, site);
}

void fuselageTestWarpsOnAtomic(const unsigned char *address, size_t bytes,
                               int64_t site) {
  if (!isCounting)
    return;
  counts.compulsoryBytes +=
      fuselageTestTrafficLaunchReads(address, bytes, numLaunches);
  counts.compulsoryBytes +=
      fuselageTestTrafficLaunchWrites(address, bytes, numLaunches);
  numLoads[currentThread] += countAccess(address, bytes, site);
}

/// Counts what a warp did since the last barrier.
static void endPhase(uint32_t warp) {
  for (Site *site = sitesOfWarps[warp]; site; site = site->nextOfWarp) {
    counts.warpAccesses += site->numAccesses;
    for (uint32_t i = 0; i < site->numAccesses; ++i) {
      const WarpAccess *access = &site->accesses[i];
      counts.sectors += access->numInRun;
      counts.sectors += access->others ? access->others->count : 0;
    }
    endAccesses(site);
  }
  sitesOfWarps[warp] = NULL;
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

static uint32_t threadsOfWarp(uint32_t warp) {
  const uint32_t rest = numThreads - warp * warpSize;
  return rest < warpSize ? rest : warpSize;
}

void fuselageTestWarpsBeginLaunch(uint32_t threadsOfBlock) {
  const FuselageTestConfig *config = fuselageTestGetConfig();
  ++numLaunches;
  counts = (FuselageTestAccessCounts){0};
  isCounting = isGrouping = config->countsAccesses && config->detectRaces;
  numThreads = threadsOfBlock;
  memset(numAccesses, 0, sizeof numAccesses);
  memset(numLoads, 0, sizeof numLoads);
  numBarriers = 0;
  numEnded = 0;
  for (uint32_t warp = 0; warp * warpSize < numThreads; ++warp)
    numRunning[warp] = threadsOfWarp(warp);
}

void fuselageTestWarpsSetThread(uint32_t thread) { currentThread = thread; }

void fuselageTestWarpsNextPhase(void) {
  ++numBarriers;
  for (uint32_t warp = 0; isGrouping && warp < maxWarps; ++warp)
    endPhase(warp);
}

static void raiseTo(uint64_t *most, uint64_t *number) {
  if (*number > *most)
    *most = *number;
  *number = 0;
}

// The next block begins with the counts of this one as they were at first.
void fuselageTestWarpsEndThread(uint32_t thread) {
  const uint32_t warp = thread / warpSize;
  if (!isCounting)
    return;
  raiseTo(&counts.longestThread, &numAccesses[thread]);
  raiseTo(&counts.longestLoads, &numLoads[thread]);
  if (++numEnded == numThreads) {
    raiseTo(&counts.barriers, &numBarriers);
    numEnded = 0;
  }
  if (--numRunning[warp] > 0)
    return;
  numRunning[warp] = threadsOfWarp(warp);
  if (isGrouping)
    endPhase(warp);
}

FuselageTestAccessCounts fuselageTestWarpsEndLaunch(void) {
  freeSites();
  isCounting = isGrouping = false;
  return counts;
}
