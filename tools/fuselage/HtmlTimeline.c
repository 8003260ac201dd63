//===- HtmlTimeline.c - Launches and buffers as pictures ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HtmlTimeline.h"

#include "Number.h"
#include "io/PrintableText.h"

#include <stdlib.h>
#include <string.h>

/// A page is UTF-8 without control characters.
void htmlWriteText(FILE *stream, const char *text, size_t length) {
  bool isPrintable;
  for (size_t i = 0, size; i < length; i += size) {
    size = printableTakeCharacter(text + i, length - i, &isPrintable);
    if (text[i] == '<')
      fputs("&lt;", stream);
    else if (text[i] == '>')
      fputs("&gt;", stream);
    else if (text[i] == '&')
      fputs("&amp;", stream);
    else if (text[i] == '"')
      fputs("&quot;", stream);
    else if (isPrintable || text[i] == '\n' || text[i] == '\t')
      fwrite(text + i, 1, size, stream);
    else
      printableWrite(stream, text + i, size);
  }
}

void htmlWriteString(FILE *stream, const char *text) {
  htmlWriteText(stream, text, strlen(text));
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

static bool isKnown(const StageRecord *stage) {
  return stage->stage.inputBytes < FUSELAGE_UNKNOWN_BYTES &&
         stage->stage.outputBytes < FUSELAGE_UNKNOWN_BYTES;
}

static double bytesOf(const StageRecord *stage) {
  return (double)stage->stage.inputBytes + (double)stage->stage.outputBytes;
}

/// The bytes that the longest run moves. This run is as wide as the page.
static double longestRun(const Record *record) {
  double longest = 0;
  for (size_t i = 0; i < record->runs.size; ++i) {
    const RunRecord *run = &record->runs.data[i];
    double sum = 0;
    for (size_t j = 0; j < run->numStages; ++j)
      if (isKnown(&record->stages.data[run->firstStage + j]))
        sum += bytesOf(&record->stages.data[run->firstStage + j]);
    longest = sum > longest ? sum : longest;
  }
  return longest;
}

/// After fusion, launches have other numbers than on the rest of the page, so
/// the bar shows none.
static void writeBar(const StageRecord *stage, const char *kind, bool showsId,
                     double scale, FILE *stream) {
  char input[32], output[32], place[512];
  double width = isKnown(stage) ? 100 * bytesOf(stage) / scale : 4;
  double read = isKnown(stage) && bytesOf(stage) > 0
                    ? 100 * (double)stage->stage.inputBytes / bytesOf(stage)
                    : 0;
  fprintf(stream, "<div class=\"bar%s%s\" style=\"width:%.3f%%\" title=\"",
          kind, isKnown(stage) ? "" : " unknown", width);
  if (stage->isCopy)
    fputs("copy at ", stream);
  htmlWriteString(stream, placeToString(&stage->place, place, sizeof place));
  fprintf(stream, ": reads %s, writes %s\">",
          bytesToString(stage->stage.inputBytes, input),
          bytesToString(stage->stage.outputBytes, output));
  if (isKnown(stage))
    fprintf(stream,
            "<i class=\"r\" style=\"width:%.2f%%\"></i>"
            "<i class=\"w\" style=\"width:%.2f%%\"></i>",
            read, 100 - read);
  if (showsId)
    fprintf(stream, "<span>%u</span>", stage->stage.id);
  fputs("</div>\n", stream);
}

static void writeBars(const Record *record, const RunRecord *run, bool isBefore,
                      double scale, FILE *stream) {
  fputs("<div class=\"bars\">\n", stream);
  for (size_t i = 0; i < run->numStages; ++i) {
    const StageRecord *stage = &record->stages.data[run->firstStage + i];
    bool isFused = isBefore && record->groups.data[stage->group].numStages > 1;
    // Neighbouring groups have different colours.
    writeBar(stage,
             !isFused                ? ""
             : stage->group % 2 == 0 ? " fused"
                                     : " fused odd",
             isBefore, scale, stream);
  }
  fputs("</div>\n", stream);
}

static void writeFunction(const Record *record, const RunRecord *run,
                          FILE *stream) {
  MlirStringRef function = record->stages.data[run->firstStage].function;
  fputs("<h3><code>", stream);
  htmlWriteText(stream, function.data, function.length);
  fputs("</code></h3>", stream);
}

/// `after` is the same run after fusion, or null.
static void writeRun(const Result *result, const RunRecord *run,
                     const RunRecord *after, double scale, FILE *stream) {
  writeFunction(&result->before, run, stream);
  fputs("<div class=\"card\"><div class=\"sequence\">"
        "<span class=\"faint\">before</span>",
        stream);
  writeBars(&result->before, run, true, scale, stream);
  if (after) {
    fputs("<span class=\"faint\">after</span>", stream);
    writeBars(&result->after, after, false, scale, stream);
  }
  fputs("</div></div>\n", stream);
}

void htmlWriteSequences(const Result *result, FILE *stream) {
  const Record *before = &result->before, *after = &result->after;
  double scale = longestRun(before), scaleAfter = longestRun(after);
  scale = scale > scaleAfter ? scale : scaleAfter;
  scale = scale > 0 ? scale : 1;
  // A run without remaining launches vanishes, so numbers of runs match only if
  // every run has some.
  bool hasAfter = before->runs.size == after->runs.size;
  for (size_t i = 0; i < before->runs.size; ++i)
    writeRun(result, &before->runs.data[i],
             hasAfter ? &after->runs.data[i] : NULL, scale, stream);
  fputs(
      "<p class=\"key\"><span><i style=\"background:var(--read)\"></i>bytes "
      "read</span><span><i style=\"background:var(--written)\"></i>bytes "
      "written</span><span><i style=\"background:var(--fused)\"></i>fused "
      "with its neighbours</span><span><i class=\"unknown\"></i>size not known"
      "</span><span>Widths are bytes of device "
      "memory, to one scale on the page.</span></p>\n",
      stream);
  if (recordIsReordered(before))
    fputs("<p class=\"faint\">Numbers are in the order of fusion, which "
          "differs from the order of the source: independent launches change "
          "places if more of them fuse then.</p>\n",
          stream);
}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

/// The uses of each buffer: buffer i has `uses[starts[i]]` up to `uses[starts[i
/// + 1]]`.
typedef struct UsesOfBuffers {
  size_t *starts;
  const UseRecord **uses;
} UsesOfBuffers;

static UsesOfBuffers sortUses(const Record *record) {
  UsesOfBuffers sorted = {
      allocate((record->buffers.size + 2) * sizeof *sorted.starts),
      (const UseRecord **)allocate(record->uses.size * sizeof *sorted.uses)};
  // The counts stand two places ahead. Filling then moves each start to the end
  // of its uses, where the next uses begin.
  for (size_t i = 0; i < record->uses.size; ++i)
    ++sorted.starts[record->uses.data[i].buffer + 2];
  for (size_t i = 1; i <= record->buffers.size; ++i)
    sorted.starts[i + 1] += sorted.starts[i];
  for (size_t i = 0; i < record->uses.size; ++i)
    sorted.uses[sorted.starts[record->uses.data[i].buffer + 1]++] =
        &record->uses.data[i];
  return sorted;
}

static void writeSpan(const char *kind, size_t columns, FILE *stream) {
  if (columns != 0)
    fprintf(stream, "<td class=\"%s\" colspan=\"%zu\"></td>", kind, columns);
}

/// Writes the cells of one buffer. Between its uses one cell spans all columns.
static void writeLife(const UsesOfBuffers *sorted, size_t buffer, size_t first,
                      size_t end, FILE *stream) {
  size_t column = first;
  for (size_t i = sorted->starts[buffer]; i < sorted->starts[buffer + 1]; ++i) {
    const UseRecord *use = sorted->uses[i];
    writeSpan(i == sorted->starts[buffer] ? "" : "live", use->stage - column,
              stream);
    fprintf(stream, "<td class=\"u %s\">%s</td>",
            use->reads && use->writes ? "rw"
            : use->reads              ? "r"
                                      : "w",
            use->reads && use->writes ? "R W"
            : use->reads              ? "R"
                                      : "W");
    column = use->stage + 1;
  }
  writeSpan("", end - column, stream);
}

static bool *findMarksLeft(const Result *result) {
  bool *isLeft = allocate(result->before.buffers.size + 1);
  for (size_t i = 0; i < result->after.buffers.size; ++i) {
    int64_t mark = result->after.buffers.data[i].mark;
    if (mark > 0 && (size_t)mark <= result->before.buffers.size)
      isLeft[mark] = true;
  }
  return isLeft;
}

static void writeBuffer(const Result *result, const UsesOfBuffers *sorted,
                        const bool *isLeft, size_t number, size_t first,
                        size_t end, FILE *stream) {
  const BufferRecord *buffer = &result->before.buffers.data[number];
  fputs("<tr><td><code>", stream);
  htmlWriteString(stream, buffer->name);
  fputs("</code></td><td><code>", stream);
  htmlWriteString(stream, buffer->type);
  fputs("</code></td>", stream);
  writeLife(sorted, number, first, end, stream);
  fputs(!buffer->isAllocation  ? "<td>outside</td>"
        : isLeft[buffer->mark] ? "<td>allocated</td>"
                               : "<td class=\"gone\">gone</td>",
        stream);
  fputs("</tr>\n", stream);
}

static void writeRunLives(const Result *result, const UsesOfBuffers *sorted,
                          const bool *isLeft, const RunRecord *run,
                          FILE *stream) {
  const Record *record = &result->before;
  size_t end = run->firstStage + run->numStages;
  writeFunction(record, run, stream);
  fputs("<div class=\"card\"><table class=\"lives\"><tr>"
        "<th>buffer</th><th>type</th>",
        stream);
  for (size_t i = run->firstStage; i < end; ++i)
    fprintf(stream, "<th class=\"c\">%u</th>", record->stages.data[i].stage.id);
  fputs("<th>after fusion</th></tr>\n", stream);
  for (size_t i = 0; i < run->numBuffers; ++i)
    writeBuffer(result, sorted, isLeft, run->firstBuffer + i, run->firstStage,
                end, stream);
  fputs("</table></div>\n", stream);
}

void htmlWriteBufferLives(const Result *result, FILE *stream) {
  const Record *record = &result->before;
  UsesOfBuffers sorted = sortUses(record);
  bool *isLeft = findMarksLeft(result);
  for (size_t i = 0; i < record->runs.size; ++i)
    writeRunLives(result, &sorted, isLeft, &record->runs.data[i], stream);
  free(isLeft);
  free(sorted.starts);
  free((void *)sorted.uses);
}
