//===- Occupancy.c - Warps of a kernel on a multiprocessor ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The limits come from the table "Technical Specifications per Compute
// Capability" in NVIDIA's CUDA C++ Programming Guide (13.0; 12.0 for 7.0 and
// 7.2). The rule is the rule of the occupancy calculator in the header
// cuda_occupancy.h of the CUDA toolkit. The unit test compares the two.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/PTX.h"

#include <string.h>

/// The resources of one multiprocessor of a chip.
typedef struct ChipLimits {
  const char *chip;
  uint32_t threads;
  uint32_t blocks;
  /// Shared memory in KiB: for all blocks together, and for one block.
  uint32_t sharedKiB, blockSharedKiB;
  /// Bytes of shared memory that the driver takes from each block.
  uint32_t reservedSharedBytes;
  /// The unit of shared memory, in bytes.
  uint32_t sharedGranularity;
} ChipLimits;

static const ChipLimits chips[] = {
    {"sm_70", 2048, 32, 96, 96, 0, 256},
    {"sm_72", 2048, 32, 96, 96, 0, 256},
    {"sm_75", 1024, 16, 64, 64, 0, 256},
    {"sm_80", 2048, 32, 164, 163, 1024, 128},
    {"sm_86", 1536, 16, 100, 99, 1024, 128},
    {"sm_87", 1536, 16, 164, 163, 1024, 128},
    {"sm_89", 1536, 24, 100, 99, 1024, 128},
    {"sm_90", 2048, 32, 228, 227, 1024, 128},
    {"sm_100", 2048, 32, 228, 227, 1024, 128},
    {"sm_103", 2048, 32, 228, 227, 1024, 128},
    {"sm_110", 1536, 24, 228, 227, 1024, 128},
    {"sm_120", 1536, 24, 100, 99, 1024, 128},
    {"sm_121", 1536, 24, 100, 99, 1024, 128},
};

/// The same on all chips.
enum {
  warpSize = 32,
  maxThreadsPerBlock = 1024,
  maxRegistersPerThread = 255,
  registers = 65536, // of a multiprocessor, and of a block
  registerGranularity = 256,
  subPartitions = 4
};

/// The limits of a chip. A suffix, as in sm_90a, changes no limit.
static const ChipLimits *findChip(const char *name) {
  size_t length = strlen(name);
  while (length != 0 && strchr("af", name[length - 1]))
    --length;
  for (size_t i = 0; i < sizeof chips / sizeof *chips; ++i)
    if (strlen(chips[i].chip) == length &&
        memcmp(chips[i].chip, name, length) == 0)
      return &chips[i];
  return NULL;
}

static uint64_t roundUp(uint64_t value, uint64_t granularity) {
  return (value + granularity - 1) / granularity * granularity;
}

/// Each of the four parts of a multiprocessor gives registers to its own warps.
/// But a block may start only if it would fit with its warps spread evenly over
/// all four.
static uint64_t blocksByRegisters(uint32_t warps, uint32_t perThread) {
  uint64_t perWarp =
      roundUp((uint64_t)perThread * warpSize, registerGranularity);
  if (perThread > maxRegistersPerThread ||
      perWarp * roundUp(warps, subPartitions) > registers)
    return 0;
  if (perWarp == 0)
    return UINT32_MAX;
  return registers / subPartitions / perWarp * subPartitions / warps;
}

static uint64_t blocksByShared(const ChipLimits *limits, uint64_t bytes) {
  if (bytes > (uint64_t)limits->blockSharedKiB * 1024)
    return 0;
  uint64_t perBlock =
      roundUp(bytes + limits->reservedSharedBytes, limits->sharedGranularity);
  return perBlock ? (uint64_t)limits->sharedKiB * 1024 / perBlock : UINT32_MAX;
}

static void limitBlocks(FuselagePTXOccupancy *occupancy, uint64_t blocks,
                        FuselagePTXOccupancyLimit limit) {
  if (blocks >= occupancy->activeBlocks)
    return;
  occupancy->activeBlocks = (uint32_t)blocks;
  occupancy->limit = limit;
}

bool fuselagePTXGetOccupancy(const char *chip, uint32_t threadsPerBlock,
                             uint32_t registersPerThread,
                             uint64_t sharedBytesPerBlock,
                             FuselagePTXOccupancy *occupancy) {
  const ChipLimits *limits = findChip(chip);
  *occupancy = (FuselagePTXOccupancy){0};
  if (!limits || threadsPerBlock == 0)
    return false;
  uint32_t warps = (threadsPerBlock - 1) / warpSize + 1;
  *occupancy = (FuselagePTXOccupancy){.activeBlocks = limits->blocks,
                                      .maxWarps = limits->threads / warpSize,
                                      .limit = FUSELAGE_PTX_LIMITED_BY_BLOCKS};
  limitBlocks(
      occupancy,
      threadsPerBlock > maxThreadsPerBlock ? 0 : occupancy->maxWarps / warps,
      FUSELAGE_PTX_LIMITED_BY_THREADS);
  limitBlocks(occupancy, blocksByRegisters(warps, registersPerThread),
              FUSELAGE_PTX_LIMITED_BY_REGISTERS);
  limitBlocks(occupancy, blocksByShared(limits, sharedBytesPerBlock),
              FUSELAGE_PTX_LIMITED_BY_SHARED_MEMORY);
  occupancy->activeWarps = occupancy->activeBlocks * warps;
  return true;
}
