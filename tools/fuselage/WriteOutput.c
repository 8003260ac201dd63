//===- WriteOutput.c - Complete outputs -----------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WriteOutput.h"

#include "io/OutputFile.h"

#include <errno.h>
#include <string.h>

bool outputReportFailure(const char *verb, const char *name,
                         Messages *messagesOrNull) {
  return reportError(messagesOrNull,
                     "cannot %s '%s': %s. Fix: name a file in a directory that "
                     "exists and may be written",
                     verb, name, strerror(errno));
}

bool outputWrite(const char *path, const char *text, size_t size,
                 Messages *messagesOrNull) {
  OutputFile output;
  if (!outputFileOpen(&output, path))
    return outputReportFailure("open", path, messagesOrNull);
  if (fwrite(text, 1, size, output.stream) != size) {
    outputFileDiscard(&output);
    return outputReportFailure("write", path, messagesOrNull);
  }
  return outputFileKeep(&output) ||
         outputReportFailure("write", path, messagesOrNull);
}
