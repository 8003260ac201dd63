//===- Greedy.h - Groups that take all they can -------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLANNER_GREEDY_H
#define FUSELAGE_PLANNER_GREEDY_H

#include "Planner/Rule.h"
#include "fuselage-c/Support.h"

/// Extends a greedy plan of the stages before `begin`, whose last group may
/// grow still, to the stages up to `end`. On failure `*error` is set and the
/// list must not be extended further.
FUSELAGE_NODISCARD FuselageStatus fuselageGreedyAdvance(const PlanInput *input,
                                                        size_t begin,
                                                        size_t end,
                                                        GroupList *list,
                                                        FuselageError *error);

#endif // FUSELAGE_PLANNER_GREEDY_H
