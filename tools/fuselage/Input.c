//===- Input.c - Input files ----------------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Input.h"

#include "Memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool refuse(const char *verb, const char *name) {
  fprintf(stderr,
          "fuselage: error: cannot %s '%s': %s. Fix: name a file that exists "
          "and may be read\n",
          verb, name, strerror(errno));
  return false;
}

/// Reads to the end of a file that may be a pipe.
static bool readAll(Input *input, FILE *file) {
  size_t capacity = 1 << 16, count;
  input->text = allocate(capacity + 1);
  while ((count = fread(input->text + input->length, 1,
                        capacity - input->length, file)) != 0) {
    input->length += count;
    if (input->length < capacity)
      continue;
    char *larger = allocate(2 * capacity + 1);
    memcpy(larger, input->text, input->length);
    free(input->text);
    input->text = larger;
    capacity *= 2;
  }
  input->text[input->length] = '\0';
  return !ferror(file);
}

bool inputRead(Input *input, const char *name) {
  bool isStandard = strcmp(name, "-") == 0;
  *input = (Input){.name = name};
  FILE *file = isStandard ? stdin : fopen(name, "rb");
  if (!file)
    return refuse("open", name);
  struct stat status;
  input->isFile = fstat(fileno(file), &status) == 0 &&
                  S_ISREG(status.st_mode) && !isStandard;
  errno = 0;
  bool isRead = readAll(input, file) || refuse("read", name);
  if (!isStandard)
    fclose(file);
  if (!isRead)
    inputFree(input);
  return isRead;
}

void inputFree(Input *input) {
  free(input->text);
  input->text = NULL;
}

MlirStringRef inputGetLine(const Input *input, unsigned line) {
  const char *at = input->text, *end = at + input->length;
  for (; line > 1 && at; --line) {
    at = memchr(at, '\n', (size_t)(end - at));
    at = at ? at + 1 : NULL;
  }
  if (!at || line == 0)
    return mlirStringRefCreate("", 0);
  const char *stop = memchr(at, '\n', (size_t)(end - at));
  return mlirStringRefCreate(at, (size_t)((stop ? stop : end) - at));
}

bool inputHasPlace(const Input *input, MlirStringRef file) {
  return mlirStringRefEqual(
      file, mlirStringRefCreateFromCString(input->isFile ? input->name : "-"));
}

MlirModule inputParse(const Input *input, MlirContext context) {
  if (input->isFile)
    return mlirModuleCreateParseFromFile(
        context, mlirStringRefCreateFromCString(input->name));
  return mlirModuleCreateParse(context,
                               mlirStringRefCreate(input->text, input->length));
}
