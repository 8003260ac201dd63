//===- Ptxas.c - Assembling with ptxas ------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Ptxas.h"

#include "Target/PTX/ChildProcess.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/RunTool.h"
#include "Target/PTX/TextHandle.h"
#include "Target/PTX/Toolkit.h"
#include "Target/PTX/WriteFile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static bool lookIn(const char *root, void *userData) {
  FuselagePTXText *found = userData;
  FuselageText path = {0};
  fuselageTextAppendFormat(&path, "%s/bin/ptxas", root);
  if (access(fuselageTextGet(&path), X_OK) != 0) {
    fuselageTextFree(&path);
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

/// A file in memory with a path for ptxas. It needs no folder with room, and it
/// goes when the process ends in any way.
typedef struct MemoryFile {
  int descriptor;
  /// The path of the file in this process, and in a child, which inherits it.
  char path[32];
} MemoryFile;

static FuselagePTXError memoryFileFailure(int reason) {
  return errorCreate(FUSELAGE_PTX_FILE_ERROR,
                     "cannot make a file in memory for ptxas: %s. Fix: let the "
                     "process have more memory or more open files",
                     strerror(reason));
}

/// ptxas gets other standard streams, so the descriptor must not be one of
/// their numbers.
static FuselagePTXError openMemoryFile(MemoryFile *file) {
  file->descriptor = -1;
  int created = memfd_create("fuselage", MFD_CLOEXEC);
  if (created >= 0)
    file->descriptor = fcntl(created, F_DUPFD, STDERR_FILENO + 1);
  int reason = errno;
  if (created >= 0)
    close(created);
  snprintf(file->path, sizeof file->path, "/proc/self/fd/%d", file->descriptor);
  return file->descriptor < 0 ? memoryFileFailure(reason) : errorNone();
}

static FuselagePTXError fillMemoryFile(const MemoryFile *file,
                                       MlirStringRef content) {
  for (size_t done = 0; done < content.length;) {
    ssize_t count =
        write(file->descriptor, content.data + done, content.length - done);
    if (count < 0 && errno != EINTR)
      return memoryFileFailure(errno);
    done += count > 0 ? (size_t)count : 0;
  }
  return errorNone();
}

static FuselagePTXError readMemoryFile(const MemoryFile *file,
                                       FuselageText *content) {
  if (file->descriptor < 0 || lseek(file->descriptor, 0, SEEK_SET) != 0)
    return memoryFileFailure(errno);
  childProcessReadAll(file->descriptor, content);
  return content->failed ? errorOutOfMemory() : errorNone();
}

static int lengthWithoutNewlines(const FuselageText *text) {
  size_t length = strlen(fuselageTextGet(text));
  while (length != 0 && text->data[length - 1] == '\n')
    --length;
  return length < INT_MAX ? (int)length : INT_MAX;
}

static FuselagePTXError assemble(const PtxasRun *run, const char *ptxas,
                                 const char *source, const char *path,
                                 FuselageText *output) {
  char level[] = "-O3";
  level[2] = (char)('0' + run->optLevel);
  FuselageText arch = {0};
  fuselageTextAppendFormat(&arch, "-arch=%s", run->chip);
  const char *const arguments[] = {ptxas,  "-v", level, fuselageTextGet(&arch),
                                   source, "-o", path,  NULL};
  int exitCode = 0;
  FuselagePTXError error = runTool(arguments, output, &exitCode);
  fuselageTextFree(&arch);
  if (fuselagePTXErrorIsNull(error) && exitCode != 0)
    error = errorCreate(FUSELAGE_PTX_TOOL_FAILED,
                        "'%s' refused the PTX for chip '%s': %.*s. Fix: use a "
                        "chip that this ptxas knows, or another CUDA toolkit",
                        ptxas, run->chip, lengthWithoutNewlines(output),
                        fuselageTextGet(output));
  return error;
}

static FuselagePTXError assembleText(const PtxasRun *run, const char *ptxas,
                                     const char *path, FuselageText *output) {
  MemoryFile source;
  FuselagePTXError error = openMemoryFile(&source);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  error = fillMemoryFile(&source, run->ptx);
  if (fuselagePTXErrorIsNull(error))
    error = assemble(run, ptxas, source.path, path, output);
  close(source.descriptor);
  return error;
}

FuselagePTXError ptxasRun(const PtxasRun *run, const char *path,
                          FuselageText *output) {
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

static FuselagePTXError assembleInto(const PtxasRun *run, FuselageText *cubin) {
  MemoryFile binary;
  FuselagePTXError error = openMemoryFile(&binary);
  if (!fuselagePTXErrorIsNull(error))
    return error;
  FuselageText output = {0};
  error = ptxasRun(run, binary.path, &output);
  if (fuselagePTXErrorIsNull(error))
    error = readMemoryFile(&binary, cubin);
  fuselageTextFree(&output);
  close(binary.descriptor);
  return error;
}

FuselagePTXError fuselagePTXAssembleText(MlirStringRef ptx, const char *chip,
                                         int optLevel, const char *ptxas,
                                         FuselagePTXText *cubin) {
  *cubin = (FuselagePTXText){NULL};
  if (optLevel < 0 || optLevel > 3)
    return errorCreate(FUSELAGE_PTX_BAD_OPTION,
                       "optimization level %d is out of range. Fix: use 0, 1, "
                       "2 or 3",
                       optLevel);
  PtxasRun run = {ptx, chip, optLevel, ptxas};
  FuselageText content = {0};
  FuselagePTXError error = assembleInto(&run, &content);
  if (fuselagePTXErrorIsNull(error)) {
    *cubin = textTake(&content);
    error = fuselagePTXTextIsNull(*cubin) ? errorOutOfMemory() : errorNone();
  }
  fuselageTextFree(&content);
  return error;
}

FuselagePTXError fuselagePTXAssemble(MlirStringRef ptx, const char *chip,
                                     int optLevel, const char *ptxas,
                                     const char *path) {
  FuselagePTXText cubin;
  FuselagePTXError error =
      fuselagePTXAssembleText(ptx, chip, optLevel, ptxas, &cubin);
  if (fuselagePTXErrorIsNull(error))
    error = writeFile(path, fuselagePTXTextGetString(cubin));
  fuselagePTXTextDestroy(cubin);
  return error;
}
