//===- PlannerHeaderTest.cpp - The public header is C++ too ---------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Planner.h"

static_assert(FUSELAGE_STORAGE_RESERVE_FAILED == 5, "status values are stable");
static_assert(FUSELAGE_OBJECTIVE_OPTIMAL == 1, "objectives are stable");

int main() {
  FuselageScratch scratch = fuselageScratchCreate(1, nullptr);
  if (fuselageScratchIsNull(scratch))
    return 1;
  FuselageStage stage = {1, 7, 64, 32, 8, false};
  FuselagePlanOptions options = {nullptr, nullptr, FUSELAGE_OBJECTIVE_OPTIMAL,
                                 nullptr};
  FuselagePlan plan;
  FuselageError error;
  FuselageStatus status =
      fuselagePlanLaunches(&stage, 1, 256, &options, scratch, &plan, &error);
  bool planned = status == FUSELAGE_OK && plan.launchCount == 1;
  fuselageScratchDestroy(scratch);
  return planned ? 0 : 1;
}
