//===- TimeModel.c - A model of the time of launches ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A count that is not known is infinite in here: sums, products and maxima then
// come out as they should by themselves. Infinity does not leave this file.
//
// Each operation rounds to nearest, which keeps order, and none subtracts but
// one, between times that are finite. So the model is monotone as computed, and
// not only on paper.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/TimeModel.h"

#include <math.h>

enum { warpThreads = 32 };
static const double sectorBytes = 32;
static const double nanosecondsPerMicrosecond = 1000;

static double amountOf(uint64_t count) {
  return count == FUSELAGE_WORK_UNKNOWN ? (double)INFINITY : (double)count;
}

static double larger(double left, double right) {
  return left > right ? left : right;
}

/// What leaves this file: a finite time, even if the constants of a device are
/// none that a device can have.
static double bounded(double microseconds) {
  return microseconds >= 0 && microseconds < FUSELAGE_TIME_UNKNOWN
             ? microseconds
             : FUSELAGE_TIME_UNKNOWN;
}

static double inMicroseconds(double nanoseconds) {
  return bounded(nanoseconds / nanosecondsPerMicrosecond);
}

/// Nothing takes no time, even in a number of waves that is not known; and no
/// waves take none, whatever they would do.
static double product(double left, double right) {
  return left > 0 && right > 0 ? left * right : 0;
}

//===----------------------------------------------------------------------===//
// Shape
//===----------------------------------------------------------------------===//

static uint64_t divideUp(uint64_t count, uint64_t size) {
  return count / size + (count % size != 0);
}

/// Warps of one block, at least one.
static uint64_t warpsOf(const FuselageLaunchWork *work) {
  if (work->threadsPerBlock == FUSELAGE_WORK_UNKNOWN)
    return FUSELAGE_WORK_UNKNOWN;
  return work->threadsPerBlock ? divideUp(work->threadsPerBlock, warpThreads)
                               : 1;
}

/// Blocks that the device holds at once, at least one. Blocks of unknown size
/// are the largest, of which a multiprocessor holds one.
static uint64_t residentBlocks(const FuselageDevice *device, uint64_t warps) {
  uint64_t held = device->maxThreads / warpThreads / warps;
  if (held > device->maxBlocks)
    held = device->maxBlocks;
  uint64_t resident = device->numMultiprocessors * (held ? held : 1);
  return resident ? resident : 1;
}

static double wavesOf(const FuselageDevice *device,
                      const FuselageLaunchWork *work) {
  if (work->numBlocks == FUSELAGE_WORK_UNKNOWN)
    return (double)INFINITY;
  return (double)divideUp(work->numBlocks,
                          residentBlocks(device, warpsOf(work)));
}

/// Multiprocessors that have a block, at least one. It is one where the number
/// of blocks is not known, because fewer multiprocessors issue less.
static double busyMultiprocessors(const FuselageDevice *device,
                                  const FuselageLaunchWork *work) {
  if (work->numBlocks == FUSELAGE_WORK_UNKNOWN || work->numBlocks == 0)
    return 1;
  return work->numBlocks < device->numMultiprocessors
             ? (double)work->numBlocks
             : (double)device->numMultiprocessors;
}

//===----------------------------------------------------------------------===//
// Time
//===----------------------------------------------------------------------===//

/// The instructions and loads of the longest warp.
static double longestNanoseconds(const FuselageDevice *device,
                                 const FuselageLaunchWork *work) {
  return product(amountOf(work->longestInstructions),
                 device->instructionNanoseconds) +
         product(amountOf(work->longestLoads), device->loadNanoseconds);
}

/// The barriers of the longest warp.
static double barrierNanoseconds(const FuselageDevice *device,
                                 const FuselageLaunchWork *work) {
  double warps = amountOf(warpsOf(work));
  double once = device->barrierNanoseconds +
                product(warps, device->barrierNanosecondsPerWarp);
  return product(amountOf(work->longestBarriers), once);
}

FuselageTimeParts fuselageTimeModelParts(const FuselageDevice *device,
                                         const FuselageLaunchWork *work) {
  double waves = wavesOf(device, work);
  double memory =
      amountOf(work->memoryBytes) / device->memoryBytesPerNanosecond;
  double l2 =
      amountOf(work->sectors) * sectorBytes / device->l2BytesPerNanosecond;
  double issue = amountOf(work->warpInstructions) /
                 (device->warpInstructionsPerNanosecond *
                  busyMultiprocessors(device, work));
  double longest = product(waves, longestNanoseconds(device, work));
  double barriers = product(waves, barrierNanoseconds(device, work));
  FuselageTimeParts parts;
  parts.launch = inMicroseconds(device->launchNanoseconds);
  parts.memory = inMicroseconds(memory);
  parts.l2 = inMicroseconds(l2);
  parts.issue = inMicroseconds(issue);
  parts.longest = inMicroseconds(longest);
  parts.barriers = inMicroseconds(barriers);
  double bound = larger(larger(parts.memory, parts.l2),
                        larger(parts.issue, parts.longest));
  parts.total = bounded(parts.launch + bound + parts.barriers);
  return parts;
}

double fuselageTimeModelLaunch(const FuselageDevice *device,
                               const FuselageLaunchWork *work) {
  return fuselageTimeModelParts(device, work).total;
}

double fuselageTimeModelSequence(const FuselageDevice *device,
                                 const FuselageLaunchWork *works,
                                 size_t numWorks) {
  double sum = 0;
  for (size_t i = 0; i < numWorks; ++i)
    sum = bounded(sum + fuselageTimeModelLaunch(device, &works[i]));
  return sum;
}

double fuselageTimeModelJoin(const FuselageDevice *device,
                             const FuselageLaunchWork *join) {
  FuselageTimeParts parts = fuselageTimeModelParts(device, join);
  return bounded(parts.launch + parts.memory) - parts.barriers;
}

double fuselageTimeModelLimit(const FuselageDevice *device,
                              uint64_t compulsoryBytes) {
  const FuselageLaunchWork work = {.memoryBytes = compulsoryBytes};
  return fuselageTimeModelLaunch(device, &work);
}
