//===- FileIdentity.h - The file to which a name leads ------------*- C -*-===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FUSELAGE_IO_FILEIDENTITY_H
#define FUSELAGE_IO_FILEIDENTITY_H

#include <stdbool.h>
#include <sys/types.h>

/// The regular file to which a name leads, through any spelling, symbolic or
/// hard link; or the file that the name would create.
typedef struct FileIdentity {
  /// False for devices, pipes and directories: several names may share these.
  bool isFile;
  /// The numbers of the file if it exists; else 0.
  bool isThere;
  dev_t device;
  ino_t number;
  /// Its path. The existing part has no links. Owned.
  char *path;
} FileIdentity;

/// Finds out about `name`; "-" stands for the open file `standardStream`. On
/// failure returns false with errno set; the identity then needs no freeing.
bool fileIdentityInit(FileIdentity *identity, const char *name,
                      int standardStream);
void fileIdentityFree(FileIdentity *identity);

/// True if both are one regular file.
bool fileIdentityEquals(const FileIdentity *a, const FileIdentity *b);

#endif // FUSELAGE_IO_FILEIDENTITY_H
