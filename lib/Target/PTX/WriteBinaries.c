//===- WriteBinaries.c - PTX out of gpu.binary operations -----------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Bridge/Enums.h"
#include "IR/Ops.h"
#include "Support/Text.h"
#include "Target/PTX/Error.h"
#include "Target/PTX/KernelModule.h"
#include "Target/PTX/WriteFile.h"

#include "mlir-c/BuiltinAttributes.h"
#include "mlir-c/Dialect/GPU.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/// Called for each binary with PTX.
typedef FuselagePTXError (*BinaryCallback)(MlirStringRef name,
                                           MlirStringRef ptx, void *userData);

/// The state of a visit of the binaries in a module.
typedef struct Visit {
  BinaryCallback callback;
  void *userData;
  size_t numBinaries;
  FuselagePTXError error;
} Visit;

/// The PTX of a `gpu.binary`: its first object that is assembly. Some producers
/// put a NUL at its end; it is not part of the text.
static bool getPTX(MlirOperation binary, MlirStringRef *ptx) {
  MlirAttribute objects = mlirOperationGetInherentAttributeByName(
      binary, mlirStringRefCreateFromCString("objects"));
  for (intptr_t i = 0; i < mlirArrayAttrGetNumElements(objects); ++i) {
    MlirAttribute object = mlirArrayAttrGetElement(objects, i);
    if (!mlirAttributeIsAGPUObjectAttr(object) ||
        mlirGPUObjectAttrGetFormat(object) != FUSELAGE_OBJECT_FORMAT_ASSEMBLY)
      continue;
    *ptx = mlirGPUObjectAttrGetObject(object);
    while (ptx->length && ptx->data[ptx->length - 1] == '\0')
      --ptx->length;
    return true;
  }
  return false;
}

static MlirWalkResult visitBinary(MlirOperation op, void *userData) {
  Visit *visit = userData;
  MlirStringRef ptx;
  if (!fuselageOperationIs(op, FUSELAGE_OP_GPU_BINARY) || !getPTX(op, &ptx))
    return MlirWalkResultAdvance;
  ++visit->numBinaries;
  if (visit->callback)
    visit->error =
        visit->callback(kernelModuleGetSymbol(op), ptx, visit->userData);
  return fuselagePTXErrorIsNull(visit->error) ? MlirWalkResultAdvance
                                              : MlirWalkResultInterrupt;
}

static Visit visitBinaries(MlirOperation module, BinaryCallback callback,
                           void *userData) {
  Visit visit = {callback, userData, 0, errorNone()};
  mlirOperationWalk(module, visitBinary, &visit, MlirWalkPreOrder);
  return visit;
}

static FuselagePTXError print(MlirStringRef name, MlirStringRef ptx,
                              void *userData) {
  (void)userData;
  bool failed =
      printf("// gpu.binary @%.*s\n", (int)name.length, name.data) < 0 ||
      fwrite(ptx.data, 1, ptx.length, stdout) != ptx.length ||
      fflush(stdout) != 0;
  return failed ? errorCreate(FUSELAGE_PTX_FILE_ERROR,
                              "cannot write to standard output: %s",
                              strerror(errno))
                : errorNone();
}

static FuselagePTXError writeTo(MlirStringRef name, MlirStringRef ptx,
                                void *userData) {
  (void)name;
  return writeFile(userData, ptx);
}

/// Writes DIRECTORY/NAME.ptx. Refuses a name that would leave the directory:
/// MLIR allows any character in a symbol.
static FuselagePTXError writeInto(MlirStringRef name, MlirStringRef ptx,
                                  void *userData) {
  const char *directory = userData;
  if (!name.length || memchr(name.data, '/', name.length))
    return errorCreate(
        FUSELAGE_PTX_FILE_ERROR,
        "the name of gpu.binary @%.*s cannot name a file. Fix: rename it",
        (int)name.length, name.data);
  FuselageText path = {0};
  fuselageTextAppendFormat(&path, "%s/%.*s.ptx", directory, (int)name.length,
                           name.data);
  FuselagePTXError error =
      path.failed ? errorOutOfMemory() : writeFile(fuselageTextGet(&path), ptx);
  fuselageTextFree(&path);
  return error;
}

static bool isDirectory(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static FuselagePTXError writeDirectory(MlirOperation module, const char *path) {
  if (mkdir(path, 0777) != 0 && errno != EEXIST)
    return errorCreate(FUSELAGE_PTX_FILE_ERROR,
                       "cannot create the directory '%s': %s. Fix: name one in "
                       "a directory that exists and may be written",
                       path, strerror(errno));
  FuselageText directory = {0};
  fuselageTextAppendString(&directory, path);
  while (directory.length > 1 && directory.data[directory.length - 1] == '/')
    directory.data[--directory.length] = '\0';
  FuselagePTXError error =
      directory.failed ? errorOutOfMemory()
                       : visitBinaries(module, writeInto, directory.data).error;
  fuselageTextFree(&directory);
  return error;
}

static FuselagePTXError writeOne(MlirOperation module, const char *path) {
  size_t count = visitBinaries(module, NULL, NULL).numBinaries;
  if (count == 1)
    return visitBinaries(module, writeTo, (void *)path).error;
  return errorCreateAt(
      FUSELAGE_PTX_FILE_ERROR, mlirOperationGetLocation(module),
      count ? "the module holds %zu gpu.binary operations with PTX, and the "
              "file '%s' takes one. Fix: name a directory, with a '/' at its "
              "end, to get a file for each"
            : "the module holds %zu gpu.binary operations with PTX, so that "
              "there is nothing to write to '%s'. Fix: run fuselage-to-ptx "
              "first, on a module with gpu.launch or gpu.module",
      count, path);
}

FuselagePTXError fuselagePTXWriteBinaries(MlirOperation module,
                                          const char *path) {
  if (!path || !*path)
    return errorCreate(FUSELAGE_PTX_BAD_OPTION,
                       "option 'output' is empty. Fix: name a file, a "
                       "directory with a '/' at its end, or '-'");
  if (!strcmp(path, "-"))
    return visitBinaries(module, print, NULL).error;
  if (path[strlen(path) - 1] == '/' || isDirectory(path))
    return writeDirectory(module, path);
  return writeOne(module, path);
}
