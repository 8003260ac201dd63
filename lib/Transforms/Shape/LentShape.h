//===- LentShape.h - The shape of a fixed launch ------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A launch whose threads work together keeps its blocks. Its neighbours, whose
// threads do not, may take them on: a thread for each item, or a block for each
// row where there are as many rows as blocks.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_LENTSHAPE_H
#define FUSELAGE_TRANSFORMS_SHAPE_LENTSHAPE_H

#include "Transforms/Shape/CommonShape.h"
#include "fuselage-c/Support.h"

#include "mlir-c/IR.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Blocks and threads along x; there is one of each along y and z.
typedef struct FuselageLentShape {
  int64_t numBlocks, numThreads;
} FuselageLentShape;

/// Reads the shape that a launch can lend: constants, and whole warps.
FUSELAGE_NODISCARD bool fuselageLentShapeRead(MlirOperation launch,
                                              FuselageLentShape *shape);

/// Finds mappings for `count` launches from `first` on, one part of the search,
/// in the given shape, and stores them. False if one of the launches cannot
/// have it, or if they take longer in it by more than a launch takes.
FUSELAGE_NODISCARD bool fuselageFindLentShape(FuselageShapeSearch *search,
                                              const FuselageLentShape *shape,
                                              size_t first, size_t count,
                                              FuselageShapeChain *chain);

#endif // FUSELAGE_TRANSFORMS_SHAPE_LENTSHAPE_H
