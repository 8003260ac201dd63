//===- Internal.h - Shared by the run-time's files ----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sections are in the order of dependence: a file calls only files whose
// sections come before its own. Run.c, which begins a run, calls all of them.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_RUNTIME_INTERNAL_H
#define FUSELAGE_TEST_RUNTIME_INTERNAL_H

#include "Runtime.h"

#define FUSELAGE_TEST_SUBGROUP_WIDTH 32

/// Sites of the library's own accesses.
enum {
  FUSELAGE_TEST_COPY_READS = -1,
  FUSELAGE_TEST_COPY_WRITES = -2,
  FUSELAGE_TEST_PRINT_READS = -3
};

//===----------------------------------------------------------------------===//
// State.c
//===----------------------------------------------------------------------===//

/// The configuration of the current run. Without a configuration, the first
/// call reads the environment.
const FuselageTestConfig *fuselageTestGetConfig(void);
FuselageTestCounts *fuselageTestCounts(void);

/// Takes a new configuration, and counts from zero.
void fuselageTestSetConfig(const FuselageTestConfig *newConfig);

/// Ends the process with a message.
_Noreturn void fuselageTestFail(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/// calloc, but ends the process on failure.
void *fuselageTestAllocate(size_t count, size_t size);

/// A well-mixed function of its argument (the finalizer of SplitMix64).
uint64_t fuselageTestMix(uint64_t value);

//===----------------------------------------------------------------------===//
// CurrentThread.c
//===----------------------------------------------------------------------===//

/// The thread that runs now, or null between launches.
const FuselageTestThread *fuselageTestCurrentThread(void);
void fuselageTestSetCurrentThread(const FuselageTestThread *thread);

/// The lowest address of the stack that the program began on, or null.
const void *fuselageTestFindStackLimit(void);

/// Whether an address is on the stack that the program began on.
bool fuselageTestIsOnStack(const void *address);

//===----------------------------------------------------------------------===//
// Buffers.c
//===----------------------------------------------------------------------===//

/// Bytes on both sides of a buffer that no program may touch.
#define FUSELAGE_TEST_MARGIN_BYTES ((size_t)64)

/// Memory that a program was given, until its run ends.
typedef struct FuselageTestBuffer {
  struct FuselageTestBuffer *next;
  uint64_t number;      ///< counted from 1 in the order of allocation
  unsigned char *block; ///< what malloc returned
  unsigned char *begin; ///< what the program sees
  size_t bytes;
  bool isFreed;
} FuselageTestBuffer;

/// The latest buffer of the run, or null. `next` leads to earlier buffers.
FuselageTestBuffer *fuselageTestFirstBuffer(void);

/// Makes a buffer the latest of the run, and numbers it.
void fuselageTestAddBuffer(FuselageTestBuffer *buffer);

/// Removes the latest buffer and passes it to the caller; null if none is left.
FuselageTestBuffer *fuselageTestTakeBuffer(void);

/// Writes the buffer of an address, and the number of the byte in it.
void fuselageTestDescribeAddress(const void *address, char *buffer,
                                 size_t size);

//===----------------------------------------------------------------------===//
// Traffic.c
//===----------------------------------------------------------------------===//

/// Makes memory count as global from now on.
void fuselageTestTrafficAddRegion(const void *begin, size_t bytes);
/// The function under test has returned.
void fuselageTestTrafficEnd(void);
void fuselageTestTrafficReset(void);
void fuselageTestTrafficOnRead(const unsigned char *address, size_t bytes);
void fuselageTestTrafficOnWrite(const unsigned char *address, size_t bytes);

/// An address of global memory as a device may have it; 0 for other memory.
uint64_t fuselageTestTrafficDeviceAddress(const unsigned char *address);
/// The number of these bytes, all of one region, that the launch of this number
/// (above zero) neither read nor wrote before, and that it did not write
/// before.
uint64_t fuselageTestTrafficLaunchReads(const unsigned char *address,
                                        size_t bytes, uint32_t launch);
uint64_t fuselageTestTrafficLaunchWrites(const unsigned char *address,
                                         size_t bytes, uint32_t launch);

//===----------------------------------------------------------------------===//
// WarpAccesses.c
//===----------------------------------------------------------------------===//

/// Accesses between Begin and End belong to one launch, and are counted if the
/// run's configuration asks for it.
void fuselageTestWarpsBeginLaunch(uint32_t threadsOfBlock);
FuselageTestAccessCounts fuselageTestWarpsEndLaunch(void);
/// The thread that runs now, by its number in the block.
void fuselageTestWarpsSetThread(uint32_t thread);
void fuselageTestWarpsEndThread(uint32_t thread);
/// Every thread of the block has reached a barrier.
void fuselageTestWarpsNextPhase(void);
void fuselageTestWarpsOnRead(const unsigned char *address, size_t bytes,
                             int64_t site);
void fuselageTestWarpsOnWrite(const unsigned char *address, size_t bytes,
                              int64_t site);
void fuselageTestWarpsOnAtomic(const unsigned char *address, size_t bytes,
                               int64_t site);

//===----------------------------------------------------------------------===//
// LaunchCounts.c
//===----------------------------------------------------------------------===//

void fuselageTestLaunchCountsReset(void);
/// Adds one execution of a launch, if the run's configuration asks for it.
void fuselageTestLaunchCountsAdd(const FuselageTestLaunchCounts *counts);

//===----------------------------------------------------------------------===//
// Tokens.c
//===----------------------------------------------------------------------===//

void fuselageTestTokensReset(void);

/// The name of the asynchronous operation that accesses memory now; 0 for the
/// host, and for an operation for which the host waits at once. Names are
/// unique in a process.
uint32_t fuselageTestRunningOperation(void);

/// True if an earlier operation may still run while the present operation, or
/// the host, is at its present place.
bool fuselageTestMayStillRun(uint32_t name);

/// The number of operations with accesses for which the host has not waited.
uint64_t fuselageTestCountPending(void);

//===----------------------------------------------------------------------===//
// Races.c
//===----------------------------------------------------------------------===//

/// Whether a program may access a byte at all.
typedef enum FuselageTestByteState {
  FUSELAGE_TEST_ACCESSIBLE,
  FUSELAGE_TEST_OUTSIDE, ///< next to a buffer
  FUSELAGE_TEST_FREED,
  FUSELAGE_TEST_HOST_ONLY
} FuselageTestByteState;

/// Also forgets all accesses to these bytes.
void fuselageTestSetByteState(const void *address, size_t bytes,
                              FuselageTestByteState state);

/// Accesses between Begin and End are compared with each other. Memory between
/// `stackLimit` and `stackBase` belongs to the thread that runs.
void fuselageTestRacesBeginLaunch(const char *place, const void *stackLimit,
                                  const void *stackBase);
void fuselageTestRacesEndLaunch(void);
void fuselageTestRacesSetThread(uint64_t block, uint32_t thread);
/// Call this when every thread of the block has reached a barrier.
void fuselageTestRacesNextPhase(void);

/// Reports a race if a byte of memory that is about to be freed may still be
/// accessed by an asynchronous operation.
void fuselageTestRacesOnFree(const void *address, size_t bytes);

/// Copies the target of the launch that wrote each byte at `address`; 0 if no
/// launch with a target wrote the byte.
void fuselageTestCopyTargets(const void *address, size_t bytes,
                             uint32_t *targets);

//===----------------------------------------------------------------------===//
// Schedule.c
//===----------------------------------------------------------------------===//

/// Fills `order` with the numbers below `count` in the order of this run.
/// Different values of `salt` give different shuffled orders within a run.
void fuselageTestFillOrder(uint64_t *order, uint64_t count, uint64_t salt);

//===----------------------------------------------------------------------===//
// Memory.c, Record.c
//===----------------------------------------------------------------------===//

/// Gives back every buffer of the previous run.
void fuselageTestResetMemory(void);
void fuselageTestResetRecords(void);

/// "print 1", "print 2" and so on, anew in each run.
const char *fuselageTestNextPrintLabel(void);

#endif // FUSELAGE_TEST_RUNTIME_INTERNAL_H
