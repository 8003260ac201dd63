//===- Reblock.h - Whole warps for launches that are left ----- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block of one thread uses one lane of a warp, and four bytes of each sector
// of memory. Independent launches whose blocks are no whole warps get blocks
// that are, with neighbouring threads on neighbouring elements.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_REBLOCK_H
#define FUSELAGE_TRANSFORMS_SHAPE_REBLOCK_H

#include "Transforms/Shape/SpreadLoops.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stdint.h>

/// Called for each launch before it gets other blocks, with the sizes that it
/// gets: a constant number of blocks along x, or -1, and of threads.
typedef void (*FuselageReblockCallback)(MlirOperation launch, int64_t numBlocks,
                                        int64_t numThreads, void *userData);

/// Called for each launch before iterations of its loops become threads.
typedef void (*FuselageBeginSpreadCallback)(MlirOperation launch,
                                            void *userData);

/// Called for each loop of a launch whose iterations became threads.
typedef void (*FuselageSpreadCallback)(MlirOperation launch,
                                       const FuselageSpreadNote *note,
                                       void *userData);

typedef struct FuselageReblockOptions {
  /// The most threads in a block: a multiple of 32 up to 1024.
  int64_t blockSize;
  /// The most bytes of parameters that a kernel can have.
  uint64_t maxParameterBytes;
  /// Take it that no two memref arguments of a function share memory.
  bool assumeNoaliasArgs;
  FuselageReblockCallback reblocked;
  FuselageBeginSpreadCallback beginSpread;
  FuselageSpreadCallback spread;
  /// Passed to all of them.
  void *userData;
} FuselageReblockOptions;

/// Gives the launches under `root` blocks of whole warps, and the iterations of
/// their loops threads where these are independent. The context has the
/// dialects `arith`, `gpu` and `scf` loaded. Returns false when memory is out;
/// launches that were changed by then stay so.
FUSELAGE_NODISCARD bool fuselageReblock(MlirOperation root,
                                        const FuselageReblockOptions *options);

#endif // FUSELAGE_TRANSFORMS_SHAPE_REBLOCK_H
