//===- WitnessText.c - Threads that show a fault --------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Transforms/Report/WitnessText.h"

#include <inttypes.h>
#include <stdio.h>

/// Appends "block (1,0,0) thread (0,0,0)".
static void appendThread(FuselageText *text, const int64_t *thread) {
  char buffer[192];
  int length = snprintf(buffer, sizeof buffer,
                        "block (%" PRId64 ",%" PRId64 ",%" PRId64
                        ") thread (%" PRId64 ",%" PRId64 ",%" PRId64 ")",
                        thread[0], thread[1], thread[2], thread[3], thread[4],
                        thread[5]);
  fuselageTextCallback(mlirStringRefCreate(buffer, (size_t)length), text);
}

/// Appends the element as the source names its buffer: "%arg0[127]".
static void appendElement(FuselageText *text, const FuselageObstacle *obstacle,
                          MlirAsmState names) {
  mlirValuePrintAsOperand(obstacle->buffer, names, fuselageTextCallback, text);
  fuselageTextAppendString(text, "[");
  for (size_t i = 0; i < obstacle->witness.rank; ++i) {
    if (i != 0)
      fuselageTextAppendString(text, ",");
    fuselageTextAppendNumber(text, (uint64_t)obstacle->witness.element[i]);
  }
  fuselageTextAppendString(text, "]");
}

/// The verbs for what the two threads do to the common element, by the kind of
/// conflict.
typedef struct Deeds {
  const char *later, *earlier;
} Deeds;

static Deeds deedsOf(FuselageReason reason) {
  switch (reason) {
  case FUSELAGE_REASON_CROSS_BLOCK_RAW:
    return (Deeds){"reads", "writes"};
  case FUSELAGE_REASON_CROSS_BLOCK_WAR:
    return (Deeds){"writes", "reads"};
  default:
    return (Deeds){"writes", "writes"};
  }
}

static void appendTrip(FuselageText *text, const char *before, uint64_t trip,
                       const char *after) {
  if (trip == 0)
    return;
  fuselageTextAppendString(text, before);
  fuselageTextAppendNumber(text, trip);
  fuselageTextAppendString(text, after);
}

void fuselageDescribeWitness(FuselageText *text,
                             const FuselageObstacle *obstacle,
                             MlirAsmState names) {
  const FuselageWitness *witness = &obstacle->witness;
  if (!witness->isPresent)
    return;
  Deeds deeds = deedsOf(obstacle->reason);
  const char *may = witness->isExact ? " " : " possibly ";
  appendTrip(text, "in trip ", witness->laterTrip, " ");
  appendThread(text, witness->laterThread);
  fuselageTextAppendString(text, may);
  fuselageTextAppendString(text, deeds.later);
  fuselageTextAppendString(text, " ");
  appendElement(text, obstacle, names);
  fuselageTextAppendString(text, ", which ");
  appendThread(text, witness->earlierThread);
  fuselageTextAppendString(text, may);
  fuselageTextAppendString(text, deeds.earlier);
  appendTrip(text, " in trip ", witness->earlierTrip, "");
}
