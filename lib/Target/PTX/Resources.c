//===- Resources.c - What ptxas says that a kernel takes ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Error.h"
#include "Target/PTX/RunTool.h"
#include "Target/PTX/Toolkit.h"
#include "Target/PTX/WriteFile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool lookIn(const char *root, void *userData) {
  FuselagePTXText *found = userData;
  TextBuffer path = {0};
  textAppendFormat(&path, "%s/bin/ptxas", root);
  if (access(textString(&path), X_OK) != 0) {
    textFree(&path);
    return false;
  }
  *found = textTake(&path);
  return true;
}

FuselagePTXText fuselagePTXFindPtxas(void) {
  FuselagePTXText found = toolkitFindOnPath("ptxas");
  if (fuselagePTXTextIsNull(found))
    toolkitForEachRoot(lookIn, &found);
  return found;
}

/// The number in front of `unit` in a line such as "8 bytes stack frame,
/// 0 bytes spill stores"; 0 if `unit` is not there.
static uint64_t numberBefore(const char *line, const char *unit) {
  const char *end = strstr(line, unit);
  if (!end)
    return 0;
  const char *start = end;
  while (start > line && start[-1] >= '0' && start[-1] <= '9')
    --start;
  return strtoull(start, NULL, 10);
}

/// The sum over the constant banks: "360 bytes cmem[0], 8 bytes cmem[2]".
static uint64_t constantBytes(const char *line) {
  static const char unit[] = " bytes cmem[";
  uint64_t sum = 0;
  for (const char *at = line; strstr(at, unit); at = strstr(at, unit) + 1)
    sum += numberBefore(at, unit);
  return sum;
}

/// The kernel that the report is about at the moment.
typedef struct Report {
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

/// A kernel is complete with the line "Used N registers, ...", which comes
/// after that of its stack.
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
  report->callback(kernel, report->userData);
  *kernel = (FuselagePTXResources){0};
}

/// Reads the report line by line; the lines are cut apart in place, so that
/// the names in it live until its end.
static void readReport(Report *report, char *text) {
  char *rest = NULL;
  for (char *line = strtok_r(text, "\n", &rest); line;
       line = strtok_r(NULL, "\n", &rest))
    readLine(report, line);
}

/// Writes the PTX to a new file in TMPDIR, whose path goes to `path`.
static FuselagePTXError writeTemporary(MlirStringRef ptx, TextBuffer *path) {
  const char *directory = getenv("TMPDIR");
  textAppendFormat(path, "%s/fuselage-XXXXXX",
                   directory && *directory ? directory : "/tmp");
  if (path->failed)
    return errorOutOfMemory();
  int descriptor = mkstemp(path->data);
  bool written = descriptor >= 0;
  for (size_t done = 0; written && done < ptx.length;) {
    ssize_t count = write(descriptor, ptx.data + done, ptx.length - done);
    written = count >= 0 || errno == EINTR;
    done += count > 0 ? (size_t)count : 0;
  }
  int reason = errno;
  if (descriptor >= 0)
    close(descriptor);
  if (written)
    return errorNone();
  FuselagePTXError error = errorCreate(
      FUSELAGE_PTX_FILE_ERROR,
      "cannot write the temporary file '%s': %s. Fix: set TMPDIR to a "
      "directory with room",
      textString(path), strerror(reason));
  if (descriptor >= 0)
    unlink(textString(path));
  return error;
}

/// Assembles the file `path` into the file `result`; `output` receives what
/// ptxas prints.
static FuselagePTXError assemble(const char *ptxas, const char *chip,
                                 int optLevel, const char *path,
                                 const char *result, TextBuffer *output) {
  TextBuffer arch = {0};
  textAppendFormat(&arch, "-arch=%s", chip);
  const char level[] = {'-', 'O', (char)('0' + optLevel), '\0'};
  const char *const arguments[] = {ptxas, "-v", level,  textString(&arch),
                                   path,  "-o", result, NULL};
  int exitCode = 0;
  FuselagePTXError error = runTool(arguments, output, &exitCode);
  textFree(&arch);
  if (fuselagePTXErrorIsNull(error) && exitCode != 0)
    error = errorCreate(FUSELAGE_PTX_TOOL_FAILED,
                        "'%s' refused the PTX for chip '%s': %s", ptxas, chip,
                        textString(output));
  return error;
}

