//===- Runtime.h - Run time of emulated launches ----------------*- C -*---===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled test programs call this library for everything that a GPU does and a
// CPU does not: running the threads of a launch, barriers, workgroup and
// private memory. The library also fills the inputs of a test and records its
// outputs.
//
// A program and this library share one process and one operating-system thread.
// The threads of a launch run one at a time, in a chosen order, and change only
// when one of them waits for others. Every run is therefore repeatable. The
// library is not thread-safe.
//
// If a program breaks a rule of GPUs, the library ends the process with a
// message on standard error and status FUSELAGE_TEST_PROGRAM_ERROR.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TEST_RUNTIME_H
#define FUSELAGE_TEST_RUNTIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FUSELAGE_TEST_EXPORTED __attribute__((visibility("default")))

//===----------------------------------------------------------------------===//
// Control, for programs that run tests
//===----------------------------------------------------------------------===//

/// Exit status of a program that broke a rule of GPUs.
#define FUSELAGE_TEST_PROGRAM_ERROR 3

/// The order in which the blocks of a grid, and the threads of a block, run.
typedef enum FuselageTestOrder {
  FUSELAGE_TEST_FORWARD,
  FUSELAGE_TEST_REVERSE,
  FUSELAGE_TEST_SHUFFLED
} FuselageTestOrder;

/// The configuration of the next run. `name` begins each message and must
/// outlive the run. `seed` selects the permutations of the shuffled order. With
/// `detectRaces`, the library checks the accesses that the program reports.
/// With `keepRecords`, it keeps the dumps of the program for
/// fuselageTestGetRecord instead of printing them.
typedef struct FuselageTestConfig {
  const char *name;
  FuselageTestOrder order;
  uint64_t seed;
  bool detectRaces;
  bool keepRecords;
  /// True if the first race ends the program instead of only being counted.
  bool endsAtRace;
  /// Counts what threads and warps ask of global memory. Needs `detectRaces`,
  /// since it needs accesses to be reported.
  bool countsAccesses;
  /// Memory for grouping the accesses of a launch by warps, at most.
  size_t maxCountBytes;
} FuselageTestConfig;

/// Forgets the previous run (its records, buffers, races and counts) and
/// prepares the next one. A program that starts without it takes its order and
/// seed from the environment: FUSELAGE_TEST_ORDER (forward, reverse or
/// shuffled) and FUSELAGE_TEST_SEED; with FUSELAGE_TEST_RACES=1 it ends at a
/// race, and at an access outside of its memory.
FUSELAGE_TEST_EXPORTED void
fuselageTestBeginRun(const FuselageTestConfig *config);

/// From here on, the library counts accesses. Memory allocated so far and
/// globals are live-in. Generated code calls this right before it calls the
/// function under test.
FUSELAGE_TEST_EXPORTED void fuselageTestBeginFunction(void);

/// A global's memory, reported before the function begins.
FUSELAGE_TEST_EXPORTED void fuselageTestOnGlobal(const void *begin,
                                                 int64_t bytes);

/// Counts the live buffers, and fails if the program wrote next to one of its
/// buffers or into one that it had freed. Generated code calls it when the
/// function under test has returned.
FUSELAGE_TEST_EXPORTED void fuselageTestCheckMemory(void);

/// The type of an element of a buffer. Generated code passes these values.
typedef enum FuselageTestKind {
  FUSELAGE_TEST_I1,
  FUSELAGE_TEST_I8,
  FUSELAGE_TEST_I16,
  FUSELAGE_TEST_I32,
  FUSELAGE_TEST_I64,
  FUSELAGE_TEST_INDEX,
  FUSELAGE_TEST_F16,
  FUSELAGE_TEST_BF16,
  FUSELAGE_TEST_F32,
  FUSELAGE_TEST_F64
} FuselageTestKind;

#define FUSELAGE_TEST_MAX_RANK 32

/// One dumped buffer or scalar: `numElements` contiguous elements in row-major
/// order. `label` is "argument 0", "result 1" or "global @name".
typedef struct FuselageTestRecord {
  const char *label;
  FuselageTestKind kind;
  int64_t rank;
  int64_t dims[FUSELAGE_TEST_MAX_RANK];
  size_t numElements;
  size_t numBytes;
  unsigned char *bytes;
  uint32_t *targets; ///< of the launch that wrote each byte; 0 for none
} FuselageTestRecord;

