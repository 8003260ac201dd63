//===- Error.c - Names and messages of planner errors ---------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Planner.h"

#include <inttypes.h>
#include <stdio.h>

const char *fuselageStatusGetName(FuselageStatus status) {
  switch (status) {
  case FUSELAGE_OK:
    return "ok";
  case FUSELAGE_DUPLICATE_STAGE:
    return "duplicate_stage";
  case FUSELAGE_ZERO_BUDGET:
    return "zero_budget";
  case FUSELAGE_BYTE_COUNT_OVERFLOW:
    return "byte_count_overflow";
  case FUSELAGE_STAGE_OVER_BUDGET:
    return "stage_over_budget";
  case FUSELAGE_STORAGE_RESERVE_FAILED:
    return "storage_reserve_failed";
  }
  return "unknown";
}

static int printMessage(const FuselageError *error, char *buffer, size_t size) {
  switch (error->status) {
  case FUSELAGE_DUPLICATE_STAGE:
    return snprintf(buffer, size,
                    "Launch fusion received duplicate stage id %" PRIu32
                    ". Fix: emit unique stage ids before fusion planning.",
                    error->stageId);
  case FUSELAGE_ZERO_BUDGET:
    return snprintf(buffer, size,
                    "Launch fusion received a zero byte budget. Fix: pass an "
                    "explicit device-memory budget before planning fusion.");
  case FUSELAGE_BYTE_COUNT_OVERFLOW:
    return snprintf(buffer, size,
                    "Launch fusion overflowed while computing %s. Fix: shard "
                    "adjacent stages before launch fusion planning.",
                    error->field);
  case FUSELAGE_STAGE_OVER_BUDGET:
    return snprintf(buffer, size,
                    "Launch fusion stage %" PRIu32 " requires %" PRIu64
                    " bytes but budget allows %" PRIu64
                    ". Fix: shard the stage or raise the explicit fusion "
                    "budget.",
                    error->stageId, error->requiredBytes, error->budgetBytes);
  case FUSELAGE_STORAGE_RESERVE_FAILED:
    return snprintf(buffer, size,
                    "Launch fusion could not reserve %zu %s entries: %s. Fix: "
                    "shard adjacent stages before fusion planning.",
                    error->requested, error->field, error->reason);
  case FUSELAGE_OK:
    break;
  }
  return snprintf(buffer, size, "%s", "");
}

size_t fuselageErrorPrint(const FuselageError *error, char *buffer,
                          size_t size) {
  int length = printMessage(error, buffer, size);
  return length < 0 ? 0 : (size_t)length;
}
