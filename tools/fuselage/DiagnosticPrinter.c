//===- DiagnosticPrinter.c - Diagnostics with their source lines ----------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DiagnosticPrinter.h"

#include "Place.h"
#include "io/PrintableText.h"

#include <stdlib.h>
#include <string.h>

static const char *severityName(MlirDiagnosticSeverity severity) {
  switch (severity) {
  case MlirDiagnosticError:
    return "error";
  case MlirDiagnosticWarning:
    return "warning";
  case MlirDiagnosticNote:
    return "note";
  case MlirDiagnosticRemark:
    break;
  }
  return "remark";
}

static const char *severityColor(MlirDiagnosticSeverity severity) {
  return severity == MlirDiagnosticError     ? "\033[1;31m"
         : severity == MlirDiagnosticWarning ? "\033[1;35m"
                                             : "\033[1;36m";
}

enum { MAX_SOURCE_LINE = 160 };

/// Shows bytes other than printable ASCII as dots: random input has many of
/// them.
static void printSourceLine(FILE *stream, const Input *input, unsigned line,
                            unsigned column) {
  MlirStringRef text = inputGetLine(input, line);
  if (text.length == 0 || text.length > MAX_SOURCE_LINE)
    return;
  fprintf(stream, "%6u | ", line);
  for (size_t i = 0; i < text.length; ++i) {
    unsigned char c = (unsigned char)text.data[i];
    fputc(c == '\t' ? ' ' : c >= 0x20 && c < 0x7f ? c : '.', stream);
  }
  fprintf(stream, "\n       | %*s\n", (int)column, "^");
}

void printMessage(const DiagnosticPrinter *printer, MlirLocation location,
                  MlirDiagnosticSeverity severity, const char *message) {
  FILE *stream = printer->stream;
  Place place = placeOfLocation(location);
  if (place.line != 0)
    printableWrite(stream, place.file.data, place.file.length);
  else
    printableWrite(stream, printer->input->name, strlen(printer->input->name));
  if (place.line != 0)
    fprintf(stream, ":%u:%u", place.line, place.column);
  fprintf(stream, ": %s%s:%s ",
          printer->hasColor ? severityColor(severity) : "",
          severityName(severity), printer->hasColor ? "\033[0m" : "");
  printableWriteLines(stream, message, strlen(message));
  fputc('\n', stream);
  if (printer->messages)
    messagesAdd(printer->messages, severity, &place, message);
  if (place.line != 0 && inputHasPlace(printer->input, place.file))
    printSourceLine(stream, printer->input, place.line, place.column);
}

static void appendToStream(MlirStringRef text, void *userData) {
  fwrite(text.data, 1, text.length, userData);
}

MlirLogicalResult printDiagnostic(MlirDiagnostic diagnostic, void *userData) {
  const DiagnosticPrinter *printer = userData;
  char *message = NULL;
  size_t size = 0;
  FILE *memory = open_memstream(&message, &size);
  if (!memory)
    return mlirLogicalResultFailure();
  mlirDiagnosticPrint(diagnostic, appendToStream, memory);
  if (fclose(memory) == 0)
    printMessage(printer, mlirDiagnosticGetLocation(diagnostic),
                 mlirDiagnosticGetSeverity(diagnostic), message);
  free(message);
  for (intptr_t i = 0; i < mlirDiagnosticGetNumNotes(diagnostic); ++i)
    printDiagnostic(mlirDiagnosticGetNote(diagnostic, i), userData);
  return mlirLogicalResultSuccess();
}
