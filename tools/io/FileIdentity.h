//===- FileIdentity.h - Which file a name leads to ----------------*- C -*-===//
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

/// The regular file that a name leads to, by whatever spelling, symbolic or
/// hard link; or the one that it would make.
typedef struct FileIdentity {
  /// False for devices, pipes and directories, which many may share.
  bool isFile;
  /// If the file exists, its numbers; else they are 0.
  bool isThere;
  dev_t device;
  ino_t number;
  /// Its path without links as far as it exists. Owned.
  char *path;
} FileIdentity;

/// Finds out about `name`; "-" stands for the open file `standardStream`. On
/// failure returns false with errno set, and there is nothing to free.
bool fileIdentityInit(FileIdentity *identity, const char *name,
                      int standardStream);
void fileIdentityFree(FileIdentity *identity);

/// True if both are one regular file.
bool fileIdentityEquals(const FileIdentity *a, const FileIdentity *b);

#endif // FUSELAGE_IO_FILEIDENTITY_H
