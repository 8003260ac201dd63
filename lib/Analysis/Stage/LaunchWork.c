//===- LaunchWork.c - The work of a launch for the model of time ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Counts as an execution would (docs/Testing.md, "Counts"), in a few blocks
// that are spread evenly over the grid, and takes the others to be like them.
// Accesses stand for instructions.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Analysis.h"

#include "Analysis/Launch/Launch.h"
#include "Analysis/Stage/BodySites.h"
#include "Analysis/Stage/Footprint.h"
#include "IR/ByteCount.h"
#include "IR/DeviceLimits.h"
#include "Support/Bounds.h"
#include "Support/OutOfMemory.h"

#include <string.h>

enum {
  sectorBytes = 32,
  /// The blocks that are looked at.
  maxBlocks = FUSELAGE_BOUND(64, 2),
  /// The times that a thread of them comes to a site, if that takes no fewer
  /// blocks than these.
  maxVisits = FUSELAGE_BOUND(1 << 13, 64),
  fewBlocks = FUSELAGE_BOUND(4, 1)
};

/// What a launch does, as far as it was counted.
typedef struct Counting {
  const FuselageBodySites *sites;
  int64_t sizes[FUSELAGE_NUM_IDS];
  int64_t numBlocks, numThreads;
  uint64_t warpAccesses, sectors, longestAccesses, longestLoads, barriers;
  /// Of each thread of the block.
  uint64_t accesses[FUSELAGE_MAX_BLOCK_THREADS];
  uint64_t loads[FUSELAGE_MAX_BLOCK_THREADS];
} Counting;

static void add(uint64_t *sum, uint64_t count) {
  *sum = fuselageByteCountAdd(*sum, count);
}

static void raiseTo(uint64_t *most, uint64_t count) {
  if (count > *most)
    *most = count;
}

//===----------------------------------------------------------------------===//
// One warp
//===----------------------------------------------------------------------===//

/// The sectors that lanes touch.
typedef struct Sectors {
  int64_t numbers[FUSELAGE_WARP_SIZE];
  int count;
} Sectors;

static void addSector(Sectors *sectors, int64_t address) {
  int64_t number = address / sectorBytes - (address % sectorBytes < 0);
  // Neighbours are most often in the sector that came last.
  for (int i = sectors->count; i-- > 0;)
    if (sectors->numbers[i] == number)
      return;
  sectors->numbers[sectors->count++] = number;
}

static void setThread(const Counting *counting, int64_t thread, int64_t *ids) {
  for (int id = FUSELAGE_NUM_GRID_IDS; id < FUSELAGE_NUM_IDS; ++id) {
    ids[id] = thread % counting->sizes[id];
    thread /= counting->sizes[id];
  }
}

