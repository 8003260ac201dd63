//===- OutputFile.c - A file that appears whole or not at all -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputFile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/// The file behind a symbolic link is replaced, not the link.
static char *resolve(const char *name) {
  char *resolved = realpath(name, NULL);
  return resolved || errno != ENOENT ? resolved : strdup(name);
}

static char *concatenate(const char *left, const char *right) {
  size_t size = strlen(left) + strlen(right) + 1;
  char *both = malloc(size);
  if (both)
    snprintf(both, size, "%s%s", left, right);
  return both;
}

/// What a new file would have got, or what the file there has.
static mode_t modeFor(const char *path) {
  struct stat status;
  if (stat(path, &status) == 0)
    return status.st_mode & 0777;
  mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

static bool openTemporary(OutputFile *output) {
  output->temporaryPath = concatenate(output->path, ".tmp-XXXXXX");
  if (!output->temporaryPath)
    return false;
  int descriptor = mkstemp(output->temporaryPath);
  if (descriptor < 0)
    return false;
  if (fchmod(descriptor, modeFor(output->path)) == 0)
    output->stream = fdopen(descriptor, "w");
  if (output->stream)
    return true;
  int reason = errno;
  close(descriptor);
  unlink(output->temporaryPath);
  errno = reason;
  return false;
}

static void freePaths(OutputFile *output) {
  free(output->path);
  free(output->temporaryPath);
}

bool outputFileOpen(OutputFile *output, const char *name) {
  *output = (OutputFile){.name = name};
  if (strcmp(name, "-") == 0) {
    output->stream = stdout;
    return true;
  }
  struct stat status;
  if (stat(name, &status) == 0 && !S_ISREG(status.st_mode)) {
    output->stream = fopen(name, "w");
    return output->stream != NULL;
  }
  output->path = resolve(name);
  if (output->path && openTemporary(output))
    return true;
  int reason = errno;
  freePaths(output);
  errno = reason;
  return false;
}

bool outputFileKeep(OutputFile *output) {
  bool kept = fclose(output->stream) == 0;
  if (kept && output->path)
    kept = rename(output->temporaryPath, output->path) == 0;
  int reason = errno;
  if (!kept && output->temporaryPath)
    unlink(output->temporaryPath);
  freePaths(output);
  errno = reason;
  return kept;
}

void outputFileDiscard(OutputFile *output) {
  if (output->stream != stdout)
    fclose(output->stream);
  if (output->temporaryPath)
    unlink(output->temporaryPath);
  freePaths(output);
}
