//===- TimeModelTest.c - Times by hand, order, and extremes ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cmocka.h"
#include "Random.h"

#include "fuselage-c/TimeModel.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

static const uint64_t unknown = FUSELAGE_WORK_UNKNOWN;
static const uint64_t largest = FUSELAGE_WORK_UNKNOWN - 1;

/// A device to calculate with by hand. It holds 20 blocks of one warp, and 10
/// of two.
static const FuselageDevice roundDevice = {.name = "round",
                                           .description =
                                               "a device of round numbers",
                                           .chip = "none",
                                           .numMultiprocessors = 10,
                                           .maxThreads = 64,
                                           .maxBlocks = 4,
                                           .memoryBytesPerNanosecond = 100,
                                           .l2BytesPerNanosecond = 1000,
                                           .warpInstructionsPerNanosecond = 2,
                                           .instructionNanoseconds = 4,
                                           .loadNanoseconds = 500,
                                           .launchNanoseconds = 3000,
                                           .barrierNanoseconds = 10,
                                           .barrierNanosecondsPerWarp = 2};

static void assertNear(double actual, double expected) {
  if (!(fabs(actual - expected) <= 1e-9 * fabs(expected)))
    fail_msg("%.17g instead of %.17g", actual, expected);
}

static void assertTime(FuselageLaunchWork work, double microseconds) {
  assertNear(fuselageTimeModelLaunch(&roundDevice, &work), microseconds);
}

//===----------------------------------------------------------------------===//
// By hand
//===----------------------------------------------------------------------===//

static void aLaunchWithoutWorkTakesItsOverhead(void **state) {
  (void)state;
  assertTime((FuselageLaunchWork){0}, 3);
  assertTime((FuselageLaunchWork){.numBlocks = 1000, .threadsPerBlock = 64}, 3);
}

static void bytesTakeTheBandwidthOfMemory(void **state) {
  (void)state;
  assertTime((FuselageLaunchWork){.memoryBytes = 1000000}, 3 + 10);
}

static void sectorsTakeTheBandwidthOfTheCache(void **state) {
  (void)state;
  assertTime((FuselageLaunchWork){.sectors = 1000000}, 3 + 32);
}

static void instructionsIssueWhereBlocksAre(void **state) {
  (void)state;
  FuselageLaunchWork work = {.warpInstructions = 1000000, .threadsPerBlock = 1};
  static const struct {
    uint64_t numBlocks;
    double microseconds;
  } cases[] = {{0, 500}, {1, 500}, {2, 250},   {5, 100},     {9, 500.0 / 9},
               {10, 50}, {11, 50}, {1000, 50}, {largest, 50}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    work.numBlocks = cases[i].numBlocks;
    assertTime(work, 3 + cases[i].microseconds);
  }
}

static void theLongestWarpRunsInEachWave(void **state) {
  (void)state;
  FuselageLaunchWork work = {
      .longestInstructions = 100, .longestLoads = 2, .threadsPerBlock = 32};
  static const struct {
    uint64_t numBlocks;
    double waves;
  } cases[] = {{0, 0}, {1, 1}, {20, 1}, {21, 2}, {40, 2}, {41, 3}, {2000, 100}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    work.numBlocks = cases[i].numBlocks;
    assertTime(work, 3 + 1.4 * cases[i].waves);
  }
}

static void barriersAreMoreForMoreWarps(void **state) {
  (void)state;
  assertTime((FuselageLaunchWork){.longestBarriers = 5,
                                  .numBlocks = 20,
                                  .threadsPerBlock = 32},
             3 + 5 * 0.012);
  assertTime((FuselageLaunchWork){.longestBarriers = 5,
                                  .numBlocks = 10,
                                  .threadsPerBlock = 33},
             3 + 5 * 0.014);
  assertTime((FuselageLaunchWork){.longestBarriers = 5,
                                  .numBlocks = 11,
                                  .threadsPerBlock = 64},
             3 + 2 * 5 * 0.014);
}

