//===- ItemBounds.h - Guards that say which items there are ---- -*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A launch often has more threads than there is work, because a block has a
// fixed number of them. Its body then is an `scf.if`, around everything that it
// does, which compares the number of the thread along an axis with a bound.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_ANALYSIS_LAUNCH_ITEMBOUNDS_H
#define FUSELAGE_ANALYSIS_LAUNCH_ITEMBOUNDS_H

#include "Analysis/Index/IndexReader.h"
#include "Analysis/Launch/WorkItems.h"

#include "mlir-c/AffineExpr.h"

/// Reads the guards of `items->launch`, which the reader is in, and stores the
/// bounds of the axes and the guards that say no more than these.
void fuselageWorkItemsReadBounds(FuselageIndexReader *reader,
                                 FuselageWorkItems *items);

/// The number of a block along an axis, as an expression over the ids of the
/// launch that the reader is in. Where several ids of the grid number the
/// blocks along x, there is one block along y, and along z.
MlirAffineExpr
fuselageItemAxisReadBlockNumber(const FuselageIndexReader *reader, int axis);

/// The number of a thread along an axis, as an expression over the ids of the
/// launch that the reader is in.
MlirAffineExpr fuselageItemAxisReadNumber(const FuselageIndexReader *reader,
                                          int axis);

#endif // FUSELAGE_ANALYSIS_LAUNCH_ITEMBOUNDS_H