/// The counts of a run, which its records do not have.
typedef struct FuselageTestCounts {
  uint64_t launches;
  uint64_t liveBuffers; ///< allocated and not freed when memory was checked
  uint64_t pendingOperations; ///< asynchronous, that nobody waited for
  uint64_t printedLines;
  uint64_t printedHash; ///< of all printed lines, in any order
  uint64_t races;
  char firstRace[512];
  uint64_t brokenLimits; ///< of a device, by launches
  char firstBrokenLimit[256];
  uint64_t allocations; ///< made by the function under test
  uint64_t allocatedBytes;
  // Global memory, known if the program reports its accesses:
  uint64_t loadedBytes; ///< by threads, by the host and by copies
  uint64_t storedBytes;
  uint64_t liveInBytes;  ///< distinct ones that were there, read before written
  uint64_t liveOutBytes; ///< distinct ones that were there, written
} FuselageTestCounts;

/// What threads of launches asked of global memory. An access is at most 16
/// bytes, the widest that a thread makes at once: a wider one counts as
/// several.
typedef struct FuselageTestAccessCounts {
  uint64_t threadAccesses;
  uint64_t longestThread; ///< accesses of the thread that makes most
  uint64_t longestLoads;  ///< loads and atomic updates of the one with most
  uint64_t barriers;      ///< of the block that has most
  /// Distinct ones that a launch reads before it writes them, and distinct ones
  /// that it writes.
  uint64_t compulsoryBytes;
  /// A warp access is what lanes of a warp do at one place of the program the
  /// same time since the last barrier of the block.
  uint64_t warpAccesses;
  uint64_t sectors; ///< distinct ones of 32 bytes, in each warp access
  /// Executions of which the last two are not known and not in the sums: their
  /// warp accesses need more than maxCountBytes.
  uint64_t notGrouped;
} FuselageTestAccessCounts;

/// What executions of a launch did, of which each did the same.
typedef struct FuselageTestLaunchCounts {
  const char *place;
  int64_t gridSize[3];
  int64_t blockSize[3];
  uint64_t executions;
  FuselageTestAccessCounts each; ///< of one execution
} FuselageTestLaunchCounts;

FUSELAGE_TEST_EXPORTED size_t fuselageTestGetNumRecords(void);
FUSELAGE_TEST_EXPORTED const FuselageTestRecord *
fuselageTestGetRecord(size_t index);
FUSELAGE_TEST_EXPORTED FuselageTestCounts fuselageTestGetCounts(void);

/// The sums over all launches that were executed, if the run counts them.
FUSELAGE_TEST_EXPORTED FuselageTestAccessCounts
fuselageTestGetAccessCounts(void);

/// The launches that did different things, in the order of their first
/// execution. Past FUSELAGE_TEST_MAX_LAUNCH_COUNTS of them, further ones are in
/// the sums only. `place` is valid until the program is gone.
#define FUSELAGE_TEST_MAX_LAUNCH_COUNTS 1024
FUSELAGE_TEST_EXPORTED size_t fuselageTestGetNumLaunchCounts(void);
FUSELAGE_TEST_EXPORTED FuselageTestLaunchCounts
fuselageTestGetLaunchCounts(size_t index);

/// "f32" and the like.
FUSELAGE_TEST_EXPORTED const char *
fuselageTestKindGetName(FuselageTestKind kind);
FUSELAGE_TEST_EXPORTED size_t fuselageTestKindGetSize(FuselageTestKind kind);

/// Writes the bits of an element in hexadecimal, and its value, to `buffer` as
/// snprintf does.
FUSELAGE_TEST_EXPORTED int fuselageTestPrintElement(FuselageTestKind kind,
                                                    const void *element,
                                                    char *buffer, size_t size);

//===----------------------------------------------------------------------===//
// Launches, for generated code
//===----------------------------------------------------------------------===//

/// The state that one thread of a launch may read. Generated code addresses the
/// fields by position, each of 8 bytes.
typedef struct FuselageTestThread {
  int64_t blockId[3];
  int64_t threadId[3];
  int64_t gridSize[3];
  int64_t blockSize[3];
  unsigned char *workgroupMemory; ///< one per block
  unsigned char *privateMemory;   ///< one per thread
} FuselageTestThread;

