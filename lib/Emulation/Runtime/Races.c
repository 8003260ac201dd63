//===- Races.c - Finds conflicting accesses of a launch's threads ---------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For each byte of memory this keeps the threads that read it, wrote it and
// updated it atomically. Two accesses of one launch conflict when different
// threads make them, at least one of them writes, not both are atomic, and no
// barrier lies between them: barriers order the threads of one block only. A
// write of the value that the byte already has conflicts with no earlier
// access.
//
// Blocks run one after the other, and so do the phases between the barriers of
// a block. It is enough, then, to keep for each byte two threads of the latest
// phase of the latest block, and one thread of any block before.
//
//===----------------------------------------------------------------------===//

#include "Internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_BITS 12
#define PAGE_BYTES (1U << PAGE_BITS)
#define NUM_BUCKETS 4096U

/// The threads that made one kind of access to a byte.
typedef struct Accessors {
  uint32_t launch; ///< to which the rest belongs; 0 for none
  uint32_t phase;
  uint32_t block;
  uint32_t earlierBlock;
  uint16_t threads[2];
  uint16_t earlierThread;
  uint8_t numThreads;
  bool hasEarlierBlock;
} Accessors;

typedef enum AccessKind { READ, WRITE, ATOMIC, NUM_ACCESS_KINDS } AccessKind;

typedef struct Byte {
  Accessors accessors[NUM_ACCESS_KINDS];
  uint32_t reader; ///< asynchronous operations that came last; 0 for none
  uint32_t writer;
  uint32_t target; ///< of the launch that wrote last
  FuselageTestByteState state;
} Byte;

typedef struct Page {
  struct Page *next;
  uintptr_t number;
  Byte bytes[PAGE_BYTES];
} Page;

static Page *buckets[NUM_BUCKETS];
static Page *lastPage = NULL;

// Launches and phases have numbers that go on through all runs, so that an
// access of an earlier run never counts as an access of this run.
static uint32_t numLaunches = 0;
static uint32_t phase = 0;
static bool isInLaunch = false;
static const char *place = NULL;
static uint32_t currentBlock = 0;
static uint16_t currentThread = 0;
static uint32_t nextTarget = 0;
static uint32_t currentTarget = 0;
static const unsigned char *stackLimit = NULL;
static const unsigned char *stackBase = NULL;

static unsigned char *overwritten = NULL; ///< bytes before the write
static size_t overwrittenCapacity = 0;

static bool isDetecting(void) { return fuselageTestGetConfig()->detectRaces; }

static Byte *findByte(const unsigned char *pointer) {
  const uintptr_t address = (uintptr_t)pointer;
  const uintptr_t number = address >> PAGE_BITS;
  if (lastPage && lastPage->number == number)
    return &lastPage->bytes[address % PAGE_BYTES];
  Page **bucket = &buckets[fuselageTestMix(number) % NUM_BUCKETS];
  Page *page = *bucket;
  while (page && page->number != number)
    page = page->next;
  if (!page) {
    page = fuselageTestAllocate(1, sizeof *page);
    page->number = number;
    page->next = *bucket;
    *bucket = page;
  }
  lastPage = page;
  return &page->bytes[address % PAGE_BYTES];
}

void fuselageTestSetByteState(const void *address, size_t bytes,
                              FuselageTestByteState state) {
  if (!isDetecting())
    return;
  const unsigned char *first = address;
  for (size_t i = 0; i < bytes; ++i)
    *findByte(first + i) = (Byte){.state = state};
}

void fuselageTestRacesBeginLaunch(const char *newPlace, const void *limit,
                                  const void *base) {
  ++numLaunches;
  ++phase;
  isInLaunch = true;
  currentTarget = nextTarget;
  nextTarget = 0;
  place = newPlace;
  stackLimit = limit;
  stackBase = base;
}

void fuselageTestRacesEndLaunch(void) { isInLaunch = false; }

void fuselageTestRacesSetThread(uint64_t block, uint32_t thread) {
  currentBlock = (uint32_t)block;
  currentThread = (uint16_t)thread;
}

void fuselageTestRacesNextPhase(void) { ++phase; }

//===----------------------------------------------------------------------===//
// Messages
//===----------------------------------------------------------------------===//

static int printThread(char *buffer, size_t size, uint32_t block,
                       uint32_t thread) {
  const FuselageTestThread *shape = fuselageTestCurrentThread();
  const uint32_t gridX = (uint32_t)shape->gridSize[0];
  const uint32_t gridY = (uint32_t)shape->gridSize[1];
  const uint32_t blockX = (uint32_t)shape->blockSize[0];
  const uint32_t blockY = (uint32_t)shape->blockSize[1];
  return snprintf(buffer, size, "block (%u,%u,%u) thread (%u,%u,%u)",
                  block % gridX, block / gridX % gridY, block / gridX / gridY,
                  thread % blockX, thread / blockX % blockY,
                  thread / blockX / blockY);
}

