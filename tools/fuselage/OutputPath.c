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
  if (mkdir(output, 0777) != 0 && errno != EEXIST)
    return NULL;
  const char *slash = strrchr(input, '/');
  const char *name = strcmp(input, "-") == 0 ? "stdin"
                     : slash                 ? slash + 1
                                             : input;
  const char *dot = strrchr(name, '.');
  size_t stem = dot && dot != name ? (size_t)(dot - name) : strlen(name);
  size_t size = strlen(output) + stem + 16;
  char *path = allocate(size);
  snprintf(path, size, "%s/%.*s.%s", output, (int)stem, name,
           emitKindEnding(options->emit));
  return path;
}
