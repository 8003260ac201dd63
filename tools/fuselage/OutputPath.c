//===- OutputPath.c - The path of an input's output -----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OutputPath.h"

#include "Memory.h"
#include "Messages.h"
#include "io/FileIdentity.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/// A file of the command line, and its role.
typedef struct NamedFile {
  FileIdentity identity;
  char *name;
  bool isOutput, isJson;
} NamedFile;

typedef LIST(NamedFile) NamedFiles;

static void addFile(NamedFiles *files, const char *name, bool isOutput,
                    bool isJson) {
  FileIdentity identity;
  int stream = isOutput ? STDOUT_FILENO : STDIN_FILENO;
  if (!fileIdentityInit(&identity, name, stream))
    return;
  *LIST_APPEND(files) = (NamedFile){.identity = identity,
                                    .name = copyText(name, strlen(name)),
                                    .isOutput = isOutput,
                                    .isJson = isJson};
}

/// Inputs first.
static NamedFiles listFiles(const Options *options) {
  NamedFiles files = {0};
  const char *libdevice = options->ptx.libdevice;
  for (size_t i = 0; i < options->numInputs; ++i)
    addFile(&files, options->inputs[i], false, false);
  if (options->plan)
    addFile(&files, options->plan, false, false);
  if (libdevice && *libdevice && strcmp(libdevice, "none") != 0)
    addFile(&files, libdevice, false, false);
  for (size_t i = 0; i < options->numInputs; ++i) {
    char *path = outputPathCreate(options, options->inputs[i]);
    addFile(&files, path, true, false);
    free(path);
  }
  if (options->json)
    addFile(&files, options->json, true, true);
  return files;
}

static bool reportClash(const NamedFile *earlier, const NamedFile *output) {
  if (!earlier->isOutput)
    return reportError(NULL,
                       "the output '%s' is the input '%s'. Fix: name another "
                       "file for the output",
                       output->name, earlier->name);
  if (output->isJson)
    return reportError(NULL,
                       "'--json' and the output are one file. Fix: name two");
  return reportError(
      NULL,
      "two inputs have the output '%s'. Fix: give them different "
      "names, or process them one at a time",
      output->name);
}

bool outputsAreFree(const Options *options) {
  NamedFiles files = listFiles(options);
  bool areFree = true;
  for (size_t i = 0; i < files.size && areFree; ++i)
    for (size_t j = 0; j < i && areFree; ++j)
      if (files.data[i].isOutput &&
          fileIdentityEquals(&files.data[j].identity, &files.data[i].identity))
        areFree = reportClash(&files.data[j], &files.data[i]);
  for (size_t i = 0; i < files.size; ++i) {
    fileIdentityFree(&files.data[i].identity);
    free(files.data[i].name);
  }
  free(files.data);
  return areFree;
}
