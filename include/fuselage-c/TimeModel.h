//===-- fuselage-c/TimeModel.h - A model of the time of launches --*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// INTRODUCTION
//
// The model says how long a device takes for launches, from counts of their
// work. It is for comparing: one launch or two, one shape or another. It needs
// libc and nothing else.
//
//   const FuselageDevice *device = fuselageDeviceGetDefault();
//   FuselageLaunchWork work = {.memoryBytes = 8 << 20,
//                              .sectors = 1 << 18,
//                              .warpInstructions = 1 << 19,
//                              .longestInstructions = 16,
//                              .longestLoads = 1,
//                              .numBlocks = 4096,
//                              .threadsPerBlock = 256};
//   double microseconds = fuselageTimeModelLaunch(device, &work);
//
// The counts may come from anywhere: from an execution that counted, or from
// estimates. The model asks for no more than the counts.
//
// A launch takes
//
//   launch overhead
//   + the longest of
//       memoryBytes / memory bandwidth
//       sectors * 32 / L2 bandwidth
//       warpInstructions / issue rate of the multiprocessors that have a block
//       waves * (longestInstructions and longestLoads, one after another)
//   + waves * longestBarriers * time of a barrier of the block's warps
//
// A wave is as many blocks as the device holds at once: each multiprocessor
// holds as many as its limits of threads and blocks allow, and at least one.
//
// Properties that callers may rely on:
//   - Every result is finite, for all counts, and at least zero but for
//     fuselageTimeModelJoin, which subtracts.
//   - More work never takes less time: no count of work (the fields of
//     FuselageLaunchWork but numBlocks and threadsPerBlock) can grow and the
//     time shrink.
//   - The same arguments give the same bits on every machine with IEEE 754
//     doubles.
//
// Thread-safety: there is no state. Any number of calls may run at once.
//
// docs/Planner.md has the constants with their sources, and what the model
// leaves out.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_C_TIMEMODEL_H
#define FUSELAGE_C_TIMEMODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

/// The constants of one device. A program may fill in one of its own: rates
/// are above zero, times are at least zero, and all are finite.
typedef struct FuselageDevice {
  /// Names the device in options, such as "a100".
  const char *name;
  /// The product that the constants are of.
  const char *description;
  /// The chip as compilers know it, such as "sm_80".
  const char *chip;
  uint32_t numMultiprocessors;
  /// Threads that one multiprocessor holds at a time, of all its blocks.
  uint32_t maxThreads;
  /// Blocks that one multiprocessor holds at a time.
  uint32_t maxBlocks;
  /// Bandwidth of the device's memory. A byte in a nanosecond is 1 GB/s.
  double memoryBytesPerNanosecond;
  /// Bandwidth between the L2 cache and the multiprocessors.
  double l2BytesPerNanosecond;
  /// Instructions of a warp that one multiprocessor issues.
  double warpInstructionsPerNanosecond;
  /// From an instruction to the next one that needs its result.
  double instructionNanoseconds;
  /// From a load of memory that no cache has to an instruction that needs it.
  double loadNanoseconds;
  /// What one more launch costs beside its work.
  double launchNanoseconds;
  /// A block barrier takes this much, and so much more for each warp.
  double barrierNanoseconds;
  double barrierNanosecondsPerWarp;
} FuselageDevice;

/// The number of devices that the library knows.
size_t fuselageDeviceGetCount(void);

/// The device at `index`, in alphabetical order of names; null from
/// fuselageDeviceGetCount() on. Devices are static.
const FuselageDevice *fuselageDeviceGet(size_t index);

/// The device of that name, which is matched letter by letter; null if there is
/// none, or if `name` is null.
const FuselageDevice *fuselageDeviceFind(const char *name);

/// Writes to `buffer` that no device has that name, with the names there are,
/// as snprintf does: at most `size` bytes with the terminator. Returns the
/// length of the whole message. A long name is cut.
size_t fuselageDevicePrintUnknown(const char *name, char *buffer, size_t size);

/// The device for callers that name none: "a100".
const FuselageDevice *fuselageDeviceGetDefault(void);

/// The device of that name, null if there is none; for a null name the default
/// one.
const FuselageDevice *fuselageDeviceFindOrDefault(const char *nameOrNull);

