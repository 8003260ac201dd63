//===- Runtime.h - Run time of emulated launches ----------------*- C -*---===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compiled test programs call this library for everything that a GPU would do
// and a CPU does not: running the threads of a launch, barriers, workgroup and
// private memory. It also fills the inputs of a test and records its outputs.
//
// A program and this library share one process and one operating-system
// thread: the threads of a launch run one at a time, in a chosen order, and
// change only where one of them waits for others. Every run is therefore
// repeatable. Nothing here is thread-safe.
//
// The library ends the process when a program does what no GPU allows, with a
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

/// Exit status of a program that did what no GPU allows.
#define FUSELAGE_TEST_PROGRAM_ERROR 3

/// The order in which the blocks of a grid, and the threads of a block, run.
typedef enum FuselageTestOrder {
  FUSELAGE_TEST_FORWARD,
  FUSELAGE_TEST_REVERSE,
  FUSELAGE_TEST_SHUFFLED
} FuselageTestOrder;

/// How the next program runs. `name` begins each message and must outlive the
/// run. `seed` picks the permutations of the shuffled order. With
/// `detectRaces`, accesses that the program reports are checked; `keepRecords`
/// keeps what the program dumps for fuselageTestGetRecord instead of printing
/// it.
typedef struct FuselageTestConfig {
  const char *name;
  FuselageTestOrder order;
  uint64_t seed;
  bool detectRaces;
  bool keepRecords;
  /// The first race ends the program, rather than being counted.
  bool endsAtRace;
} FuselageTestConfig;

/// Forgets the previous run (its records, buffers, races and counts) and
/// prepares the next one. A program that starts without it takes its order and
/// seed from the environment: FUSELAGE_TEST_ORDER (forward, reverse or
/// shuffled) and FUSELAGE_TEST_SEED; with FUSELAGE_TEST_RACES=1 a race ends it,
/// and an access of memory that is not there.
FUSELAGE_TEST_EXPORTED void
fuselageTestBeginRun(const FuselageTestConfig *config);

/// What was allocated so far, and the globals, are live-in to what follows,
/// whose accesses are counted. Generated code calls it when the function under
/// test is about to be called.
FUSELAGE_TEST_EXPORTED void fuselageTestBeginFunction(void);

/// A global's memory, reported before the function begins.
FUSELAGE_TEST_EXPORTED void fuselageTestOnGlobal(const void *begin,
                                                 int64_t bytes);

/// Counts the live buffers, and fails if the program wrote next to one of its
/// buffers or into one that it had freed. Generated code calls it when the
/// function under test has returned.
FUSELAGE_TEST_EXPORTED void fuselageTestCheckMemory(void);

/// The type of one element of a buffer. Generated code passes these values.
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

/// What a run did besides its records.
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

FUSELAGE_TEST_EXPORTED size_t fuselageTestGetNumRecords(void);
FUSELAGE_TEST_EXPORTED const FuselageTestRecord *
fuselageTestGetRecord(size_t index);
FUSELAGE_TEST_EXPORTED FuselageTestCounts fuselageTestGetCounts(void);

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

/// What one thread of a launch may know. Generated code addresses the fields
/// by position, each of 8 bytes.
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

/// What the next launch needs of the device, laid out as a device does it.
FUSELAGE_TEST_EXPORTED void fuselageTestLaunchNeeds(int64_t workgroupBytes,
                                                    int64_t parameterBytes);

/// Runs every thread of a grid. `place` says where the launch is in the
/// source. `mayWait` tells that threads may call one of the functions below
/// that wait, and so need a stack each.
FUSELAGE_TEST_EXPORTED void fuselageTestRunLaunch(
    const char *place, FuselageTestThreadFunction function, void *captures,
    int64_t gridX, int64_t gridY, int64_t gridZ, int64_t blockX, int64_t blockY,
    int64_t blockZ, int64_t workgroupBytes, int64_t privateBytes,
    int64_t dynamicBytes, int64_t mayWait);

/// The next launch is compiled for a target, which a number names.
FUSELAGE_TEST_EXPORTED void fuselageTestLaunchTarget(int64_t target);

/// What comes next depends on an operation with this token. Tokens are numbered
/// by their place in the program.
FUSELAGE_TEST_EXPORTED void fuselageTestAsyncDepends(int64_t token);
/// What comes next, up to the end, is asynchronous.
FUSELAGE_TEST_EXPORTED void fuselageTestAsyncBegin(int64_t token);
FUSELAGE_TEST_EXPORTED void fuselageTestAsyncEnd(void);
/// The host waits for all that was named as a dependency.
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

