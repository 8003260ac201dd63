//===- Optimal.h - The best plan by launches, time and bytes ------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLANNER_OPTIMAL_H
#define FUSELAGE_PLANNER_OPTIMAL_H

#include "Planner/Rule.h"
#include "fuselage-c/Support.h"

/// Appends to the empty list the groups of the best plan, as
/// FUSELAGE_OBJECTIVE_OPTIMAL defines it, or FUSELAGE_OBJECTIVE_TIME where time
/// comes first. `words` is working storage: two for
/// each stage.
FUSELAGE_NODISCARD FuselageStatus fuselagePlanOptimal(const PlanInput *input,
                                                      GroupList *list,
                                                      uint32_t *words,
                                                      FuselageError *error);

#endif // FUSELAGE_PLANNER_OPTIMAL_H
