//===- plan.c - The planner inside another program ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plans two stages. Needs libFuselagePlanner.a and libc, and no MLIR.
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Planner.h"

#include <stdio.h>

int main(void) {
  const FuselageStage stages[] = {
      {.id = 1, .layoutHash = 7, .inputBytes = 64, .outputBytes = 32},
      {.id = 2, .layoutHash = 7, .inputBytes = 32, .outputBytes = 48}};
  FuselageScratch scratch = fuselageScratchCreate(2, NULL);
  FuselagePlan plan;
  FuselageError error;
  FuselageStatus status =
      fuselagePlanLaunches(stages, 2, 256, NULL, scratch, &plan, &error);
  if (status == FUSELAGE_OK)
    printf("launches: 2 -> %u\n", (unsigned)plan.launchCount);
  else
    fprintf(stderr, "error: %s\n", fuselageStatusGetName(status));
  fuselageScratchDestroy(scratch);
  return status != FUSELAGE_OK;
}
