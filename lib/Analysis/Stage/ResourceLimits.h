//===- ResourceLimits.h - What one kernel can hold -----------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fused kernel must not need more than a kernel can have: static workgroup
// memory, dynamic shared memory, bytes of parameters. (The number of threads of
// a block is a limit too, but fusing does not change it.)
//
// These needs only grow with a group, so for each launch there is an earliest
// one that it may share a kernel with, and that one never comes earlier again.
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

/// Registers of 32 bits that bodies may hand on to later ones in a kernel whose
/// block size is not known when it is compiled. Such a kernel has to run with
/// 1,024 threads, which have 64 registers each; a kernel of known block size is
/// compiled for the registers that its threads have.
#define FUSELAGE_MAX_CARRIED_REGISTERS UINT64_C(48)

/// Bytes of workgroup memory that a launch takes: of its attributions, of the
/// dynamic shared memory that it asks for, and for reductions over a block.
uint64_t fuselageLaunchGetWorkgroupBytes(MlirOperation launch);

/// What one launch needs.
typedef struct FuselageLaunchNeeds {
  /// Static workgroup memory, and the dynamic shared memory asked for.
  uint64_t workgroupBytes;
  /// Private attributions, and what its threads allocate on the stack.
  uint64_t privateBytes;
  bool usesDynamicSharedMemory;
  /// Registers that a body of unknown block size may hand on: one for each word
  /// that it loads or stores. 0 where the block size is a constant.
  uint64_t carriedRegisters;
  /// Its parameters, each once: a part of FuselageResourceTracker.used.
  size_t firstParameter, numParameters;
} FuselageLaunchNeeds;

/// A value that a kernel takes as a parameter.
typedef struct FuselageParameter {
  uint64_t bytes;
  /// How many launches of the window use it, and the last that does.
  size_t numLaunches, lastLaunch;
} FuselageParameter;

/// The launches seen so far. A zeroed struct with a limit has seen none. Time
/// and memory are linear in the size of the launches.
typedef struct FuselageResourceTracker {
  uint64_t maxParameterBytes;
  FUSELAGE_ARRAY(FuselageLaunchNeeds) launches;
  FUSELAGE_ARRAY(uint32_t) used;
  FUSELAGE_ARRAY(FuselageParameter) parameters;
  FuselagePointerMap numbers;
  /// What the launches from `firstLaunch` on need together.
  size_t firstLaunch;
  uint64_t parameterBytes, workgroupBytes, privateBytes, carriedRegisters;
  size_t numWorkgroupUsers, numPrivateUsers, numDynamicUsers;
} FuselageResourceTracker;

void fuselageResourceTrackerFree(FuselageResourceTracker *tracker);

/// Adds launch number `launch` of the model, the next one. Launches before
/// `floor`, which does not decrease, can share nothing with it.
/// `*earliestPeer` becomes the smallest number, at least `floor`, such that the
/// launches from there to the new one fit into a kernel. If that is more than
/// `floor`, `*obstacle` says why. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageResourceTrackerAddLaunch(
    FuselageResourceTracker *tracker, const FuselageModel *model, size_t launch,
    size_t floor, size_t *earliestPeer, FuselageObstacle *obstacle);

#endif // FUSELAGE_ANALYSIS_STAGE_RESOURCELIMITS_H
