//===- Answer.h - One line of output ------------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLAN_ANSWER_H
#define FUSELAGE_PLAN_ANSWER_H

#include "fuselage-c/Planner.h"

#include <stdio.h>

/// Writes a plan of `stages` as a line of JSON.
void answerWritePlan(FILE *stream, const FuselagePlan *plan,
                     const FuselageStage *stages);

/// The place of a request in the input.
typedef struct InputPlace {
  /// Counted from 1.
  size_t line;
  /// Null if the program has only one input.
  const char *file;
} InputPlace;

/// Writes an error as a line of JSON. `code` needs no escaping.
void answerWriteError(FILE *stream, const char *code, const char *message,
                      const InputPlace *place);

#endif // FUSELAGE_PLAN_ANSWER_H
