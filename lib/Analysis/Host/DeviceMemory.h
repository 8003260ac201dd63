//===- DeviceMemory.h - Memory that the device can reach ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program does not say which memory a device can reach: what `memref.alloc`
// gives may be host memory, and `gpu.host_register` changes it on the way. What
// shows it is that a thread of a launch certainly touches the memory, close
// enough that nothing in between can have changed it. To mention a memref is
// not enough: a body may ask for its size, or access it where no thread comes.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_HOST_DEVICEMEMORY_H
#define FUSELAGE_ANALYSIS_HOST_DEVICEMEMORY_H

#include "Analysis/Launch/Launch.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include <isl/ctx.h>

#include <stdbool.h>

/// What the launches of one block touch. Not thread-safe.
typedef struct FuselageDeviceMemory {
  FuselageModel model;
  isl_ctx *ctx;
  /// From launches to their numbers in the model.
  FuselagePointerMap launchNumbers;
} FuselageDeviceMemory;

/// Reads the launches in `block`. Nothing outside of `root` is looked at.
/// Returns false when memory is out. Free the result in any case.
FUSELAGE_NODISCARD bool fuselageDeviceMemoryInit(FuselageDeviceMemory *memory,
                                                 MlirOperation root,
                                                 MlirBlock block);

void fuselageDeviceMemoryFree(FuselageDeviceMemory *memory);

/// True if the device can certainly reach the memory that `copy`, a
/// `memref.copy` of the block, copies from and to; or if it copies nothing.
FUSELAGE_NODISCARD bool
fuselageDeviceMemoryHasCopy(FuselageDeviceMemory *memory, MlirOperation copy);

#endif // FUSELAGE_ANALYSIS_HOST_DEVICEMEMORY_H
