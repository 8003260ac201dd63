//===- ResourceCheck.h - Groups within the room of a kernel -------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef FUSELAGE_TRANSFORMS_MEASURE_RESOURCECHECK_H
#define FUSELAGE_TRANSFORMS_MEASURE_RESOURCECHECK_H

#include "Transforms/Plan/FusionPlan.h"
#include "fuselage-c/Support.h"

/// Splits a group of the plan if its fused kernel spills registers, does not
/// run, or keeps far fewer warps than its parts. Does nothing if the options
/// have no function to measure kernels. Emits a missed remark for each seam.
/// Call it before any launch changes. Fails, after an error, when memory is
/// out.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageResourceCheckRefine(FuselageFusionPlan *plan, FuselageAnalysis analysis,
                            const FuselageFusionOptions *options);

#endif // FUSELAGE_TRANSFORMS_MEASURE_RESOURCECHECK_H
