//===- Footprint.h - Bytes that a launch touches -------------------*- C -*===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_STAGE_FOOTPRINT_H
#define FUSELAGE_ANALYSIS_STAGE_FOOTPRINT_H

#include "Analysis/Launch/Launch.h"
#include "fuselage-c/Support.h"

#include <stdbool.h>
#include <stdint.h>

/// Distinct bytes of global memory that a launch reads and writes. The numbers
/// are exact if the elements form a box in the ids. Otherwise they are upper
/// bounds, at most the size of the buffer; FUSELAGE_UNKNOWN_BYTES if no bound
/// is known when compiling.
typedef struct FuselageFootprint {
  uint64_t inputBytes, outputBytes;
  /// The part of `inputBytes` in buffers that no earlier launch of the run
  /// wrote.
  uint64_t externalInputBytes;
} FuselageFootprint;

/// Per buffer, the last run so far that wrote it. Runs are numbered from 1.
typedef FUSELAGE_ARRAY(uint32_t) FuselageWrittenBuffers;

/// The footprint of a launch of the given run. Notes the buffers that the
/// launch writes in `written`. Returns false when memory is out.
FUSELAGE_NODISCARD bool fuselageLaunchGetFootprint(
    const FuselageModel *model, const FuselageLaunch *launch, uint32_t run,
    FuselageWrittenBuffers *written, FuselageFootprint *footprint);

/// Calls `callback` for each buffer that the launch touches, with its number
/// for the stage.
void fuselageLaunchForEachBufferUse(const FuselageModel *model,
                                    const FuselageLaunch *launch, size_t stage,
                                    FuselageBufferUseCallback callback,
                                    void *userData);

#endif // FUSELAGE_ANALYSIS_STAGE_FOOTPRINT_H
