//===- Schedule.c - Runs the threads of a launch --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Blocks run one after the other. If no thread of a block ever waits, its
// threads run one after the other too. Otherwise each thread has a stack of its
// own, and gives control to the scheduler when it waits. The scheduler resumes,
// in rounds, every thread that can go on. Waiting threads go on when all
// threads of their group wait at the same place.
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define STACK_BYTES ((size_t)256 * 1024)
#define MAX_WORKGROUP_ALIGNMENT 1024

typedef enum FiberState {
  READY,
  WAITS_FOR_SUBGROUP,
  WAITS_FOR_BLOCK,
  DONE
} FiberState;

/// One thread of the block.
typedef struct Fiber {
  FuselageTestThread thread;
  FiberState state;
  int64_t site; ///< where it waits
  int64_t slot; ///< what it shows to others
  bool shuffleIsValid;
  ucontext_t context;
} Fiber;

/// The running launch.
typedef struct Launch {
  const char *place;
  FuselageTestThreadFunction function;
  void *captures;
  FuselageTestThread shape; ///< sizes and workgroup memory; ids unset
  uint64_t numBlocks;
  uint32_t numThreads;
  size_t privateBytes;
  size_t workgroupBytes;
  size_t dynamicBytes;
  unsigned char *workgroupBlock; ///< the allocation of workgroupMemory
  unsigned char *privateMemory;
  unsigned char *dynamicMemory;
  bool mayWait;
} Launch;

static Launch *launch = NULL;
static Fiber *fibers = NULL;
static Fiber *currentFiber = NULL;
static ucontext_t schedulerContext;

// Launches reuse the stacks. Each stack lies above a page that no program may
// touch.
static unsigned char *stacks = NULL;
static uint32_t numStacks = 0;

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

void fuselageTestFillOrder(uint64_t *order, uint64_t count, uint64_t salt) {
  const FuselageTestConfig *config = fuselageTestGetConfig();
  const bool isReversed = config->order == FUSELAGE_TEST_REVERSE;
  for (uint64_t i = 0; i < count; ++i)
    order[i] = isReversed ? count - 1 - i : i;
  if (config->order != FUSELAGE_TEST_SHUFFLED)
    return;
  uint64_t state = fuselageTestMix(config->seed ^ fuselageTestMix(salt));
  for (uint64_t i = count; i > 1; --i) {
    state = fuselageTestMix(state);
    const uint64_t j = state % i;
    const uint64_t swapped = order[i - 1];
    order[i - 1] = order[j];
    order[j] = swapped;
  }
}

static void setIds(int64_t ids[3], const int64_t sizes[3], uint64_t linear) {
  const uint64_t x = (uint64_t)sizes[0];
  const uint64_t y = (uint64_t)sizes[1];
  ids[0] = (int64_t)(linear % x);
  ids[1] = (int64_t)(linear / x % y);
  ids[2] = (int64_t)(linear / x / y);
}

static uint32_t linearThread(const FuselageTestThread *thread) {
  return (uint32_t)((thread->threadId[2] * thread->blockSize[1] +
                     thread->threadId[1]) *
                        thread->blockSize[0] +
                    thread->threadId[0]);
}

static uint64_t linearBlock(const FuselageTestThread *thread) {
  return (uint64_t)((thread->blockId[2] * thread->gridSize[1] +
                     thread->blockId[1]) *
                        thread->gridSize[0] +
                    thread->blockId[0]);
}

//===----------------------------------------------------------------------===//
// Threads that never wait
//===----------------------------------------------------------------------===//

static FuselageTestThread makeThread(uint64_t block, uint64_t index) {
  FuselageTestThread thread = launch->shape;
  setIds(thread.blockId, thread.gridSize, block);
  setIds(thread.threadId, thread.blockSize, index);
  thread.privateMemory = launch->privateMemory + index * launch->privateBytes;
  return thread;
}

static void enter(const FuselageTestThread *thread) {
  fuselageTestSetCurrentThread(thread);
  fuselageTestRacesSetThread(linearBlock(thread), linearThread(thread));
  fuselageTestWarpsSetThread(linearThread(thread));
}

static void runThreadsInOrder(uint64_t block, const uint64_t *order) {
  for (uint32_t i = 0; i < launch->numThreads; ++i) {
    const FuselageTestThread thread = makeThread(block, order[i]);
    enter(&thread);
    launch->function(launch->captures, &thread);
    fuselageTestWarpsEndThread(linearThread(&thread));
  }
  fuselageTestSetCurrentThread(NULL);
}

