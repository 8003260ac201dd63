//===- DeclaredResources.c - Resources that PTX declares ------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Only ptxas knows how many registers a kernel gets. PTX has any number of
// virtual registers: an upper bound that is far too high for long kernels. The
// declarations of shared memory and parameters are exact.
//
//===----------------------------------------------------------------------===//

#include "Support/Text.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/PTXText.h"

#include <stdlib.h>
#include <string.h>

/// Bytes of a PTX type such as ".b64". 0 for predicates: they have registers of
/// their own.
static uint64_t typeBytes(const char *type) {
  size_t digits = strcspn(type, "0123456789");
  return strtoull(type + digits, NULL, 10) / 8;
}

static uint64_t roundUp(uint64_t value, uint64_t granularity) {
  return granularity ? (value + granularity - 1) / granularity * granularity
                     : value;
}

/// A declaration ".param .align 4 .b8 name[12]" or ".shared .u64 name".
typedef struct Declaration {
  uint64_t bytes, alignment;
} Declaration;

static Declaration readDeclaration(const char *line) {
  Declaration declaration = {0, 0};
  const char *aligned = strstr(line, ".align ");
  for (const char *at = line; (at = strchr(at, '.')); ++at)
    if (strchr("busf", at[1]) && at[2] >= '1' && at[2] <= '9')
      declaration.bytes = typeBytes(at);
  declaration.alignment = declaration.bytes;
  if (aligned && !strstr(line, ".ptr"))
    declaration.alignment = strtoull(aligned + 7, NULL, 10);
  const char *bracket = strchr(line, '[');
  if (bracket)
    declaration.bytes *= strtoull(bracket + 1, NULL, 10);
  return declaration;
}

static void addDeclaration(uint64_t *total, const char *line) {
  Declaration declaration = readDeclaration(line);
  *total = roundUp(*total, declaration.alignment) + declaration.bytes;
}

/// ".reg .b32 %r<11>;" declares %r0 to %r10; LLVM never uses the first.
static uint32_t readRegisters(const char *line) {
  const char *count = strchr(line, '<');
  const char *type = strstr(line, ".reg ");
  if (!count || !type)
    return 0;
  uint64_t bytes = typeBytes(type + 5);
  uint64_t number = strtoull(count + 1, NULL, 10);
  return (uint32_t)((number ? number - 1 : 0) * ((bytes + 3) / 4));
}

typedef struct Scan {
  FuselagePTXResources kernel;
  FuselagePTXResourcesCallback callback;
  void *userData;
  /// Declarations of shared memory precede the kernels. Every kernel may use
  /// it.
  uint64_t sharedBytes;
} Scan;

static bool startsWith(const char *line, const char *prefix) {
  return strncmp(line, prefix, strlen(prefix)) == 0;
}

static void finishKernel(Scan *scan) {
  if (!scan->kernel.kernel.length)
    return;
  scan->kernel.sharedBytes += scan->sharedBytes;
  scan->callback(&scan->kernel, scan->userData);
  scan->kernel = (FuselagePTXResources){0};
}

static void startKernel(Scan *scan, const char *name) {
  finishKernel(scan);
  scan->kernel = (FuselagePTXResources){
      .kernel = mlirStringRefCreate(name, strcspn(name, "( \t\r")),
      .source = FUSELAGE_PTX_RESOURCES_DECLARED,
      .spillStoreBytes = FUSELAGE_PTX_UNKNOWN_BYTES,
      .spillLoadBytes = FUSELAGE_PTX_UNKNOWN_BYTES};
}

static void scanLine(Scan *scan, const char *line) {
  FuselagePTXResources *kernel = &scan->kernel;
  bool inKernel = kernel->kernel.length != 0;
  line += strspn(line, " \t");
  const char *entry = strstr(line, ".entry ");
  if (entry)
    startKernel(scan, entry + strlen(".entry "));
  else if (strstr(line, ".func "))
    finishKernel(scan);
  else if (startsWith(line, ".shared "))
    addDeclaration(inKernel ? &kernel->sharedBytes : &scan->sharedBytes, line);
  else if (inKernel && startsWith(line, ".param "))
    addDeclaration(&kernel->constantBytes, line);
  else if (inKernel && startsWith(line, ".local "))
    addDeclaration(&kernel->stackBytes, line);
  else if (inKernel && startsWith(line, ".reg "))
    kernel->registers += readRegisters(line);
  else if (inKernel)
    ptxReadBlockSize(line, &kernel->threadsPerBlock);
}

FuselagePTXError fuselagePTXReadDeclaredResources(
    MlirStringRef ptx, FuselagePTXResourcesCallback callback, void *userData) {
  FuselageText copy = {0};
  fuselageTextAppendRef(&copy, ptx);
  if (copy.failed)
    return errorOutOfMemory();
  Scan scan = {.callback = callback, .userData = userData};
  char *rest = NULL;
  for (char *line = strtok_r(copy.data, "\n", &rest); line;
       line = strtok_r(NULL, "\n", &rest))
    scanLine(&scan, line);
  finishKernel(&scan);
  fuselageTextFree(&copy);
  return errorNone();
}
