//===- DeviceMemory.h - Memory that the device can reach ----------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program does not say which memory a device can reach: `memref.alloc` may
// give host memory, and `gpu.host_register` changes the reach on the way. The
// proof is a thread of a launch that certainly touches the memory, if no
// operation in between can change the reach. A mention of the memref in a body
// is not enough: the body may ask for its size only, or access it where no
// thread comes.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_HOST_DEVICEMEMORY_H
#define FUSELAGE_ANALYSIS_HOST_DEVICEMEMORY_H

#include "Analysis/Launch/Launch.h"
#include "Analysis/Polyhedral/PolyhedralTerms.h"
#include "Support/PointerMap.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>

/// The accesses of the launches of one block. Not thread-safe.
typedef struct FuselageDeviceMemory {
  FuselageModel model;
  FuselagePolyTerms terms;
  /// From launches to their numbers in the model.
  FuselagePointerMap launchNumbers;
} FuselageDeviceMemory;

/// Reads the launches in `block`, and looks at nothing outside of `root`.
/// Returns false when memory is out. Free the result in any case.
FUSELAGE_NODISCARD bool fuselageDeviceMemoryInit(FuselageDeviceMemory *memory,
                                                 MlirOperation root,
                                                 MlirBlock block);

void fuselageDeviceMemoryFree(FuselageDeviceMemory *memory);

/// True if the device can certainly reach the source and the target of `copy`,
/// a `memref.copy` of the block. Also true if the copy has no elements.
FUSELAGE_NODISCARD bool
fuselageDeviceMemoryHasCopy(FuselageDeviceMemory *memory, MlirOperation copy);

#endif // FUSELAGE_ANALYSIS_HOST_DEVICEMEMORY_H