/// Where the value of a broken promise is undefined, programs get this number:
/// using it shows, and leaving it unused does not.
#define FUSELAGE_TEST_POISON ((int64_t)0xA5A5A5A5A5A5A5A5U)

/// An id that the program says is below a bound.
FUSELAGE_TEST_EXPORTED int64_t fuselageTestBounded(int64_t id, int64_t bound);

/// Arithmetic that the program says does not wrap around as signed.
FUSELAGE_TEST_EXPORTED int64_t fuselageTestAddNoWrap(int64_t a, int64_t b);
FUSELAGE_TEST_EXPORTED int64_t fuselageTestSubtractNoWrap(int64_t a, int64_t b);
FUSELAGE_TEST_EXPORTED int64_t fuselageTestMultiplyNoWrap(int64_t a, int64_t b);
FUSELAGE_TEST_EXPORTED void *fuselageTestDynamicMemory(void);
FUSELAGE_TEST_EXPORTED int64_t fuselageTestDynamicMemorySize(void);

/// Waits for every thread of the block. `site` numbers the operation in the
/// program: threads that wait at different ones are in error.
FUSELAGE_TEST_EXPORTED void fuselageTestBarrier(int64_t site);

/// The value of another lane; see gpu.shuffle. Modes are those of
/// mlir::gpu::ShuffleMode.
FUSELAGE_TEST_EXPORTED int64_t fuselageTestShuffle(int64_t site, int32_t mode,
                                                   int64_t value,
                                                   int32_t offset,
                                                   int32_t width);
/// Whether the calling thread's last shuffle read an existing lane.
FUSELAGE_TEST_EXPORTED int32_t fuselageTestShuffleIsValid(void);

/// Shows `value` to the threads of the subgroup, or of the block, and returns
/// how many of them show one. fuselageTestGathered(i) is then the value of the
/// i-th, until fuselageTestGatherEnd.
FUSELAGE_TEST_EXPORTED int64_t fuselageTestGather(int64_t site,
                                                  int32_t wholeBlock,
                                                  int64_t value);
FUSELAGE_TEST_EXPORTED int64_t fuselageTestGathered(int32_t wholeBlock,
                                                    int64_t index);
FUSELAGE_TEST_EXPORTED void fuselageTestGatherEnd(int64_t site,
                                                  int32_t wholeBlock);

/// printf of a device: the line joins the outputs that are compared, wherever
/// in the order of lines it comes.
FUSELAGE_TEST_EXPORTED void fuselageTestPrintf(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

//===----------------------------------------------------------------------===//
// Memory, for generated code
//===----------------------------------------------------------------------===//

/// New and freed memory holds this byte or the other, never zeros.
#define FUSELAGE_TEST_UNINITIALIZED_BYTE 0xA5
#define FUSELAGE_TEST_FREED_BYTE 0xDD

/// Fills memory that a program has not written yet.
FUSELAGE_TEST_EXPORTED void fuselageTestPoison(void *memory, int64_t bytes);

/// Each access that the program is about to make, reported by instrumented
/// code. A write is reported before and after it happened, so that writing the
/// value that is already there can be told apart.
FUSELAGE_TEST_EXPORTED void fuselageTestOnRead(const void *address,
                                               int64_t bytes);
FUSELAGE_TEST_EXPORTED void fuselageTestBeforeWrite(const void *address,
                                                    int64_t bytes);
FUSELAGE_TEST_EXPORTED void fuselageTestAfterWrite(const void *address,
                                                   int64_t bytes);
/// A write that is taken to change what was there.
FUSELAGE_TEST_EXPORTED void fuselageTestOnWrite(const void *address,
                                                int64_t bytes);
FUSELAGE_TEST_EXPORTED void fuselageTestOnAtomic(const void *address,
                                                 int64_t bytes);
/// The next access is at an address that is a multiple of `alignment`, or the
/// program is in error.
FUSELAGE_TEST_EXPORTED void fuselageTestOnAligned(const void *address,
                                                  int64_t alignment);

/// What memref.assume_alignment says about an address.
FUSELAGE_TEST_EXPORTED void fuselageTestOnAssumedAlignment(intptr_t address,
                                                           int64_t alignment);

/// Memory that only the host may access, and memory that no longer is.
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