static const char *verbOf(AccessKind kind) {
  static const char *const verbs[] = {"reads", "writes", "atomically updates"};
  return verbs[kind];
}

static void reportRace(AccessKind kind, const unsigned char *address,
                       AccessKind otherKind, uint32_t otherBlock,
                       uint32_t otherThread) {
  FuselageTestCounts *counts = fuselageTestCounts();
  if (counts->races++ > 0)
    return;
  char mine[96];
  char other[96];
  char where[96];
  printThread(mine, sizeof mine, currentBlock, currentThread);
  printThread(other, sizeof other, otherBlock, otherThread);
  fuselageTestDescribeAddress(address, where, sizeof where);
  snprintf(counts->firstRace, sizeof counts->firstRace,
           "%s: %s %s %s, which %s %s", place, mine, verbOf(kind), where, other,
           verbOf(otherKind));
  if (fuselageTestGetConfig()->endsAtRace)
    fuselageTestFail("race: %s", counts->firstRace);
}

_Noreturn static void failAccess(AccessKind kind, const unsigned char *address,
                                 FuselageTestByteState state) {
  char where[96];
  char who[96] = "the host";
  fuselageTestDescribeAddress(address, where, sizeof where);
  if (isInLaunch)
    printThread(who, sizeof who, currentBlock, currentThread);
  static const char *const states[] = {
      [FUSELAGE_TEST_ACCESSIBLE] = "is accessible",
      [FUSELAGE_TEST_OUTSIDE] = "is outside of it",
      [FUSELAGE_TEST_FREED] = "was freed",
      [FUSELAGE_TEST_HOST_ONLY] = "is memory of the host"};
  fuselageTestFail("%s: %s %s %s, which %s", isInLaunch ? place : "host", who,
                   verbOf(kind), where, states[state]);
}

/// True if the running thread or the host may access a byte.
static bool isAccessible(const Byte *byte) {
  return byte->state == FUSELAGE_TEST_ACCESSIBLE ||
         (byte->state == FUSELAGE_TEST_HOST_ONLY && !isInLaunch);
}

void fuselageTestOnHostMemory(const void *address, int64_t bytes) {
  fuselageTestSetByteState(address, (size_t)bytes, FUSELAGE_TEST_HOST_ONLY);
}

void fuselageTestOnHostRegister(const void *address, int64_t bytes) {
  fuselageTestSetByteState(address, (size_t)bytes, FUSELAGE_TEST_ACCESSIBLE);
}

void fuselageTestOnAssumedAlignment(intptr_t address, int64_t alignment) {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the program gives a number.
  fuselageTestOnAligned((const void *)address, alignment);
}

