//===- HtmlReport.c - The report ------------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HtmlReport.h"

#include "HtmlShapes.h"
#include "HtmlStyle.h"
#include "HtmlTimeline.h"
#include "Number.h"

#include <inttypes.h>
#include <string.h>

static void writeFact(const char *value, const char *meaning, FILE *stream) {
  fprintf(stream, "<div class=\"fact\"><b>%s</b>%s</div>\n", value, meaning);
}

static void writeChange(const char *before, const char *after,
                        const char *meaning, FILE *stream) {
  char text[128];
  snprintf(text, sizeof text, "<span>%s &rarr;</span> <span>%s</span>", before,
           after);
  writeFact(text, meaning, stream);
}

static void writeFacts(const Result *result, FILE *stream) {
  char before[32], after[32], copies[64], meaning[128] = "launches";
  size_t numCopies = recordCountAbsorbed(&result->before);
  if (numCopies != 0)
    snprintf(meaning, sizeof meaning, "launches, and %s that they take in",
             countToString(numCopies, "copy", copies));
  fputs("<div class=\"facts\">\n", stream);
  writeChange(numberToString(result->launchesBefore, before),
              numberToString(result->launchesAfter, after), meaning, stream);
  if (result->executedBefore != result->launchesBefore ||
      result->executedAfter != result->launchesAfter)
    writeChange(numberToString(result->executedBefore, before),
                numberToString(result->executedAfter, after),
                "launches executed, with the trips of loops of the host",
                stream);
  writeChange(bytesToString(recordGetTraffic(&result->before), before),
              bytesToString(recordGetTraffic(&result->after), after),
              "device memory read and written by launches", stream);
  writeFact(bytesToString(recordGetAvoidedBytes(&result->before), before),
            "intermediate bytes avoided", stream);
  writeFact(numberToString(result->before.refusals.size, before),
            "adjacent pairs not fused", stream);
  fputs("</div>\n", stream);
}

//===----------------------------------------------------------------------===//
// Groups
//===----------------------------------------------------------------------===//

static void writePlace(const Place *place, FILE *stream) {
  char text[512];
  fputs("<code>", stream);
  htmlWriteString(stream, placeToString(place, text, sizeof text));
  fputs("</code>", stream);
}

/// Writes how often loops of the host run a launch, unless that is once.
static void writeTrips(const StageRecord *stage, FILE *stream) {
  char trips[32];
  if (stage->trips != 1)
    fprintf(stream, " (%s trips)", numberToString(stage->trips, trips));
}

static void writeGroup(const Record *record, const GroupRecord *group,
                       FILE *stream) {
  const StageRecord *first = &record->stages.data[group->firstStage];
  char members[160], required[32], avoided[32];
  fputs("<tr><td><code>", stream);
  htmlWriteText(stream, first->function.data, first->function.length);
  fprintf(stream, "</code></td><td>%u", first->stage.id);
  if (group->numStages > 1)
    fprintf(stream, "&ndash;%u: %s", first[group->numStages - 1].stage.id,
            groupToString(record, group, members));
  else if (first->isCopy)
    fputs(": a copy of the host", stream);
  writeTrips(first, stream);
  fputs("</td><td>", stream);
  writePlace(&first->place, stream);
  fprintf(stream, "</td><td class=\"n\">%s</td><td class=\"n\">%s</td></tr>\n",
          bytesToString(group->requiredBytes, required),
          bytesToString(group->avoidedIntermediateBytes, avoided));
}

static void writeGroups(const Record *record, FILE *stream) {
  fputs("<h2>Groups</h2><div class=\"card\"><table><tr><th>function</th>"
        "<th>launches</th><th>first at</th><th class=\"n\">needs</th>"
        "<th class=\"n\">avoids</th></tr>\n",
        stream);
  for (size_t i = 0; i < record->groups.size; ++i)
    writeGroup(record, &record->groups.data[i], stream);
  fputs("</table></div>\n", stream);
}

//===----------------------------------------------------------------------===//
// Refusals
//===----------------------------------------------------------------------===//

static void writeSource(const Input *input, const Place *place, FILE *stream) {
  if (place->line == 0 || !inputHasPlace(input, place->file))
    return;
  MlirStringRef line = inputGetLine(input, place->line);
  fprintf(stream, "<b>%6u</b>  ", place->line);
  htmlWriteText(stream, line.data, line.length);
  fputc('\n', stream);
}

static void writeTerm(const char *term, const char *text, FILE *stream) {
  if (!*text)
    return;
  fprintf(stream, "<dt>%s</dt><dd>", term);
  htmlWriteString(stream, text);
  fputs("</dd>", stream);
}

