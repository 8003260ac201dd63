//===- StageRequest.c - Runs as requests to fuselage-plan -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Analysis.h"

#include "Analysis/Operation.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/// Where the text goes.
typedef struct Printer {
  MlirStringCallback callback;
  void *userData;
} Printer;

/// Prints at most a line's worth: every format used here is far shorter than
/// the buffer.
__attribute__((format(printf, 2, 3))) static void
print(const Printer *printer, const char *format, ...) {
  char text[256];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  printer->callback(mlirStringRefCreate(text, (size_t)length),
                    printer->userData);
}

/// Symbol names may hold any byte; in JSON, control characters and the two that
/// have a meaning are escaped.
static void printString(const Printer *printer, MlirStringRef text) {
  print(printer, "\"");
  for (size_t i = 0; i < text.length; ++i) {
    unsigned char c = (unsigned char)text.data[i];
    if (c == '"' || c == '\\')
      print(printer, "\\%c", c);
    else if (c < 0x20 || c == 0x7f)
      print(printer, "\\u%04x", c);
    else
      print(printer, "%c", c);
  }
  print(printer, "\"");
}

static void printStage(const Printer *printer, const FuselageRun *run,
                       size_t i) {
  const FuselageStage *stage = &run->stages[i];
  print(printer, "{\"id\":%" PRIu32 ",\"layout_hash\":\"0x%" PRIx64 "\"",
        stage->id, stage->layoutHash);
  print(printer,
        ",\"input_bytes\":%" PRIu64 ",\"output_bytes\":%" PRIu64
        ",\"scratch_bytes\":%" PRIu64,
        stage->inputBytes, stage->outputBytes, stage->scratchBytes);
  print(printer, ",\"requires_host_materialization\":%s",
        stage->requiresHostMaterialization ? "true" : "false");
  print(printer, ",\"earliest_peer\":%zu,\"external_input_bytes\":%" PRIu64 "}",
        run->earliestPeer[i], run->externalInputBytes[i]);
}

void fuselageRunPrintRequest(const FuselageRun *run, uint64_t maxGroupBytes,
                             FuselageObjective objective,
                             MlirStringCallback callback, void *userData) {
  Printer printer = {callback, userData};
  print(&printer, "{\"name\":");
  printString(&printer, fuselageOperationGetFunctionName(run->launches[0]));
  print(&printer, ",\"budget\":%" PRIu64 ",\"objective\":\"%s\",\"stages\":[",
        maxGroupBytes,
        objective == FUSELAGE_OBJECTIVE_OPTIMAL ? "optimal" : "greedy");
  for (size_t i = 0; i < run->numStages; ++i) {
    if (i != 0)
      print(&printer, ",");
    printStage(&printer, run, i);
  }
  print(&printer, "]}");
}
