//===- OutputPath.c - Where the output of an input goes -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputPath.h"

#include "Memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool outputIsDirectory(const char *output) {
  struct stat status;
  size_t length = strlen(output);
  return (length && output[length - 1] == '/') ||
         (stat(output, &status) == 0 && S_ISDIR(status.st_mode));
}

char *outputPathCreate(const Options *options, const char *input) {
  const char *output = options->output ? options->output : "-";
  if (!outputIsDirectory(output))
    return copyText(output, strlen(output));
  const char *slash = strrchr(input, '/');
  const char *name = strcmp(input, "-") == 0 ? "stdin"
                     : slash                 ? slash + 1
                                             : input;
  const char *dot = strrchr(name, '.');
  size_t stem = dot && dot != name ? (size_t)(dot - name) : strlen(name);
  size_t size = strlen(output) + stem + 16;
  char *path = allocate(size);
  snprintf(path, size, "%s%s%.*s.%s", output,
           output[strlen(output) - 1] == '/' ? "" : "/", (int)stem, name,
           emitKindEnding(options->emit));
  return path;
}

bool outputCreateDirectory(const Options *options) {
  return !options->output || !outputIsDirectory(options->output) ||
         mkdir(options->output, 0777) == 0 || errno == EEXIST;
}

static int comparePaths(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

char *outputFindClash(const Options *options) {
  if (options->numInputs < 2)
    return NULL;
  char **paths = (char **)allocate(options->numInputs * sizeof *paths);
  for (size_t i = 0; i < options->numInputs; ++i)
    paths[i] = outputPathCreate(options, options->inputs[i]);
  qsort((void *)paths, options->numInputs, sizeof *paths, comparePaths);
  char *clash = NULL;
  for (size_t i = 1; i < options->numInputs && !clash; ++i)
    if (strcmp(paths[i - 1], paths[i]) == 0)
      clash = copyText(paths[i], strlen(paths[i]));
  for (size_t i = 0; i < options->numInputs; ++i)
    free(paths[i]);
  free((void *)paths);
  return clash;
}