typedef void (*FuselageTestThreadFunction)(void *captures,
                                           const FuselageTestThread *thread);

/// The resources that the next launch needs, with the layout of a device.
FUSELAGE_TEST_EXPORTED void fuselageTestLaunchNeeds(int64_t workgroupBytes,
                                                    int64_t parameterBytes);

/// Runs every thread of a grid. `place` is the place of the launch in the
/// source. `mayWait` tells that threads may call a waiting function (see
/// below), so that each needs a stack.
FUSELAGE_TEST_EXPORTED void fuselageTestRunLaunch(
    const char *place, FuselageTestThreadFunction function, void *captures,
    int64_t gridX, int64_t gridY, int64_t gridZ, int64_t blockX, int64_t blockY,
    int64_t blockZ, int64_t workgroupBytes, int64_t privateBytes,
    int64_t dynamicBytes, int64_t mayWait);

/// Gives the number of the target for which the next launch is compiled.
FUSELAGE_TEST_EXPORTED void fuselageTestLaunchTarget(int64_t target);

/// The next operation depends on the operation with this token. Tokens have
/// numbers by their place in the program.
FUSELAGE_TEST_EXPORTED void fuselageTestAsyncDepends(int64_t token);
/// All operations from here to fuselageTestAsyncEnd are asynchronous.
FUSELAGE_TEST_EXPORTED void fuselageTestAsyncBegin(int64_t token);
FUSELAGE_TEST_EXPORTED void fuselageTestAsyncEnd(void);
/// The host waits for the operations that fuselageTestAsyncDepends named.
FUSELAGE_TEST_EXPORTED void fuselageTestAsyncWait(void);

/// The coordinates that operations of the gpu dialect ask for. The first four
/// are multiplied by three, plus the dimension.
typedef enum FuselageTestCoordinate {
  FUSELAGE_TEST_BLOCK_ID = 0,
  FUSELAGE_TEST_THREAD_ID = 3,
  FUSELAGE_TEST_GRID_DIM = 6,
  FUSELAGE_TEST_BLOCK_DIM = 9,
  FUSELAGE_TEST_GLOBAL_ID = 12,
  FUSELAGE_TEST_LANE_ID = 15,
  FUSELAGE_TEST_SUBGROUP_ID,
  FUSELAGE_TEST_NUM_SUBGROUPS,
  FUSELAGE_TEST_SUBGROUP_SIZE
} FuselageTestCoordinate;

FUSELAGE_TEST_EXPORTED int64_t fuselageTestCoordinate(int32_t coordinate);

/// If a promise is broken and the value is undefined, programs get this number.
/// A use of it changes results; an unused one does no harm.
#define FUSELAGE_TEST_POISON ((int64_t)0xA5A5A5A5A5A5A5A5U)

/// Checks an id that must be below a bound by the program.
FUSELAGE_TEST_EXPORTED int64_t fuselageTestBounded(int64_t id, int64_t bound);

/// Arithmetic that must not wrap around as signed by the program.
FUSELAGE_TEST_EXPORTED int64_t fuselageTestAddNoWrap(int64_t a, int64_t b);
FUSELAGE_TEST_EXPORTED int64_t fuselageTestSubtractNoWrap(int64_t a, int64_t b);
FUSELAGE_TEST_EXPORTED int64_t fuselageTestMultiplyNoWrap(int64_t a, int64_t b);
FUSELAGE_TEST_EXPORTED void *fuselageTestDynamicMemory(void);
FUSELAGE_TEST_EXPORTED int64_t fuselageTestDynamicMemorySize(void);

/// Waits for every thread of the block. `site` is the number of the operation
/// in the program. It is an error if threads wait at different operations.
FUSELAGE_TEST_EXPORTED void fuselageTestBarrier(int64_t site);

/// The value of another lane; see gpu.shuffle. Modes are numbered as in
/// mlir::gpu::ShuffleMode.
FUSELAGE_TEST_EXPORTED int64_t fuselageTestShuffle(int64_t site, int32_t mode,
                                                   int64_t value,
                                                   int32_t offset,
                                                   int32_t width);
