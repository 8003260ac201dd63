//===- ShapeCost.h - The work of launches in a shape ----------- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Estimates for the model of time (fuselage-c/TimeModel.h) of launches that are
// to share a shape: as they are, and in the new one. The bytes that memory has
// to deliver are left out. They are the same before, and fewer after.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_TRANSFORMS_SHAPE_SHAPECOST_H
#define FUSELAGE_TRANSFORMS_SHAPE_SHAPECOST_H

#include "Transforms/Shape/CommonShape.h"
#include "Transforms/Shape/ItemAccesses.h"
#include "Transforms/Shape/RemapItems.h"
#include "fuselage-c/TimeModel.h"

#include <stddef.h>

/// The time, in microseconds, of the launches of a chain as they are: those of
/// one part are one launch. Unknown extents are assumed to be middling.
double fuselageShapeCostBefore(const FuselageItemAccessTable *table,
                               const size_t *parts,
                               const FuselageShapeChain *chain,
                               const FuselageDevice *device);

/// The time of all of them as one launch in the shape of the chain.
double fuselageShapeCostAfter(const FuselageItemAccessTable *table,
                              const FuselageItemMapping *mappings,
                              const FuselageShapeChain *chain,
                              const FuselageDevice *device);

#endif // FUSELAGE_TRANSFORMS_SHAPE_SHAPECOST_H
