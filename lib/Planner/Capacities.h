//===- Capacities.h - Sizes that tests shrink ---------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// None of these changes a result. With FUSELAGE_TINY_CAPACITIES small inputs
// cross every limit, so that tests of a few stages reach each path.
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLANNER_CAPACITIES_H
#define FUSELAGE_PLANNER_CAPACITIES_H

#include <stddef.h>

#ifdef FUSELAGE_TINY_CAPACITIES
enum {
  /// Capacities are multiples of this.
  MIN_STAGE_CAPACITY = 1,
  /// Stages that one step of the planner looks at, so that each is brought into
  /// the cache once for all that is done with it.
  STAGES_PER_BLOCK = 3,
  /// Up to so many ids are compared pair by pair.
  MAX_PAIRWISE_IDS = 2,
  /// The optimal planner's queue moves to the front of its place when it has
  /// left so many entries free there.
  MIN_FREE_TO_CLOSE_UP = 1
};
#else
enum {
  MIN_STAGE_CAPACITY = 64,
  STAGES_PER_BLOCK = 256,
  MAX_PAIRWISE_IDS = 16,
  MIN_FREE_TO_CLOSE_UP = 64
};
#endif

#endif // FUSELAGE_PLANNER_CAPACITIES_H
