//===- Objective.c - Names and needs of objectives ------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Planner.h"

#include <string.h>

const char *fuselageObjectiveGetName(FuselageObjective objective) {
  switch (objective) {
  case FUSELAGE_OBJECTIVE_GREEDY:
    return "greedy";
  case FUSELAGE_OBJECTIVE_OPTIMAL:
    return "optimal";
  case FUSELAGE_OBJECTIVE_TIME:
    return "time";
  }
  return "unknown";
}

bool fuselageObjectiveFind(const char *name, FuselageObjective *objective) {
  static const FuselageObjective objectives[] = {FUSELAGE_OBJECTIVE_GREEDY,
                                                 FUSELAGE_OBJECTIVE_OPTIMAL,
                                                 FUSELAGE_OBJECTIVE_TIME};
  for (size_t i = 0; i < sizeof objectives / sizeof *objectives; ++i)
    if (strcmp(fuselageObjectiveGetName(objectives[i]), name) == 0) {
      *objective = objectives[i];
      return true;
    }
  return false;
}

bool fuselageObjectiveReadsJoinTimes(FuselageObjective objective) {
  return objective == FUSELAGE_OBJECTIVE_OPTIMAL ||
         objective == FUSELAGE_OBJECTIVE_TIME;
}
