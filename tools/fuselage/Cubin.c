//===- Cubin.c - Machine code ---------------------------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cubin.h"

#include "Input.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/// The name of a new file in TMPDIR, which the caller frees; null with a
/// message if there can be none.
static char *createTemporary(void) {
  static const char name[] = "/fuselage-XXXXXX";
  const char *directory = getenv("TMPDIR");
  if (!directory || !*directory)
    directory = "/tmp";
  size_t size = strlen(directory) + sizeof name;
  char *path = allocate(size);
  snprintf(path, size, "%s%s", directory, name);
  int descriptor = mkstemp(path);
  if (descriptor >= 0) {
    close(descriptor);
    return path;
  }
  fprintf(stderr,
          "fuselage: error: cannot create '%s': %s. Fix: set TMPDIR to a "
          "directory with room\n",
          path, strerror(errno));
  free(path);
  return NULL;
}

static bool copyFile(const char *path, FILE *stream) {
  Input file;
  if (!inputRead(&file, path))
    return false;
  fwrite(file.text, 1, file.length, stream);
  inputFree(&file);
  return true;
}

bool cubinWrite(MlirStringRef ptx, const FuselagePTXOptions *options,
                FILE *stream, FuselagePTXError *error) {
  char *path = createTemporary();
  if (!path)
    return false;
  *error =
      fuselagePTXAssemble(ptx, options->chip, options->optLevel, NULL, path);
  bool isWritten = fuselagePTXErrorIsNull(*error) && copyFile(path, stream);
  unlink(path);
  free(path);
  return isWritten;
}
