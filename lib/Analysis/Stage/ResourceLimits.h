//===- ResourceLimits.h - The limits of one kernel ----------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fused kernel must keep the limits of a kernel: static workgroup memory,
// dynamic shared memory, bytes of parameters. (The number of threads of a block
// is a limit too, but fusing does not change it.)
//
// These needs only grow with a group. For each launch there is therefore an
// earliest launch with which it fits into a kernel, and the earliest launch
// never moves back from one launch to the next.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_STAGE_RESOURCELIMITS_H
#define FUSELAGE_ANALYSIS_STAGE_RESOURCELIMITS_H

#include "Analysis/Launch/Launch.h"
#include "Support/Array.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Bytes of workgroup memory that a block has on every NVIDIA device.
#define FUSELAGE_MAX_WORKGROUP_BYTES UINT64_C(49152)

/// Bytes of private memory that a thread has on every NVIDIA device.
#define FUSELAGE_MAX_PRIVATE_BYTES UINT64_C(524288)

/// Bytes of parameters that a kernel can have in any version of PTX.
#define FUSELAGE_MAX_PARAMETER_BYTES UINT64_C(4352)

/// The limit that an option gives: the one above where the option is 0.
static inline uint64_t fuselageParameterLimit(uint64_t optionOrZero) {
  return optionOrZero != 0 ? optionOrZero : FUSELAGE_MAX_PARAMETER_BYTES;
}

/// Registers of 32 bits that bodies may hand on to later bodies in a kernel
/// whose block size is not known at compile time. Such a kernel has to run with
/// 1,024 threads, which have 64 registers each. A kernel of known block size is
/// compiled for the registers that its threads have.
#define FUSELAGE_MAX_CARRIED_REGISTERS UINT64_C(48)

/// Bytes of workgroup memory that a launch takes: its attributions, its dynamic
/// shared memory, and the room for reductions over a block.
uint64_t fuselageLaunchGetWorkgroupBytes(MlirOperation launch);

/// The resources that one launch needs.
typedef struct FuselageLaunchNeeds {
  /// Static workgroup memory plus the dynamic shared memory that the launch
  /// asks for.
  uint64_t workgroupBytes;
  /// Private attributions, and allocations of a thread on its stack.
  uint64_t privateBytes;
  bool usesDynamicSharedMemory;
  /// Registers that a body of unknown block size may hand on: one for each word
  /// that it loads or stores. 0 if the block size is a constant.
  uint64_t carriedRegisters;
  /// The parameters of the launch, each once: a part of
  /// FuselageResourceTracker.used.
  size_t firstParameter, numParameters;
} FuselageLaunchNeeds;

/// A value that a kernel takes as a parameter.
typedef struct FuselageParameter {
  uint64_t bytes;
  /// The number of launches of the window that use the parameter, and the last
  /// launch that uses it.
  size_t numLaunches, lastLaunch;
} FuselageParameter;

/// The launches added so far. A zeroed struct with a limit is empty. Time and
/// memory are linear in the size of the launches.
typedef struct FuselageResourceTracker {
  uint64_t maxParameterBytes;
  FUSELAGE_ARRAY(FuselageLaunchNeeds) launches;
  FUSELAGE_ARRAY(uint32_t) used;
  FUSELAGE_ARRAY(FuselageParameter) parameters;
  FuselagePointerMap numbers;
  /// The resources that the launches from `firstLaunch` on need together.
  size_t firstLaunch;
  uint64_t parameterBytes, workgroupBytes, privateBytes, carriedRegisters;
  size_t numWorkgroupUsers, numPrivateUsers, numDynamicUsers;
} FuselageResourceTracker;

void fuselageResourceTrackerFree(FuselageResourceTracker *tracker);

/// Adds launch number `launch` of the model, the next one. It cannot share a
/// launch with launches before `floor`, which never decreases from call to
/// call. `*earliestPeer` becomes the smallest number, at least `floor`, from
/// which on the launches up to the new one fit into a kernel. If it is more
/// than `floor`, `*obstacle` says why. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageResourceTrackerAddLaunch(
    FuselageResourceTracker *tracker, const FuselageModel *model, size_t launch,
    size_t floor, size_t *earliestPeer, FuselageObstacle *obstacle);

#endif // FUSELAGE_ANALYSIS_STAGE_RESOURCELIMITS_H
