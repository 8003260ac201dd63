//===- Messages.c - Errors and warnings of one input ----------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Messages.h"

#include "io/PrintableText.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void messagesAdd(Messages *messages, MlirDiagnosticSeverity severity,
                 const Place *place, const char *text) {
  *LIST_APPEND(&messages->list) = (Message){
      .severity = severity,
      .file =
          place->line ? copyText(place->file.data, place->file.length) : NULL,
      .line = place->line,
      .column = place->column,
      .text = copyText(text, strlen(text))};
}

void messagesFree(Messages *messages) {
  for (size_t i = 0; i < messages->list.size; ++i) {
    free(messages->list.data[i].file);
    free(messages->list.data[i].text);
  }
  free(messages->list.data);
  *messages = (Messages){0};
}

__attribute__((format(printf, 3, 0))) static void report(Messages *messages,
                                                         const char *subject,
                                                         const char *format,
                                                         va_list arguments) {
  char *text = NULL;
  if (vasprintf(&text, format, arguments) < 0)
    text = copyText("out of memory", strlen("out of memory"));
  printableWrite(stderr, subject, strlen(subject));
  fputs(": error: ", stderr);
  printableWrite(stderr, text, strlen(text));
  fputc('\n', stderr);
  if (messages)
    messagesAdd(messages, MlirDiagnosticError, &(Place){.line = 0}, text);
  free(text);
}

bool reportError(Messages *messages, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  report(messages, "fuselage", format, arguments);
  va_end(arguments);
  return false;
}

bool reportErrorIn(Messages *messages, const char *file, const char *format,
                   ...) {
  va_list arguments;
  va_start(arguments, format);
  report(messages, file, format, arguments);
  va_end(arguments);
  return false;
}