//===----------------------------------------------------------------------===//
// Work
//===----------------------------------------------------------------------===//

/// A count whose number is not known. It counts as more than any number, so
/// that work that is not known never looks faster than work that is: the term
/// that it enters takes FUSELAGE_TIME_UNKNOWN. Where the shape is not known, it
/// is the slowest one. A caller that would rather assume a number gives that
/// number.
#define FUSELAGE_WORK_UNKNOWN UINT64_MAX

/// What one launch does. A zero leaves a term out: a caller without a figure
/// for instructions, say, may compare by bytes alone.
typedef struct FuselageLaunchWork {
  /// Bytes that memory has to deliver or take: the distinct bytes that the
  /// launch reads or writes, however often it does.
  uint64_t memoryBytes;
  /// 32-byte sectors that the accesses of all warps touch, each access of a
  /// warp by itself: 4 for 32 neighbouring floats, 32 for scattered ones.
  uint64_t sectors;
  /// Instructions of all warps together, loads and stores among them.
  uint64_t warpInstructions;
  /// Of the warp that has most (or the thread, where threads are counted):
  /// instructions that wait for each other.
  uint64_t longestInstructions;
  /// Of the same warp: loads that wait for each other.
  uint64_t longestLoads;
  /// Of the same warp: barriers.
  uint64_t longestBarriers;
  /// Blocks of the grid. None make no wave. If not known: waves without end, of
  /// blocks that issue on one multiprocessor.
  uint64_t numBlocks;
  /// Threads of one block; zero counts as one. A block that is too large, or of
  /// unknown size, fills a multiprocessor.
  uint64_t threadsPerBlock;
} FuselageLaunchWork;

//===----------------------------------------------------------------------===//
// Time
//===----------------------------------------------------------------------===//

/// The time, in microseconds, of work that is not known. Finite, and more than
/// the time of any work that is known.
#define FUSELAGE_TIME_UNKNOWN 1e300

/// True unless something that is not known made the time what it is. Two times
/// for which it is false are equal, and say nothing about which is shorter.
static inline bool fuselageTimeIsKnown(double microseconds) {
  return microseconds < FUSELAGE_TIME_UNKNOWN;
}

/// The terms of the time of one launch, in microseconds: what bounds it.
typedef struct FuselageTimeParts {
  double launch;
  double memory;
  double l2;
  double issue;
  /// The longest warp's instructions and loads, in all waves.
  double longest;
  double barriers;
  /// launch + the largest of memory, l2, issue and longest + barriers.
  double total;
} FuselageTimeParts;

/// The terms of the time of one launch. Neither pointer may be null, here and
/// below.
FuselageTimeParts fuselageTimeModelParts(const FuselageDevice *device,
                                         const FuselageLaunchWork *work);

/// The time of one launch, in microseconds: the total of its parts.
double fuselageTimeModelLaunch(const FuselageDevice *device,
                               const FuselageLaunchWork *work);

/// The time of launches one after another, in microseconds: the sum of their
/// times. `works` may be null if `numWorks` is zero, which takes no time.
double fuselageTimeModelSequence(const FuselageDevice *device,
                                 const FuselageLaunchWork *works,
                                 size_t numWorks);

/// The time, in microseconds, that a launch saves by joining the one before it;
/// below zero, the time that it costs. It saves its overhead and `memoryBytes`,
/// which need not come from memory any more, and costs `longestBarriers` in
/// blocks of that shape. The other fields of `join` do not count. What else
/// both launches do takes as long together, or less: a sum of maxima is no less
/// than the maximum of sums.
double fuselageTimeModelJoin(const FuselageDevice *device,
                             const FuselageLaunchWork *join);

/// The time, in microseconds, that no program with these compulsory bytes can
/// beat by the model: one launch, and the bytes at the bandwidth of memory.
/// Compulsory are the distinct bytes that the program reads before it writes
/// them, and those that it leaves written.
double fuselageTimeModelLimit(const FuselageDevice *device,
                              uint64_t compulsoryBytes);

#ifdef __cplusplus
}
#endif

#endif // FUSELAGE_C_TIMEMODEL_H
