//===- Process.c - From one input to its output ---------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Process.h"

#include "DiagnosticPrinter.h"
#include "Dot.h"
#include "FuseAgain.h"
#include "HtmlReport.h"
#include "Kernels.h"
#include "LowerInput.h"
#include "MeasureKernel.h"
#include "ModelledTime.h"
#include "OutputPath.h"
#include "PlanFile.h"
#include "SmallBlocks.h"
#include "Summary.h"
#include "Terminal.h"
#include "WriteOutput.h"

#include "mlir-c/RegisterEverything.h"

#include <stdlib.h>

/// The state while one input is processed.
typedef struct Process {
  Result *result;
  const Options *options;
  /// The options of the command line, with a function to measure kernels if
  /// they ask for it.
  FuselageFusionOptions fusion;
  const Input *plan;
  DiagnosticPrinter printer;
  FILE *stream;
} Process;

static MlirContext createContext(DiagnosticPrinter *printer) {
  MlirDialectRegistry registry = mlirDialectRegistryCreate();
  mlirRegisterAllDialects(registry);
  MlirContext context = mlirContextCreateWithRegistry(registry, true);
  mlirDialectRegistryDestroy(registry);
  fuselagePTXRegisterTranslations(context);
  mlirContextAttachDiagnosticHandler(context, printDiagnostic, printer, NULL);
  return context;
}

static FuselageFusion planFusion(const Process *process, MlirOperation module) {
  FuselageFusion none = {NULL};
  FuselageFusion fusion = fuselageFusionCreate(module, &process->fusion);
  if (fuselageFusionIsNull(fusion) || !process->plan)
    return fusion;
  // Only within a fusion are copies launches, and launches in the order of the
  // plan. So the stages of the plan are looked up there.
  FuselageGivenGroup *groups = NULL;
  size_t numGroups = 0;
  bool isSet = planRead(process->plan, fusion, process->result->messages,
                        &groups, &numGroups) &&
               mlirLogicalResultIsSuccess(
                   fuselageFusionSetGroups(fusion, groups, numGroups));
  free(groups);
  if (isSet)
    return fusion;
  fuselageFusionDestroy(fusion);
  return none;
}

static void printToStream(MlirStringRef text, void *userData) {
  fwrite(text.data, 1, text.length, userData);
}

static void writeStages(const Process *process, FuselageFusion fusion) {
  const FuselageFusionOptions *options = &process->options->fusion;
  FuselageAnalysis analysis = fuselageFusionGetAnalysis(fusion);
  for (size_t i = 0; i < fuselageAnalysisGetNumRuns(analysis); ++i) {
    FuselageRun run = fuselageAnalysisGetRun(analysis, i);
    fuselageRunPrintRequest(&run, options->maxGroupBytes, options->objective,
                            fuselageDeviceFindOrDefault(options->device),
                            printToStream, process->stream);
    fputc('\n', process->stream);
  }
}

/// Analyzes the fused module again, for the accesses of its launches.
static bool recordFused(const Process *process, MlirOperation module) {
  FuselageFusionOptions options = process->options->fusion;
  options.overBudget = FUSELAGE_OVER_BUDGET_SKIP;
  options.absorbCopies = false;
  options.reshape = false;
  options.sinkLoops = false;
  FuselageFusion fusion = fuselageFusionCreate(module, &options);
  if (fuselageFusionIsNull(fusion))
    return false;
  recordFusion(&process->result->after, fusion, false);
  modelledTimeOfStages(&process->result->after, fusion,
                       process->result->device);
  fuselageFusionDestroy(fusion);
  return true;
}

static bool writeReport(const Process *process, MlirOperation module) {
  Options ptx = *process->options;
  ptx.emit = EMIT_PTX;
  if (!recordFused(process, module))
    return false;
  // A module without launches has nothing to measure.
  if (process->result->launchesAfter != 0 &&
      !kernelsWrite(module, &ptx, &process->printer, true,
                    &process->result->before, NULL))
    return false;
  htmlReportWrite(process->result, process->options, process->stream);
  return true;
}

/// Writes the output that is made from the fused module.
static bool writeFused(const Process *process, MlirOperation module) {
  const Options *options = process->options;
  switch (options->emit) {
  case EMIT_MLIR:
    mlirOperationPrint(module, printToStream, process->stream);
    fputc('\n', process->stream);
    return true;
  case EMIT_REPORT:
    return writeReport(process, module);
  default:
    if (options->loudness != QUIET)
      warnOfSmallBlocks(module, &process->printer);
    return kernelsWrite(module, options, &process->printer,
                        options->json || options->loudness == VERBOSE,
                        &process->result->before, process->stream);
  }
}

static bool writePlanned(const Process *process, FuselageFusion fusion) {
  if (process->options->emit == EMIT_STAGES)
    writeStages(process, fusion);
  else if (process->options->emit == EMIT_PLAN)
    planWrite(&process->result->before, process->stream);
  else if (process->options->emit == EMIT_DOT)
    dotWrite(&process->result->before, process->stream);
  else
    return false;
  return true;
}

static bool applyFusion(Result *result, FuselageFusion fusion,
                        bool *mayFuseMore) {
  FuselageFusionSummary summary = {0};
  bool isFused =
      mlirLogicalResultIsSuccess(fuselageFusionApply(fusion, &summary));
  if (isFused)
    result->launchesAfter = summary.launchesAfter;
  *mayFuseMore = isFused && summary.mayFuseMore;
  return isFused;
}

