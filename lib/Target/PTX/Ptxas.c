//===- Ptxas.c - Assembling with ptxas ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Ptxas.h"

#include "Target/PTX/Error.h"
#include "Target/PTX/RunTool.h"
#include "Target/PTX/Toolkit.h"

#include <errno.h>
#include <limits.h>
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

static int lengthWithoutNewlines(const TextBuffer *text) {
  size_t length = strlen(textString(text));
  while (length != 0 && text->data[length - 1] == '\n')
    --length;
  return length < INT_MAX ? (int)length : INT_MAX;
}

static FuselagePTXError assemble(const PtxasRun *run, const char *ptxas,
                                 const char *source, const char *path,
                                 TextBuffer *output) {
  char level[] = "-O3";
  level[2] = (char)('0' + run->optLevel);
  TextBuffer arch = {0};
  textAppendFormat(&arch, "-arch=%s", run->chip);
  const char *const arguments[] = {ptxas,  "-v", level, textString(&arch),
                                   source, "-o", path,  NULL};
  int exitCode = 0;
  FuselagePTXError error = runTool(arguments, output, &exitCode);
  textFree(&arch);
  if (fuselagePTXErrorIsNull(error) && exitCode != 0)
    error = errorCreate(FUSELAGE_PTX_TOOL_FAILED,
                        "'%s' refused the PTX for chip '%s': %.*s. Fix: use a "
                        "chip that this ptxas knows, or another CUDA toolkit",
                        ptxas, run->chip, lengthWithoutNewlines(output),
                        textString(output));
  return error;
}

static FuselagePTXError assembleText(const PtxasRun *run, const char *ptxas,
                                     const char *path, TextBuffer *output) {
  TextBuffer source = {0};
  FuselagePTXError error = writeTemporary(run->ptx, &source);
  if (fuselagePTXErrorIsNull(error)) {
    error = assemble(run, ptxas, textString(&source), path, output);
    unlink(textString(&source));
  }
  textFree(&source);
  return error;
}

FuselagePTXError ptxasRun(const PtxasRun *run, const char *path,
                          TextBuffer *output) {
  if (run->ptxas)
    return assembleText(run, run->ptxas, path, output);
  FuselagePTXText found = fuselagePTXFindPtxas();
  if (fuselagePTXTextIsNull(found))
    return errorCreate(FUSELAGE_PTX_TOOL_FAILED,
                       "ptxas was not found on PATH or in a CUDA toolkit. Fix: "
                       "install the CUDA toolkit, or set CUDA_HOME to its "
                       "root");
  FuselagePTXError error =
      assembleText(run, fuselagePTXTextGetString(found).data, path, output);
  fuselagePTXTextDestroy(found);
  return error;
}

/// ptxas removes its output when it fails, and writes it as it goes: the file
/// is written beside its place.
FuselagePTXError fuselagePTXAssemble(MlirStringRef ptx, const char *chip,
                                     int optLevel, const char *ptxas,
                                     const char *path) {
  if (optLevel < 0 || optLevel > 3)
    return errorCreate(FUSELAGE_PTX_BAD_OPTION,
                       "optimization level %d is out of range. Fix: use 0, 1, "
                       "2 or 3",
                       optLevel);
  PtxasRun run = {ptx, chip, optLevel, ptxas};
  TextBuffer beside = {0}, output = {0};
  textAppendFormat(&beside, "%s.%ld.tmp", path, (long)getpid());
  FuselagePTXError error = beside.failed
                               ? errorOutOfMemory()
                               : ptxasRun(&run, textString(&beside), &output);
  if (fuselagePTXErrorIsNull(error) && rename(textString(&beside), path) != 0)
    error = errorCreate(FUSELAGE_PTX_FILE_ERROR,
                        "cannot write '%s': %s. Fix: name a file in a "
                        "directory that can be written",
                        path, strerror(errno));
  if (!fuselagePTXErrorIsNull(error) && !beside.failed)
    unlink(textString(&beside));
  textFree(&output);
  textFree(&beside);
  return error;
}