/// Which term is the largest makes no difference to launch and barriers.
static void onlyTheLargestTermCounts(void **state) {
  (void)state;
  FuselageLaunchWork work = {.memoryBytes = 1000000,
                             .sectors = 100000,
                             .warpInstructions = 100000,
                             .longestInstructions = 100,
                             .longestLoads = 2,
                             .longestBarriers = 5,
                             .numBlocks = 10,
                             .threadsPerBlock = 64};
  FuselageTimeParts parts = fuselageTimeModelParts(&roundDevice, &work);
  assertNear(parts.launch, 3);
  assertNear(parts.memory, 10);
  assertNear(parts.l2, 3.2);
  assertNear(parts.issue, 5);
  assertNear(parts.longest, 1.4);
  assertNear(parts.barriers, 0.07);
  assertNear(parts.total, 3 + 10 + 0.07);
  work.sectors = 1000000;
  assertTime(work, 3 + 32 + 0.07);
  work.warpInstructions = 1000000;
  assertTime(work, 3 + 50 + 0.07);
  work.longestLoads = 200;
  assertTime(work, 3 + 100.4 + 0.07);
}

/// Calculated apart from this program, in doubles. Each operation has one
/// rounding, so that all bits are the same everywhere.
static void allBitsAreAsCalculated(void **state) {
  (void)state;
  FuselageDevice device = {.numMultiprocessors = 108,
                           .maxThreads = 2048,
                           .maxBlocks = 32,
                           .memoryBytesPerNanosecond = 1555,
                           .l2BytesPerNanosecond = 5400,
                           .warpInstructionsPerNanosecond = 4 * 1.41,
                           .instructionNanoseconds = 4 / 1.41,
                           .loadNanoseconds = 466.3 / 1.41,
                           .launchNanoseconds = 2400,
                           .barrierNanoseconds = 21 / 1.41,
                           .barrierNanosecondsPerWarp = 2 / 1.41};
  static const struct {
    FuselageLaunchWork work;
    double microseconds;
  } cases[] = {
      {{50331648, 1572864, 3000000, 40, 3, 0, 65536, 256},
       0x1.59b40901613e7p+6},
      {{4096, 700000, 12345, 100, 10, 7, 9, 96}, 0x1.aba9032ff8e61p+2},
      {{0, 0, 987654321, 77, 0, 1, 53, 33}, 0x1.9d4fca883ede5p+11},
      {{12345, 678, 90, 1234, 56, 3, 100001, 1000}, 0x1.414cba7fac565p+13}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    double time = fuselageTimeModelLaunch(&device, &cases[i].work);
    assert_memory_equal(&time, &cases[i].microseconds, sizeof time);
  }
}

//===----------------------------------------------------------------------===//
// Waves
//===----------------------------------------------------------------------===//

static double wavesOn(const FuselageDevice *device, uint64_t numBlocks,
                      uint64_t threadsPerBlock) {
  FuselageLaunchWork work = {.longestLoads = 1,
                             .numBlocks = numBlocks,
                             .threadsPerBlock = threadsPerBlock};
  return fuselageTimeModelParts(device, &work).longest * 1000 /
         device->loadNanoseconds;
}

/// Expects that the device holds so many blocks of that size at once.
static void expectResident(const char *name, uint64_t threadsPerBlock,
                           uint64_t resident) {
  const FuselageDevice *device = fuselageDeviceFind(name);
  assert_non_null(device);
  assertNear(wavesOn(device, 0, threadsPerBlock), 0);
  assertNear(wavesOn(device, 1, threadsPerBlock), 1);
  assertNear(wavesOn(device, resident, threadsPerBlock), 1);
  assertNear(wavesOn(device, resident + 1, threadsPerBlock), 2);
  assertNear(wavesOn(device, 7 * resident, threadsPerBlock), 7);
  assertNear(wavesOn(device, 7 * resident + 1, threadsPerBlock), 8);
}

static void wavesFollowTheLimitOfBlocks(void **state) {
  (void)state;
  expectResident("a100", 0, 108 * 32);
  expectResident("a100", 1, 108 * 32);
  expectResident("a100", 64, 108 * 32);
  expectResident("h100", 32, 132 * 32);
  expectResident("t4", 64, 40 * 16);
}