static MlirWalkResult countLaunch(MlirOperation op, void *userData) {
  uint64_t *count = userData;
  if (!mlirStringRefEqual(mlirIdentifierStr(mlirOperationGetName(op)),
                          mlirStringRefCreateFromCString("gpu.launch")))
    return MlirWalkResultAdvance;
  *count += fuselageLaunchGetTrips(op);
  return *count < FUSELAGE_UNKNOWN_TRIPS ? MlirWalkResultSkip
                                         : MlirWalkResultInterrupt;
}

/// Counts how often the remaining launches run.
static void countFused(Result *result, MlirOperation module) {
  result->executedAfter = 0;
  mlirOperationWalk(module, countLaunch, &result->executedAfter,
                    MlirWalkPreOrder);
}

/// The number of launches that run by the plan, before fusion.
static uint64_t countPlanned(const Record *record) {
  uint64_t sum = 0;
  for (size_t i = 0; i < record->groups.size; ++i) {
    const GroupRecord *group = &record->groups.data[i];
    const StageRecord *stage = &record->stages.data[group->firstStage];
    bool isCopy = stage->isCopy && group->numStages == 1;
    sum += isCopy ? 0 : stage->trips;
    if (sum >= FUSELAGE_UNKNOWN_TRIPS)
      return FUSELAGE_UNKNOWN_TRIPS;
  }
  return sum;
}

/// The report and the summary for machines have times, and so has a summary
/// that was asked to be verbose.
static bool showsTimes(const Options *options) {
  return options->json || options->emit == EMIT_REPORT ||
         options->loudness == VERBOSE;
}

static void recordPlanned(const Process *process, FuselageFusion fusion) {
  Result *result = process->result;
  recordFusion(&result->before, fusion, process->options->emit == EMIT_REPORT);
  result->launchesBefore = recordCountLaunches(&result->before);
  result->launchesAfter = recordCountFused(&result->before);
  result->executedBefore = recordCountExecuted(&result->before);
  result->executedAfter = countPlanned(&result->before);
  if (showsTimes(process->options))
    modelledTimeOfStages(&result->before, fusion, result->device);
  result->nanosecondsBefore = modelledTimeOfRecord(&result->before);
}

static void measureFused(const Process *process, MlirOperation module) {
  Result *result = process->result;
  countFused(result, module);
  if (showsTimes(process->options))
    result->nanosecondsAfter = modelledTimeOfModule(module, result->device);
}

static bool processModule(const Process *process, MlirOperation module) {
  Result *result = process->result;
  if (process->options->lower && !lowerInput(module, &process->options->loops,
                                             &result->before.hadDeadLaunches))
    return false;
  if (mlirLogicalResultIsFailure(fuselageInlineKernels(module, NULL)))
    return false;
  FuselageFusion fusion = planFusion(process, module);
  if (fuselageFusionIsNull(fusion))
    return false;
  recordPlanned(process, fusion);
  bool isDone = writePlanned(process, fusion), mayFuseMore = false;
  if (!isDone)
    result->isFused = applyFusion(result, fusion, &mayFuseMore);
  fuselageFusionDestroy(fusion);
  if (mayFuseMore)
    result->isFused = fuseAgain(module, &process->fusion, &result->before,
                                &result->launchesAfter);
  if (result->isFused)
    measureFused(process, module);
  return isDone || (result->isFused && writeFused(process, module));
}

static bool processParsed(Process *process, MlirContext context,
                          MlirModule module) {
  return (!process->options->checkResources ||
          measureKernelsFor(&process->fusion, &process->options->ptx, context,
                            &process->printer)) &&
         processModule(process, mlirModuleGetOperation(module));
}

/// Collects the output in memory, and writes its file when it is complete.
static int processToFile(Process *process, MlirContext context,
                         MlirModule module) {
  Messages *messages = process->result->messages;
  char *path = outputPathCreate(process->options, process->result->input->name);
  char *text = NULL;
  size_t size = 0;
  process->stream = open_memstream(&text, &size);
  int exitCode = EXIT_UNUSABLE;
  if (!process->stream) {
    outputReportFailure("write", path, messages);
  } else {
    bool isDone = processParsed(process, context, module);
    if (fclose(process->stream) != 0)
      outputReportFailure("write", path, messages);
    else if (!isDone)
      exitCode = EXIT_REFUSED;
    else if (outputWrite(path, text, size, messages))
      exitCode = EXIT_DONE;
  }
  free(text);
  free(path);
  return exitCode;
}

static void summarize(const Process *process, bool isDone, FILE *json) {
  const Result *result = process->result;
  if (json && isDone)
    summaryPrintJson(result, json);
  else if (json)
    summaryPrintJsonFailure(result->input->name, result->messages, json);
  else if (isDone && process->options->loudness != QUIET)
    summaryPrint(result, process->options, stderr);
}

int processInput(Result *result, const Options *options,
                 const Input *planOrNull, FILE *json) {
  Process process = {
      .result = result,
      .options = options,
      .fusion = options->fusion,
      .plan = planOrNull,
      .printer = {.stream = stderr,
                  .input = result->input,
                  .hasColor = terminalHasColor(stderr, options->color),
                  .messages = result->messages}};
  result->device = fuselageDeviceFindOrDefault(options->fusion.device);
  result->nanosecondsBefore = result->nanosecondsAfter = UNKNOWN_TIME;
  MlirContext context = createContext(&process.printer);
  MlirModule module = inputParse(result->input, context);
  int exitCode = mlirModuleIsNull(module)
                     ? EXIT_REFUSED
                     : processToFile(&process, context, module);
  // Names of functions and files live in the context.
  summarize(&process, exitCode == EXIT_DONE, json);
  if (!mlirModuleIsNull(module))
    mlirModuleDestroy(module);
  mlirContextDestroy(context);
  return exitCode;
}