/// Whether the calling thread's last shuffle read an existing lane.
FUSELAGE_TEST_EXPORTED int32_t fuselageTestShuffleIsValid(void);

/// Shows `value` to the threads of the subgroup, or of the block, and returns
/// the number of threads that show a value. fuselageTestGathered(i) is then the
/// value of the i-th, until fuselageTestGatherEnd.
FUSELAGE_TEST_EXPORTED int64_t fuselageTestGather(int64_t site,
                                                  int32_t wholeBlock,
                                                  int64_t value);
FUSELAGE_TEST_EXPORTED int64_t fuselageTestGathered(int32_t wholeBlock,
                                                    int64_t index);
FUSELAGE_TEST_EXPORTED void fuselageTestGatherEnd(int64_t site,
                                                  int32_t wholeBlock);

/// printf of a device. The line becomes part of the compared outputs, whatever
/// its place in the order of lines.
FUSELAGE_TEST_EXPORTED void fuselageTestPrintf(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

//===----------------------------------------------------------------------===//
// Memory, for generated code
//===----------------------------------------------------------------------===//

/// New and freed memory holds one of these two bytes, never zeros.
#define FUSELAGE_TEST_UNINITIALIZED_BYTE 0xA5
#define FUSELAGE_TEST_FREED_BYTE 0xDD

/// Fills memory that a program has not written yet.
FUSELAGE_TEST_EXPORTED void fuselageTestPoison(void *memory, int64_t bytes);

/// Instrumented code reports each access that the program is about to make. It
/// reports a write before and after, so that the library recognizes a write of
/// the value that is already there. `site` numbers the access in the
/// program. Negative numbers are those of this library's own accesses.
FUSELAGE_TEST_EXPORTED void fuselageTestOnRead(const void *address,
                                               int64_t bytes, int64_t site);
FUSELAGE_TEST_EXPORTED void fuselageTestBeforeWrite(const void *address,
                                                    int64_t bytes);
FUSELAGE_TEST_EXPORTED void fuselageTestAfterWrite(const void *address,
                                                   int64_t bytes, int64_t site);
/// A write that counts as changing the memory.
FUSELAGE_TEST_EXPORTED void fuselageTestOnWrite(const void *address,
                                                int64_t bytes, int64_t site);
FUSELAGE_TEST_EXPORTED void fuselageTestOnAtomic(const void *address,
                                                 int64_t bytes, int64_t site);
/// The program is in error unless the address of the next access is a multiple
/// of `alignment`.
FUSELAGE_TEST_EXPORTED void fuselageTestOnAligned(const void *address,
                                                  int64_t alignment);

/// Checks the promise of memref.assume_alignment about an address.
FUSELAGE_TEST_EXPORTED void fuselageTestOnAssumedAlignment(intptr_t address,
                                                           int64_t alignment);

/// Marks memory that only the host may access, or that the device may access
/// too.
FUSELAGE_TEST_EXPORTED void fuselageTestOnHostMemory(const void *address,
                                                     int64_t bytes);
FUSELAGE_TEST_EXPORTED void fuselageTestOnHostRegister(const void *address,
                                                       int64_t bytes);

//===----------------------------------------------------------------------===//
// Inputs and outputs, for generated code
//===----------------------------------------------------------------------===//

/// Fills a buffer with values that depend on `seed` and the position alone:
/// numbers in [low, high), or with low == high in a range that suits the kind.
FUSELAGE_TEST_EXPORTED void fuselageTestFill(void *elements, int64_t count,
                                             int32_t kind, int32_t seed,
                                             int64_t low, int64_t high);

/// Records a buffer: its label, kind and rank, each dimension, its elements.
FUSELAGE_TEST_EXPORTED void fuselageTestDumpBegin(const char *label,
                                                  int32_t kind, int64_t rank);
FUSELAGE_TEST_EXPORTED void fuselageTestDumpDim(int64_t size);
/// Only the first `valueBytes` bytes of each row along the last dimension are
/// values; the rest is padding.
FUSELAGE_TEST_EXPORTED void fuselageTestDumpPadding(int64_t valueBytes);
FUSELAGE_TEST_EXPORTED void fuselageTestDumpData(const void *elements);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_TEST_RUNTIME_H