static void wavesFollowTheLimitOfThreads(void **state) {
  (void)state;
  expectResident("a100", 65, 108 * 21);
  expectResident("a100", 96, 108 * 21);
  expectResident("a100", 97, 108 * 16);
  expectResident("a100", 128, 108 * 16);
  expectResident("a100", 256, 108 * 8);
  expectResident("a100", 257, 108 * 7);
  expectResident("a100", 992, 108 * 2);
  expectResident("a100", 1024, 108 * 2);
  expectResident("h100", 1024, 132 * 2);
  expectResident("t4", 65, 40 * 10);
  expectResident("t4", 512, 40 * 2);
  expectResident("t4", 513, 40);
  expectResident("t4", 1024, 40);
}

static void aMultiprocessorHoldsABlockOfAnySize(void **state) {
  (void)state;
  static const uint64_t threads[] = {1025,    2048,   2049, UINT64_C(1) << 32,
                                     largest, unknown};
  for (size_t i = 0; i < sizeof threads / sizeof *threads; ++i)
    expectResident("a100", threads[i], 108);
}

//===----------------------------------------------------------------------===//
// All works of a grid
//===----------------------------------------------------------------------===//

enum { numFields = 6, numValues = 5 };

/// The counts of work; the shape is not one of them.
static uint64_t *fieldOf(FuselageLaunchWork *work, int field) {
  uint64_t *const fields[numFields] = {
      &work->memoryBytes,         &work->sectors,      &work->warpInstructions,
      &work->longestInstructions, &work->longestLoads, &work->longestBarriers};
  return fields[field];
}

static const uint64_t values[numValues] = {0, 1, 1000, largest, unknown};

typedef void (*WorkCheck)(const FuselageDevice *device,
                          const FuselageLaunchWork *work);

static void forCounts(const FuselageDevice *device, FuselageLaunchWork *work,
                      int field, WorkCheck check) {
  if (field == numFields) {
    check(device, work);
    return;
  }
  for (int i = 0; i < numValues; ++i) {
    *fieldOf(work, field) = values[i];
    forCounts(device, work, field + 1, check);
  }
}

/// Calls `check` with every choice of counts, in a few shapes.
static void forWorks(WorkCheck check) {
  static const uint64_t blocks[] = {0, 21, largest, unknown};
  static const uint64_t threads[] = {64, unknown};
  for (size_t b = 0; b < sizeof blocks / sizeof *blocks; ++b)
    for (size_t t = 0; t < sizeof threads / sizeof *threads; ++t) {
      FuselageLaunchWork work = {.numBlocks = blocks[b],
                                 .threadsPerBlock = threads[t]};
      forCounts(&roundDevice, &work, 0, check);
    }
}

static void assertIsTime(double microseconds) {
  assert_true(microseconds >= 0 && microseconds <= FUSELAGE_TIME_UNKNOWN);
}

static void checkRange(const FuselageDevice *device,
                       const FuselageLaunchWork *work) {
  FuselageTimeParts parts = fuselageTimeModelParts(device, work);
  assertIsTime(parts.launch);
  assertIsTime(parts.memory);
  assertIsTime(parts.l2);
  assertIsTime(parts.issue);
  assertIsTime(parts.longest);
  assertIsTime(parts.barriers);
  assertIsTime(parts.total);
  assert_true(parts.total >= parts.launch);
  assert_true(parts.total >= parts.memory && parts.total >= parts.l2);
  assert_true(parts.total >= parts.issue && parts.total >= parts.longest);
}

static void everyTimeIsFinite(void **state) {
  (void)state;
  forWorks(checkRange);
}

static void checkNextCounts(const FuselageDevice *device,
                            const FuselageLaunchWork *work) {
  double before = fuselageTimeModelLaunch(device, work);
  for (int field = 0; field < numFields; ++field) {
    FuselageLaunchWork more = *work;
    uint64_t *count = fieldOf(&more, field);
    for (int i = 0; i + 1 < numValues; ++i)
      if (*count == values[i]) {
        *count = values[i + 1];
        break;
      }
    if (!(fuselageTimeModelLaunch(device, &more) >= before))
      fail_msg("more of count %d takes less time", field);
  }
}

static void moreWorkNeverTakesLess(void **state) {
  (void)state;
  forWorks(checkNextCounts);
}

