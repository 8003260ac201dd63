//===- Dot.c - Launches as a graph ----------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Dot.h"

#include "Number.h"
#include "io/PrintableText.h"

#include <stdlib.h>

/// Writes text inside double quotes. Graphviz expects UTF-8, and a doubled
/// backslash for a backslash.
static void writeEscaped(FILE *stream, const char *text, size_t length) {
  bool isPrintable;
  for (size_t i = 0, size; i < length; i += size) {
    size = printableTakeCharacter(text + i, length - i, &isPrintable);
    if (text[i] == '"' || text[i] == '\\')
      fputc('\\', stream);
    if (isPrintable)
      fwrite(text + i, 1, size, stream);
    for (size_t j = 0; !isPrintable && j < size; ++j)
      fprintf(stream, "\\\\x%02X", (unsigned)(unsigned char)text[i + j]);
  }
}

static void writeNode(const StageRecord *stage, FILE *stream) {
  char place[512], input[32], output[32];
  fprintf(stream, "      s%u [label=\"%s %u\\n", stage->stage.id,
          stageGetKind(stage), stage->stage.id);
  const char *text = placeToString(&stage->place, place, sizeof place);
  writeEscaped(stream, text, mlirStringRefCreateFromCString(text).length);
  if (stage->trips != 1)
    fprintf(stream, "\\n%s trips", numberToString(stage->trips, input));
  fprintf(stream, "\\nreads %s, writes %s\"];\n",
          bytesToString(stage->stage.inputBytes, input),
          bytesToString(stage->stage.outputBytes, output));
}

static void writeGroup(const Record *record, size_t number, FILE *stream) {
  const GroupRecord *group = &record->groups.data[number];
  char members[160], avoided[32];
  fprintf(stream, "    subgraph cluster_group%zu {\n      label=\"", number);
  if (group->numStages > 1)
    fprintf(stream, "%s in one, %s avoided",
            groupToString(record, group, members),
            bytesToString(group->avoidedIntermediateBytes, avoided));
  fputs(group->numStages > 1 ? "\";\n      style=filled; color=\"#dcebdc\";\n"
                             : "\";\n      color=\"#bbbbbb\";\n",
        stream);
  for (size_t i = 0; i < group->numStages; ++i)
    writeNode(&record->stages.data[group->firstStage + i], stream);
  fputs("    }\n", stream);
}

/// A run with its groups; a function may have several.
static void writeRun(const Record *record, size_t number, FILE *stream) {
  const RunRecord *run = &record->runs.data[number];
  MlirStringRef function = record->stages.data[run->firstStage].function;
  fprintf(stream, "  subgraph cluster_run%zu {\n    label=\"", number);
  writeEscaped(stream, function.data, function.length);
  fputs("\"; color=\"#888888\";\n", stream);
  for (size_t i = 0; i < run->numGroups; ++i)
    writeGroup(record, run->firstGroup + i, stream);
  fputs("  }\n", stream);
}

static void writeEdge(const Record *record, size_t from, size_t to,
                      const BufferRecord *buffer, FILE *stream) {
  const StageRecord *stages = record->stages.data;
  bool crossesBarrier = stages[to].barrierPeer != FUSELAGE_NO_STAGE &&
                        stages[to].barrierPeer >= from &&
                        stages[to].group == stages[from].group;
  fprintf(stream, "  s%u -> s%u [label=\"", stages[from].stage.id,
          stages[to].stage.id);
  writeEscaped(stream, buffer->name,
               mlirStringRefCreateFromCString(buffer->name).length);
  fprintf(stream, "%s\"];\n", crossesBarrier ? "\\nbarrier" : "");
}

/// Writes an edge from the last writer of each buffer to each of its readers.
static void writeDependences(const Record *record, FILE *stream) {
  size_t *writers = allocate(record->buffers.size * sizeof *writers);
  for (size_t i = 0; i < record->uses.size; ++i) {
    const UseRecord *use = &record->uses.data[i];
    size_t *writer = &writers[use->buffer];
    if (use->reads && *writer != 0 && *writer - 1 != use->stage)
      writeEdge(record, *writer - 1, use->stage,
                &record->buffers.data[use->buffer], stream);
    if (use->writes)
      *writer = use->stage + 1;
  }
  free(writers);
}

static void writeRefusals(const Record *record, FILE *stream) {
  for (size_t i = 0; i < record->refusals.size; ++i) {
    const RefusalRecord *refusal = &record->refusals.data[i];
    fprintf(stream,
            "  s%u -> s%u [label=\"%s\", style=dashed, color=\"#c0392b\", "
            "fontcolor=\"#c0392b\", dir=none];\n",
            record->stages.data[refusal->earlierStage].stage.id,
            record->stages.data[refusal->stage].stage.id,
            fuselageReasonGetName(refusal->reason));
  }
}

void dotWrite(const Record *record, FILE *stream) {
  fputs("digraph launches {\n"
        "  node [shape=box, fontname=\"sans-serif\", style=filled, "
        "fillcolor=white];\n"
        "  edge [fontname=\"sans-serif\", fontsize=10];\n"
        "  graph [fontname=\"sans-serif\"];\n",
        stream);
  for (size_t i = 0; i < record->runs.size; ++i)
    writeRun(record, i, stream);
  writeDependences(record, stream);
  writeRefusals(record, stream);
  fputs("}\n", stream);
}