void fuselageTestOnAligned(const void *address, int64_t alignment) {
  char where[96];
  char who[96] = "the host";
  if (!isDetecting() || alignment <= 0 ||
      (uintptr_t)address % (uint64_t)alignment == 0)
    return;
  fuselageTestDescribeAddress(address, where, sizeof where);
  if (isInLaunch)
    printThread(who, sizeof who, currentBlock, currentThread);
  fuselageTestFail("%s: %s accesses %s, which is not aligned to %lld bytes",
                   isInLaunch ? place : "host", who, where,
                   (long long)alignment);
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

/// Reports a conflict of the current thread with earlier accesses of another
/// kind to the same byte.
static void compare(AccessKind kind, const unsigned char *address,
                    const Byte *byte, AccessKind otherKind) {
  const Accessors *other = &byte->accessors[otherKind];
  if (other->launch != numLaunches)
    return;
  if (other->block != currentBlock) {
    reportRace(kind, address, otherKind, other->block, other->threads[0]);
    return;
  }
  if (other->hasEarlierBlock) {
    reportRace(kind, address, otherKind, other->earlierBlock,
               other->earlierThread);
    return;
  }
  if (other->phase != phase)
    return;
  for (uint8_t i = 0; i < other->numThreads; ++i)
    if (other->threads[i] != currentThread) {
      reportRace(kind, address, otherKind, currentBlock, other->threads[i]);
      return;
    }
}

static void record(Accessors *accessors) {
  if (accessors->launch != numLaunches)
    *accessors = (Accessors){
        .launch = numLaunches, .phase = phase, .block = currentBlock};
  if (accessors->block != currentBlock) {
    accessors->hasEarlierBlock = true;
    accessors->earlierBlock = accessors->block;
    accessors->earlierThread = accessors->threads[0];
    accessors->block = currentBlock;
    accessors->phase = phase;
    accessors->numThreads = 0;
  }
  if (accessors->phase != phase) {
    accessors->phase = phase;
    accessors->numThreads = 0;
  }
  if (accessors->numThreads == 0 ||
      (accessors->numThreads == 1 && accessors->threads[0] != currentThread))
    accessors->threads[accessors->numThreads++] = currentThread;
}

static void reportPending(const unsigned char *address, const char *action,
                          const char *pending) {
  FuselageTestCounts *counts = fuselageTestCounts();
  char where[96];
  if (counts->races++ > 0)
    return;
  fuselageTestDescribeAddress(address, where, sizeof where);
  snprintf(counts->firstRace, sizeof counts->firstRace,
           "%s: %s %s, which an asynchronous operation that nobody has waited "
           "for %s",
           isInLaunch ? place : "host", action, where, pending);
}

/// Compares an access, of a thread or of the host, with asynchronous
/// operations.
static void compareWithPending(AccessKind kind, const unsigned char *address,
                               Byte *byte) {
  if (fuselageTestIsOnStack(address))
    return;
  if (fuselageTestMayStillRun(byte->writer))
    reportPending(address, kind == READ ? "a read of" : "a write of", "writes");
  else if (kind != READ && fuselageTestMayStillRun(byte->reader))
    reportPending(address, "a write of", "reads");
  if (kind == READ)
    byte->reader = fuselageTestRunningOperation();
  else
    byte->writer = fuselageTestRunningOperation();
}

void fuselageTestRacesOnFree(const void *address, size_t bytes) {
  const unsigned char *first = address;
  for (size_t i = 0; isDetecting() && i < bytes; ++i) {
    const Byte *byte = findByte(first + i);
    if (!fuselageTestMayStillRun(byte->writer) &&
        !fuselageTestMayStillRun(byte->reader))
      continue;
    reportPending(first + i, "a dealloc of", "accesses");
    return;
  }
}

void fuselageTestCopyTargets(const void *address, size_t bytes,
                             uint32_t *targets) {
  const unsigned char *first = address;
  for (size_t i = 0; isDetecting() && i < bytes; ++i)
    targets[i] = findByte(first + i)->target;
}

void fuselageTestLaunchTarget(int64_t target) { nextTarget = (uint32_t)target; }

static void accessByte(AccessKind kind, const unsigned char *address,
                       bool changesValue) {
  Byte *byte = findByte(address);
  if (!isAccessible(byte))
    failAccess(kind, address, byte->state);
  if (isInLaunch && address >= stackLimit && address < stackBase)
    return;
  compareWithPending(kind, address, byte);
  if (kind != READ)
    byte->target = isInLaunch ? currentTarget : 0;
  if (!isInLaunch)
    return;
  if (kind != WRITE || changesValue) {
    if (kind != READ)
      compare(kind, address, byte, READ);
    compare(kind, address, byte, WRITE);
    if (kind != ATOMIC)
      compare(kind, address, byte, ATOMIC);
  }
  record(&byte->accessors[kind]);
}

void fuselageTestOnRead(const void *address, int64_t bytes, int64_t site) {
  const unsigned char *first = address;
  if (!isDetecting())
    return;
  for (int64_t i = 0; i < bytes; ++i)
    accessByte(READ, first + i, false);
  fuselageTestTrafficOnRead(first, (size_t)bytes);
  fuselageTestWarpsOnRead(first, (size_t)bytes, site);
}

void fuselageTestOnWrite(const void *address, int64_t bytes, int64_t site) {
  const unsigned char *first = address;
  if (!isDetecting())
    return;
  for (int64_t i = 0; i < bytes; ++i)
    accessByte(WRITE, first + i, true);
  fuselageTestTrafficOnWrite(first, (size_t)bytes);
  fuselageTestWarpsOnWrite(first, (size_t)bytes, site);
}

void fuselageTestOnAtomic(const void *address, int64_t bytes, int64_t site) {
  const unsigned char *first = address;
  if (!isDetecting())
    return;
  for (int64_t i = 0; i < bytes; ++i)
    accessByte(ATOMIC, first + i, true);
  fuselageTestTrafficOnRead(first, (size_t)bytes);
  fuselageTestTrafficOnWrite(first, (size_t)bytes);
  fuselageTestWarpsOnAtomic(first, (size_t)bytes, site);
}

void fuselageTestBeforeWrite(const void *address, int64_t bytes) {
  if (!isDetecting() || bytes <= 0)
    return;
  const unsigned char *first = address;
  const size_t size = (size_t)bytes;
  if (size > overwrittenCapacity) {
    free(overwritten);
    overwritten = fuselageTestAllocate(1, size);
    overwrittenCapacity = size;
  }
  for (size_t i = 0; i < size; ++i) {
    const Byte *byte = findByte(first + i);
    if (!isAccessible(byte))
      failAccess(WRITE, first + i, byte->state);
  }
  memcpy(overwritten, address, size);
}

void fuselageTestAfterWrite(const void *address, int64_t bytes, int64_t site) {
  if (!isDetecting())
    return;
  const unsigned char *first = address;
  for (int64_t i = 0; i < bytes; ++i)
    accessByte(WRITE, first + i, first[i] != overwritten[i]);
  fuselageTestTrafficOnWrite(first, (size_t)bytes);
  fuselageTestWarpsOnWrite(first, (size_t)bytes, site);
}
