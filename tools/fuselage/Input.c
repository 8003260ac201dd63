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

static bool refuse(const char *verb, const char *name, Messages *messages) {
  return reportError(messages,
                     "cannot %s '%s': %s. Fix: name a file that exists and may "
                     "be read",
                     verb, name, strerror(errno));
}

/// Reads to the end of a file that may be a pipe. The memory is zeroed, so that
/// the text is terminated.
static bool readAll(Input *input, FILE *file) {
  size_t capacity = 1 << 16;
  input->text = allocate(capacity);
  while (!feof(file) && !ferror(file)) {
    if (input->length + 1 == capacity) {
      char *larger = allocate(2 * capacity);
      memcpy(larger, input->text, input->length);
      free(input->text);
      input->text = larger;
      capacity *= 2;
    }
    input->length += fread(input->text + input->length, 1,
                           capacity - input->length - 1, file);
  }
  return !ferror(file);
}

static void findLines(Input *input) {
  const char *at = input->text, *end = at + input->length;
  while (at && at < end) {
    *LIST_APPEND(&input->lines) = (size_t)(at - input->text);
    at = memchr(at, '\n', (size_t)(end - at));
    at = at ? at + 1 : NULL;
  }
}

bool inputRead(Input *input, const char *name, Messages *messagesOrNull) {
  bool isStandard = strcmp(name, "-") == 0;
  *input = (Input){.name = name};
  FILE *file = isStandard ? stdin : fopen(name, "rb");
  if (!file)
    return refuse("open", name, messagesOrNull);
  struct stat status;
  input->isFile = fstat(fileno(file), &status) == 0 &&
                  S_ISREG(status.st_mode) && !isStandard;
  errno = 0;
  bool isRead = readAll(input, file) || refuse("read", name, messagesOrNull);
  if (!isStandard)
    fclose(file);
  if (isRead)
    findLines(input);
  else
    inputFree(input);
  return isRead;
}

void inputFree(Input *input) {
  free(input->text);
  free(input->lines.data);
  *input = (Input){0};
}

MlirStringRef inputGetLine(const Input *input, unsigned line) {
  if (line == 0 || line > input->lines.size)
    return mlirStringRefCreate("", 0);
  const char *start = input->text + input->lines.data[line - 1];
  const char *end = input->text + input->length;
  const char *stop = memchr(start, '\n', (size_t)(end - start));
  return mlirStringRefCreate(start, (size_t)((stop ? stop : end) - start));
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
