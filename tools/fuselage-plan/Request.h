//===- Request.h - One line of input ------------------------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_PLAN_REQUEST_H
#define FUSELAGE_PLAN_REQUEST_H

#include "Json.h"

#include "fuselage-c/Planner.h"

/// The request of a line. Reading the next line reuses the arrays.
typedef struct Request {
  uint64_t budget;
  FuselageObjective objective;
  size_t numStages;
  FuselageStage *stages;
  size_t *earliestPeer;
  uint64_t *externalInputBytes;
  int64_t *joinPicoseconds;
  /// True if a stage has the key, so that the array counts.
  bool hasEarliestPeer;
  bool hasExternalInputBytes;
  bool hasJoinPicoseconds;
  /// The number of entries for which each array has room.
  size_t capacity;
} Request;

/// Why a line is not a request.
typedef struct RequestError {
  /// Stable name; static.
  const char *code;
  /// Says what is wrong, where, and how to fix it.
  char message[512];
} RequestError;

/// Reads a line. `*request` is zero-initialized, or from an earlier call. The
/// objective is `defaultObjective` unless the line has one. Returns false and
/// sets `*error` if the line is not a request.
bool requestRead(Request *request, JsonSlice line,
                 FuselageObjective defaultObjective, RequestError *error);

/// Frees the arrays.
void requestDestroy(Request *request);

#endif // FUSELAGE_PLAN_REQUEST_H
