//===- Answer.c - One line of output --------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Answer.h"

#include <inttypes.h>

static void writeGroup(FILE *stream, const FuselageGroup *group,
                       const FuselageStage *stages) {
  fputs("{\"stage_ids\":[", stream);
  for (size_t i = 0; i < group->numStages; ++i)
    fprintf(stream, "%s%" PRIu32, i > 0 ? "," : "",
            stages[group->firstStage + i].id);
  fprintf(stream,
          "],\"layout_hash\":\"0x%" PRIx64 "\",\"required_bytes\":%" PRIu64
          ",\"avoided_intermediate_bytes\":%" PRIu64 "}",
          group->layoutHash, group->requiredBytes,
          group->avoidedIntermediateBytes);
}

void answerWritePlan(FILE *stream, const FuselagePlan *plan,
                     const FuselageStage *stages) {
  fprintf(stream,
          "{\"launch_count\":%" PRIu32 ",\"avoided_launches\":%" PRIu32
          ",\"avoided_intermediate_bytes\":%" PRIu64 ",\"groups\":[",
          plan->launchCount, plan->avoidedLaunches,
          plan->avoidedIntermediateBytes);
  for (size_t i = 0; i < plan->launchCount; ++i) {
    if (i > 0)
      fputc(',', stream);
    writeGroup(stream, &plan->groups[i], stages);
  }
  fputs("]}\n", stream);
}

/// Bytes from 0x80 on pass as they are: messages quote checked UTF-8, and the
/// caller chose the file names.
static void writeString(FILE *stream, const char *string) {
  fputc('"', stream);
  for (; *string; ++string) {
    unsigned char byte = (unsigned char)*string;
    if (byte == '"' || byte == '\\')
      fprintf(stream, "\\%c", byte);
    else if (byte < 0x20)
      fprintf(stream, "\\u%04x", byte);
    else
      fputc(byte, stream);
  }
  fputc('"', stream);
}

void answerWriteError(FILE *stream, const char *code, const char *message,
                      const InputPlace *place) {
  fprintf(stream, "{\"error\":{\"code\":\"%s\",\"message\":", code);
  writeString(stream, message);
  fprintf(stream, ",\"line\":%zu", place->line);
  if (place->file) {
    fputs(",\"file\":", stream);
    writeString(stream, place->file);
  }
  fputs("}}\n", stream);
}