/// A shape that is not known is no faster than any other. Of blocks, that is
/// so for the terms of waves and of issue.
static void checkUnknownShape(const FuselageDevice *device,
                              const FuselageLaunchWork *work) {
  double known = fuselageTimeModelLaunch(device, work);
  FuselageLaunchWork slow = *work;
  slow.threadsPerBlock = unknown;
  assert_true(fuselageTimeModelLaunch(device, &slow) >= known);
  slow = *work;
  slow.numBlocks = unknown;
  assert_true(fuselageTimeModelLaunch(device, &slow) >= known);
}

static void anUnknownShapeIsTheSlowest(void **state) {
  (void)state;
  forWorks(checkUnknownShape);
}

//===----------------------------------------------------------------------===//
// Random works
//===----------------------------------------------------------------------===//

/// A count of any magnitude, so that few and many bits are as frequent.
static uint64_t randomCount(uint64_t *seed, unsigned maxBits) {
  uint64_t bits = nextBelow(seed, maxBits + 1);
  return bits == 0 ? 0 : nextRandom(seed) >> (64 - bits);
}

static FuselageLaunchWork randomWork(uint64_t *seed) {
  FuselageLaunchWork work = {.numBlocks = randomCount(seed, 40),
                             .threadsPerBlock = 1 + nextBelow(seed, 1024)};
  for (int field = 0; field < numFields; ++field)
    *fieldOf(&work, field) = randomCount(seed, 60);
  return work;
}

/// Steps of one are where rounding could turn the order around.
static void oneMoreNeverTakesLess(void **state) {
  (void)state;
  uint64_t seed = 1;
  for (int i = 0; i < 100000; ++i) {
    const FuselageDevice *device = fuselageDeviceGet(nextBelow(&seed, 3));
    FuselageLaunchWork work = randomWork(&seed);
    double before = fuselageTimeModelLaunch(device, &work);
    *fieldOf(&work, (int)nextBelow(&seed, numFields)) += 1;
    assert_true(fuselageTimeModelLaunch(device, &work) >= before);
  }
}

static void moreBlocksNeverTakeFewerWaves(void **state) {
  (void)state;
  uint64_t seed = 2;
  for (int i = 0; i < 100000; ++i) {
    const FuselageDevice *device = fuselageDeviceGet(nextBelow(&seed, 3));
    FuselageLaunchWork work = randomWork(&seed);
    FuselageTimeParts before = fuselageTimeModelParts(device, &work);
    work.numBlocks += nextBelow(&seed, 2) ? 1 : randomCount(&seed, 20);
    FuselageTimeParts after = fuselageTimeModelParts(device, &work);
    assert_true(after.longest >= before.longest);
    assert_true(after.barriers >= before.barriers);
    assert_true(after.issue <= before.issue);
  }
}

/// The work of two launches of one shape in one launch saves an overhead, at
/// least, however the terms that bound the two differ.
static void onceIsFasterThanTwice(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int i = 0; i < 100000; ++i) {
    const FuselageDevice *device = fuselageDeviceGet(nextBelow(&seed, 3));
    FuselageLaunchWork works[] = {randomWork(&seed), randomWork(&seed)};
    works[1].numBlocks = works[0].numBlocks;
    works[1].threadsPerBlock = works[0].threadsPerBlock;
    FuselageLaunchWork fused = works[0];
    for (int field = 0; field < numFields; ++field)
      *fieldOf(&fused, field) += *fieldOf(&works[1], field);
    double twice = fuselageTimeModelSequence(device, works, 2);
    double once = fuselageTimeModelLaunch(device, &fused);
    assert_true(once + device->launchNanoseconds / 1000 <=
                twice * (1 + 16 * DBL_EPSILON));
  }
}

static void theLimitIsNoMoreThanAnyProgramTakes(void **state) {
  (void)state;
  uint64_t seed = 4;
  for (int i = 0; i < 100000; ++i) {
    const FuselageDevice *device = fuselageDeviceGet(nextBelow(&seed, 3));
    FuselageLaunchWork works[] = {randomWork(&seed), randomWork(&seed)};
    uint64_t bytes = works[0].memoryBytes + works[1].memoryBytes;
    double limit = fuselageTimeModelLimit(device, bytes - bytes / 3);
    assert_true(limit <= fuselageTimeModelSequence(device, works, 2));
  }
}

