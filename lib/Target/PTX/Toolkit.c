//===- Toolkit.c - The places of CUDA toolkits ----------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Toolkit.h"

#include "Target/PTX/TextHandle.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool isExecutable(const char *path) { return access(path, X_OK) == 0; }

FuselagePTXText toolkitFindOnPath(const char *name) {
  const char *rest = getenv("PATH");
  while (rest && *rest) {
    const char *colon = strchr(rest, ':');
    size_t length = colon ? (size_t)(colon - rest) : strlen(rest);
    FuselageText candidate = {0};
    fuselageTextAppend(&candidate, rest, length);
    fuselageTextAppendFormat(&candidate, "/%s", name);
    if (length && isExecutable(fuselageTextGet(&candidate)))
      return textTake(&candidate);
    fuselageTextFree(&candidate);
    rest = colon ? colon + 1 : NULL;
  }
  return (FuselagePTXText){NULL};
}

/// A tool in ROOT/bin leads to ROOT. The search follows symbolic links, because
/// distributions link the tools of a toolkit into /usr/bin.
static bool visitToolRoot(const char *tool, ToolkitCallback callback,
                          void *userData) {
  FuselagePTXText path = toolkitFindOnPath(tool);
  if (fuselagePTXTextIsNull(path))
    return false;
  char *real = realpath(fuselagePTXTextGetString(path).data, NULL);
  fuselagePTXTextDestroy(path);
  bool found = false;
  for (int parents = 0; real && parents < 2; ++parents) {
    char *slash = strrchr(real, '/');
    if (slash)
      *slash = '\0';
  }
  if (real && *real)
    found = callback(real, userData);
  free(real);
  return found;
}

void toolkitForEachRoot(ToolkitCallback callback, void *userData) {
  static const char *const variables[] = {"CUDA_HOME", "CUDA_PATH",
                                          "CUDA_ROOT"};
  static const char *const tools[] = {"nvcc", "ptxas"};
  static const char *const places[] = {"/usr/local/cuda", "/usr/lib/cuda",
                                       "/usr/lib/nvidia-cuda-toolkit",
                                       "/opt/cuda"};
  for (size_t i = 0; i < sizeof variables / sizeof *variables; ++i) {
    const char *root = getenv(variables[i]);
    if (root && *root && callback(root, userData))
      return;
  }
  for (size_t i = 0; i < sizeof tools / sizeof *tools; ++i)
    if (visitToolRoot(tools[i], callback, userData))
      return;
  for (size_t i = 0; i < sizeof places / sizeof *places; ++i)
    if (callback(places[i], userData))
      return;
}
