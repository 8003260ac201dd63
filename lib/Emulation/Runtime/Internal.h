//===- Internal.h - What the run-time's files share -------------*- C -*---===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In the order of dependence: a file calls those that come before it here.
// Run.c, which begins a run, stands on all of them.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_RUNTIME_INTERNAL_H
#define FUSELAGE_TEST_RUNTIME_INTERNAL_H

#include "Runtime.h"

#define FUSELAGE_TEST_SUBGROUP_WIDTH 32

//===----------------------------------------------------------------------===//
// State.c
//===----------------------------------------------------------------------===//

/// The current run's configuration; the first call of a program that nobody
/// configured reads the environment.
const FuselageTestConfig *fuselageTestGetConfig(void);
FuselageTestCounts *fuselageTestCounts(void);

/// Takes a new configuration, and counts from zero.
void fuselageTestSetConfig(const FuselageTestConfig *newConfig);

/// Ends the process with a message.
_Noreturn void fuselageTestFail(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/// calloc that does not return on failure.
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

/// Bytes on both sides of a buffer that nobody may touch.
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

/// The latest buffer of the run, or null. `next` leads to those before.
FuselageTestBuffer *fuselageTestFirstBuffer(void);

/// Puts a buffer in front of the others, and numbers it.
void fuselageTestAddBuffer(FuselageTestBuffer *buffer);

/// Removes the latest buffer, which the caller owns from now on; null if there
/// is none.
FuselageTestBuffer *fuselageTestTakeBuffer(void);

/// Writes which byte of which buffer an address is.
void fuselageTestDescribeAddress(const void *address, char *buffer,
                                 size_t size);

//===----------------------------------------------------------------------===//
// Traffic.c
//===----------------------------------------------------------------------===//

/// Memory that counts as global from now on.
void fuselageTestTrafficAddRegion(const void *begin, size_t bytes);
/// The function under test has returned.
void fuselageTestTrafficEnd(void);
void fuselageTestTrafficReset(void);
void fuselageTestTrafficOnRead(const unsigned char *address, size_t bytes);
void fuselageTestTrafficOnWrite(const unsigned char *address, size_t bytes);

//===----------------------------------------------------------------------===//
// Tokens.c
//===----------------------------------------------------------------------===//

void fuselageTestTokensReset(void);

/// The name of the asynchronous operation that accesses memory now, or 0 for
/// the host and for what the host waits for at once. No two of a process have
/// the same.
uint32_t fuselageTestRunningOperation(void);

/// Whether an earlier operation may not have ended when the present one, or the
/// host, is where it is.
bool fuselageTestMayStillRun(uint32_t name);

/// Operations that the host has not waited for, but for those that access
/// nothing.
uint64_t fuselageTestCountPending(void);

//===----------------------------------------------------------------------===//
// Races.c
//===----------------------------------------------------------------------===//

/// What an access to a byte means before any thread comes into play.
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
/// Every thread of the block has reached a barrier.
void fuselageTestRacesNextPhase(void);

/// Reports a race if a byte of memory that is about to be freed may still be
/// accessed by an asynchronous operation.
void fuselageTestRacesOnFree(const void *address, size_t bytes);

/// Which launches wrote what lies at `address`: the target of each byte, 0 for
/// what no launch with a target wrote.
void fuselageTestCopyTargets(const void *address, size_t bytes,
                             uint32_t *targets);

//===----------------------------------------------------------------------===//
// Schedule.c
//===----------------------------------------------------------------------===//

/// Fills `order` with the numbers below `count` in the order of this run.
/// `salt` makes the shuffled orders of a run differ from each other.
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