static void writeRefusal(const Result *result, const RefusalRecord *refusal,
                         FILE *stream) {
  const StageRecord *later = &result->before.stages.data[refusal->stage];
  const StageRecord *earlier =
      &result->before.stages.data[refusal->earlierStage];
  const Place *earlierAt =
      refusal->earlier.line ? &refusal->earlier : &earlier->place;
  const Place *laterAt = refusal->later.line ? &refusal->later : &later->place;
  fprintf(stream,
          "<div class=\"card refused\"><span class=\"reason\">%s</span> "
          "between %s %u at ",
          fuselageReasonGetName(refusal->reason), stageGetKind(earlier),
          earlier->stage.id);
  writePlace(&earlier->place, stream);
  fprintf(stream, " and %s %u at ", stageGetKind(later), later->stage.id);
  writePlace(&later->place, stream);
  fputs("<pre>", stream);
  writeSource(result->input, earlierAt, stream);
  if (laterAt->line != earlierAt->line)
    writeSource(result->input, laterAt, stream);
  fputs("</pre><dl>", stream);
  writeTerm("why", refusal->message, stream);
  writeTerm("witness", refusal->witness, stream);
  writeTerm("suggestion", refusal->suggestion, stream);
  fputs("</dl></div>\n", stream);
}

static void writeRefusals(const Result *result, FILE *stream) {
  fputs("<h2>Not fused</h2>\n", stream);
  if (result->before.refusals.size == 0)
    fputs("<p>Nothing was refused.</p>\n", stream);
  for (size_t i = 0; i < result->before.refusals.size; ++i)
    writeRefusal(result, &result->before.refusals.data[i], stream);
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

static void writeOccupancy(const FuselagePTXOccupancy *occupancy,
                           FILE *stream) {
  if (occupancy->maxWarps == 0)
    fputs("<td class=\"n faint\">unknown</td>", stream);
  else
    fprintf(stream, "<td class=\"n\">%" PRIu32 " of %" PRIu32 " warps</td>",
            occupancy->activeWarps, occupancy->maxWarps);
}

static void writeKernel(const KernelRecord *kernel, FILE *stream) {
  const FuselagePTXResources *resources = &kernel->resources;
  bool areSpillsKnown =
      resources->spillStoreBytes != FUSELAGE_PTX_UNKNOWN_BYTES;
  const uint64_t numbers[] = {
      resources->registers,
      areSpillsKnown ? resources->spillStoreBytes + resources->spillLoadBytes
                     : FUSELAGE_PTX_UNKNOWN_BYTES,
      resources->stackBytes, resources->sharedBytes, resources->constantBytes};
  fputs("<tr><td><code>", stream);
  htmlWriteString(stream, kernel->name);
  fputs("</code></td>", stream);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; ++i)
    if (kernel->isMeasured && numbers[i] != FUSELAGE_PTX_UNKNOWN_BYTES)
      fprintf(stream, "<td class=\"n\">%" PRIu64 "</td>", numbers[i]);
    else
      fputs("<td class=\"n faint\">unknown</td>", stream);
  writeOccupancy(&kernel->occupancy, stream);
  fputs("</tr>\n", stream);
}

static void writeKernels(const Result *result, const Options *options,
                         FILE *stream) {
  const Record *record = &result->before;
  bool isDeclared =
      record->kernels.size != 0 && record->kernels.data[0].resources.source ==
                                       FUSELAGE_PTX_RESOURCES_DECLARED;
  fprintf(stream, "<h2>Kernels</h2>\n<p class=\"faint\">As %s for ",
          isDeclared ? "their PTX declares, since ptxas was not there,"
                     : "ptxas reports them");
  htmlWriteString(stream, options->ptx.chip);
  fputs("; bytes of each thread, shared bytes of each block.</p><div "
        "class=\"card\"><table><tr><th>kernel</th><th class=\"n\">registers"
        "</th><th class=\"n\">spilled</th><th class=\"n\">stack</th><th "
        "class=\"n\">shared</th><th class=\"n\">constant</th><th "
        "class=\"n\">occupancy</th></tr>\n",
        stream);
  for (size_t i = 0; i < record->kernels.size; ++i)
    writeKernel(&record->kernels.data[i], stream);
  fputs("</table></div>\n", stream);
}

//===----------------------------------------------------------------------===//
// The page
//===----------------------------------------------------------------------===//

void htmlReportWrite(const Result *result, const Options *options,
                     FILE *stream) {
  fprintf(stream,
          "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
          "<meta name=\"viewport\" content=\"width=device-width,"
          "initial-scale=1\"><title>Fuselage: ");
  htmlWriteString(stream, result->input->name);
  fprintf(stream, "</title><style>%s</style></head><body>\n<h1>", htmlStyle);
  htmlWriteString(stream, result->input->name);
  fputs("</h1><p class=\"faint\">Launch fusion by Fuselage " FUSELAGE_VERSION
        "</p>\n",
        stream);
  writeFacts(result, stream);
  if (result->before.stages.size != 0) {
    fputs("<h2>Launches</h2>\n", stream);
    htmlWriteSequences(result, stream);
    writeGroups(&result->before, stream);
    htmlWriteShapes(result, stream);
    writeRefusals(result, stream);
    fputs("<h2>Buffers</h2>\n", stream);
    htmlWriteBufferLives(result, stream);
    writeKernels(result, options, stream);
  } else {
    fputs("<p>The module has no <code>gpu.launch</code>.</p>\n", stream);
  }
  fputs("</body></html>\n", stream);
}
