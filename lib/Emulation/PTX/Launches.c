//===- Launches.c - Launches of kernels in PTX ----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PTX/Launches.h"

#include "PTX/Parser.h"
#include "PTX/Thread.h"
#include "Runtime/Internal.h"

#include <stdlib.h>
#include <string.h>

enum {
  maxThreads = 1024,
  maxStaticBytes = 48 * 1024,
  maxSharedBytes = 227 * 1024,
  sharedMargin = 256, // also its alignment
  dynamicAlignment = 16,
  mostPreempted = 256
};
static const uint64_t maxInstructions = UINT64_C(2000000000);

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

/// The modules of this run. They keep the variables of the device.
static PTXModule **modules;
static size_t numModules;

static PTXModule *load(const char *text) {
  // A run begins with the initial values.
  if (fuselageTestCounts()->launches == 0)
    numModules = 0;
  for (size_t i = 0; i < numModules; ++i)
    if (strcmp(modules[i]->text, text) == 0)
      return modules[i];
  modules = (PTXModule **)ptxGrow((void *)modules, numModules + 1,
                                  sizeof(PTXModule *));
  return modules[numModules++] = ptxModuleLoad(text);
}

//===----------------------------------------------------------------------===//
// Limits
//===----------------------------------------------------------------------===//

_Noreturn static void refuse(const PTXLaunch *launch, const char *what) {
  fuselageTestFail("kernel '%.*s' cannot be launched: %s",
                   (int)launch->kernel->nameLength, launch->kernel->name, what);
}

