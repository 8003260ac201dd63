//===- OccupancyTest.c - Occupancy against NVIDIA's calculator ------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/PTX.h"
#include "fuselage-c/TimeModel.h"

// cmocka.h uses names of these headers without including them.
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#ifdef FUSELAGE_HAVE_CUDA_OCCUPANCY
#include <cuda_occupancy.h>

#include <stdlib.h>
#endif

static void expect(const char *chip, uint32_t threads, uint32_t registers,
                   uint64_t shared, uint32_t blocks, uint32_t warps,
                   FuselagePTXOccupancyLimit limit) {
  FuselagePTXOccupancy occupancy;
  assert_true(
      fuselagePTXGetOccupancy(chip, threads, registers, shared, &occupancy));
  assert_int_equal(occupancy.activeBlocks, blocks);
  assert_int_equal(occupancy.activeWarps, warps);
  assert_int_equal(occupancy.limit, limit);
}

/// The example of the CUDA C++ Best Practices Guide, "Calculating Occupancy":
/// 37 registers on compute capability 7.0.
static void bestPracticesExample(void **state) {
  (void)state;
  expect("sm_70", 128, 37, 0, 12, 48, FUSELAGE_PTX_LIMITED_BY_REGISTERS);
  expect("sm_70", 320, 37, 0, 4, 40, FUSELAGE_PTX_LIMITED_BY_REGISTERS);
}

static void eachLimitBinds(void **state) {
  (void)state;
  expect("sm_80", 256, 32, 0, 8, 64, FUSELAGE_PTX_LIMITED_BY_THREADS);
  expect("sm_80", 256, 64, 0, 4, 32, FUSELAGE_PTX_LIMITED_BY_REGISTERS);
  expect("sm_80", 32, 16, 0, 32, 32, FUSELAGE_PTX_LIMITED_BY_BLOCKS);
  expect("sm_75", 1, 255, 0, 8, 8, FUSELAGE_PTX_LIMITED_BY_REGISTERS);
  expect("sm_86", 128, 16, 48 * 1024, 2, 8,
         FUSELAGE_PTX_LIMITED_BY_SHARED_MEMORY);
  // A suffix changes nothing.
  expect("sm_90a", 1024, 32, 0, 2, 64, FUSELAGE_PTX_LIMITED_BY_THREADS);
}

static void tooMuchRunsNowhere(void **state) {
  (void)state;
  expect("sm_80", 1024, 65, 0, 0, 0, FUSELAGE_PTX_LIMITED_BY_REGISTERS);
  expect("sm_80", 32, 256, 0, 0, 0, FUSELAGE_PTX_LIMITED_BY_REGISTERS);
  expect("sm_80", 1025, 8, 0, 0, 0, FUSELAGE_PTX_LIMITED_BY_THREADS);
  expect("sm_75", 32, 8, 64 * 1024 + 1, 0, 0,
         FUSELAGE_PTX_LIMITED_BY_SHARED_MEMORY);
}

static void unknownIsRefused(void **state) {
  (void)state;
  FuselagePTXOccupancy occupancy;
  assert_false(fuselagePTXGetOccupancy("sm_10", 32, 8, 0, &occupancy));
  assert_false(fuselagePTXGetOccupancy("", 32, 8, 0, &occupancy));
  assert_false(fuselagePTXGetOccupancy("sm_80", 0, 8, 0, &occupancy));
  assert_int_equal(occupancy.maxWarps, 0);
}

/// The devices of the model of time have limits of their own, so that they need
/// no PTX: the same ones.
static void devicesHoldWhatTheirChipsHold(void **state) {
  (void)state;
  for (size_t i = 0; i < fuselageDeviceGetCount(); ++i) {
    const FuselageDevice *device = fuselageDeviceGet(i);
    FuselagePTXOccupancy occupancy;
    assert_true(fuselagePTXGetOccupancy(device->chip, 32, 1, 0, &occupancy));
    assert_int_equal(occupancy.maxWarps * 32, device->maxThreads);
    assert_int_equal(occupancy.activeBlocks, device->maxBlocks);
  }
}

/// Chips, as the driver describes them.
#ifdef FUSELAGE_HAVE_CUDA_OCCUPANCY
typedef struct Device {
  const char *chip;
  int major, minor, threads;
  size_t shared, blockShared, reserved;
} Device;

