//===- JoinTime.c - The time that a stage saves by joining ----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Analysis.h"

#include "IR/LaunchOperands.h"
#include "IR/Operation.h"

#include <math.h>

enum {
  /// A grid and a block of unknown size.
  assumedBlocks = 1024,
  assumedThreads = 128
};

/// The product of three sizes of a launch from `first` on.
static uint64_t countOf(MlirOperation launch, int first, uint64_t assumed) {
  uint64_t product = 1;
  for (int id = first; id < first + FUSELAGE_NUM_GRID_IDS; ++id) {
    int64_t size;
    if (!fuselageValueIsConstantInt(fuselageLaunchGetSizeOperand(launch, id),
                                    &size) ||
        size < 0)
      return assumed;
    // No device launches a grid whose product does not fit.
    if (size != 0 && product > UINT64_MAX / (uint64_t)size)
      return assumed;
    product *= (uint64_t)size;
  }
  return product;
}

/// The bytes that the stage before writes and the stage reads. Bytes from
/// earlier stages are in a thread or in memory however the two are launched.
static uint64_t bytesFromStageBefore(const FuselageRun *run, size_t stage) {
  uint64_t written = run->stages[stage - 1].outputBytes;
  uint64_t read = run->stages[stage].inputBytes;
  uint64_t external = run->externalInputBytes[stage];
  if (read >= FUSELAGE_UNKNOWN_BYTES || external >= read)
    return 0;
  if (written >= FUSELAGE_UNKNOWN_BYTES)
    return read - external;
  return written < read - external ? written : read - external;
}

int64_t fuselageRunGetJoinPicoseconds(const FuselageRun *run, size_t stage,
                                      const FuselageDevice *device) {
  static const double picosecondsPerMicrosecond = 1e6, most = 1e15;
  // In picoseconds, a hundredth of the nanoseconds of a launch.
  double unit = device->launchNanoseconds * 10;
  if (stage == 0)
    return 0;
  MlirOperation launch = run->launches[stage];
  FuselageLaunchWork join = {
      .memoryBytes = bytesFromStageBefore(run, stage),
      .longestBarriers = run->barrierPeer[stage] != FUSELAGE_NO_STAGE,
      .numBlocks = countOf(launch, 0, assumedBlocks),
      .threadsPerBlock =
          countOf(launch, FUSELAGE_NUM_GRID_IDS, assumedThreads)};
  double saved =
      fuselageTimeModelJoin(device, &join) * picosecondsPerMicrosecond;
  // A device may have a time of its own that is none.
  if (saved > most || saved < -most)
    return saved > 0 ? (int64_t)most : -(int64_t)most;
  return unit >= 1 ? (int64_t)(round(saved / unit) * unit) : (int64_t)saved;
}
