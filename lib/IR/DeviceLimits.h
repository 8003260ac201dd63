//===- DeviceLimits.h - The largest launch of a device ------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The limits of a launch on every NVIDIA device (CUDA C++ Programming Guide,
// "Compute Capabilities").
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IR_DEVICELIMITS_H
#define FUSELAGE_IR_DEVICELIMITS_H

#include "IR/LaunchForm.h"

#include <stdint.h>

enum {
  FUSELAGE_MAX_GRID_X = INT32_MAX,
  FUSELAGE_MAX_GRID_YZ = 65535,
  /// In all, and along x and y.
  FUSELAGE_MAX_BLOCK_THREADS = 1024,
  FUSELAGE_MAX_BLOCK_Z = 64,
  /// Threads of a warp.
  FUSELAGE_WARP_SIZE = 32
};

/// The most blocks of a grid, or threads of a block, along an id of a launch.
static inline int64_t fuselageMaxSizeAlong(int id) {
  static const int64_t sizes[FUSELAGE_NUM_IDS] = {
      FUSELAGE_MAX_GRID_X,        FUSELAGE_MAX_GRID_YZ,
      FUSELAGE_MAX_GRID_YZ,       FUSELAGE_MAX_BLOCK_THREADS,
      FUSELAGE_MAX_BLOCK_THREADS, FUSELAGE_MAX_BLOCK_Z};
  return sizes[id];
}

#endif // FUSELAGE_IR_DEVICELIMITS_H