static const Device devices[] = {
    {"sm_70", 7, 0, 2048, 96, 96, 0},
    {"sm_75", 7, 5, 1024, 64, 64, 0},
    {"sm_80", 8, 0, 2048, 164, 163, 1024},
    {"sm_86", 8, 6, 1536, 100, 99, 1024},
    {"sm_87", 8, 7, 1536, 164, 163, 1024},
    {"sm_89", 8, 9, 1536, 100, 99, 1024},
    {"sm_90", 9, 0, 2048, 228, 227, 1024},
    {"sm_100", 10, 0, 2048, 228, 227, 1024},
    {"sm_103", 10, 3, 2048, 228, 227, 1024},
    {"sm_110", 11, 0, 1536, 228, 227, 1024},
    {"sm_120", 12, 0, 1536, 100, 99, 1024},
    {"sm_121", 12, 1, 1536, 100, 99, 1024},
};

static uint32_t askNVIDIA(const Device *device, uint32_t threads,
                          uint32_t registers, uint64_t shared) {
  cudaOccDeviceProp properties = {
      .computeMajor = device->major,
      .computeMinor = device->minor,
      .maxThreadsPerBlock = 1024,
      .maxThreadsPerMultiprocessor = device->threads,
      .regsPerBlock = 65536,
      .regsPerMultiprocessor = 65536,
      .warpSize = 32,
      .sharedMemPerBlock = 48 * 1024,
      .sharedMemPerMultiprocessor = device->shared * 1024,
      .numSms = 1,
      .sharedMemPerBlockOptin = device->blockShared * 1024,
      .reservedSharedMemPerBlock = device->reserved};
  cudaOccFuncAttributes attributes = {
      .maxThreadsPerBlock = 1024,
      .numRegs = (int)registers,
      .partitionedGCConfig = PARTITIONED_GC_OFF,
      .shmemLimitConfig = FUNC_SHMEM_LIMIT_OPTIN,
      .maxDynamicSharedSizeBytes = (size_t)shared,
      .numBlockBarriers = 1};
  cudaOccDeviceState state = {.cacheConfig = CACHE_PREFER_NONE,
                              .carveoutConfig = SHAREDMEM_CARVEOUT_DEFAULT};
  cudaOccResult result = {0};
  assert_int_equal(cudaOccMaxActiveBlocksPerMultiprocessor(
                       &result, &properties, &attributes, &state, (int)threads,
                       (size_t)shared),
                   CUDA_OCC_SUCCESS);
  return (uint32_t)result.activeBlocksPerMultiprocessor;
}

static void compare(const Device *device, uint32_t threads, uint32_t registers,
                    uint64_t shared) {
  FuselagePTXOccupancy occupancy;
  assert_true(fuselagePTXGetOccupancy(device->chip, threads, registers, shared,
                                      &occupancy));
  uint32_t expected = askNVIDIA(device, threads, registers, shared);
  if (occupancy.activeBlocks != expected)
    fail_msg("%s: %u threads, %u registers, %llu bytes: %u instead of %u",
             device->chip, threads, registers, (unsigned long long)shared,
             occupancy.activeBlocks, expected);
}

static void agreesWithNVIDIA(void **state) {
  (void)state;
  static const uint64_t shared[] = {0,     1,     127,    1024,   8000,
                                    16384, 33000, 49152,  65536,  65537,
                                    98304, 99999, 102400, 166912, 232448};
  for (size_t i = 0; i < sizeof devices / sizeof *devices; ++i)
    for (uint32_t threads = 1; threads <= 1024; threads += 31)
      for (uint32_t registers = 1; registers < 256; registers += 2)
        for (size_t k = 0; k < sizeof shared / sizeof *shared; ++k)
          compare(&devices[i], threads, registers, shared[k]);
}
#endif

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bestPracticesExample),
      cmocka_unit_test(eachLimitBinds),
      cmocka_unit_test(tooMuchRunsNowhere),
      cmocka_unit_test(unknownIsRefused),
      cmocka_unit_test(devicesHoldWhatTheirChipsHold),
#ifdef FUSELAGE_HAVE_CUDA_OCCUPANCY
      cmocka_unit_test(agreesWithNVIDIA),
#endif
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
