//===- HostVersion.c - Check of the host's MLIR ---------------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Plugin/HostVersion.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

/// Libraries that the process has loaded, in the order of loading.
typedef struct Objects {
  const char *version;
  const char *plugin;
  bool sawPlugin;
  bool hostHasMLIR;    // the right libMLIR, loaded before the plugin
  const char *foreign; // a libMLIR or libLLVM of another version
} Objects;

static const char *fileName(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

/// The version in "libMLIR.so.22.1", "libLLVM.so.22.1" or "libLLVM-16.so.1",
/// the naming schemes of LLVM; null for any other file. Debian also has plain
/// "libLLVM.so", which has no version.
static const char *versionOf(const char *file) {
  static const char *const prefixes[] = {"libMLIR.so.", "libLLVM.so.",
                                         "libMLIR-", "libLLVM-"};
  for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; ++i) {
    size_t length = strlen(prefixes[i]);
    if (strncmp(file, prefixes[i], length) == 0 && file[length] >= '0' &&
        file[length] <= '9')
      return file + length;
  }
  return NULL;
}

/// True if `version` begins with `expected`: "22.1git" and "22.1.8" agree with
/// "22.1", "22.10" does not. "22" of "libLLVM-22.so" is shorter, and agrees.
static bool agrees(const char *version, const char *expected) {
  size_t length = strlen(expected);
  if (strncmp(version, expected, length) == 0)
    return version[length] < '0' || version[length] > '9';
  size_t major = strcspn(expected, ".");
  return strncmp(version, expected, major) == 0 &&
         strncmp(version + major, ".so", 3) == 0;
}

static int visit(struct dl_phdr_info *info, size_t size, void *userData) {
  (void)size;
  Objects *objects = userData;
  const char *path = info->dlpi_name ? info->dlpi_name : "";
  if (strcmp(path, objects->plugin) == 0)
    objects->sawPlugin = true;
  const char *version = versionOf(fileName(path));
  if (!version)
    return 0;
  if (!agrees(version, objects->version)) {
    if (!objects->foreign)
      objects->foreign = path;
  } else if (!objects->sawPlugin &&
             strncmp(fileName(path), "libMLIR", 7) == 0) {
    objects->hostHasMLIR = true;
  }
  return 0;
}

/// The path of the object that holds this code, as the linker knows it.
static const char *pluginPath(void) {
  Dl_info info;
  static const char anchor = 0;
  return dladdr(&anchor, &info) && info.dli_fname ? info.dli_fname : "";
}

bool fuselageHostHasVersion(const char *version) {
  Objects objects = {.version = version, .plugin = pluginPath()};
  dl_iterate_phdr(visit, &objects);
  if (objects.foreign) {
    fprintf(stderr,
            "error: the Fuselage plugin is built for MLIR %s, and this tool "
            "has loaded '%s'. Fix: load the plugin into the tools of MLIR %s, "
            "or build Fuselage with the MLIR_DIR of this tool\n",
            version, objects.foreign, version);
    return false;
  }
  // If all loaded libraries have the right version, either the tool has MLIR
  // inside itself, or the order of loading is unknown. Only the first case is
  // certain to fail.
  if (objects.sawPlugin && !objects.hostHasMLIR) {
    fprintf(stderr,
            "error: the Fuselage plugin needs a tool that uses the shared "
            "library libMLIR.so.%s, and this tool does not. Fix: load the "
            "plugin into the tools of a package that has it\n",
            version);
    return false;
  }
  return true;
}
