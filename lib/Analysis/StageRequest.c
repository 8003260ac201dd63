//===- StageRequest.c - Runs as requests to fuselage-plan -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "fuselage-c/Analysis.h"

#include "IR/Operation.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/// The receiver of the text.
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

/// The number of bytes of the UTF-8 character at the start of a text; 0 if the
/// first byte is not part of a character. `*code` is the character.
static size_t decode(const unsigned char *bytes, size_t length,
                     uint32_t *code) {
  static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
  size_t following = bytes[0] < 0x80   ? 0
                     : bytes[0] < 0xe0 ? 1
                     : bytes[0] < 0xf0 ? 2
                                       : 3;
  if ((bytes[0] >= 0x80 && bytes[0] < 0xc2) || bytes[0] >= 0xf5 ||
      following >= length)
    return 0;
  *code = following ? bytes[0] & (0x3fU >> following) : bytes[0];
  for (size_t i = 1; i <= following; ++i) {
    if ((bytes[i] & 0xc0) != 0x80)
      return 0;
    *code = *code << 6 | (bytes[i] & 0x3fU);
  }
  bool isSurrogate = *code >= 0xd800 && *code < 0xe000;
  return *code < least[following] || *code > 0x10ffff || isSurrogate
             ? 0
             : following + 1;
}

/// Symbol names may hold any byte, and JSON is UTF-8. Escapes characters with a
/// meaning in JSON and characters that control a terminal. A byte outside of
/// any character becomes the replacement character.
static void printString(const Printer *printer, MlirStringRef text) {
  const unsigned char *bytes = (const unsigned char *)text.data;
  print(printer, "\"");
  for (size_t i = 0, size; i < text.length; i += size) {
    uint32_t code = 0;
    size = decode(bytes + i, text.length - i, &code);
    if (size == 0)
      print(printer, "\\ufffd");
    else if (code == '"' || code == '\\')
      print(printer, "\\%c", (int)code);
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0))
      print(printer, "\\u%04" PRIx32, code);
    else
      print(printer, "%.*s", (int)size, text.data + i);
    size += size == 0 ? 1 : 0;
  }
  print(printer, "\"");
}

static void printStage(const Printer *printer, const FuselageRun *run, size_t i,
                       const FuselageDevice *deviceOrNull) {
  const FuselageStage *stage = &run->stages[i];
  print(printer, "{\"id\":%" PRIu32 ",\"layout_hash\":\"0x%" PRIx64 "\"",
        stage->id, stage->layoutHash);
  print(printer,
        ",\"input_bytes\":%" PRIu64 ",\"output_bytes\":%" PRIu64
        ",\"scratch_bytes\":%" PRIu64,
        stage->inputBytes, stage->outputBytes, stage->scratchBytes);
  print(printer, ",\"requires_host_materialization\":%s",
        stage->requiresHostMaterialization ? "true" : "false");
  print(printer, ",\"earliest_peer\":%zu,\"external_input_bytes\":%" PRIu64,
        run->earliestPeer[i], run->externalInputBytes[i]);
  if (deviceOrNull)
    print(printer, ",\"join_picoseconds\":%" PRId64,
          fuselageRunGetJoinPicoseconds(run, i, deviceOrNull));
  print(printer, "}");
}

void fuselageRunPrintRequest(const FuselageRun *run, uint64_t maxGroupBytes,
                             FuselageObjective objective,
                             const FuselageDevice *device,
                             MlirStringCallback callback, void *userData) {
  Printer printer = {callback, userData};
  print(&printer, "{\"name\":");
  printString(&printer, fuselageOperationGetFunctionName(run->launches[0]));
  print(&printer, ",\"budget\":%" PRIu64 ",\"objective\":\"%s\",\"stages\":[",
        maxGroupBytes, fuselageObjectiveGetName(objective));
  bool readsTimes = fuselageObjectiveReadsJoinTimes(objective);
  for (size_t i = 0; i < run->numStages; ++i) {
    if (i != 0)
      print(&printer, ",");
    printStage(&printer, run, i, readsTimes ? device : NULL);
  }
  print(&printer, "]}");
}
