//===- HtmlShapes.c - Blocks and threads as a table -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HtmlShapes.h"

#include "HtmlTimeline.h"
#include "ModelledTime.h"

#include <inttypes.h>
#include <string.h>

enum { firstThreads = 3, warpSize = 32, maxShapes = 4 };

static bool haveEqualSizes(const StageRecord *a, const StageRecord *b) {
  return memcmp(a->sizes, b->sizes, sizeof a->sizes) == 0;
}

/// Writes three sizes, without those of 1 at the end.
static void writeSizes(const int64_t *sizes, FILE *stream) {
  int rank = firstThreads;
  while (rank > 1 && sizes[rank - 1] == 1)
    --rank;
  for (int i = 0; i < rank; ++i) {
    if (i != 0)
      fputs("&times;", stream);
    if (sizes[i] < 0)
      fputc('?', stream);
    else
      fprintf(stream, "%" PRId64, sizes[i]);
  }
}

/// The part of its warps that a block fills, in percent; 100 if that is not
/// known.
static double fillOf(const int64_t *threads) {
  int64_t product = 1;
  for (int i = 0; i < firstThreads; ++i) {
    if (threads[i] < 0 || threads[i] > 1024)
      return 100;
    product *= threads[i];
  }
  int64_t warps = (product + warpSize - 1) / warpSize;
  return warps == 0 ? 0 : 100.0 * (double)product / (double)(warps * warpSize);
}

static void writeShape(const StageRecord *stage, FILE *stream) {
  const int64_t *threads = stage->sizes + firstThreads;
  fprintf(stream,
          "<div class=\"shape\"><span class=\"lanes\"><i "
          "style=\"width:%.3f%%\"></i></span>",
          fillOf(threads));
  writeSizes(stage->sizes, stream);
  fputs(" of ", stream);
  writeSizes(threads, stream);
  fputs("</div>", stream);
}

/// Writes each shape that launches of a group have, once.
static void writeBefore(const Record *record, const GroupRecord *group,
                        FILE *stream) {
  const StageRecord *stages = &record->stages.data[group->firstStage];
  int numShapes = 0;
  for (size_t i = 0; i < group->numStages; ++i) {
    bool isNew = true;
    for (size_t j = 0; j < i && isNew; ++j)
      isNew = !haveEqualSizes(&stages[i], &stages[j]);
    if (isNew && ++numShapes <= maxShapes)
      writeShape(&stages[i], stream);
  }
  if (numShapes > maxShapes)
    fprintf(stream, "<div class=\"faint\">and %d more</div>",
            numShapes - maxShapes);
}

/// The launch of the fused module that begins with a group's first; or null.
static const StageRecord *findLaunch(const Record *after,
                                     const StageRecord *first) {
  for (size_t i = 0; i < after->stages.size; ++i) {
    const StageRecord *stage = &after->stages.data[i];
    if (placeCompare(&stage->place, &first->place) == 0 &&
        mlirStringRefEqual(stage->function, first->function))
      return stage;
  }
  return NULL;
}

/// Writes what a group took and its launch takes, if both are known.
static void writeTimes(const Result *result, const GroupRecord *group,
                       const StageRecord *launchOrNull, FILE *stream) {
  char before[32], after[32];
  uint64_t from = modelledTimeOfGroup(&result->before, group);
  uint64_t to = launchOrNull ? modelledTimeOfStage(launchOrNull) : UNKNOWN_TIME;
  if (from != UNKNOWN_TIME && to != UNKNOWN_TIME)
    fprintf(stream, "%s &rarr; %s", modelledTimeToString(from, before),
            modelledTimeToString(to, after));
}

static void writeRow(const Result *result, const GroupRecord *group,
                     FILE *stream) {
  const StageRecord *first = &result->before.stages.data[group->firstStage];
  const StageRecord *launch = findLaunch(&result->after, first);
  fputs("<tr><td><code>", stream);
  htmlWriteText(stream, first->function.data, first->function.length);
  fprintf(stream, "</code></td><td>%u", first->stage.id);
  if (group->numStages > 1)
    fprintf(stream, "&ndash;%u", first[group->numStages - 1].stage.id);
  fputs("</td><td>", stream);
  writeBefore(&result->before, group, stream);
  fputs("</td><td>", stream);
  if (launch)
    writeShape(launch, stream);
  else
    fputs("<span class=\"faint\">a part of another launch, or gone</span>",
          stream);
  fputs("</td><td>", stream);
  writeTimes(result, group, launch, stream);
  fputs("</td></tr>\n", stream);
}

void htmlWriteShapes(const Result *result, FILE *stream) {
  const Record *before = &result->before;
  fprintf(stream,
          "<h2>Shapes</h2>\n<p class=\"faint\">8 of 32 are 8 blocks of 32 "
          "threads. The bar is the part of its warps that a block fills. The "
          "time is that of one call of the function, by the model, on %s; it "
          "is left out where it is not known.</p><div class=\"card\">"
          "<table><tr><th>function</th><th>launches</th><th>before</th>"
          "<th>after</th><th>modelled time</th></tr>\n",
          result->device->name);
  for (size_t i = 0; i < before->groups.size; ++i) {
    const GroupRecord *group = &before->groups.data[i];
    if (!before->stages.data[group->firstStage].isCopy || group->numStages > 1)
      writeRow(result, group, stream);
  }
  fputs("</table></div>\n", stream);
}