/// Counts what the lanes of a warp do at a site. `ids` has those of the block.
/// A warp does in each trip what it does in the first one.
static void countSite(Counting *counting, const FuselageBodySite *site,
                      int64_t firstThread, int64_t *ids) {
  const FuselageBodySites *sites = counting->sites;
  Sectors sectors = {.count = 0};
  uint64_t most = 0;
  for (int64_t thread = firstThread; thread < counting->numThreads &&
                                     thread < firstThread + FUSELAGE_WARP_SIZE;
       ++thread) {
    setThread(counting, thread, ids);
    uint64_t times = fuselageBodySiteGetTimes(sites, site, ids);
    raiseTo(&most, times);
    if (times == 0 || site->kind == FUSELAGE_SITE_BARRIER)
      continue;
    add(&counting->accesses[thread], times);
    if (site->kind == FUSELAGE_SITE_LOAD)
      add(&counting->loads[thread], times);
    addSector(&sectors,
              fuselageIndexProgramRun(&sites->program, &site->address, ids));
  }
  if (site->kind == FUSELAGE_SITE_BARRIER)
    return;
  add(&counting->warpAccesses, most);
  add(&counting->sectors, fuselageByteCountMul(most, (uint64_t)sectors.count));
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// All threads of a block come to its barriers equally often.
static uint64_t countBarriers(const Counting *counting, int64_t *ids) {
  const FuselageBodySites *sites = counting->sites;
  uint64_t count = 0;
  setThread(counting, 0, ids);
  for (size_t i = 0; i < sites->sites.size; ++i)
    if (sites->sites.data[i].kind == FUSELAGE_SITE_BARRIER)
      add(&count, fuselageBodySiteGetTimes(sites, &sites->sites.data[i], ids));
  return count;
}

static void countBlock(Counting *counting, int64_t block) {
  const FuselageBodySites *sites = counting->sites;
  int64_t ids[FUSELAGE_NUM_IDS];
  for (int id = 0; id < FUSELAGE_NUM_GRID_IDS; ++id) {
    ids[id] = block % counting->sizes[id];
    block /= counting->sizes[id];
  }
  memset(counting->accesses, 0, sizeof counting->accesses);
  memset(counting->loads, 0, sizeof counting->loads);
  for (int64_t first = 0; first < counting->numThreads;
       first += FUSELAGE_WARP_SIZE)
    for (size_t i = 0; i < sites->sites.size; ++i)
      countSite(counting, &sites->sites.data[i], first, ids);
  for (int64_t i = 0; i < counting->numThreads; ++i) {
    raiseTo(&counting->longestAccesses, counting->accesses[i]);
    raiseTo(&counting->longestLoads, counting->loads[i]);
  }
  raiseTo(&counting->barriers, countBarriers(counting, ids));
}

/// What all blocks do, if those that were looked at did so much.
static uint64_t extend(uint64_t count, int64_t numCounted, int64_t numBlocks) {
  uint64_t by = (uint64_t)numCounted, all = (uint64_t)numBlocks;
  return fuselageByteCountAdd(fuselageByteCountMul(count / by, all),
                              fuselageByteCountMul(count % by, all) / by);
}

/// The number of blocks that are looked at.
static int64_t chooseBlocks(const Counting *counting) {
  int64_t visits = counting->numThreads * (int64_t)counting->sites->sites.size;
  int64_t number = visits == 0 ? maxBlocks : maxVisits / visits;
  number = number < fewBlocks ? fewBlocks : number;
  number = number < maxBlocks ? number : maxBlocks;
  return number < counting->numBlocks ? number : counting->numBlocks;
}

static void countBlocks(Counting *counting, FuselageLaunchWork *work) {
  int64_t numBlocks = counting->numBlocks;
  int64_t numCounted = chooseBlocks(counting);
  for (int64_t i = 0; i < numCounted; ++i)
    // The middle of an equal part of the grid.
    countBlock(counting, numBlocks / numCounted * i +
                             numBlocks % numCounted * i / numCounted +
                             numBlocks / numCounted / 2);
  work->sectors = extend(counting->sectors, numCounted, numBlocks);
  work->warpInstructions =
      extend(counting->warpAccesses, numCounted, numBlocks);
  work->longestInstructions = counting->longestAccesses;
  work->longestLoads = counting->longestLoads;
  work->longestBarriers = counting->barriers;
  work->numBlocks = (uint64_t)numBlocks;
  work->threadsPerBlock = (uint64_t)counting->numThreads;
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

/// False unless all sizes are constants that a device can launch.
static bool readSizes(const FuselageIterationSpace *space, Counting *counting) {
  counting->numBlocks = counting->numThreads = 1;
  for (int id = 0; id < FUSELAGE_NUM_IDS; ++id) {
    int64_t *product = id < FUSELAGE_NUM_GRID_IDS ? &counting->numBlocks
                                                  : &counting->numThreads;
    if (mlirAffineExprIsNull(space->extents[id]) ||
        !fuselageIterationSpaceGetExtent(space, id, &counting->sizes[id]) ||
        counting->sizes[id] <= 0 ||
        __builtin_mul_overflow(*product, counting->sizes[id], product))
      return false;
  }
  return counting->numThreads <= FUSELAGE_MAX_BLOCK_THREADS;
}

static bool countAccesses(MlirOperation launch, FuselageLaunchWork *work,
                          bool *outOfMemory) {
  FuselageSymbolTable symbols = {0};
  FuselageIndexReader reader;
  FuselageBodySites sites = {0};
  Counting counting = {.sites = &sites};
  fuselageIndexReaderInit(&reader, mlirOperationGetContext(launch), &symbols);
  FuselageIterationSpace space =
      fuselageIndexReadIterationSpace(&reader, launch);
  reader.bodyValuesAreSymbols = true;
  fuselageIndexReaderEnterLaunch(&reader, launch, &space);
  bool isKnown =
      readSizes(&space, &counting) && fuselageBodySitesRead(&sites, &reader);
  if (isKnown)
    countBlocks(&counting, work);
  *outOfMemory = reader.outOfMemory || sites.outOfMemory;
  fuselageBodySitesFree(&sites);
  fuselageIndexReaderFree(&reader);
  fuselageSymbolTableFree(&symbols);
  return isKnown && !*outOfMemory;
}

static bool countBytes(MlirOperation launch, FuselageLaunchWork *work,
                       bool *outOfMemory) {
  FuselageModel model;
  FuselageWrittenBuffers written = {0};
  FuselageFootprint footprint = {0};
  *outOfMemory = !fuselageModelInit(&model, launch, false) ||
                 !fuselageModelAddLaunch(&model, launch) ||
                 !fuselageLaunchGetFootprint(&model, &model.launches.data[0], 1,
                                             &written, &footprint);
  FUSELAGE_ARRAY_FREE(&written);
  fuselageModelFree(&model);
  work->memoryBytes =
      fuselageByteCountAdd(footprint.inputBytes, footprint.outputBytes);
  return !*outOfMemory && work->memoryBytes < FUSELAGE_UNKNOWN_BYTES;
}

bool fuselageLaunchCountWork(MlirOperation launch, FuselageLaunchWork *work) {
  bool outOfMemory;
  *work = (FuselageLaunchWork){0};
  bool isKnown = countAccesses(launch, work, &outOfMemory) &&
                 countBytes(launch, work, &outOfMemory);
  if (outOfMemory)
    fuselageOutOfMemoryNote();
  return isKnown && work->sectors < FUSELAGE_UNKNOWN_BYTES &&
         work->warpInstructions < FUSELAGE_UNKNOWN_BYTES &&
         work->longestInstructions < FUSELAGE_UNKNOWN_BYTES &&
         work->longestBarriers < FUSELAGE_UNKNOWN_BYTES;
}
