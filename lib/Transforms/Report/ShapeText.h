//===- ShapeText.h - Sizes of two launches in words ---------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_REPORT_SHAPETEXT_H
#define FUSELAGE_TRANSFORMS_REPORT_SHAPETEXT_H

#include "Support/Text.h"

#include "mlir-c/IR.h"

#include <stdbool.h>

/// The grids of two launches, or their blocks.
typedef struct FuselageShapes {
  MlirOperation earlier, later;
  bool areBlocks;
  /// The names of values, as the source has them.
  MlirAsmState names;
} FuselageShapes;

/// Appends "512x512 and 510x510". A size that is not constant appears by its
/// name.
void fuselageDescribeShapes(FuselageText *text, const FuselageShapes *shapes);

/// Appends the way to give both launches one shape: "launch 512x512 blocks in
/// both, and let the body of the later one do nothing in blocks beyond
/// 510x510".
void fuselageSuggestShapes(FuselageText *text, const FuselageShapes *shapes);

#endif // FUSELAGE_TRANSFORMS_REPORT_SHAPETEXT_H
