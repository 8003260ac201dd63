//===- Result.h - What became of one input ------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_DRIVER_RESULT_H
#define FUSELAGE_DRIVER_RESULT_H

#include "Input.h"
#include "Record.h"

/// One input on its way, and what is known of it. A zeroed struct but for the
/// input and its messages is one to begin with.
typedef struct Result {
  const Input *input;
  /// What was said about it.
  Messages *messages;
  /// Before fusion, and of the fused module if it was fused.
  Record before, after;
  bool isFused;
  size_t launchesBefore, launchesAfter;
  /// How many times they run; FUSELAGE_UNKNOWN_TRIPS or more if not known.
  uint64_t executedBefore, executedAfter;
} Result;

void resultFree(Result *result);

#endif // FUSELAGE_DRIVER_RESULT_H