static void checkSizes(const PTXLaunch *launch) {
  static const uint64_t maxGrid[] = {INT32_MAX, 65535, 65535};
  static const uint64_t maxBlock[] = {maxThreads, maxThreads, 64};
  const PTXFunction *kernel = launch->kernel;
  for (unsigned i = 0; i < 3; ++i) {
    if (launch->gridSize[i] == 0 || launch->gridSize[i] > maxGrid[i])
      refuse(launch, "the grid is empty or too large");
    if (launch->blockSize[i] == 0 || launch->blockSize[i] > maxBlock[i])
      refuse(launch, "the block is empty or too large");
    if (kernel->requiresThreads &&
        launch->blockSize[i] != kernel->maxThreads[i])
      refuse(launch, "the block is not what .reqntid says");
  }
  if (launch->numThreads > maxThreads)
    refuse(launch, "the block has more than 1024 threads");
  if (kernel->maxThreads[0] != 0 &&
      launch->numThreads >
          kernel->maxThreads[0] * kernel->maxThreads[1] * kernel->maxThreads[2])
    refuse(launch, "the block has more threads than .maxntid says");
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

static unsigned char *sharedBlock;

/// Shared memory has exactly the size that the launch asks for.
static void makeShared(PTXLaunch *launch) {
  const size_t staticBytes = launch->module->sharedBytes;
  size_t end = staticBytes;
  if (launch->dynamicBytes != 0)
    end = (end + dynamicAlignment - 1) / dynamicAlignment * dynamicAlignment +
          launch->dynamicBytes;
  launch->sharedBytes = end;
  if (staticBytes > maxStaticBytes || end > maxSharedBytes)
    refuse(launch, "too much shared memory");
  sharedBlock = ptxAllocate(end + 3 * (size_t)sharedMargin, 1);
  launch->shared = sharedBlock + 2 * (size_t)sharedMargin -
                   (uintptr_t)sharedBlock % sharedMargin;
}

static void poisonShared(const PTXLaunch *launch) {
  memset(launch->shared, FUSELAGE_TEST_UNINITIALIZED_BYTE, launch->sharedBytes);
  fuselageTestSetByteState(launch->shared, launch->sharedBytes,
                           FUSELAGE_TEST_ACCESSIBLE);
}

static void copyParameters(PTXLaunch *launch, void **parameters,
                           int64_t count) {
  const PTXFunction *kernel = launch->kernel;
  if (count != (int64_t)kernel->numParameters)
    refuse(launch, "it is passed another number of parameters");
  launch->parameters = ptxAllocate(kernel->parameterBytes, 1);
  for (unsigned i = 0; i < kernel->numParameters; ++i)
    memcpy(launch->parameters + kernel->parameters[i].offset, parameters[i],
           kernel->parameters[i].bytes);
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

static void splitIndex(uint64_t linear, const uint64_t sizes[3],
                       uint64_t ids[3]) {
  ids[0] = linear % sizes[0];
  ids[1] = linear / sizes[0] % sizes[1];
  ids[2] = linear / sizes[0] / sizes[1];
}

static void beginThread(PTXLaunch *launch, PTXThread *thread, uint32_t linear) {
  enum { warpSize = 32 };
  *thread = (PTXThread){.launch = launch,
                        .linear = linear,
                        .lane = linear % warpSize,
                        .warp = linear / warpSize};
  splitIndex(linear, launch->blockSize, thread->id);
  ptxThreadBegin(thread);
}

/// In a shuffled order, threads also change between two instructions that do
/// not wait.
static uint64_t limitOf(uint64_t *state) {
  if (fuselageTestGetConfig()->order != FUSELAGE_TEST_SHUFFLED)
    return maxInstructions;
  *state = fuselageTestMix(*state);
  return 1 + *state % mostPreempted;
}

/// The description of a thread for messages of the run-time library.
static FuselageTestThread describe(const PTXThread *thread) {
  const PTXLaunch *launch = thread->launch;
  FuselageTestThread described = {.workgroupMemory = launch->shared};
  for (unsigned i = 0; i < 3; ++i) {
    described.blockId[i] = (int64_t)launch->blockId[i];
    described.threadId[i] = (int64_t)thread->id[i];
    described.gridSize[i] = (int64_t)launch->gridSize[i];
    described.blockSize[i] = (int64_t)launch->blockSize[i];
  }
  return described;
}

static bool runThreads(PTXLaunch *launch, PTXThread *threads, uint64_t block,
                       const uint64_t *order, uint64_t *state) {
  bool isRun = false;
  for (uint32_t i = 0; i < launch->numThreads; ++i) {
    PTXThread *thread = &threads[order[i]];
    if (thread->state != PTX_RUNS)
      continue;
    const FuselageTestThread described = describe(thread);
    fuselageTestSetCurrentThread(&described);
    fuselageTestRacesSetThread(block, thread->linear);
    fuselageTestWarpsSetThread(thread->linear);
    ptxRunThread(thread, limitOf(state));
    if (thread->state == PTX_ENDED)
      fuselageTestWarpsEndThread(thread->linear);
    isRun = true;
  }
  fuselageTestSetCurrentThread(NULL);
  if (launch->numInstructions > maxInstructions)
    refuse(launch, "it does not end");
  return isRun;
}

static bool haveEnded(const PTXLaunch *launch, const PTXThread *threads) {
  for (uint32_t i = 0; i < launch->numThreads; ++i)
    if (threads[i].state != PTX_ENDED)
      return false;
  return true;
}

_Noreturn static void failStuck(const PTXLaunch *launch,
                                const PTXThread *threads) {
  uint32_t i = 0;
  while (i + 1 < launch->numThreads && threads[i].state == PTX_ENDED)
    ++i;
  ptxFail(&threads[i], "divergent synchronization: the threads that it waits "
                       "for do not come");
}

static void runBlock(PTXLaunch *launch, PTXThread *threads, uint64_t block,
                     uint64_t *order) {
  uint64_t state = fuselageTestGetConfig()->seed ^ fuselageTestMix(block);
  splitIndex(block, launch->gridSize, launch->blockId);
  poisonShared(launch);
  for (uint32_t i = 0; i < launch->numThreads; ++i)
    beginThread(launch, &threads[i], i);
  for (uint64_t round = 0; !haveEnded(launch, threads); ++round) {
    fuselageTestFillOrder(order, launch->numThreads,
                          block * 1000003U + round + 1);
    if (runThreads(launch, threads, block, order, &state))
      continue;
    bool isNextPhase;
    if (!ptxReleaseThreads(threads, launch->numThreads, &isNextPhase))
      failStuck(launch, threads);
    if (!isNextPhase)
      continue;
    fuselageTestRacesNextPhase();
    fuselageTestWarpsNextPhase();
  }
  for (uint32_t i = 0; i < launch->numThreads; ++i)
    ptxThreadEnd(&threads[i]);
}

static void runBlocks(PTXLaunch *launch) {
  const uint64_t numBlocks =
      launch->gridSize[0] * launch->gridSize[1] * launch->gridSize[2];
  PTXThread *threads = ptxAllocate(launch->numThreads, sizeof *threads);
  uint64_t *blocks = ptxAllocate(numBlocks, sizeof *blocks);
  uint64_t *order = ptxAllocate(launch->numThreads, sizeof *order);
  fuselageTestFillOrder(blocks, numBlocks, 0);
  for (uint64_t i = 0; i < numBlocks; ++i)
    runBlock(launch, threads, blocks[i], order);
  free(order);
  free(blocks);
  free(threads);
}

void fuselageTestRunPTX(const char *text, const char *kernel, int64_t gridX,
                        int64_t gridY, int64_t gridZ, int64_t blockX,
                        int64_t blockY, int64_t blockZ, int64_t dynamicBytes,
                        void **parameters, int64_t numParameters) {
  PTXLaunch launch = {
      .module = load(text),
      .gridSize = {(uint64_t)gridX, (uint64_t)gridY, (uint64_t)gridZ},
      .blockSize = {(uint64_t)blockX, (uint64_t)blockY, (uint64_t)blockZ},
      .numThreads = (uint32_t)(blockX * blockY * blockZ),
      .dynamicBytes = (size_t)dynamicBytes};
  launch.kernel = ptxModuleFindKernel(launch.module, kernel);
  if (!launch.kernel)
    fuselageTestFail("the module has no kernel '%s'", kernel);
  checkSizes(&launch);
  copyParameters(&launch, parameters, numParameters);
  makeShared(&launch);
  ++fuselageTestCounts()->launches;
  fuselageTestRacesBeginLaunch(kernel, NULL, NULL);
  fuselageTestWarpsBeginLaunch(launch.numThreads);
  runBlocks(&launch);
  fuselageTestLaunchCountsAdd(
      &(FuselageTestLaunchCounts){.place = kernel,
                                  .gridSize = {gridX, gridY, gridZ},
                                  .blockSize = {blockX, blockY, blockZ},
                                  .executions = 1,
                                  .each = fuselageTestWarpsEndLaunch()});
  fuselageTestRacesEndLaunch();
  ptxCheckReadOnly(&launch);
  free(sharedBlock);
  free(launch.parameters);
}