//===----------------------------------------------------------------------===//
// Unknown
//===----------------------------------------------------------------------===//

static void eachUnknownCountMakesTheTimeUnknown(void **state) {
  (void)state;
  for (int field = 0; field < numFields; ++field) {
    FuselageLaunchWork work = {.numBlocks = 1, .threadsPerBlock = 32};
    *fieldOf(&work, field) = largest;
    double known = fuselageTimeModelLaunch(&roundDevice, &work);
    assert_true(fuselageTimeIsKnown(known));
    *fieldOf(&work, field) = unknown;
    double time = fuselageTimeModelLaunch(&roundDevice, &work);
    assert_false(fuselageTimeIsKnown(time));
    assert_true(time > known);
  }
}

static void theLargestKnownWorkIsKnown(void **state) {
  (void)state;
  FuselageLaunchWork work = {largest, largest, largest, largest,
                             largest, largest, largest, largest};
  for (size_t i = 0; i < fuselageDeviceGetCount(); ++i)
    assert_true(fuselageTimeIsKnown(
        fuselageTimeModelLaunch(fuselageDeviceGet(i), &work)));
}

/// Without a block there is no wave, however much it would do.
static void noWavesTakeNoTime(void **state) {
  (void)state;
  assertTime((FuselageLaunchWork){.longestInstructions = unknown,
                                  .longestLoads = unknown,
                                  .longestBarriers = unknown,
                                  .threadsPerBlock = unknown},
             3);
}

/// Bytes and sectors need no shape. Waves need both, issue needs the blocks.
static void unknownShapesMatterWhereTheyEnter(void **state) {
  (void)state;
  assertTime((FuselageLaunchWork){.memoryBytes = 1000000,
                                  .sectors = 1,
                                  .numBlocks = unknown,
                                  .threadsPerBlock = unknown},
             3 + 10);
  assertTime((FuselageLaunchWork){.warpInstructions = 1000000,
                                  .numBlocks = unknown,
                                  .threadsPerBlock = 32},
             3 + 500);
  assertTime((FuselageLaunchWork){.longestLoads = 2,
                                  .numBlocks = 11,
                                  .threadsPerBlock = unknown},
             3 + 2);
  FuselageLaunchWork works[] = {
      {.longestLoads = 1, .numBlocks = unknown, .threadsPerBlock = 32},
      {.longestBarriers = 1, .numBlocks = unknown, .threadsPerBlock = 32},
      {.longestBarriers = 1, .numBlocks = 1, .threadsPerBlock = unknown}};
  for (size_t i = 0; i < sizeof works / sizeof *works; ++i)
    assert_false(
        fuselageTimeIsKnown(fuselageTimeModelLaunch(&roundDevice, &works[i])));
}

//===----------------------------------------------------------------------===//
// Sequences and the limit
//===----------------------------------------------------------------------===//

static void aSequenceIsTheSumOfItsLaunches(void **state) {
  (void)state;
  const FuselageLaunchWork works[] = {
      {.memoryBytes = 1000000},
      {.sectors = 1000000},
      {.longestLoads = 1, .numBlocks = 1, .threadsPerBlock = 1}};
  assertNear(fuselageTimeModelSequence(&roundDevice, works, 3), 13 + 35 + 3.5);
  assertNear(fuselageTimeModelSequence(&roundDevice, works, 1), 13);
  assertNear(fuselageTimeModelSequence(&roundDevice, works + 1, 2), 35 + 3.5);
}

static void expectText(double microseconds, const char *text) {
  char actual[32];
  snprintf(actual, sizeof actual, "%.2f", microseconds);
  assert_string_equal(actual, text);
}

