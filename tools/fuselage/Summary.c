//===- Summary.c - The summary for people ---------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Summary.h"

#include "DiagnosticPrinter.h"
#include "ModelledTime.h"
#include "Number.h"
#include "Terminal.h"
#include "io/PrintableText.h"

#include <inttypes.h>
#include <string.h>

void resultFree(Result *result) {
  recordFree(&result->before);
  recordFree(&result->after);
}

/// The style of the text.
typedef struct Style {
  FILE *stream;
  const char *bold, *warning, *faint, *plain;
  unsigned width;
  bool isVerbose;
} Style;

static Style styleOf(const Options *options, FILE *stream) {
  Style style = {stream,
                 "",
                 "",
                 "",
                 "",
                 terminalGetWidth(stream),
                 options->loudness == VERBOSE};
  if (terminalHasColor(stream, options->color)) {
    style.bold = "\033[1m";
    style.warning = "\033[1;33m";
    style.faint = "\033[2m";
    style.plain = "\033[0m";
  }
  return style;
}

/// Prints the number of launches that run, unless each runs once.
static void printExecuted(const Result *result, const Style *style) {
  char before[32], after[32];
  if (result->executedBefore == result->launchesBefore &&
      result->executedAfter == result->launchesAfter)
    return;
  fprintf(style->stream, ", executed %s -> %s times",
          numberToString(result->executedBefore, before),
          numberToString(result->executedAfter, after));
}

static void printHead(const Result *result, const Style *style) {
  const Record *kernels = &result->before;
  char before[64], copies[64], bytes[32], count[64];
  size_t numCopies = recordCountAbsorbed(&result->before);
  countToString(numCopies, "copy", copies);
  fputs(style->bold, style->stream);
  printableWrite(style->stream, result->input->name,
                 strlen(result->input->name));
  fprintf(style->stream, ":%s %s%s%s -> %s%zu%s", style->plain,
          countToString(result->launchesBefore, "launch", before),
          numCopies ? " and " : "", numCopies ? copies : "", style->bold,
          result->launchesAfter, style->plain);
  printExecuted(result, style);
  fprintf(style->stream, ", %s intermediate bytes avoided",
          numberToString(recordGetAvoidedBytes(&result->before), bytes));
  if (kernels->kernels.size != 0)
    fprintf(style->stream, ", %s",
            countToString(kernels->kernels.size, "kernel", count));
  if (result->before.refusals.size != 0)
    fprintf(style->stream, ", %s not fused",
            countToString(result->before.refusals.size, "pair", count));
  fputc('\n', style->stream);
}

/// Prints one source line, cut off at the width of a terminal.
static void printLine(const Style *style, const Input *input,
                      const Place *place) {
  if (place->line == 0 || !inputHasPlace(input, place->file))
    return;
  MlirStringRef line = inputGetLine(input, place->line);
  enum { MARGIN = 11 };
  size_t limit = style->width > 2 * MARGIN ? style->width - MARGIN : 120;
  fprintf(style->stream, "%s  %6u | ", style->faint, place->line);
  printableWrite(style->stream, line.data,
                 line.length < limit ? line.length : limit);
  fprintf(style->stream, "%s\n", style->plain);
}

static void printTerm(const char *term, const char *text, const Style *style) {
  if (!*text)
    return;
  fprintf(style->stream, "  %s: ", term);
  printableWrite(style->stream, text, strlen(text));
  fputc('\n', style->stream);
}

static void printRefusal(const Result *result, const RefusalRecord *refusal,
                         const Style *style) {
  const StageRecord *later = &result->before.stages.data[refusal->stage];
  const StageRecord *earlier =
      &result->before.stages.data[refusal->earlierStage];
  const char *article = earlier == later ? "itself, the " : "the ";
  char here[512], there[512];
  fprintf(style->stream, "%s: %snot fused%s with %s%s at %s: %s%s%s\n",
          placeToString(&later->place, here, sizeof here), style->warning,
          style->plain, article, stageGetKind(earlier),
          placeToString(&earlier->place, there, sizeof there), style->bold,
          fuselageReasonGetName(refusal->reason), style->plain);
  printLine(style, result->input,
            refusal->earlier.line ? &refusal->earlier : &earlier->place);
  printLine(style, result->input,
            refusal->later.line ? &refusal->later : &later->place);
  if (!style->isVerbose)
    return;
  printTerm("why", refusal->message, style);
  printTerm("witness", refusal->witness, style);
  printTerm("suggestion", refusal->suggestion, style);
}

static void printKernel(const KernelRecord *kernel, const Style *style) {
  const FuselagePTXResources *resources = &kernel->resources;
  fputs("  kernel ", style->stream);
  printableWrite(style->stream, kernel->name, strlen(kernel->name));
  if (kernel->isMeasured) {
    fprintf(style->stream, ": %" PRIu32 " registers, ", resources->registers);
    if (resources->spillStoreBytes == FUSELAGE_PTX_UNKNOWN_BYTES)
      fputs("unknown spills", style->stream);
    else
      fprintf(style->stream, "%" PRIu64 " bytes spilled",
              resources->spillStoreBytes + resources->spillLoadBytes);
    fprintf(style->stream, ", %" PRIu64 " bytes shared",
            resources->sharedBytes);
  }
  if (kernel->occupancy.maxWarps != 0)
    fprintf(style->stream, ", %" PRIu32 " of %" PRIu32 " warps",
            kernel->occupancy.activeWarps, kernel->occupancy.maxWarps);
  fputc('\n', style->stream);
}

static void printTimes(const Result *result, const Style *style) {
  char before[32], after[32];
  if (result->nanosecondsBefore != UNKNOWN_TIME &&
      result->nanosecondsAfter != UNKNOWN_TIME)
    fprintf(style->stream, "  modelled time on %s: %s -> %s\n",
            result->device->name,
            modelledTimeToString(result->nanosecondsBefore, before),
            modelledTimeToString(result->nanosecondsAfter, after));
}

void summaryPrint(const Result *result, const Options *options, FILE *stream) {
  Style style = styleOf(options, stream);
  printHead(result, &style);
  if (style.isVerbose)
    printTimes(result, &style);
  for (size_t i = 0; style.isVerbose && i < result->before.kernels.size; ++i)
    printKernel(&result->before.kernels.data[i], &style);
  for (size_t i = 0; i < result->before.refusals.size; ++i)
    printRefusal(result, &result->before.refusals.data[i], &style);
}
