//===- OutputFile.h - A file that appears whole or not at all -----*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IO_OUTPUTFILE_H
#define FUSELAGE_IO_OUTPUTFILE_H

#include <stdbool.h>
#include <stdio.h>

/// A file for output. A regular file is written under another name next to its
/// own name, and takes its own name when it is complete. If a signal ends the
/// program before, the unfinished file is removed. Standard output, devices and
/// pipes are written directly.
typedef struct OutputFile {
  FILE *stream;
  /// The name from the caller, for messages.
  const char *name;
  /// The final path. Owned; null if written directly.
  char *path;
  /// The path until then. Owned; null if written directly.
  char *temporaryPath;
} OutputFile;

/// Opens `name`; "-" is standard output. On failure returns false with errno
/// set.
bool outputFileOpen(OutputFile *output, const char *name);

/// Completes the output, to which all writes so far succeeded. On failure
/// returns false with errno set; an older file of the name stays as it was.
/// Either way `output` is closed.
bool outputFileKeep(OutputFile *output);

/// Closes the output and removes the unfinished file. An older file of the name
/// stays as it was. Keeps errno.
void outputFileDiscard(OutputFile *output);

#endif // FUSELAGE_IO_OUTPUTFILE_H
