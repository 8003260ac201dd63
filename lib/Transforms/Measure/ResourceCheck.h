//===- ResourceCheck.h - Groups that one kernel has room for ---- -*- C -*-===//
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

/// Splits the groups of the plan whose fused kernel spills registers, does not
/// run, or keeps far fewer warps than its parts, as far as the options have a
/// way to measure that. Emits a missed remark for each seam. Call it before any
/// launch is changed. On failure, for lack of memory, an error was emitted.
FUSELAGE_NODISCARD MlirLogicalResult
fuselageResourceCheckRefine(FuselageFusionPlan *plan, FuselageAnalysis analysis,
                            const FuselageFusionOptions *options);

#endif // FUSELAGE_TRANSFORMS_MEASURE_RESOURCECHECK_H
