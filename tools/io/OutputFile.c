//===- OutputFile.c - A file that appears whole or not at all -------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputFile.h"

#include "RemoveOnSignal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/// Replaces the file to which a symbolic link leads, not the link.
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

/// The mode of the existing file, or the mode that a new file would get.
static mode_t modeFor(const char *path) {
  struct stat status;
  if (stat(path, &status) == 0)
    return status.st_mode & 0777;
  mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

/// Makes the file. On failure no file stays.
static bool createTemporary(OutputFile *output) {
  int descriptor = mkstemp(output->temporaryPath);
  if (descriptor < 0)
    return false;
  removeOnSignalAdd(output->temporaryPath);
  if (fchmod(descriptor, modeFor(output->path)) == 0)
    output->stream = fdopen(descriptor, "w");
  if (output->stream)
    return true;
  int reason = errno;
  close(descriptor);
  unlink(output->temporaryPath);
  removeOnSignalTakeBack(output->temporaryPath);
  errno = reason;
  return false;
}

static bool openTemporary(OutputFile *output) {
  output->temporaryPath = concatenate(output->path, ".tmp-XXXXXX");
  if (!output->temporaryPath)
    return false;
  sigset_t signals;
  removeOnSignalHold(&signals);
  bool isOpen = createTemporary(output);
  int reason = errno;
  removeOnSignalRelease(&signals);
  errno = reason;
  return isOpen;
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

/// Gives the file its name, or removes it.
static bool publish(OutputFile *output, bool isComplete) {
  if (!output->temporaryPath)
    return isComplete;
  sigset_t signals;
  removeOnSignalHold(&signals);
  bool isKept = isComplete && rename(output->temporaryPath, output->path) == 0;
  int reason = errno;
  if (!isKept)
    unlink(output->temporaryPath);
  removeOnSignalTakeBack(output->temporaryPath);
  removeOnSignalRelease(&signals);
  errno = reason;
  return isKept;
}

bool outputFileKeep(OutputFile *output) {
  bool isKept = publish(output, fclose(output->stream) == 0);
  int reason = errno;
  freePaths(output);
  errno = reason;
  return isKept;
}

void outputFileDiscard(OutputFile *output) {
  int reason = errno;
  if (output->stream != stdout)
    fclose(output->stream);
  publish(output, false);
  freePaths(output);
  errno = reason;
}