static void theExampleOfTheDocument(void **state) {
  (void)state;
  const FuselageDevice *device = fuselageDeviceGetDefault();
  FuselageLaunchWork work = {.memoryBytes = 8 << 20,
                             .sectors = 1 << 18,
                             .warpInstructions = 1 << 19,
                             .longestInstructions = 16,
                             .longestLoads = 1,
                             .numBlocks = 4096,
                             .threadsPerBlock = 256};
  const FuselageLaunchWork works[] = {work, work};
  FuselageTimeParts parts = fuselageTimeModelParts(device, &work);
  expectText(parts.memory, "5.39");
  expectText(parts.launch, "2.40");
  expectText(fuselageTimeModelSequence(device, works, 2), "15.59");
  expectText(fuselageTimeModelLaunch(device, &work), "7.79");
  expectText(fuselageTimeModelLimit(device, 8 << 20), "7.79");
}

static void noLaunchesTakeNoTime(void **state) {
  (void)state;
  assert_true(fuselageTimeModelSequence(&roundDevice, NULL, 0) <= 0);
}

static void anUnknownLaunchMakesASequenceUnknown(void **state) {
  (void)state;
  FuselageLaunchWork works[1000];
  for (size_t i = 0; i < 1000; ++i)
    works[i] = (FuselageLaunchWork){.memoryBytes = i < 10 ? largest : 1};
  assert_true(fuselageTimeIsKnown(
      fuselageTimeModelSequence(&roundDevice, works, 1000)));
  works[500].sectors = unknown;
  double time = fuselageTimeModelSequence(&roundDevice, works, 1000);
  assert_false(fuselageTimeIsKnown(time));
  for (size_t i = 0; i < 1000; ++i)
    works[i].sectors = unknown;
  double all = fuselageTimeModelSequence(&roundDevice, works, 1000);
  assert_memory_equal(&all, &time, sizeof time);
}

static void theLimitIsOneLaunchAndTheBytes(void **state) {
  (void)state;
  assertNear(fuselageTimeModelLimit(&roundDevice, 0), 3);
  assertNear(fuselageTimeModelLimit(&roundDevice, 1000000), 13);
  assert_true(
      fuselageTimeIsKnown(fuselageTimeModelLimit(&roundDevice, largest)));
  assert_false(
      fuselageTimeIsKnown(fuselageTimeModelLimit(&roundDevice, unknown)));
}

//===----------------------------------------------------------------------===//
// Beyond what is allowed
//===----------------------------------------------------------------------===//

static FuselageDevice deviceOf(double constant, uint32_t count) {
  return (FuselageDevice){.numMultiprocessors = count,
                          .maxThreads = count,
                          .maxBlocks = count,
                          .memoryBytesPerNanosecond = constant,
                          .l2BytesPerNanosecond = constant,
                          .warpInstructionsPerNanosecond = constant,
                          .instructionNanoseconds = constant,
                          .loadNanoseconds = constant,
                          .launchNanoseconds = constant,
                          .barrierNanoseconds = constant,
                          .barrierNanosecondsPerWarp = constant};
}

/// Constants that no device has make no time that is no number.
static void anyDeviceGivesFiniteTimes(void **state) {
  (void)state;
  const double constants[] = {0,        -1,       DBL_MIN, DBL_MAX, 1e-300,
                              -DBL_MAX, INFINITY, NAN,     1e300,   1};
  static const uint32_t counts[] = {0, 1, 31, UINT32_MAX};
  uint64_t seed = 5;
  for (size_t i = 0; i < sizeof constants / sizeof *constants; ++i)
    for (size_t k = 0; k < sizeof counts / sizeof *counts; ++k) {
      FuselageDevice device = deviceOf(constants[i], counts[k]);
      for (int round = 0; round < 200; ++round) {
        FuselageLaunchWork work = randomWork(&seed);
        *fieldOf(&work, round % numFields) = values[round % numValues];
        checkRange(&device, &work);
        assertIsTime(fuselageTimeModelSequence(&device, &work, 1));
        assertIsTime(fuselageTimeModelLimit(&device, work.memoryBytes));
      }
    }
}

