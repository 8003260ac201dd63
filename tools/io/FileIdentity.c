//===- FileIdentity.c - The file to which a name leads --------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileIdentity.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/// Appends "/part" for each part of `rest`, except "." and empty parts, so that
/// most spellings of a path that does not exist yet agree.
static void appendParts(char *path, const char *rest) {
  size_t length = strlen(path);
  while (*rest) {
    size_t part = strcspn(rest, "/");
    if (part != 0 && !(part == 1 && *rest == '.')) {
      if (length == 0 || path[length - 1] != '/')
        path[length++] = '/';
      memcpy(path + length, rest, part);
      length += part;
      path[length] = '\0';
    }
    rest += part;
    rest += *rest == '/' ? 1 : 0;
  }
}

/// The path of `name`: its longest existing folder, resolved, and the rest of
/// `name`.
static char *resolve(const char *name) {
  size_t length = strlen(name);
  char *folder = strdup(name);
  if (!folder)
    return NULL;
  char *found = realpath(folder, NULL);
  while (!found && errno != ENOMEM && length != 0) {
    while (length != 0 && folder[length - 1] == '/')
      --length;
    while (length != 0 && folder[length - 1] != '/')
      --length;
    folder[length] = '\0';
    found = realpath(length != 0 ? folder : ".", NULL);
  }
  free(folder);
  if (!found)
    return errno == ENOMEM ? NULL : strdup(name);
  size_t size = strlen(found) + strlen(name + length) + 2;
  char *path = realloc(found, size);
  if (!path) {
    free(found);
    return NULL;
  }
  appendParts(path, name + length);
  return path;
}

bool fileIdentityInit(FileIdentity *identity, const char *name,
                      int standardStream) {
  bool isStandard = strcmp(name, "-") == 0;
  struct stat status;
  *identity = (FileIdentity){0};
  identity->isThere = isStandard ? fstat(standardStream, &status) == 0
                                 : stat(name, &status) == 0;
  if (identity->isThere) {
    identity->isFile = S_ISREG(status.st_mode);
    identity->device = status.st_dev;
    identity->number = status.st_ino;
  } else {
    identity->isFile = !isStandard;
  }
  identity->path = isStandard ? strdup(name) : resolve(name);
  return identity->path != NULL;
}

void fileIdentityFree(FileIdentity *identity) {
  free(identity->path);
  *identity = (FileIdentity){0};
}

bool fileIdentityEquals(const FileIdentity *a, const FileIdentity *b) {
  if (!a->isFile || !b->isFile || a->isThere != b->isThere)
    return false;
  return a->isThere ? a->device == b->device && a->number == b->number
                    : strcmp(a->path, b->path) == 0;
}
