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

/// Where answers go. A regular file is written under another name next to it
/// and takes its own when it is complete; a signal that ends the program before
/// removes it. Standard output, devices and pipes are written directly.
typedef struct OutputFile {
  FILE *stream;
  /// The name that was asked for; for messages.
  const char *name;
  /// Where the file ends up. Owned; null if written directly.
  char *path;
  /// Where it is until then. Owned; null if written directly.
  char *temporaryPath;
} OutputFile;

/// Opens `name`; "-" is standard output. On failure returns false with errno
/// set.
bool outputFileOpen(OutputFile *output, const char *name);

/// Completes the output, to which all writes so far succeeded. On failure
/// returns false with errno set; no file is left then, or the one that was
/// there before. Either way `output` is closed.
bool outputFileKeep(OutputFile *output);

/// Closes the output and leaves no file, or the one that was there before.
/// Keeps errno.
void outputFileDiscard(OutputFile *output);

#endif // FUSELAGE_IO_OUTPUTFILE_H
