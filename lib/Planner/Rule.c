//===- Rule.c - Why stages may not share a group --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planner/Rule.h"

FuselageStatus fuselageReportCannotOpen(const PlanInput *input, size_t stage,
                                        FuselageError *error) {
  const FuselageStage *opener = &input->stages[stage];
  uint64_t bytes;
  if (!addBytes(opener->inputBytes, opener->outputBytes, &bytes))
    return reportOverflow(error, "stage io bytes", stage);
  if (!addBytes(bytes, opener->scratchBytes, &bytes))
    return reportOverflow(error, "stage required bytes", stage);
  error->status = FUSELAGE_STAGE_OVER_BUDGET;
  error->stageIndex = stage;
  error->stageId = opener->id;
  error->requiredBytes = bytes;
  error->budgetBytes = input->budget;
  return error->status;
}

FuselageStatus fuselageReportCannotAddJoinBytes(const PlanInput *input,
                                                size_t stage,
                                                uint64_t requiredBytes,
                                                FuselageError *error) {
  const FuselageStage *joiner = &input->stages[stage];
  if (!addBytes(requiredBytes, joiner->scratchBytes, &requiredBytes))
    return reportOverflow(error, "fused scratch bytes", stage);
  if (!addBytes(requiredBytes, joiner->outputBytes, &requiredBytes))
    return reportOverflow(error, "fused output bytes", stage);
  return reportOverflow(error, "fused input bytes", stage);
}
