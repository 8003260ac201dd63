//===- Result.h - The result of one input -------------------------*- C -*-===//
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

/// One input and its results. To begin with, only the input and its messages
/// are set, and the rest is zeroed.
typedef struct Result {
  const Input *input;
  /// The messages about the input.
  Messages *messages;
  /// The record before fusion, and the record of the fused module if it was
  /// fused.
  Record before, after;
  bool isFused;
  size_t launchesBefore, launchesAfter;
  /// The number of launches that run; FUSELAGE_UNKNOWN_TRIPS or more if not
  /// known.
  uint64_t executedBefore, executedAfter;
  /// What these launches take by the model of time on the device that the
  /// options name; UNKNOWN_TIME if it is not known, or nobody asks for it.
  const FuselageDevice *device;
  uint64_t nanosecondsBefore, nanosecondsAfter;
} Result;

void resultFree(Result *result);

#endif // FUSELAGE_DRIVER_RESULT_H
