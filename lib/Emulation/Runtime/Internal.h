//===- Internal.h - What the run-time's files share -------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_RUNTIME_INTERNAL_H
#define FUSELAGE_TEST_RUNTIME_INTERNAL_H

#include "Runtime.h"

#define FUSELAGE_TEST_SUBGROUP_WIDTH 32

//===----------------------------------------------------------------------===//
// Run.c
//===----------------------------------------------------------------------===//

/// The current run's configuration; the first call of a program that nobody
/// configured reads the environment.
const FuselageTestConfig *fuselageTestGetConfig(void);
FuselageTestCounts *fuselageTestCounts(void);

/// Ends the process with a message.
_Noreturn void fuselageTestFail(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/// calloc that does not return on failure.
void *fuselageTestAllocate(size_t count, size_t size);

/// A well-mixed function of its argument (the finalizer of SplitMix64).
uint64_t fuselageTestMix(uint64_t value);

//===----------------------------------------------------------------------===//
// Memory.c, Record.c
//===----------------------------------------------------------------------===//

/// Gives back every buffer of the previous run.
void fuselageTestResetMemory(void);
void fuselageTestResetRecords(void);

/// "print 1", "print 2" and so on, anew in each run.
const char *fuselageTestNextPrintLabel(void);

/// Writes which byte of which buffer an address is.
void fuselageTestDescribeAddress(const void *address, char *buffer,
                                 size_t size);

//===----------------------------------------------------------------------===//
// Schedule.c
//===----------------------------------------------------------------------===//

/// Fills `order` with the numbers below `count` in the order of this run.
/// `salt` makes the shuffled orders of a run differ from each other.
void fuselageTestFillOrder(uint64_t *order, uint64_t count, uint64_t salt);

/// Whether an address is on the stack that the program began on.
bool fuselageTestIsOnStack(const void *address);

/// The thread that runs now, or null between launches.
const FuselageTestThread *fuselageTestCurrentThread(void);
void fuselageTestSetCurrentThread(const FuselageTestThread *thread);

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
// Traffic.c
//===----------------------------------------------------------------------===//

/// Memory that counts as global from now on.
void fuselageTestTrafficAddRegion(const void *begin, size_t bytes);
/// The function under test has returned.
void fuselageTestTrafficEnd(void);
void fuselageTestTrafficReset(void);
void fuselageTestTrafficOnRead(const unsigned char *address, size_t bytes);
void fuselageTestTrafficOnWrite(const unsigned char *address, size_t bytes);

#endif // FUSELAGE_TEST_RUNTIME_INTERNAL_H