static void aJoinSavesALaunchAndBytesForBarriers(void **state) {
  (void)state;
  FuselageLaunchWork none = {.numBlocks = 1 << 20, .threadsPerBlock = 1024};
  FuselageLaunchWork bytes = none, barriers = none;
  bytes.memoryBytes = 1 << 20;
  barriers.longestBarriers = 1;
  FuselageLaunchWork nothing = {0};
  double launch = fuselageTimeModelLaunch(&roundDevice, &nothing);
  double withBytes = fuselageTimeModelLimit(&roundDevice, 1 << 20);
  double withBarriers = fuselageTimeModelLaunch(&roundDevice, &barriers);
  assert_true(withBarriers > 2 * launch && withBytes > launch);
  assert_true(fuselageTimeModelJoin(&roundDevice, &none) == launch);
  assert_true(fuselageTimeModelJoin(&roundDevice, &bytes) == withBytes);
  double saved = fuselageTimeModelJoin(&roundDevice, &barriers);
  assert_true(saved < 0);
  double error = saved - (launch - (withBarriers - launch));
  assert_true(error < 1e-9 && error > -1e-9);
}

/// Also where a term is not known, and of devices that there are not.
static void theTimeOfAJoinIsFinite(void **state) {
  (void)state;
  FuselageLaunchWork work = {unknown, unknown, unknown, unknown,
                             unknown, unknown, unknown, unknown};
  double none = fuselageTimeModelJoin(&roundDevice, &work);
  assert_true(none == 0);
  work.memoryBytes = 0;
  assert_true(fuselageTimeModelJoin(&roundDevice, &work) <
              -FUSELAGE_TIME_UNKNOWN / 2);
  work.longestBarriers = 0;
  work.memoryBytes = unknown;
  assert_true(fuselageTimeModelJoin(&roundDevice, &work) ==
              FUSELAGE_TIME_UNKNOWN);
}

static void errnoIsLeftAlone(void **state) {
  (void)state;
  FuselageLaunchWork work = {unknown, largest, unknown, largest,
                             unknown, largest, unknown, largest};
  errno = EDOM;
  fuselageTimeModelLaunch(&roundDevice, &work);
  fuselageTimeModelSequence(&roundDevice, &work, 1);
  fuselageTimeModelLimit(&roundDevice, unknown);
  assert_int_equal(errno, EDOM);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(aLaunchWithoutWorkTakesItsOverhead),
      cmocka_unit_test(bytesTakeTheBandwidthOfMemory),
      cmocka_unit_test(sectorsTakeTheBandwidthOfTheCache),
      cmocka_unit_test(instructionsIssueWhereBlocksAre),
      cmocka_unit_test(theLongestWarpRunsInEachWave),
      cmocka_unit_test(barriersAreMoreForMoreWarps),
      cmocka_unit_test(onlyTheLargestTermCounts),
      cmocka_unit_test(allBitsAreAsCalculated),
      cmocka_unit_test(wavesFollowTheLimitOfBlocks),
      cmocka_unit_test(wavesFollowTheLimitOfThreads),
      cmocka_unit_test(aMultiprocessorHoldsABlockOfAnySize),
      cmocka_unit_test(everyTimeIsFinite),
      cmocka_unit_test(moreWorkNeverTakesLess),
      cmocka_unit_test(anUnknownShapeIsTheSlowest),
      cmocka_unit_test(oneMoreNeverTakesLess),
      cmocka_unit_test(moreBlocksNeverTakeFewerWaves),
      cmocka_unit_test(onceIsFasterThanTwice),
      cmocka_unit_test(theLimitIsNoMoreThanAnyProgramTakes),
      cmocka_unit_test(eachUnknownCountMakesTheTimeUnknown),
      cmocka_unit_test(theLargestKnownWorkIsKnown),
      cmocka_unit_test(noWavesTakeNoTime),
      cmocka_unit_test(unknownShapesMatterWhereTheyEnter),
      cmocka_unit_test(aSequenceIsTheSumOfItsLaunches),
      cmocka_unit_test(theExampleOfTheDocument),
      cmocka_unit_test(noLaunchesTakeNoTime),
      cmocka_unit_test(anUnknownLaunchMakesASequenceUnknown),
      cmocka_unit_test(theLimitIsOneLaunchAndTheBytes),
      cmocka_unit_test(anyDeviceGivesFiniteTimes),
      cmocka_unit_test(aJoinSavesALaunchAndBytesForBarriers),
      cmocka_unit_test(theTimeOfAJoinIsFinite),
      cmocka_unit_test(errnoIsLeftAlone),
  };
  return cmocka_run_group_tests_name("time model", tests, NULL, NULL);
}