//===----------------------------------------------------------------------===//
// Threads that wait
//===----------------------------------------------------------------------===//

static size_t guardBytes(void) { return (size_t)sysconf(_SC_PAGESIZE); }

static void reserveStacks(uint32_t count) {
  if (count <= numStacks)
    return;
  const size_t stride = STACK_BYTES + guardBytes();
  if (stacks)
    munmap(stacks, numStacks * stride);
  stacks = mmap(NULL, count * stride, PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (stacks == MAP_FAILED)
    fuselageTestFail("no memory for the stacks of %u threads", count);
  numStacks = count;
  for (uint32_t i = 0; i < count; ++i)
    mprotect(stacks + i * stride, guardBytes(), PROT_NONE);
}

static unsigned char *stackOf(uint32_t index) {
  return stacks + index * (STACK_BYTES + guardBytes()) + guardBytes();
}

static void fiberMain(void) {
  launch->function(launch->captures, &currentFiber->thread);
  fuselageTestWarpsEndThread(linearThread(&currentFiber->thread));
  currentFiber->state = DONE;
}

static void startFiber(uint32_t index, uint64_t block) {
  Fiber *fiber = &fibers[index];
  fiber->thread = makeThread(block, index);
  fiber->state = READY;
  fiber->slot = 0;
  getcontext(&fiber->context);
  fiber->context.uc_stack.ss_sp = stackOf(index);
  fiber->context.uc_stack.ss_size = STACK_BYTES;
  fiber->context.uc_link = &schedulerContext;
  makecontext(&fiber->context, fiberMain, 0);
}

static void resumeFiber(Fiber *fiber) {
  currentFiber = fiber;
  enter(&fiber->thread);
  swapcontext(&schedulerContext, &fiber->context);
  currentFiber = NULL;
  fuselageTestSetCurrentThread(NULL);
}

static void waitFor(FiberState state, int64_t site) {
  if (!currentFiber)
    fuselageTestFail("%s: synchronization outside of a launch",
                     launch ? launch->place : "host");
  Fiber *fiber = currentFiber;
  fiber->state = state;
  fiber->site = site;
  swapcontext(&fiber->context, &schedulerContext);
}

_Noreturn static void failDivergent(const char *scope, const Fiber *waiting,
                                    const Fiber *other) {
  const int64_t *block = waiting->thread.blockId;
  const int64_t *a = waiting->thread.threadId;
  const int64_t *b = other->thread.threadId;
  fuselageTestFail(
      "%s: divergent synchronization: in block (%lld,%lld,%lld), thread "
      "(%lld,%lld,%lld) waits for its %s while thread (%lld,%lld,%lld) %s",
      launch->place, (long long)block[0], (long long)block[1],
      (long long)block[2], (long long)a[0], (long long)a[1], (long long)a[2],
      scope, (long long)b[0], (long long)b[1], (long long)b[2],
      other->state == DONE ? "has ended" : "waits elsewhere");
}

/// Lets the threads [first, end) go on if all of them wait in `state` at one
/// site. Threads of a subgroup may have ended. Threads of a block may not,
/// because gpu.barrier requires every thread of the block.
static bool release(uint32_t first, uint32_t end, FiberState state,
                    const char *scope) {
  const Fiber *waiting = NULL;
  for (uint32_t i = first; i < end; ++i)
    if (fibers[i].state == state && !waiting)
      waiting = &fibers[i];
  if (!waiting)
    return false;
  for (uint32_t i = first; i < end; ++i) {
    const Fiber *fiber = &fibers[i];
    if (fiber->state == DONE && state == WAITS_FOR_SUBGROUP)
      continue;
    if (fiber->state == DONE ||
        (fiber->state == state && fiber->site != waiting->site))
      failDivergent(scope, waiting, fiber);
    if (fiber->state != state)
      return false;
  }
  for (uint32_t i = first; i < end; ++i)
    if (fibers[i].state == state)
      fibers[i].state = READY;
  return true;
}

static bool releaseSubgroups(void) {
  bool isReleased = false;
  for (uint32_t first = 0; first < launch->numThreads;
       first += FUSELAGE_TEST_SUBGROUP_WIDTH) {
    uint32_t end = first + FUSELAGE_TEST_SUBGROUP_WIDTH;
    if (end > launch->numThreads)
      end = launch->numThreads;
    isReleased |= release(first, end, WAITS_FOR_SUBGROUP, "subgroup");
  }
  return isReleased;
}

static bool releaseBlock(void) {
  if (!release(0, launch->numThreads, WAITS_FOR_BLOCK, "block"))
    return false;
  fuselageTestRacesNextPhase();
  fuselageTestWarpsNextPhase();
  return true;
}

static bool allDone(void) {
  for (uint32_t i = 0; i < launch->numThreads; ++i)
    if (fibers[i].state != DONE)
      return false;
  return true;
}

_Noreturn static void failStuck(void) {
  const Fiber *first = NULL;
  for (uint32_t i = 0; i < launch->numThreads; ++i) {
    if (fibers[i].state == DONE)
      continue;
    if (first && fibers[i].state != first->state)
      failDivergent("group", first, &fibers[i]);
    first = &fibers[i];
  }
  fuselageTestFail("%s: divergent synchronization", launch->place);
}

static void runThreadsTogether(uint64_t block, uint64_t *order) {
  for (uint32_t i = 0; i < launch->numThreads; ++i)
    startFiber(i, block);
  for (uint64_t round = 0; !allDone(); ++round) {
    if (round > 0 && !releaseSubgroups() && !releaseBlock())
      failStuck();
    if (round > 0 && fuselageTestGetConfig()->order == FUSELAGE_TEST_SHUFFLED)
      fuselageTestFillOrder(order, launch->numThreads,
                            block * 1000003U + round);
    for (uint32_t i = 0; i < launch->numThreads; ++i)
      if (fibers[order[i]].state == READY)
        resumeFiber(&fibers[order[i]]);
  }
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

static void poisonBlockMemory(void) {
  struct {
    unsigned char *begin;
    size_t bytes;
  } const memories[] = {
      {launch->shape.workgroupMemory, launch->workgroupBytes},
      {launch->privateMemory, launch->privateBytes * launch->numThreads},
      {launch->dynamicMemory, launch->dynamicBytes}};
  for (size_t i = 0; i < sizeof memories / sizeof *memories; ++i) {
    memset(memories[i].begin, FUSELAGE_TEST_UNINITIALIZED_BYTE,
           memories[i].bytes);
    fuselageTestSetByteState(memories[i].begin, memories[i].bytes,
                             FUSELAGE_TEST_ACCESSIBLE);
  }
}

static void runBlocks(void) {
  uint64_t *blocks = fuselageTestAllocate(launch->numBlocks, sizeof *blocks);
  uint64_t *threads = fuselageTestAllocate(launch->numThreads, sizeof *threads);
  fuselageTestFillOrder(blocks, launch->numBlocks, 0);
  for (uint64_t i = 0; i < launch->numBlocks; ++i) {
    poisonBlockMemory();
    fuselageTestFillOrder(threads, launch->numThreads, blocks[i] + 1);
    if (launch->mayWait)
      runThreadsTogether(blocks[i], threads);
    else
      runThreadsInOrder(blocks[i], threads);
  }
  free(threads);
  free(blocks);
}

static void beginRaces(const void *stackBase) {
  if (launch->mayWait)
    fuselageTestRacesBeginLaunch(launch->place, stacks,
                                 stacks +
                                     numStacks * (STACK_BYTES + guardBytes()));
  else
    fuselageTestRacesBeginLaunch(launch->place, fuselageTestFindStackLimit(),
                                 stackBase);
}

static uint64_t countIds(const int64_t sizes[3], const char *what) {
  uint64_t count = 1;
  for (int i = 0; i < 3; ++i) {
    if (sizes[i] <= 0 || sizes[i] > INT32_MAX ||
        count > UINT32_MAX / (uint64_t)sizes[i])
      fuselageTestFail("%s: %s of %lld x %lld x %lld", launch->place, what,
                       (long long)sizes[0], (long long)sizes[1],
                       (long long)sizes[2]);
    count *= (uint64_t)sizes[i];
  }
  return count;
}

static void prepare(void) {
  launch->numBlocks = countIds(launch->shape.gridSize, "a grid");
  launch->numThreads = (uint32_t)countIds(launch->shape.blockSize, "a block");
  if (launch->numThreads > 1024)
    fuselageTestFail("%s: a block of %u threads; 1024 is the limit",
                     launch->place, launch->numThreads);
  launch->workgroupBlock =
      fuselageTestAllocate(1, launch->workgroupBytes + MAX_WORKGROUP_ALIGNMENT);
  launch->shape.workgroupMemory =
      launch->workgroupBlock + MAX_WORKGROUP_ALIGNMENT -
      (uintptr_t)launch->workgroupBlock % MAX_WORKGROUP_ALIGNMENT;
  launch->privateMemory =
      fuselageTestAllocate(launch->numThreads, launch->privateBytes);
  launch->dynamicMemory = fuselageTestAllocate(1, launch->dynamicBytes);
  if (!launch->mayWait)
    return;
  reserveStacks(launch->numThreads);
  fibers = fuselageTestAllocate(launch->numThreads, sizeof *fibers);
}

static void dispose(void) {
  free(fibers);
  free(launch->dynamicMemory);
  free(launch->privateMemory);
  free(launch->workgroupBlock);
  fibers = NULL;
}

//===----------------------------------------------------------------------===//
// Limits of the device
//===----------------------------------------------------------------------===//

// The needs of the next launch.
static int64_t neededWorkgroupBytes = 0;
static int64_t neededParameterBytes = 0;

void fuselageTestLaunchNeeds(int64_t workgroupBytes, int64_t parameterBytes) {
  neededWorkgroupBytes = workgroupBytes;
  neededParameterBytes = parameterBytes;
}

static void checkLimit(const char *what, int64_t number, int64_t limit) {
  FuselageTestCounts *counts = fuselageTestCounts();
  if (number <= limit || counts->brokenLimits++ > 0)
    return;
  snprintf(counts->firstBrokenLimit, sizeof counts->firstBrokenLimit,
           "%s: %s of %lld; %lld is the limit", launch->place, what,
           (long long)number, (long long)limit);
}

/// A device refuses a launch over its limits. Here it runs and is counted, so
/// that a caller can see whether a program had such a launch before a
/// transformation or only after it.
static void checkLimits(void) {
  checkLimit("a grid size x", launch->shape.gridSize[0], INT32_MAX);
  checkLimit("a grid size y", launch->shape.gridSize[1], 65535);
  checkLimit("a grid size z", launch->shape.gridSize[2], 65535);
  checkLimit("a block size z", launch->shape.blockSize[2], 64);
  checkLimit("bytes of workgroup memory", neededWorkgroupBytes, 49152);
  checkLimit("bytes of kernel parameters", neededParameterBytes, 4352);
  neededWorkgroupBytes = 0;
  neededParameterBytes = 0;
}

static void addCounts(void) {
  FuselageTestLaunchCounts counts = {.place = launch->place,
                                     .executions = 1,
                                     .each = fuselageTestWarpsEndLaunch()};
  memcpy(counts.gridSize, launch->shape.gridSize, sizeof counts.gridSize);
  memcpy(counts.blockSize, launch->shape.blockSize, sizeof counts.blockSize);
  fuselageTestLaunchCountsAdd(&counts);
}

void fuselageTestRunLaunch(const char *place,
                           FuselageTestThreadFunction function, void *captures,
                           int64_t gridX, int64_t gridY, int64_t gridZ,
                           int64_t blockX, int64_t blockY, int64_t blockZ,
                           int64_t workgroupBytes, int64_t privateBytes,
                           int64_t dynamicBytes, int64_t mayWait) {
  Launch next = {.place = place,
                 .function = function,
                 .captures = captures,
                 .shape = {.gridSize = {gridX, gridY, gridZ},
                           .blockSize = {blockX, blockY, blockZ}},
                 .workgroupBytes = (size_t)workgroupBytes,
                 .privateBytes = (size_t)privateBytes,
                 .dynamicBytes = (size_t)dynamicBytes,
                 .mayWait = mayWait != 0};
  if (launch)
    fuselageTestFail("%s: launch inside of a launch", place);
  launch = &next;
  ++fuselageTestCounts()->launches;
  checkLimits();
  prepare();
  beginRaces(&next);
  fuselageTestWarpsBeginLaunch(next.numThreads);
  runBlocks();
  addCounts();
  fuselageTestRacesEndLaunch();
  dispose();
  launch = NULL;
}

//===----------------------------------------------------------------------===//
// Questions of a thread
//===----------------------------------------------------------------------===//

int64_t fuselageTestBounded(int64_t id, int64_t bound) {
  return id < bound ? id : FUSELAGE_TEST_POISON;
}

static const FuselageTestThread *requireThread(void) {
  const FuselageTestThread *current = fuselageTestCurrentThread();
  if (!current)
    fuselageTestFail("a gpu operation that needs a thread runs on the host");
  return current;
}

static int64_t coordinateOf(const FuselageTestThread *thread, int32_t which,
                            int32_t dim) {
  switch (which) {
  case FUSELAGE_TEST_BLOCK_ID:
    return thread->blockId[dim];
  case FUSELAGE_TEST_THREAD_ID:
    return thread->threadId[dim];
  case FUSELAGE_TEST_GRID_DIM:
    return thread->gridSize[dim];
  case FUSELAGE_TEST_BLOCK_DIM:
    return thread->blockSize[dim];
  default:
    return thread->blockId[dim] * thread->blockSize[dim] +
           thread->threadId[dim];
  }
}

int64_t fuselageTestCoordinate(int32_t coordinate) {
  const FuselageTestThread *thread = requireThread();
  const int64_t width = FUSELAGE_TEST_SUBGROUP_WIDTH;
  switch (coordinate) {
  case FUSELAGE_TEST_LANE_ID:
    return linearThread(thread) % width;
  case FUSELAGE_TEST_SUBGROUP_ID:
    return linearThread(thread) / width;
  case FUSELAGE_TEST_NUM_SUBGROUPS:
    return (launch->numThreads + width - 1) / width;
  case FUSELAGE_TEST_SUBGROUP_SIZE:
    return width;
  default:
    return coordinateOf(thread, coordinate / 3 * 3, coordinate % 3);
  }
}

void *fuselageTestDynamicMemory(void) {
  requireThread();
  return launch->dynamicMemory;
}

int64_t fuselageTestDynamicMemorySize(void) {
  requireThread();
  return (int64_t)launch->dynamicBytes;
}

//===----------------------------------------------------------------------===//
// Joint operations of threads
//===----------------------------------------------------------------------===//

void fuselageTestBarrier(int64_t site) { waitFor(WAITS_FOR_BLOCK, site); }

static uint32_t firstOfSubgroup(uint32_t index) {
  return index / FUSELAGE_TEST_SUBGROUP_WIDTH * FUSELAGE_TEST_SUBGROUP_WIDTH;
}

/// The lane that a shuffle reads, or -1.
static int64_t shuffledLane(int32_t mode, int64_t lane, int64_t offset,
                            int64_t width) {
  enum { XOR, DOWN, UP, INDEX };
  const int64_t segment = lane / width * width;
  int64_t source = 0;
  switch (mode) {
  case XOR:
    source = lane ^ offset;
    break;
  case DOWN:
    source = lane + offset;
    break;
  case UP:
    source = lane - offset;
    break;
  default:
    source = segment + offset;
    break;
  }
  return source >= segment && source < segment + width ? source : -1;
}

int64_t fuselageTestShuffle(int64_t site, int32_t mode, int64_t value,
                            int32_t offset, int32_t width) {
  if (width <= 0 || width > FUSELAGE_TEST_SUBGROUP_WIDTH)
    fuselageTestFail("%s: shuffle over %d lanes", launch->place, width);
  Fiber *self = currentFiber;
  if (self)
    self->slot = value;
  waitFor(WAITS_FOR_SUBGROUP, site);
  const uint32_t index = linearThread(&self->thread);
  const uint32_t first = firstOfSubgroup(index);
  const int64_t lane = shuffledLane(mode, index - first, offset, width);
  self->shuffleIsValid = lane >= 0 && first + lane < launch->numThreads &&
                         fibers[first + lane].state != DONE;
  const int64_t result =
      self->shuffleIsValid ? fibers[first + lane].slot : value;
  // No thread may show its next value before all threads have read this one.
  waitFor(WAITS_FOR_SUBGROUP, site);
  return result;
}

int32_t fuselageTestShuffleIsValid(void) {
  return currentFiber && currentFiber->shuffleIsValid;
}

static uint32_t firstOfGroup(int32_t wholeBlock) {
  return wholeBlock ? 0 : firstOfSubgroup(linearThread(&currentFiber->thread));
}

static FiberState stateOfGroup(int32_t wholeBlock) {
  return wholeBlock ? WAITS_FOR_BLOCK : WAITS_FOR_SUBGROUP;
}

int64_t fuselageTestGather(int64_t site, int32_t wholeBlock, int64_t value) {
  if (currentFiber)
    currentFiber->slot = value;
  waitFor(stateOfGroup(wholeBlock), site);
  const uint32_t rest = launch->numThreads - firstOfGroup(wholeBlock);
  if (wholeBlock || rest < FUSELAGE_TEST_SUBGROUP_WIDTH)
    return rest;
  return FUSELAGE_TEST_SUBGROUP_WIDTH;
}

int64_t fuselageTestGathered(int32_t wholeBlock, int64_t index) {
  const Fiber *fiber = &fibers[firstOfGroup(wholeBlock) + index];
  if (fiber->state == DONE)
    failDivergent("group", currentFiber, fiber);
  return fiber->slot;
}

void fuselageTestGatherEnd(int64_t site, int32_t wholeBlock) {
  waitFor(stateOfGroup(wholeBlock), site);
}