static FuselagePTXError measure(MlirStringRef ptx, const char *chip,
                                const char *ptxas, Report *report) {
  TextBuffer path = {0}, output = {0};
  FuselagePTXError error = writeTemporary(ptx, &path);
  if (fuselagePTXErrorIsNull(error)) {
    error = assemble(ptxas, chip, 3, textString(&path), "/dev/null", &output);
    unlink(textString(&path));
  }
  if (fuselagePTXErrorIsNull(error) && output.data)
    readReport(report, output.data);
  textFree(&output);
  textFree(&path);
  return error;
}

static FuselagePTXError readBytes(const char *path, TextBuffer *bytes) {
  char chunk[4096];
  FILE *file = fopen(path, "rb");
  while (file && !feof(file) && !ferror(file))
    textAppend(bytes, chunk, fread(chunk, 1, sizeof chunk, file));
  bool isRead = file && !ferror(file);
  if (file)
    fclose(file);
  return isRead ? errorNone()
                : errorCreate(FUSELAGE_PTX_FILE_ERROR,
                              "cannot read the temporary file '%s': %s. Fix: "
                              "set TMPDIR to a directory that may be read",
                              path, strerror(errno));
}

/// Assembles into a second temporary file, and writes what is in it.
static FuselagePTXError assembleToFile(MlirStringRef ptx, const char *chip,
                                       int optLevel, const char *ptxas,
                                       const char *path) {
  TextBuffer source = {0}, result = {0}, output = {0}, bytes = {0};
  FuselagePTXError error = writeTemporary(ptx, &source);
  if (fuselagePTXErrorIsNull(error)) {
    error = writeTemporary(mlirStringRefCreate("", 0), &result);
    if (fuselagePTXErrorIsNull(error)) {
      error = assemble(ptxas, chip, optLevel, textString(&source),
                       textString(&result), &output);
      if (fuselagePTXErrorIsNull(error))
        error = readBytes(textString(&result), &bytes);
      unlink(textString(&result));
    }
    unlink(textString(&source));
  }
  if (fuselagePTXErrorIsNull(error))
    error = bytes.failed
                ? errorOutOfMemory()
                : writeFile(path, mlirStringRefCreate(textString(&bytes),
                                                      bytes.length));
  textFree(&bytes);
  textFree(&output);
  textFree(&result);
  textFree(&source);
  return error;
}

static FuselagePTXError failNoPtxas(void) {
  return errorCreate(FUSELAGE_PTX_TOOL_FAILED,
                     "ptxas was not found on PATH or in a CUDA toolkit. Fix: "
                     "install the CUDA toolkit, or set CUDA_HOME to its "
                     "root");
}

FuselagePTXError fuselagePTXAssemble(MlirStringRef ptx, const char *chip,
                                     int optLevel, const char *ptxas,
                                     const char *path) {
  if (ptxas)
    return assembleToFile(ptx, chip, optLevel, ptxas, path);
  FuselagePTXText found = fuselagePTXFindPtxas();
  if (fuselagePTXTextIsNull(found))
    return failNoPtxas();
  FuselagePTXError error = assembleToFile(
      ptx, chip, optLevel, fuselagePTXTextGetString(found).data, path);
  fuselagePTXTextDestroy(found);
  return error;
}

FuselagePTXError fuselagePTXMeasureResources(
    MlirStringRef ptx, const char *chip, const char *ptxas,
    FuselagePTXResourcesCallback callback, void *userData) {
  Report report = {.callback = callback, .userData = userData};
  if (ptxas)
    return measure(ptx, chip, ptxas, &report);
  FuselagePTXText found = fuselagePTXFindPtxas();
  if (fuselagePTXTextIsNull(found))
    return failNoPtxas();
  FuselagePTXError error =
      measure(ptx, chip, fuselagePTXTextGetString(found).data, &report);
  fuselagePTXTextDestroy(found);
  return error;
}
