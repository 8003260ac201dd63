//===- Resources.c - Resources that ptxas reports -------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/PTXText.h"
#include "Target/PTX/Ptxas.h"

#include <stdlib.h>
#include <string.h>

/// The number before `unit` in a line such as "8 bytes stack frame, 0 bytes
/// spill stores"; 0 if the line lacks `unit`.
static uint64_t numberBefore(const char *line, const char *unit) {
  const char *end = strstr(line, unit);
  if (!end)
    return 0;
  const char *start = end;
  while (start > line && start[-1] >= '0' && start[-1] <= '9')
    --start;
  return strtoull(start, NULL, 10);
}

/// The sum over the constant banks: "360 bytes cmem[0], 8 bytes cmem[2]". For
/// the newest chips ptxas does not report them.
static uint64_t constantBytes(const char *line) {
  static const char unit[] = " bytes cmem[";
  if (!strstr(line, unit))
    return FUSELAGE_PTX_UNKNOWN_BYTES;
  uint64_t sum = 0;
  for (const char *at = line; strstr(at, unit); at = strstr(at, unit) + 1)
    sum += numberBefore(at, unit);
  return sum;
}

/// The kernel of the present part of the report.
typedef struct Report {
  MlirStringRef ptx;
  FuselagePTXResources current;
  FuselagePTXResourcesCallback callback;
  void *userData;
} Report;

/// Starts a kernel at "Compiling entry function 'NAME' for 'CHIP'"; the name
/// stays in the line.
static void startKernel(Report *report, const char *line) {
  static const char prefix[] = "Compiling entry function '";
  const char *name = strstr(line, prefix);
  if (!name)
    return;
  name += sizeof prefix - 1;
  report->current = (FuselagePTXResources){
      .kernel = mlirStringRefCreate(name, strcspn(name, "'"))};
}

/// The line "Used N registers, ..." completes a kernel. It comes after the line
/// of its stack.
static void readLine(Report *report, const char *line) {
  FuselagePTXResources *kernel = &report->current;
  startKernel(report, line);
  if (strstr(line, " bytes stack frame")) {
    kernel->stackBytes = numberBefore(line, " bytes stack frame");
    kernel->spillStoreBytes = numberBefore(line, " bytes spill stores");
    kernel->spillLoadBytes = numberBefore(line, " bytes spill loads");
  }
  if (!strstr(line, "Used ") || !kernel->kernel.length)
    return;
  kernel->registers = (uint32_t)numberBefore(line, " registers");
  kernel->barriers = (uint32_t)numberBefore(line, " barriers");
  kernel->sharedBytes = numberBefore(line, " bytes smem");
  kernel->constantBytes = constantBytes(line);
  kernel->threadsPerBlock = ptxFindBlockSize(report->ptx, kernel->kernel);
  report->callback(kernel, report->userData);
  *kernel = (FuselagePTXResources){0};
}

/// Reads the report line by line. It cuts the lines apart in place, so that
/// names in the report live as long as the report.
static void readReport(Report *report, char *text) {
  char *rest = NULL;
  for (char *line = strtok_r(text, "\n", &rest); line;
       line = strtok_r(NULL, "\n", &rest))
    readLine(report, line);
}

FuselagePTXError fuselagePTXMeasureResources(
    MlirStringRef ptx, const char *chip, const char *ptxas,
    FuselagePTXResourcesCallback callback, void *userData) {
  Report report = {.ptx = ptx, .callback = callback, .userData = userData};
  PtxasRun run = {.ptx = ptx, .chip = chip, .optLevel = 3, .ptxas = ptxas};
  FuselageText output = {0};
  FuselagePTXError error = ptxasRun(&run, "/dev/null", &output);
  if (fuselagePTXErrorIsNull(error) && output.data)
    readReport(&report, output.data);
  fuselageTextFree(&output);
  return error;
}
