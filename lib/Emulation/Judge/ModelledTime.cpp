//===- ModelledTime.cpp - What a run would take on a device ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelledTime.h"

namespace fuselage::test {

static uint64_t countAll(const int64_t sizes[3]) {
  return uint64_t(sizes[0]) * uint64_t(sizes[1]) * uint64_t(sizes[2]);
}

/// Accesses stand for instructions: no others are counted.
static FuselageLaunchWork describeWork(const FuselageTestLaunchCounts &launch) {
  FuselageLaunchWork work = {};
  work.memoryBytes = launch.each.compulsoryBytes;
  work.sectors = launch.each.sectors;
  work.warpInstructions = launch.each.warpAccesses;
  work.longestInstructions = launch.each.longestThread;
  work.longestLoads = launch.each.longestLoads;
  work.longestBarriers = launch.each.barriers;
  work.numBlocks = countAll(launch.gridSize);
  work.threadsPerBlock = countAll(launch.blockSize);
  return work;
}

std::optional<double> modelTime(const FuselageDevice *device,
                                const RunResult &result) {
  double microseconds = 0;
  uint64_t numModelled = 0;
  for (const LaunchCounts &launch : result.launches) {
    FuselageLaunchWork work = describeWork(launch.counts);
    microseconds += double(launch.counts.executions) *
                    fuselageTimeModelLaunch(device, &work);
    numModelled += launch.counts.executions;
  }
  if (result.accesses.notGrouped > 0 || numModelled < result.counts.launches)
    return std::nullopt;
  return microseconds;
}

} // namespace fuselage::test
