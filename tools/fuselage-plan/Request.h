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

/// What a line asks for. Reading the next line reuses the arrays.
typedef struct Request {
  uint64_t budget;
  FuselageObjective objective;
  size_t numStages;
  FuselageStage *stages;
  size_t *earliestPeer;
  uint64_t *externalInputBytes;
  /// Some stage has the key, so that the array counts.
  bool hasEarliestPeer;
  bool hasExternalInputBytes;
  /// Entries that each array has room for.
  size_t capacity;
} Request;

/// Why a line is no request.
typedef struct RequestError {
  /// Stable name; static.
  const char *code;
  /// What is wrong, where, and how to fix it.
  char message[512];
} RequestError;

/// Reads a line. `*request` is zero-initialized or was read before; the
/// objective is `defaultObjective` unless the line has one. Returns false and
/// sets `*error` if the line is no request.
bool requestRead(Request *request, JsonSlice line,
                 FuselageObjective defaultObjective, RequestError *error);

/// Frees the arrays.
void requestDestroy(Request *request);

/// Sets `*objective` to the one that has this name; false if none has.
bool objectiveFromName(JsonSlice name, FuselageObjective *objective);

#endif // FUSELAGE_PLAN_REQUEST_H
