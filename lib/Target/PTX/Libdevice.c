//===- Libdevice.c - CUDA's library of device functions -------------------===//
//
// Part of the Fuselage project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Target/PTX/Libdevice.h"

#include "Target/PTX/Error.h"
#include "Target/PTX/TextHandle.h"
#include "Target/PTX/Toolkit.h"

#include "llvm-c/BitReader.h"
#include "llvm-c/Core.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/// The layouts of the toolkits known so far: NVIDIA's own, and Debian's.
static const char *const relativePaths[] = {"nvvm/libdevice/libdevice.10.bc",
                                            "libdevice/libdevice.10.bc"};

bool libdeviceIsOff(const char *option) {
  return option && !strcmp(option, "none");
}

static bool isSearch(const char *option) { return !option || !*option; }

/// Stores the first file of the toolkit in the FuselagePTXText at `userData`.
static bool lookIn(const char *root, void *userData) {
  FuselagePTXText *found = userData;
  for (size_t i = 0; i < sizeof relativePaths / sizeof *relativePaths; ++i) {
    FuselageText path = {0};
    fuselageTextAppendFormat(&path, "%s/%s", root, relativePaths[i]);
    if (access(fuselageTextGet(&path), R_OK) == 0) {
      *found = textTake(&path);
      return true;
    }
    fuselageTextFree(&path);
  }
  return false;
}

FuselagePTXText fuselagePTXFindLibdevice(const char *option) {
  FuselagePTXText found = {NULL};
  if (libdeviceIsOff(option))
    return found;
  if (isSearch(option)) {
    toolkitForEachRoot(lookIn, &found);
    return found;
  }
  FuselageText path = {0};
  fuselageTextAppendString(&path, option);
  return textTake(&path);
}

static bool appendPlace(const char *root, void *userData) {
  FuselageText *buffer = userData;
  fuselageTextAppendFormat(buffer, "%s%s/%s", buffer->length ? ", " : "", root,
                           relativePaths[0]);
  return false;
}

FuselagePTXText fuselagePTXGetLibdeviceSearchPath(void) {
  FuselageText places = {0};
  toolkitForEachRoot(appendPlace, &places);
  return textTake(&places);
}

void libdeviceExplainAbsence(const char *option, FuselageText *buffer) {
  if (libdeviceIsOff(option)) {
    fuselageTextAppendString(buffer,
                             "libdevice is switched off (libdevice=none)");
    return;
  }
  FuselagePTXText places = fuselagePTXGetLibdeviceSearchPath();
  fuselageTextAppendString(buffer, "libdevice was not found; looked for ");
  if (fuselagePTXTextIsNull(places))
    buffer->failed = true;
  else
    fuselageTextAppendRef(buffer, fuselagePTXTextGetString(places));
  fuselagePTXTextDestroy(places);
}

FuselagePTXError libdeviceLoad(const char *path,
                               CodegenDiagnostics *diagnostics,
                               LLVMModuleRef *module) {
  struct stat status;
  if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
    return errorCreate(FUSELAGE_PTX_BAD_LIBDEVICE,
                       "libdevice '%s' is a directory. Fix: name the file in "
                       "it, usually nvvm/libdevice/libdevice.10.bc",
                       path);
  char *message = NULL;
  LLVMMemoryBufferRef buffer = NULL;
  if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &message)) {
    FuselagePTXError error =
        errorCreate(FUSELAGE_PTX_BAD_LIBDEVICE,
                    "cannot read libdevice '%s': %s. Fix: name the file "
                    "libdevice.10.bc of a CUDA toolkit, leave the option out "
                    "to search for it, or set it to 'none'",
                    path, message);
    LLVMDisposeMessage(message);
    return error;
  }
  LLVMBool failed =
      LLVMParseBitcodeInContext2(diagnostics->context, buffer, module);
  LLVMDisposeMemoryBuffer(buffer);
  if (!failed)
    return errorNone();
  return errorCreate(FUSELAGE_PTX_BAD_LIBDEVICE,
                     "libdevice '%s' is not LLVM bitcode%s%s. Fix: name the "
                     "file libdevice.10.bc of a CUDA toolkit, leave the "
                     "option out to search for it, or set it to 'none'",
                     path, diagnostics->hasError ? ": " : "",
                     fuselageTextGet(&diagnostics->message));
}

FuselagePTXError libdeviceVerifyOption(const char *option) {
  if (isSearch(option) || libdeviceIsOff(option))
    return errorNone();
  LLVMContextRef context = LLVMContextCreate();
  CodegenDiagnostics diagnostics;
  codegenDiagnosticsAttach(&diagnostics, context);
  LLVMModuleRef module = NULL;
  FuselagePTXError error = libdeviceLoad(option, &diagnostics, &module);
  if (fuselagePTXErrorIsNull(error))
    LLVMDisposeModule(module);
  codegenDiagnosticsDetach(&diagnostics);
  codegenDiagnosticsFree(&diagnostics);
  LLVMContextDispose(context);
  return error;
}
